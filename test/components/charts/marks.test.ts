import { expect, test } from "vitest";
import { marksCss } from "../../../components/charts/marks.js";

test("src/marks.css is what components/charts/marks.ts says", async () => {
  await expect(marksCss()).toMatchFileSnapshot("../../../src/marks.css");
});

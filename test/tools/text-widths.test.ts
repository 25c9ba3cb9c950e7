import { expect, it } from "vitest";
import { textWidthsModule } from "../../tools/text-widths.js";

it("the widths in components/kit are those of the installed fonts, in at most 6 kB", async () => {
  const module = await textWidthsModule();
  expect(Buffer.byteLength(module)).toBeLessThan(6000);
  await expect(module).toMatchFileSnapshot("../../components/kit/text-widths.ts");
});

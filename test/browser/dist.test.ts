import { expect, it } from "vitest";
import { distFiles, distPages } from "../../tools/dist.js";
import { dist } from "./site.js";

it("the site has a home page", () => {
  expect(distPages(dist)).toContain("/");
});

it("the site carries no module but those that its pages are bundled from", () => {
  const modules = distFiles(dist).filter((name) => name.endsWith(".js"));
  expect(modules.filter((name) => !name.startsWith("_modules/"))).toEqual([]);
});

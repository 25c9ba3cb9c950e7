import { expect, it } from "vitest";
import { distFiles, distPages } from "../../tools/dist.js";
import { dist } from "./site.js";

/** The packages a site carries: `name → folders that hold a copy of it`. */
function copies(files: string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, place: string) => found.set(name, (found.get(name) ?? new Set()).add(place));
  for (const file of files) {
    const packaged = /^(_npm|_node)\/((?:@[^/]+\/)?[^/]+)@([^/]+)\//.exec(file);
    if (packaged) add(packaged[2], packaged.slice(1, 4).join("/"));
    if (/^_observablehq\/stdlib\/inputs\.\w+\.js$/.test(file)) add("@observablehq/inputs", "_observablehq");
  }
  return found;
}

it("the site carries one copy of each package", () => {
  const twice = [...copies(distFiles(dist))].filter(([, places]) => places.size > 1);
  expect(twice.map(([name, places]) => `${name}: ${[...places].join(", ")}`)).toEqual([]);
});

it("two copies of a package are seen", () => {
  const files = [
    "_npm/d3@7.9.2/a.js",
    "_node/d3@7.9.2/b.js",
    "_node/@a/b@1.0.0/c.js",
    "_node/@a/b@1.0.0/d.js",
  ];
  const sizes = [...copies(files)].map(([name, places]) => [name, places.size]);
  expect(sizes).toEqual([
    ["d3", 2],
    ["@a/b", 1],
  ]);
});

it("the site has a home page", () => {
  expect(distPages(dist)).toContain("/");
});

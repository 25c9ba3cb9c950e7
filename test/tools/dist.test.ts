import { describe, expect, it } from "vitest";
import { distPages, unresolvedImports } from "../../tools/dist.js";
import { project } from "./project.js";

describe("a built site", () => {
  it("has its pages listed by address", () => {
    const { root } = project({ "index.html": "", "setup.html": "", "more/index.html": "", "a.js": "" });
    expect(distPages(root)).toEqual(["/", "/more/", "/setup"]);
  });

  it("may import only what it carries", async () => {
    const { root } = project({
      "good.js": 'import "./b.js"; import("../c.js"); import(x); export * from "/d.js"; import.meta.url;',
      "bad.js": 'export * from "lefthand-pad"; import("https://elsewhere.invalid/a.js");',
      "index.html": '<script type="module">\nimport "bare";\nimport "./good.js";\n</script>',
    });
    expect(await unresolvedImports(root)).toEqual([
      "bad.js imports lefthand-pad",
      "bad.js imports https://elsewhere.invalid/a.js",
      "index.html imports bare",
    ]);
  });
});

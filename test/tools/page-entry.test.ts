import { describe, expect, it } from "vitest";
import { pageEntry, withBundle } from "../../tools/page-entry.js";

const page = (code: string) =>
  `<head>\n<link rel="modulepreload" href="./_import/a.js">\n<script type="module" src="./_import/aids.js"></script>\n<script type="module">\n${code}\n</script>\n</head><body></body>`;

describe("the module of a page", () => {
  it("does what every module script of the page does, in their order", () => {
    expect(pageEntry(page('define({id: "a", body: () => 1});'))).toBe(
      'import "./_import/aids.js";\n\ndefine({id: "a", body: () => 1});\n',
    );
  });

  it("imports by name what a cell imports, and gives it to the cell", () => {
    const code =
      'const [{a, b: c}, {default: d}, all] = await Promise.all([import("./x.js"), import("./y.js"), import("./z.js")]);';
    expect(pageEntry(page(code)).split("\n").filter(Boolean)).toEqual([
      'import "./_import/aids.js";',
      'import {a as $import1_0, b as $import1_1} from "./x.js";',
      'import {default as $import2_0} from "./y.js";',
      'import * as $import3_0 from "./z.js";',
      "const [{a, b: c}, {default: d}, all] = [{a: $import1_0, b: $import1_1}, {default: $import2_0}, $import3_0];",
    ]);
  });

  it("keeps what a cell imports later", () => {
    const code = 'const later = () => import("./x.js");';
    expect(pageEntry(page(code))).toContain(code);
  });

  it("replaces them in the page, with the files that it loads", () => {
    const bundled = withBundle(page("1;"), "./_modules/p.js", ["./_modules/s.js"]);
    expect(bundled).not.toContain("_import");
    expect(bundled.match(/<(link|script).*/g)).toEqual([
      '<link rel="modulepreload" href="./_modules/s.js">',
      '<script type="module" src="./_modules/p.js"></script>',
    ]);
  });
});

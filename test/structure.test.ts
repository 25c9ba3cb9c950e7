import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";
import { repository } from "../tools/paths.js";
import { project } from "./tools/project.js";

const folders = ["theory", "training", "components", "data", "cli", "tools", "bench", "test"];

/** The rules that modules under `root` break, as `rule: from → to`. */
async function violations(root: string, within = folders): Promise<string[]> {
  const { default: ruleSet } = await import(join(repository, ".dependency-cruiser.mjs"));
  const { options, ...rules } = ruleSet;
  const { enhancedResolveOptions, ...rest } = options;
  const result = await cruise(
    within,
    { ...rest, ruleSet: rules, validate: true, baseDir: root },
    enhancedResolveOptions,
  );
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

describe("imports go one way", () => {
  it("in this repository", { timeout: 180_000 }, async () => {
    expect(await violations(repository)).toEqual([]);
  });

  it("and one that goes the other way is seen", async () => {
    const { root } = project({
      "package.json": '{"dependencies": {}}',
      "theory/a.ts":
        'import { b } from "../training/b.js";\nimport { readFileSync } from "node:fs";\nexport const a = [b, readFileSync];',
      "theory/c.ts": 'import { html } from "htl";\nexport const c = html;',
      "theory/t.ts": 'import type { B } from "../training/b.js";\nexport type T = B;',
      "theory/r.ts": 'import type { S } from "./s.js";\nexport type R = S;',
      "theory/s.ts": 'import type { R } from "./r.js";\nexport type S = R | 1;',
      "training/b.ts": 'import { d } from "../components/d.js";\nexport type B = 1;\nexport const b = d;',
      "components/d.ts":
        'import { e } from "../cli/e.js";\nimport { l } from "../data/l.js";\nimport { t } from "../data/tables/t.js";\nimport { join } from "node:path";\nexport const d = [e, l, t, join];',
      "data/l.ts": "export const l = 1;",
      "data/tables/t.ts":
        'import { readFileSync } from "node:fs";\nimport { a } from "../../theory/a.js";\nimport { l } from "../l.js";\nexport const t = [a, l, readFileSync];',
      "cli/e.ts": 'export { f } from "../data/missing.js";\nexport const e = 1;',
    });
    const found = await violations(root, ["theory", "training", "components", "data", "cli"]);
    expect(found.sort()).toEqual([
      "browser-code-uses-no-node: components/d.ts → path",
      "components-imports-only-theory-training-data: components/d.ts → cli/e.ts",
      "components-know-tables-not-loaders: components/d.ts → data/l.ts",
      expect.stringMatching(/^declared-packages: theory\/c\.ts → .*htl/),
      "no-circular: components/d.ts → data/tables/t.ts",
      "no-circular: theory/r.ts → theory/s.ts",
      "resolvable: cli/e.ts → ../data/missing.js",
      "tables-are-pure: data/tables/t.ts → data/l.ts",
      "tables-are-pure: data/tables/t.ts → fs",
      "theory-imports-only-itself: theory/a.ts → training/b.ts",
      "theory-imports-only-itself: theory/t.ts → training/b.ts",
      "theory-is-pure: theory/a.ts → fs",
      "theory-is-pure: theory/a.ts → training/b.ts",
      expect.stringMatching(/^theory-is-pure: theory\/c\.ts → .*htl/),
      "theory-is-pure: theory/t.ts → training/b.ts",
      "training-imports-only-theory: training/b.ts → components/d.ts",
    ]);
  });
});

/** What a page's cells import that a page may not: anything of ours but the linked folders, `npm:` and addresses. */
function forbiddenImports(page: string): string[] {
  const specifiers = page.matchAll(/\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g);
  return Array.from(specifiers, (m) => m[1]).filter(
    (s) => !/^\.\/(components|theory|training|data)\//.test(s) && !/^(@[a-z]|[a-z])[\w./-]*$/.test(s),
  );
}

describe("pages", () => {
  it("import the linked folders and packages by their bare names", () => {
    const pages = readdirSync(join(repository, "src")).filter((name) => name.endsWith(".md"));
    expect(pages).not.toEqual([]);
    for (const page of pages) {
      expect(forbiddenImports(readFileSync(join(repository, "src", page), "utf8")), page).toEqual([]);
    }
  });

  it("that import anything else are seen", () => {
    expect(
      forbiddenImports(
        'import * as Plot from "npm:@observablehq/plot";\nimport "../cli/main.js";\nimport {a} from "./theory/a.js";\nimport {b} from "htl";',
      ),
    ).toEqual(["npm:@observablehq/plot", "../cli/main.js"]);
  });
});

it.skipIf(process.platform === "win32")("src reaches the other folders by relative links", () => {
  for (const name of ["components", "theory", "training", "data"]) {
    const link = join(repository, "src", name);
    expect(lstatSync(link).isSymbolicLink(), name).toBe(true);
    expect(readlinkSync(link)).toBe(`../${name}`);
  }
});

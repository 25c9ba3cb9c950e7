import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mountPage } from "../tools/mount.js";
import { repository } from "../tools/paths.js";
import { project } from "./tools/project.js";

const readme = readFileSync(join(repository, "README.md"), "utf8");
const section = readme.slice(readme.indexOf("## Add a page"), readme.indexOf("## How far to trust it"));

/** The files that the section prints whole, by path. */
const printed = new Map(
  Array.from(section.matchAll(/^`([\w./-]+)`: (?:.+\n)+\n(`{3,4})\w+\n([\s\S]*?)^\2$/gm), (match) => [
    match[1],
    match[3],
  ]),
);

/** A checkout with the printed files in it: everything else is this one's. */
function checkout() {
  const made = project({
    ...Object.fromEntries(printed),
    "tsconfig.json":
      '{"extends": "../../../tsconfig.json", "include": [".cache/notebooks", "components/*.d.ts"]}',
  });
  const link = (path: string) => symlinkSync(join(repository, path), made.path(path));
  for (const folder of ["theory", "training", "data", "tools"]) link(folder);
  for (const name of readdirSync(join(repository, "components")))
    if (name !== "pages") link(`components/${name}`);
  for (const name of readdirSync(join(repository, "components/pages"))) link(`components/pages/${name}`);
  return made;
}

it("prints a small page whole, in at most five files", () => {
  expect([...printed.keys()]).toEqual([
    "src/more-samples.md",
    "components/pages/more-samples/risk.ts",
    "test/pages/more-samples.test.ts",
  ]);
  const named = new Set(
    section.slice(0, section.indexOf("That is all")).match(/^`[\w./-]+`|`src\/index\.md`/gm),
  );
  expect(named.size).toBe(5);
  expect(printed.get("test/pages/more-samples.test.ts")).toBe(
    readFileSync(join(repository, "test/pages/training-error.test.ts"), "utf8").replace(
      "training-error",
      "more-samples",
    ),
  );
});

it("and that page has types, is drawn, and answers to its reader", { timeout: 120_000 }, async () => {
  const { root } = checkout();
  const page = await mountPage("more-samples", { root });
  try {
    const figure = page.figures().get("more-samples");
    const caption = () => figure?.querySelector(".frame-caption")?.textContent;
    expect(figure?.dataset.state).toBe("fresh");
    expect(figure?.querySelector("svg path")).not.toBeNull();
    const risks = Array.from(figure?.rows().columns.excessRisk ?? []) as number[];
    expect(risks).toHaveLength(81);
    expect(risks[80]).toBeLessThan(0.1 * risks[0]);
    const before = caption();
    page.document.querySelector<HTMLElement>("a.story-open")?.click();
    await page.settled();
    expect(caption()).toMatch(/^At λ = 50 /);
    expect(caption()).not.toBe(before);
  } finally {
    page.close();
  }
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const types = spawnSync(process.execPath, [tsc, "--noEmit", "-p", root], { encoding: "utf8" });
  expect(types.stdout + types.stderr).toBe("");
});

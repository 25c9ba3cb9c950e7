import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { repository } from "../../tools/paths.js";
import { site } from "./project.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Builds as `npm run build` does, in a process of its own. */
async function build(root: string): Promise<{ code: number | null; printed: string }> {
  const script = `const { buildSite } = await import(${JSON.stringify(join(repository, "tools/build.ts"))});
    await buildSite({ root: ${JSON.stringify(root)} }).catch((e) => { console.error(e.message); process.exitCode = 1; });`;
  const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "--eval", script], {
    cwd: root,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      printed += text;
    });
  }
  return new Promise((done) => child.on("close", (code) => done({ code, printed })));
}

const page = (loader: string) =>
  `# Loaded\n\n\`\`\`js\ndisplay(await FileAttachment("data/${loader}").text());\n\`\`\`\n`;

describe("a build", { timeout: 240_000 }, () => {
  it("carries the loader's output to the site, and runs an edited helper's loader again", async () => {
    const { root, write, path } = site({
      "src/index.md": page("n.txt"),
      "data/n.txt.ts": 'import { n } from "../theory/n.js"; process.stdout.write("n = " + n);',
      "theory/n.ts": "export const n = 1;",
    });
    const written = () => {
      const folder = path("dist/_file/data");
      return readFileSync(join(folder, readdirSync(folder)[0]), "utf8");
    };
    expect(await build(root)).toMatchObject({ code: 0 });
    expect(written()).toBe("n = 1");
    write("theory/n.ts", "export const n = 2;");
    const second = await build(root);
    expect(second).toMatchObject({ code: 0 });
    expect(written()).toBe("n = 2");
    expect((await build(root)).printed).toContain("0 of 1 files made anew");
  });

  it("fails with the failing loader's name and error, and leaves the last site whole", async () => {
    const { root, write, path } = site({ "src/index.md": "# Before\n" });
    expect(await build(root)).toMatchObject({ code: 0 });
    write("src/index.md", page("bad.txt"));
    write(
      "data/bad.txt.ts",
      'process.stdout.write("half"); throw new RangeError("gamma = 0.4 is too small");',
    );
    const { code, printed } = await build(root);
    expect(code).toBe(1);
    expect(printed).toContain("gamma = 0.4 is too small");
    expect(printed).toContain("data/bad.txt.ts failed (exit code 1)");
    expect(readFileSync(path("dist/index.html"), "utf8")).toContain("Before");
    expect(readdirSync(root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });

  it("ships the files of a parameterised loader that no page names, or fails with the loader that fails", async () => {
    const loader =
      'const [g] = process.argv.slice(2); if (g === "--gamma=0") throw new Error("no"); process.stdout.write(g);';
    const paths = ["/data/phase-1.25.txt", "/data/phase-2.txt"];
    const { root, path } = site({ "data/phase-[gamma].txt.ts": loader }, paths);
    expect(await build(root)).toMatchObject({ code: 0 });
    expect(paths.map((name) => readFileSync(path(`dist${name}`), "utf8"))).toEqual([
      "--gamma=1.25",
      "--gamma=2",
    ]);
    const bad = site({ "data/phase-[gamma].txt.ts": loader }, [...paths, "/data/phase-0.txt"]);
    const { code, printed } = await build(bad.root);
    expect(code).toBe(1);
    expect(printed).toContain("data/phase-[gamma].txt.ts --gamma=0 failed (exit code 1)");
    expect(existsSync(bad.path("dist"))).toBe(false);
  });

  it.each([
    ["a bare import in a page", { "src/index.md": '# Page\n\n```js\nimport "lefthand-pad";\n```\n' }],
    ["an npm: import", { "src/index.md": '# Page\n\n```js\nimport "npm:lefthand-pad";\n```\n' }],
    [
      "an import in a component",
      {
        "src/index.md": '# Page\n\n```js\nimport "./components/a.js";\n```\n',
        "components/a.ts": 'import "lefthand-pad";',
      },
    ],
  ])("fails with the name of a package that is not installed: %s", async (_, files) => {
    const { root, path } = site(files);
    const { code, printed } = await build(root);
    expect(code).toBe(1);
    expect(printed).toContain("lefthand-pad");
    expect(existsSync(path("dist"))).toBe(false);
  });

  it("bundles what the lockfile has for npm: imports, a builtin and a file format", async () => {
    const { root, path } = site({
      "src/index.md":
        '# Page\n\n```js\ntex`x`;\n```\n\n```js\nimport {csvFormat} from "npm:d3-dsv";\ndisplay(csvFormat([]));\nFileAttachment("a.csv").csv();\n```\n',
      "src/a.csv": "a\n1\n",
    });
    expect(await build(root)).toMatchObject({ code: 0 });
    const modules = readdirSync(path("dist/_modules")).map((name) =>
      readFileSync(path(`dist/_modules/${name}`), "utf8"),
    );
    expect(modules.filter((code) => code.includes("KaTeX parse error")).length).toBe(1);
    expect(modules.filter((code) => code.includes('new Function("d"')).length).toBe(1);
    expect(readdirSync(path("dist")).filter((name) => /^_(import|node|npm)$/.test(name))).toEqual([]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleSite, copies } from "../../tools/bundle.js";
import { distFiles } from "../../tools/dist.js";
import { project } from "./project.js";

const page = (code: string) =>
  `<html><head><script type="module">\n${code}\n</script>\n</head><body></body></html>`;

/** A site as Framework leaves it, whose modules have their sources in `src`. */
function built(files: Record<string, string>) {
  const { root, path } = project(files);
  return { root, folder: path("dist"), path: (name: string) => path(`dist/${name}`) };
}

const modules = (path: (name: string) => string, html: string) =>
  Array.from(readFileSync(path(html), "utf8").matchAll(/_modules\/[\w.-]+\.js/g), ([name]) => name);

describe("the modules of a site", { timeout: 60_000 }, () => {
  it("are bundled for every page, shared where pages share them, and named from every folder", async () => {
    const { root, folder, path } = built({
      "dist/index.html": page('import {a} from "./_import/components/a.0123abcd.js"; console.log(a);'),
      "dist/more/b.html": page('import {a} from "../_import/components/a.0123abcd.js"; console.log(a, 2);'),
      "dist/_import/components/a.0123abcd.js": "",
      "dist/_import/style.css": "p {}",
      "src/components/a.ts": 'export const a: string = "shared text";',
    });
    await bundleSite(root, folder);
    expect(distFiles(folder).filter((name) => !name.startsWith("_modules/"))).toEqual([
      "_import/style.css",
      "index.html",
      "more/b.html",
    ]);
    const holding = distFiles(folder).filter((name) =>
      readFileSync(path(name), "utf8").includes("shared text"),
    );
    expect(holding.length).toBe(1);
    for (const html of ["index.html", "more/b.html"]) expect(modules(path, html)).toContain(holding[0]);
    expect(readFileSync(path("more/b.html"), "utf8")).toContain('src="../_modules/');
  });

  it("carry their workers, and the workers of these, each in a file of its own", async () => {
    const { root, folder, path } = built({
      "dist/index.html": page('import {start} from "./_import/components/a.0123abcd.js"; start();'),
      "src/components/a.ts":
        'export const start = () => new Worker(import.meta.resolve("./w.worker.js"), { type: "module" });',
      "src/components/w.worker.ts":
        'new Worker(import.meta.resolve("./v.worker.js")); const later = () => import("./later.js"); self.onmessage = later;',
      "src/components/v.worker.ts": 'self.postMessage("inner");',
      "src/components/later.ts": 'export const topic = "a topic";',
    });
    await bundleSite(root, folder);
    const names = distFiles(folder).filter((name) => name.startsWith("_modules/"));
    const text = (part: RegExp) => readFileSync(path(names.find((name) => part.test(name))!), "utf8");
    const named = (code: string) => /new URL\(["'`]\.\/([^"'`]+)/.exec(code)![1];
    const worker = named(text(/\/index-/));
    expect(worker).toMatch(/^w\.worker-/);
    expect(
      readFileSync(path(`_modules/${named(readFileSync(path(`_modules/${worker}`), "utf8"))}`), "utf8"),
    ).toContain("inner");
    expect(text(/\/later-/)).toContain("a topic");
    expect(readFileSync(path(`_modules/${worker}`), "utf8")).not.toContain("a topic");
  });

  it("carry a package's file as it is", async () => {
    const { root, folder, path } = built({
      "dist/index.html": page('import {css} from "./_import/components/a.0123abcd.js"; console.log(css);'),
      "src/components/a.ts": 'export const css = import.meta.resolve("katex/dist/katex.min.css");',
    });
    await bundleSite(root, folder);
    const file = distFiles(folder).find((name) => name.endsWith(".css"))!;
    expect(file).toMatch(/^_modules\/katex\.min-[0-9a-f]{8}\.css$/);
    expect(readFileSync(path(modules(path, "index.html")[0]), "utf8")).toContain(file.split("/")[1]);
  });

  it.each([
    ["a package that is not installed", 'import "lefthand-pad";', /components\/a\.ts.*lefthand-pad/],
    [
      "a file of a page named in a module",
      'export const f = FileAttachment("a.csv");',
      /a\.ts: FileAttachment belongs/,
    ],
    [
      "a file that is not there",
      'export const u = import.meta.resolve("lefthand-pad/a.wasm");',
      /lefthand-pad/,
    ],
  ])("fail with %s", async (_, code, message) => {
    const { root, folder } = built({
      "dist/index.html": page('import * as a from "./_import/components/a.0123abcd.js"; console.log(a);'),
      "src/components/a.ts": code,
      "src/components/b.ts": "export const a = 1;",
    });
    await expect(bundleSite(root, folder)).rejects.toThrow(message);
    expect(existsSync(`${folder}/_modules`)).toBe(false);
  });
});

it("a page that imports a name which its module does not export is an error", async () => {
  const { root, folder } = built({
    "dist/index.html": page('import {b} from "./_import/components/a.0123abcd.js"; console.log(b);'),
    "src/components/a.ts": "export const a = 1;",
  });
  await expect(bundleSite(root, folder)).rejects.toThrow(
    /index\.html: No matching export in .*a\.ts.* for import "b"/,
  );
});

it("two copies of a package among the modules of a bundle are seen", () => {
  const places = copies([
    "node_modules/d3/src/a.js",
    "node_modules/@a/b/c.js",
    "node_modules/x/node_modules/d3/src/a.js",
    "components/a.ts",
  ]);
  expect([...places].map(([name, folders]) => [name, folders.size])).toEqual([
    ["d3", 2],
    ["@a/b", 1],
  ]);
});

/**
 * What Framework is given to build: the pages and files of `src` as they are, the outputs of the loaders already made, and in
 * place of every module an empty one of its name. Framework only has to write the pages; modules are bundled from their
 * sources afterwards (`bundle.ts`), so that it need not hash, transpile and pack them again for every page.
 */
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheBelow } from "./caches.js";
import { prepareData } from "./data.js";
import { linked } from "./links.js";
import type { LoaderCache } from "./loader-cache.js";
import { Lockfile } from "./lockfile.js";
import { cacheFolder, framework } from "./paths.js";

/** The folder that Framework builds from, made anew for every build, with Framework's own cache in it. */
export const stageFolder = (root: string) => join(cacheFolder(root), "site");

const isModule = (name: string) => /\.(ts|js|mjs)$/.test(name) && !name.endsWith(".d.ts");
const isLoader = (name: string) => /\.\w+\.ts$/.test(name) && !name.endsWith(".worker.ts");

/**
 * @param dataPaths files that no page names but that pages fetch, as `/data/phase-1.25.arrow`
 * @throws if a loader fails, or if there is none for one of `dataPaths`
 */
export async function stageSite(root: string, dataPaths: string[], cache?: LoaderCache): Promise<void> {
  const stage = stageFolder(root);
  const source = join(root, "src");
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const name of readdirSync(source)) {
    if (name === ".observablehq") continue;
    if (linked.includes(name)) stageLinked(join(source, name), join(stage, name));
    else cpSync(join(source, name), join(stage, name), { recursive: true });
  }
  const pages = readdirSync(stage, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  );
  const made = new Set(dataPaths);
  const lockfile = new Lockfile();
  for (const page of pages) {
    const text = readFileSync(join(stage, page), "utf8");
    for (const path of await loadedPaths(root, page, text)) made.add(path);
    standIn(lockfile, cacheBelow(stage), text);
  }
  await prepareData(root, [...made], (path) => join(stage, path), cache);
}

/** Every file of a linked folder: modules empty, loaders and pages left out, everything else as it is. */
function stageLinked(from: string, to: string): void {
  for (const name of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (!extname(name) || isLoader(name) || name.endsWith(".md") || name.includes("node_modules")) continue;
    mkdirSync(dirname(join(to, name)), { recursive: true });
    if (isModule(name)) writeFileSync(join(to, name), "");
    else copyFileSync(join(from, name), join(to, name));
  }
}

/** Files named in a page, relative to it, that a loader makes; as absolute paths of the site. */
async function loadedPaths(root: string, page: string, text: string): Promise<string[]> {
  // Framework's own rule for which loader makes a file.
  const { LoaderResolver } = await import(pathToFileURL(join(dirname(framework), "..", "loader.js")).href);
  const resolver = new LoaderResolver({ root: join(root, "src"), interpreters: { ".ts": ["tsx"] } });
  const folder = `/${dirname(page).replaceAll("\\", "/")}`;
  const named = Array.from(text.matchAll(/["'`(]((?:\.{0,2}\/)?[\w./=-]+\.\w+)["'`)]/g), ([, name]) =>
    posix.resolve(folder, name),
  );
  return [...new Set(named)].filter((path) => {
    const name = basename(path);
    return (
      extname(name) && !isModule(name) && !name.endsWith(".md") && resolver.find(path)?.args !== undefined
    );
  });
}

/**
 * Framework packs every package that a page imports by its bare name, unless it finds it packed in its cache. It is left an
 * empty one, under the name by which `bundle.ts` knows the package again. What is not installed is left for Framework to find out.
 */
function standIn(lockfile: Lockfile, cache: string, text: string): void {
  const names = text.matchAll(/\bfrom\s*["']((?:@[\w.-]+\/)?[\w.-]+)["']/g);
  for (const [, name] of names) {
    const installed = lockfile.resolve(name);
    if (!installed) continue;
    const file = join(cache, "_node", `${name}@${installed.version}`, "index.js");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "");
  }
}

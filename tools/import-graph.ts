import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { build } from "esbuild";
import type { Lockfile } from "./lockfile.js";

/** The files of ours that a module runs, sorted and relative to the root, and the packages they import. */
export interface ImportGraph {
  files: string[];
  packages: string[];
}

const code = new Set([".ts", ".js", ".mjs", ".mts"]);

/** `new URL("./w.js", import.meta.url)` and `import.meta.resolve("./w.js")`: how workers and data files are named. */
const addressed = /(?:new URL\(\s*|import\.meta\.resolve\(\s*)["'`](\.{1,2}\/[^"'`]+)["'`]/g;

/** Everything that `entry` imports, statically or not, and the modules and files it names relative to itself. */
export async function importGraph(entry: string, root: string): Promise<ImportGraph> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const queue = [resolve(root, entry)];
  for (const next of queue) {
    if (files.has(next)) continue;
    if (!code.has(extname(next))) {
      files.add(next);
      continue;
    }
    const { metafile } = await build({
      entryPoints: [next],
      absWorkingDir: root,
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      format: "esm",
      loader: { ".wasm": "empty", ".csv": "empty", ".arrow": "empty", ".md": "empty" },
      logLevel: "silent",
    });
    for (const [path, { imports }] of Object.entries(metafile.inputs)) {
      const file = resolve(root, path);
      files.add(file);
      for (const i of imports) {
        if (!i.external || isBuiltin(i.path)) continue;
        packages.add(i.path.split("/", i.path.startsWith("@") ? 2 : 1).join("/"));
      }
      if (!code.has(extname(file))) continue;
      for (const [, address] of readFileSync(file, "utf8").matchAll(addressed)) {
        const named = sourceOf(join(dirname(file), address));
        if (named) queue.push(named);
      }
    }
  }
  const names = [...files].map((file) => relative(root, file).split(sep).join("/"));
  return { files: names.sort(), packages: [...packages].sort() };
}

/** The file behind an address written for the built site, where `x.ts` is called `x.js`; nothing for a folder. */
function sourceOf(path: string): string | undefined {
  for (const candidate of [path, path.replace(/\.js$/, ".ts")]) {
    if (existsSync(candidate) && extname(candidate)) return candidate;
  }
  return undefined;
}

/** Hash of the contents of a graph: of its files and of the exact packages they import. */
export function hashGraph({ files, packages }: ImportGraph, root: string, lockfile: Lockfile): string {
  const hash = createHash("sha256").update(lockfile.hash(packages));
  for (const file of files) hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/**
 * A built site whose pages load a few files each: the modules of all pages are bundled together, so that what pages share is
 * shared, and cut into no more files than a page can load at once.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { type BuildFailure, type BuildOptions, build, transform } from "esbuild";
import { type Assets, type BundleSources, siteModules } from "./bundle-plugin.js";
import { type Chunk, groupChunks, joinChunks, reach } from "./chunks.js";
import { distFiles } from "./dist.js";
import { pageEntry, withBundle } from "./page-entry.js";

/** Folder of the bundled modules in the site. */
const home = "_modules";

/** Modules that a page loads at once: its own, and what it shares with other pages. */
const FILES_PER_PAGE = 8;

/** The same of a worker, and of everything that it imports later. */
const FILES_PER_WORKER = 2;

const target = "es2022";

const options: BuildOptions = {
  bundle: true,
  format: "esm",
  platform: "browser",
  target,
  splitting: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  write: false,
  metafile: true,
  outdir: join("/", home),
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "silent",
};

/**
 * Bundles the modules of a site in place, and drops those they were made from.
 * @throws if a module imports what there is not, or if the bundle would hold a package twice
 */
export async function bundleSite(root: string, folder: string): Promise<void> {
  const pages = distFiles(folder).filter((name) => name.endsWith(".html"));
  const html = new Map(pages.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
  const entries = new Map(
    pages.map((page) => [
      page,
      { code: pageEntry(html.get(page)!), resolveDir: join(folder, dirname(page)) },
    ]),
  );
  const assets: Assets = new Map();
  const used = offersUsed(folder, [...entries.values()].map(({ code }) => code).join("\n"));
  const sources: BundleSources = {
    root,
    folder,
    entries,
    assets,
    used,
    worker: workers(root, folder, assets),
  };
  const { code, chunks, first } = await bundle(sources, pages.map(entryPoint));
  const written = await write(assets, code, [...first.values()], groupChunks(chunks, FILES_PER_PAGE));
  dropModules(folder);
  mkdirSync(join(folder, home), { recursive: true });
  for (const [name, content] of assets) writeFileSync(join(folder, home, name), content);
  const imports = new Map(written.chunks.map((chunk) => [chunk.name, chunk.imports]));
  for (const page of pages) {
    const module = written.named.get(first.get(`entry:${page}`)!)!;
    const others = [...reach(module, (name) => imports.get(name)!)].filter((name) => name !== module);
    const up = "../".repeat(page.split("/").length - 1) || "./";
    const address = (name: string) => `${up}${home}/${name}`;
    writeFileSync(join(folder, page), withBundle(html.get(page)!, address(module), others.map(address)));
  }
}

const entryPoint = (page: string) => ({
  in: `entry:${page}`,
  out: page.replace(/\.html$/, "").replaceAll("/", "_"),
});

/** Puts the files of a bundle, joined into their groups, among the assets. */
async function write(
  assets: Assets,
  code: Map<string, string>,
  entries: string[],
  groups: Map<string, string>,
) {
  const joined = await joinChunks(code, entries, groups);
  const minify = { minify: true, charset: "utf8", target, format: "esm", legalComments: "none" } as const;
  await Promise.all(
    Array.from(joined.files, async ([name, text]) =>
      assets.set(name, Buffer.from((await transform(text, minify)).code)),
    ),
  );
  return joined;
}

/**
 * Whether the pages need what Framework's client would load from an address when asked. Framework writes it for a page that
 * uses it; but formulas are set by now, and it takes every mention of an Arrow file for a use of the library.
 */
function offersUsed(folder: string, code: string): (address: string) => boolean {
  const inputs = new Set(
    Array.from(code.matchAll(/\binputs: (\["[^\]]*\])/g), ([, list]) => JSON.parse(list) as string[]).flat(),
  );
  return (address) => {
    if (/^_observablehq\/stdlib\/tex\.|^_npm\/katex@/.test(address)) return inputs.has("tex");
    if (/^_npm\/(apache-arrow|flatbuffers|tslib)@/.test(address))
      return /\.(arrow|arquero|parquet)\(/.test(code);
    return existsSync(join(folder, address));
  };
}

/** Removes the modules that Framework wrote, and leaves what stands beside them: styles, fonts, files. */
function dropModules(folder: string): void {
  for (const name of distFiles(folder))
    if (/^_(import|node|npm|observablehq)\/.*\.js$/.test(name)) rmSync(join(folder, name));
  for (const name of ["_import", "_node", "_npm", "_observablehq"]) dropEmpty(join(folder, name));
}

/** Removes a folder, if there is one, and the folders in it, that hold no file. */
function dropEmpty(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) dropEmpty(join(folder, entry.name));
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Bundles each worker once, when a module first names it. */
function workers(root: string, folder: string, assets: Assets): (path: string) => Promise<string> {
  const made = new Map<string, Promise<string>>();
  const make = async (path: string): Promise<string> => {
    const sources: BundleSources = { root, folder, entries: new Map(), assets, used: () => false, worker };
    const { code, chunks, first } = await bundle(sources, [path]);
    const [entry] = first.values();
    const later = new Set(chunks.flatMap(({ dynamic }) => dynamic));
    // Whatever a worker imports later keeps its page waiting as the worker itself does.
    const waited = chunks.map((chunk) => ({
      ...chunk,
      entry: chunk.name === entry || later.has(chunk.name),
    }));
    const { named } = await write(assets, code, [entry], groupChunks(waited, FILES_PER_WORKER));
    return named.get(entry)!;
  };
  const worker = (path: string): Promise<string> => {
    const name = made.get(path) ?? make(path);
    made.set(path, name);
    return name;
  };
  return worker;
}

/** `first` leads from an entry point, as esbuild names it, to its chunk. */
async function bundle(
  sources: BundleSources,
  entryPoints: BuildOptions["entryPoints"],
): Promise<{ code: Map<string, string>; chunks: Chunk[]; first: Map<string, string> }> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: sources.root,
    entryPoints,
    plugins: [siteModules(sources)],
  }).catch((error: BuildFailure) => {
    const reasons = error.errors?.map(
      ({ text, location }) => `${location ? `${location.file}: ` : ""}${text}`,
    );
    throw new Error(reasons?.join("\n") ?? String(error), { cause: error });
  });
  const twice = [...copies(Object.keys(metafile!.inputs))].filter(([, places]) => places.size > 1);
  if (twice.length > 0) {
    const lines = twice.map(([name, places]) => `${name}: ${[...places].join(", ")}`);
    throw new Error(`a package would be carried twice: ${lines.join("; ")}`);
  }
  const name = (path: string) => posix.basename(path.replaceAll("\\", "/"));
  const later = new Set(
    Object.values(metafile!.outputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path),
    ),
  );
  const first = new Map<string, string>();
  for (const [path, { entryPoint }] of Object.entries(metafile!.outputs))
    if (entryPoint && !later.has(path)) first.set(entryPoint, name(path));
  const entries = new Set(first.values());
  return {
    code: new Map(outputFiles!.map((file) => [name(file.path), file.text])),
    chunks: Object.entries(metafile!.outputs).map(([path, { bytes, imports }]) => {
      const named = (kind: string) => imports.filter((i) => i.kind === kind).map((i) => name(i.path));
      return {
        name: name(path),
        size: bytes,
        imports: named("import-statement"),
        dynamic: named("dynamic-import"),
        entry: entries.has(name(path)),
      };
    }),
    first,
  };
}

/** The folders that hold each package among the modules of a bundle, by the package's name. */
export function copies(modules: string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const module of modules) {
    const place = /^.*\/?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module);
    if (place) found.set(place[1], (found.get(place[1]) ?? new Set()).add(place[0]));
  }
  return found;
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { type OnResolveResult, type Plugin, type PluginBuild, transform } from "esbuild";

/** What a bundle carries beside its modules: content by file name. */
export type Assets = Map<string, Uint8Array>;

export interface BundleSources {
  /** The project, whose `src` holds the sources of the modules in `_import`. */
  root: string;
  /** The site as Framework wrote it. */
  folder: string;
  /** The modules to start from, by name: source text, and the folder that their imports are relative to. */
  entries: Map<string, { code: string; resolveDir: string }>;
  assets: Assets;
  /** Whether the pages need what Framework's client offers under an address. */
  used(address: string): boolean;
  /** Bundles a worker and returns the name of its file. */
  worker(path: string): Promise<string>;
}

/** A name that changes with the content. */
export function hashedName(name: string, content: Uint8Array): string {
  const extension = extname(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `${basename(name, extension)}-${hash}${extension}`;
}

const missing = "not-installed";

/**
 * Bundles pages from the sources: an address that Framework wrote (`_import/…`, `_node/…`, `_npm/…`) is led back to the file of
 * ours or the package it stands for, and `import.meta.resolve` of a worker or a file to what is carried beside the bundle.
 */
export function siteModules(sources: BundleSources): Plugin {
  const folder = realpathSync(sources.folder);
  return {
    name: "modules of the site",
    setup(build) {
      build.onResolve({ filter: /^entry:/ }, ({ path }) => ({
        path: path.slice("entry:".length),
        namespace: "entry",
      }));
      build.onLoad({ filter: /.*/, namespace: "entry" }, ({ path }) => {
        const { code, resolveDir } = sources.entries.get(path)!;
        return { contents: code, resolveDir, loader: "js" };
      });
      build.onResolve({ filter: /.*/ }, async ({ path, importer, resolveDir, kind, namespace }) => {
        if (namespace !== "entry" && !importer.startsWith(folder + sep)) return undefined;
        if (!path.startsWith(".")) return undefined;
        const file = resolve(resolveDir, path);
        const address = relative(folder, file).split(sep).join("/");
        if (address.startsWith("_import/")) return { path: sourceOf(sources.root, address) };
        // Framework's client offers packages on demand, of which the site has those that its pages use.
        const offered = importer.startsWith(join(folder, "_observablehq"));
        if (offered && !sources.used(address)) return { path: missing, namespace: missing };
        return packageOf(build, sources.root, address, kind);
      });
      build.onResolve({ filter: /^only:/ }, ({ path, resolveDir }) => ({
        path: path.slice("only:".length),
        namespace: "only",
        pluginData: resolveDir,
      }));
      build.onLoad({ filter: /.*/, namespace: "only" }, ({ path, pluginData }) => {
        const [names, module] = path.split("@from ");
        return { contents: `export {${names}} from ${JSON.stringify(module)};`, resolveDir: pluginData };
      });
      build.onLoad({ filter: /.*/, namespace: missing }, () => ({
        contents: 'throw new Error("This package is not part of the site.");',
      }));
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (path.includes(`${sep}node_modules${sep}`)) return undefined;
        const text = readFileSync(path, "utf8");
        if (!/\bFileAttachment\s*\(|\bimport\.meta\.resolve\(|\bawait import\(/.test(text)) return undefined;
        return { contents: onlyWhatIsNamed(await withAddresses(build, sources, path, text)), loader: "ts" };
      });
    },
  };
}

/** The file of ours behind `_import/components/a.0123abcd.js`. */
function sourceOf(root: string, address: string): string {
  const name = address.slice("_import/".length).replace(/\.[0-9a-f]{8}\.js$/, "");
  for (const extension of [".ts", ".js"]) {
    const file = join(root, "src", name + extension);
    if (existsSync(file)) return realpathSync(file);
  }
  throw new Error(`no source of ${address}`);
}

/** The installed package behind `_node/d3@7.9.2/index.js`, if it is the copy that a module of ours would get. */
async function packageOf(
  build: PluginBuild,
  root: string,
  address: string,
  kind: "import-statement" | string,
): Promise<OnResolveResult | undefined> {
  const found =
    /^_(?:npm|node)\/((?:@[^/]+\/)?[^/@]+)@([^/]+)\/(?:index\.|_esm\.)?(?:[0-9a-f]{8}\.)?js$/.exec(address);
  if (!found) return undefined;
  const [, name, version] = found;
  const resolved = await build.resolve(name, { resolveDir: root, kind: kind as "import-statement" });
  if (resolved.errors.length > 0) return undefined;
  const place = join("node_modules", ...name.split("/"));
  const at = resolved.path.lastIndexOf(place);
  const description = join(resolved.path.slice(0, at + place.length), "package.json");
  return JSON.parse(readFileSync(description, "utf8")).version === version ? resolved : undefined;
}

/** A module whose every `import.meta.resolve("…")` names a file beside the bundle. */
async function withAddresses(build: PluginBuild, sources: BundleSources, path: string, text: string) {
  // Without its comments, which may speak of these things.
  const { code } = await transform(text, {
    loader: "ts",
    sourcefile: path,
    charset: "utf8",
    tsconfigRaw: '{"compilerOptions": {"verbatimModuleSyntax": true}}',
  });
  if (/\bFileAttachment\s*\(/.test(code))
    throw new Error(`${path}: FileAttachment belongs into a cell of a page`);
  const places = [...code.matchAll(/import\.meta\.resolve\("([^"]+)"\)/g)];
  let done = "";
  let from = 0;
  for (const place of places) {
    const specifier = place[1];
    const name = await beside(build, sources, specifier, path);
    done += `${code.slice(from, place.index)}new URL(${JSON.stringify(`./${name}`)}, import.meta.url).href`;
    from = place.index + place[0].length;
  }
  return done + code.slice(from);
}

/**
 * The file beside the bundle that `specifier` means: a module of ours or a package by its name is bundled, a file of a package
 * carried as it is.
 */
async function beside(build: PluginBuild, sources: BundleSources, specifier: string, importer: string) {
  if (specifier.startsWith(".") && specifier.endsWith(".js"))
    return sources.worker(resolve(dirname(importer), specifier).replace(/\.js$/, ".ts"));
  const found = await build.resolve(specifier, { resolveDir: dirname(importer), kind: "import-statement" });
  if (found.errors.length > 0) throw new Error(`${importer}: ${specifier} is not installed`);
  if (extname(specifier) === "") return sources.worker(found.path);
  let content: Uint8Array = readFileSync(found.path);
  if (found.path.endsWith(".js"))
    content = Buffer.from(
      Buffer.from(content)
        .toString("utf8")
        .replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"),
    );
  const name = hashedName(found.path, content);
  sources.assets.set(name, content);
  return name;
}

/** A package that is imported later, for a few of its names, is bundled with no more than these. */
function onlyWhatIsNamed(code: string): string {
  return code.replace(
    /\bconst \{([\w\s,$]+)\} = await import\("([^".][^"]*)"\)/g,
    (_, names: string, module: string) =>
      `const {${names}} = await import(${JSON.stringify(`only:${names.trim()}@from ${module}`)})`,
  );
}

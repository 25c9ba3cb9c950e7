import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the project. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");

const RELATIVE_LITERAL = /["'`](\.{1,2}\/[^"'`\n]+)["'`]/g;
const BARE_IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*["']([^."'/][^"'\n]*)["']/g;
const CODE = /\.(?:[cm]?[jt]sx?)$/;

export interface ImportGraph {
  /** Files of the project, relative to its root, sorted: imports, workers and data files named by a literal. */
  files: string[];
  /** Installed packages with their versions, sorted. */
  packages: string[];
}

/**
 * Everything that a file is made from: the files it reaches through relative string literals (imports,
 * `import.meta.resolve`, `new URL`), and theirs, and the packages they import.
 *
 * @throws Error if an entry is missing; a literal that names no file is no part of the graph
 */
export function importGraph(entries: string | readonly string[], root = PROJECT_ROOT): ImportGraph {
  const queue = (typeof entries === "string" ? [entries] : [...entries]).map((path) => realpathSync(path));
  const seen = new Set(queue);
  const packages = new Set<string>();
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (!CODE.test(path)) continue;
    const source = readFileSync(path, "utf8");
    for (const [, specifier] of source.matchAll(RELATIVE_LITERAL)) {
      const target = resolveLiteral(dirname(path), specifier);
      if (target === undefined || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
    for (const [, specifier] of source.matchAll(BARE_IMPORT)) {
      if (!specifier.startsWith("node:")) packages.add(packageOf(specifier));
    }
  }
  return {
    files: [...seen].map((path) => relative(realpathSync(root), path).replaceAll("\\", "/")).sort(),
    packages: [...packages].sort().map((name) => `${name}@${installedVersion(name, root)}`),
  };
}

/** SHA-256, in hex, of an import graph: of the paths and contents of its files and its packages' versions. */
export function codeHash(entries: string | readonly string[], root = PROJECT_ROOT): string {
  const { files, packages } = importGraph(entries, root);
  const hash = createHash("sha256");
  for (const file of files) {
    const content = createHash("sha256")
      .update(readFileSync(join(root, file)))
      .digest("hex");
    hash.update(`${file} ${content}\n`);
  }
  for (const name of packages) hash.update(`${name}\n`);
  return hash.digest("hex");
}

function resolveLiteral(folder: string, specifier: string): string | undefined {
  const path = resolve(folder, specifier);
  const candidates = [path, path.replace(/\.js$/, ".ts")];
  const found = candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
  return found && realpathSync(found);
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}

function installedVersion(name: string, root: string): string {
  const manifest = join(root, "node_modules", name, "package.json");
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).version : "not installed";
}

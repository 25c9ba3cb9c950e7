/** Fewer, larger files: chunks that a bundler has cut are put together again where that costs the pages little. */
import { rollup } from "rollup";

/** One file of a bundle: its bytes, the files it imports statically, and those it may import later. */
export interface Chunk {
  name: string;
  size: number;
  imports: string[];
  dynamic: string[];
  /** Loaded for itself, by a page. */
  entry: boolean;
}

/** Chunks that will be one file, the roots (pages, modules imported later) that load it, and its bytes. */
interface Group {
  chunks: string[];
  roots: Set<string>;
  size: number;
}

/** Everything that a file imports statically, itself included. */
export function reach(start: string, imports: (name: string) => readonly string[]): Set<string> {
  const seen = new Set([start]);
  for (const name of seen) for (const next of imports(name)) seen.add(next);
  return seen;
}

/**
 * Groups chunks until no page loads more than `budget` files at once. At every step those two are joined that make pages load
 * the fewest bytes they do not need; never two between which a third one stands, since their imports would then run in a circle.
 *
 * @returns the group of every chunk that shares one, by the chunk's name
 */
export function groupChunks(chunks: Chunk[], budget: number): Map<string, string> {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const later = new Set(chunks.flatMap(({ dynamic }) => dynamic));
  const roots = chunks.filter(({ name, entry }) => entry || later.has(name)).map(({ name }) => name);
  const pages = chunks.filter(({ entry }) => entry).map(({ name }) => name);
  const loads = new Map(roots.map((root) => [root, reach(root, (name) => byName.get(name)!.imports)]));
  let groups: Group[] = chunks
    .filter(({ name }) => !loads.has(name))
    .map(({ name, size }) => ({
      chunks: [name],
      roots: new Set(roots.filter((root) => loads.get(root)!.has(name))),
      size,
    }));
  const alone = (page: string) => [...loads.get(page)!].filter((name) => loads.has(name)).length;
  const files = (page: string) => alone(page) + groups.filter((group) => group.roots.has(page)).length;
  for (;;) {
    const full = pages.filter((page) => files(page) > budget);
    const open = groups.filter((group) => full.some((page) => group.roots.has(page)));
    const best = cheapest(open, (a, b) => !circular(byName, groups, a, b));
    if (full.length === 0 || !best) break;
    const [a, b] = best;
    const joined = {
      chunks: [...a.chunks, ...b.chunks],
      roots: new Set([...a.roots, ...b.roots]),
      size: a.size + b.size,
    };
    groups = [...groups.filter((group) => group !== a && group !== b), joined];
  }
  return new Map(groups.flatMap((group, i) => group.chunks.map((name) => [name, `shared${i}`])));
}

/** Bytes that roots would load without needing them if two groups were one. */
function waste(a: Group, b: Group): number {
  let bytes = 0;
  for (const root of a.roots) if (!b.roots.has(root)) bytes += b.size;
  for (const root of b.roots) if (!a.roots.has(root)) bytes += a.size;
  return bytes;
}

function cheapest(groups: Group[], allowed: (a: Group, b: Group) => boolean): [Group, Group] | undefined {
  const pairs = groups.flatMap((a, i) =>
    groups.slice(i + 1).map((b) => ({ a, b, cost: waste(a, b), size: a.size + b.size })),
  );
  pairs.sort((p, q) => p.cost - q.cost || p.size - q.size);
  const best = pairs.find(({ a, b }) => allowed(a, b));
  return best && [best.a, best.b];
}

/** Whether a path of imports leads from one of two groups out of it and into the other. */
function circular(byName: Map<string, Chunk>, groups: Group[], a: Group, b: Group): boolean {
  const home = new Map(groups.flatMap((group) => group.chunks.map((name) => [name, group])));
  const place = (name: string): Group | string => home.get(name) ?? name;
  const next = (at: Group | string) =>
    (typeof at === "string" ? [at] : at.chunks).flatMap((name) => byName.get(name)!.imports.map(place));
  const leads = (from: Group, to: Group) => {
    const seen = new Set(next(from).filter((at) => at !== to && at !== from));
    for (const at of seen) {
      for (const further of next(at)) {
        if (further === to) return true;
        if (further !== from) seen.add(further);
      }
    }
    return false;
  };
  return leads(a, b) || leads(b, a);
}

/** Code of a bundle, by file name, with each group of `groups` put into one file. */
export async function joinChunks(
  code: Map<string, string>,
  entries: string[],
  groups: Map<string, string>,
): Promise<{ files: Map<string, string>; chunks: Chunk[]; named: Map<string, string> }> {
  const bundle = await rollup({
    input: Object.fromEntries(entries.map((name) => [name.replace(/-[^-]*\.js$/, ""), name])),
    treeshake: false,
    preserveEntrySignatures: false,
    plugins: [
      {
        name: "chunks in memory",
        resolveId: (source) => source.replace(/^\.\//, ""),
        load: (id) => code.get(id),
      },
    ],
  });
  try {
    const { output } = await bundle.generate({
      format: "es",
      compact: true,
      entryFileNames: "[name]-[hash].js",
      chunkFileNames: "[name]-[hash].js",
      manualChunks: (id) => groups.get(id),
      hoistTransitiveImports: false,
      onlyExplicitManualChunks: true,
    });
    const files = new Map<string, string>();
    const chunks: Chunk[] = [];
    const named = new Map<string, string>();
    for (const file of output) {
      if (file.type !== "chunk") continue;
      files.set(file.fileName, file.code);
      chunks.push({
        name: file.fileName,
        size: file.code.length,
        imports: file.imports,
        dynamic: file.dynamicImports,
        entry: file.isEntry,
      });
      if (file.facadeModuleId) named.set(file.facadeModuleId, file.fileName);
    }
    return { files, chunks, named };
  } finally {
    await bundle.close();
  }
}

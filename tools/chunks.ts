/** Fewer, larger files: chunks that a bundler has cut are put together again where that costs the pages little. */
import { rollup } from "rollup";

/** One file of a bundle: its bytes, the files it imports statically, and those it may import later. */
export interface Chunk {
  name: string;
  size: number;
  imports: string[];
  dynamic: string[];
  /** Loaded for itself, and not to load more files than the budget. */
  entry: boolean;
}

/** Chunks that will be one file, the roots (pages, modules imported later) that load it, and its bytes. */
interface Group {
  chunks: string[];
  roots: Set<string>;
  size: number;
  /** Loaded for itself: stays alone. */
  fixed: boolean;
}

/** Everything that one thing leads to, itself included. */
export function reach<T>(start: T, imports: (from: T) => readonly T[]): Set<T> {
  const seen = new Set([start]);
  for (const name of seen) for (const next of imports(name)) seen.add(next);
  return seen;
}

/**
 * Groups chunks until no page loads more than `budget` files at once. At every step those are joined that make pages load the
 * fewest bytes they do not need: two, and whatever stands between them, since their imports would else run in a circle.
 *
 * @returns the group of every chunk that is not loaded for itself, by the chunk's name
 */
export function groupChunks(chunks: Chunk[], budget: number): Map<string, string> {
  const byName = new Map(chunks.map((chunk) => [chunk.name, chunk]));
  const later = new Set(chunks.flatMap(({ dynamic }) => dynamic));
  const roots = chunks.filter(({ name, entry }) => entry || later.has(name)).map(({ name }) => name);
  const pages = chunks.filter(({ entry }) => entry).map(({ name }) => name);
  const loads = new Map(roots.map((root) => [root, reach(root, (name) => byName.get(name)!.imports)]));
  let groups: Group[] = chunks.map(({ name, size }) => ({
    chunks: [name],
    roots: new Set(roots.filter((root) => loads.get(root)!.has(name))),
    size,
    fixed: loads.has(name),
  }));
  for (;;) {
    const full = pages.filter((page) => groups.filter((group) => group.roots.has(page)).length > budget);
    const best = full.length > 0 && cheapest(byName, groups, full);
    if (!best) break;
    for (const group of best.below) for (const root of best.joined.roots) group.roots.add(root);
    groups = [...groups.filter((group) => !best.set.includes(group)), best.joined];
  }
  const shared = groups.filter(({ fixed }) => !fixed);
  return new Map(shared.flatMap((group, i) => group.chunks.map((name) => [name, `shared${i}`])));
}

/** Groups to join, what they would be, and the groups that this then loads besides. */
interface Joining {
  set: Group[];
  joined: Group;
  below: Group[];
}

/** What to join for the pages that load too many: it wastes the fewest bytes for every file that is saved. */
function cheapest(byName: Map<string, Chunk>, groups: Group[], pages: string[]): Joining | undefined {
  const home = new Map(groups.flatMap((group) => group.chunks.map((name) => [name, group])));
  const imports = new Map(
    groups.map((group) => [
      group,
      new Set(group.chunks.flatMap((name) => byName.get(name)!.imports.map((next) => home.get(next)!))),
    ]),
  );
  const below = new Map(groups.map((group) => [group, reach(group, (at) => [...imports.get(at)!])]));
  const between = (a: Group, b: Group) => [...below.get(a)!].filter((group) => below.get(group)!.has(b));
  const open = groups.filter(({ fixed, roots }) => !fixed && pages.some((page) => roots.has(page)));
  let best: Joining | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, a] of open.entries()) {
    for (const b of open.slice(i + 1)) {
      const set = [...new Set([a, b, ...between(a, b), ...between(b, a)])];
      if (set.some(({ fixed }) => fixed)) continue;
      const joining = { set, joined: join(set), below: [...new Set(set.flatMap((g) => [...below.get(g)!]))] };
      const cost = waste(joining) / (set.length - 1);
      if (cost >= least) continue;
      least = cost;
      best = joining;
    }
  }
  return best;
}

const join = (groups: Group[]): Group => ({
  chunks: groups.flatMap((group) => group.chunks),
  roots: new Set(groups.flatMap((group) => [...group.roots])),
  size: groups.reduce((sum, { size }) => sum + size, 0),
  fixed: false,
});

/** Bytes that roots would load without needing them. */
function waste({ joined, below }: Joining): number {
  let bytes = 0;
  for (const root of joined.roots) for (const group of below) if (!group.roots.has(root)) bytes += group.size;
  return bytes;
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
      // A package of which only some names are imported is called by its own.
      chunkFileNames: ({ name }) => `${name.replace(/^.*@from /, "").replace(/[^\w-]+/g, "_")}-[hash].js`,
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

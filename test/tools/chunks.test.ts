import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Chunk, groupChunks, joinChunks, reach } from "../../tools/chunks.js";

const chunk = (name: string, imports: string[], size = 1, entry = false): Chunk => ({
  name,
  size,
  imports,
  dynamic: [],
  entry,
});

/** Files that a page loads, and whether any two import each other, once chunks are grouped. */
function grouped(chunks: Chunk[], budget: number) {
  const groups = groupChunks(chunks, budget);
  const place = (name: string) => groups.get(name) ?? name;
  const imports = new Map<string, Set<string>>();
  for (const { name, imports: list } of chunks) {
    const all = imports.get(place(name)) ?? new Set();
    for (const next of list) if (place(next) !== place(name)) all.add(place(next));
    imports.set(place(name), all);
  }
  const below = (name: string) => reach(name, (at) => [...imports.get(at)!]);
  const circular = [...imports].some(([name, list]) => [...list].some((next) => below(next).has(name)));
  const files = chunks.filter(({ entry }) => entry).map(({ name }) => below(name).size);
  return { files, circular, groups };
}

/** Pages over layers of chunks, each importing from the layers below. */
const graphs = fc
  .record({
    pages: fc.integer({ min: 1, max: 6 }),
    shared: fc.integer({ min: 0, max: 14 }),
    seed: fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ pages, shared, seed }) => {
    const draw = () => seed.next().value as number;
    const layers = Array.from({ length: shared }, (_, i) =>
      chunk(
        `c${i}`,
        Array.from({ length: i }, (_, j) => `c${j}`).filter(() => draw() < 4),
        draw(),
      ),
    );
    const names = layers.map(({ name }) => name);
    const roots = Array.from({ length: pages }, (_, i) =>
      chunk(
        `p${i}`,
        names.filter(() => draw() < 6),
        draw(),
        true,
      ),
    );
    return [...layers, ...roots];
  });

describe("chunks put together", () => {
  it("leave no page more files than the budget, and no two files that import each other", () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 2, max: 6 }), (chunks, budget) => {
        const { files, circular } = grouped(chunks, budget);
        expect(Math.max(...files)).toBeLessThanOrEqual(budget);
        expect(circular).toBe(false);
      }),
    );
  });

  it("are those that burden the pages least: what all need, not what one page alone needs", () => {
    const chunks = [
      chunk("runtime", [], 100),
      chunk("plot", ["runtime"], 1000),
      chunk("small", ["runtime"], 5),
      chunk("tiny", ["runtime"], 5),
      chunk("figure", ["plot", "small", "tiny"], 10, true),
      chunk("text", ["runtime", "small"], 10, true),
    ];
    const { groups } = grouped(chunks, 4);
    expect(groups.get("small")).toBe(groups.get("runtime"));
    expect(new Set([groups.get("runtime"), groups.get("plot"), groups.get("tiny")]).size).toBe(3);
  });

  it("do what they did apart", async () => {
    const code = new Map([
      ["a-1.js", "let n=0;const r=()=>++n;export{r};"],
      ["b-1.js", 'import{r}from"./a-1.js";const q=r();export{q as x};'],
      ["p-1.js", 'import{r}from"./a-1.js";import{x}from"./b-1.js";globalThis.sum=x*10+r();export{};'],
    ]);
    const groups = new Map([
      ["a-1.js", "both"],
      ["b-1.js", "both"],
    ]);
    const { files, named } = await joinChunks(code, ["p-1.js"], groups);
    expect([...files.keys()].map((name) => name.split("-")[0]).sort()).toEqual(["both", "p"]);
    expect(named.get("p-1.js")).toMatch(/^p-/);
    const both = [...files].find(([name]) => name.startsWith("both"))!;
    const address = (text: string) => `data:text/javascript,${encodeURIComponent(text)}`;
    await import(address(files.get(named.get("p-1.js")!)!.replace(`./${both[0]}`, address(both[1]))));
    expect((globalThis as { sum?: number }).sum).toBe(12);
  });
});

import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { LoaderCache } from "../../tools/loader-cache.js";
import { project } from "./project.js";

const files = {
  "data/sum.arrow.ts": `
    import { readFileSync, readdirSync } from "node:fs";
    import { Worker } from "node:worker_threads";
    import { double } from "../theory/double.js";
    const shards = readdirSync("data/shards").map((name) => Number(readFileSync("data/shards/" + name, "utf8")));
    const fromWorker: number = await new Promise((done) => {
      new Worker(new URL("./worker.mjs", import.meta.url)).on("message", done);
    });
    const total: number = shards.reduce((a, b) => a + b, 0) + fromWorker;
    process.stdout.write([double(total), ...process.argv.slice(2)].join(" "));`,
  "data/worker.mjs": `import { parentPort } from "node:worker_threads"; parentPort.postMessage(1000);`,
  "data/shards/1": "1",
  "data/shards/2": "2",
  "theory/double.ts": `import { factor } from "./factor.js"; export const double = (x: number): number => factor * x;`,
  "theory/factor.ts": "export const factor = 2;",
  "theory/other.ts": "export const other = 1;",
  "package.json": '{"type": "module"}',
};

describe("a data loader's output", () => {
  it("is kept until something that the loader runs or reads changes", { timeout: 240_000 }, async () => {
    const { root, write } = project(files);
    const load = async (...args: string[]) => {
      const { output, cached } = await new LoaderCache(root).load("data/sum.arrow.ts", args);
      return [readFileSync(output, "utf8"), cached];
    };
    expect(await load()).toEqual(["2006", false]);
    expect(await load()).toEqual(["2006", true]);
    write("theory/other.ts", "export const other = 2;");
    write("package.json", '{"type": "module", "name": "other"}');
    expect(await load()).toEqual(["2006", true]);
    expect(await load("--gamma=1")).toEqual(["2006 --gamma=1", false]);
    expect(await load()).toEqual(["2006", true]);
    write("theory/factor.ts", "export const factor = 3;");
    expect(await load()).toEqual(["3009", false]);
    write("data/shards/2", "3");
    expect(await load()).toEqual(["3012", false]);
    write("data/shards/3", "1");
    expect(await load()).toEqual(["3015", false]);
    write("data/worker.mjs", files["data/worker.mjs"].replace("1000", "0"));
    expect(await load()).toEqual(["15", false]);
    expect(await load()).toEqual(["15", true]);
  });

  it("is not kept when the loader fails, and the failure names the loader", async () => {
    const { root, write } = project({
      "data/bad.arrow.ts": 'process.stdout.write("partial"); process.exit(3);',
    });
    const load = () => new LoaderCache(root).load("data/bad.arrow.ts");
    await expect(load()).rejects.toThrow("data/bad.arrow.ts failed (exit code 3)");
    await expect(load()).rejects.toThrow("data/bad.arrow.ts failed (exit code 3)");
    write("data/bad.arrow.ts", 'process.stdout.write("whole");');
    const { output } = await load();
    expect(readFileSync(output, "utf8")).toBe("whole");
  });

  const damaged: [string, (place: string) => void][] = [
    ["has lost its end", (place) => truncateSync(join(place, "output"), 5)],
    ["has become empty", (place) => truncateSync(join(place, "output"), 0)],
    ["has one byte changed", (place) => writeFileSync(join(place, "output"), "0123456788")],
    ["is gone", (place) => rmSync(join(place, "output"))],
    ["has lost the end of what is remembered of it", (place) => truncateSync(join(place, "run.json"), 40)],
    ["has nothing remembered of it", (place) => writeFileSync(join(place, "run.json"), "{}")],
    ["was left before it was finished", (place) => rmSync(join(place, "run.json"))],
  ];

  it.each(damaged)("that %s is made again", { timeout: 60_000 }, async (_, damage) => {
    const { root } = project({ "data/digits.txt.ts": 'process.stdout.write("0123456789");' });
    const load = () => new LoaderCache(root).load("data/digits.txt.ts");
    const { output } = await load();
    damage(dirname(output));
    expect(await load()).toMatchObject({ cached: false });
    expect(readFileSync(output, "utf8")).toBe("0123456789");
    expect(await load()).toMatchObject({ cached: true });
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { ExperimentStore } from "../../cli/experiment-store.js";
import { readTable } from "../../data/tables/read.js";
import { trainedRunsTable } from "../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../data/tables/trained-spectra.js";
import {
  type Experiment,
  type ExperimentPoint,
  estimateWork,
  runPoint,
} from "../../training/experiments/experiment.js";
import { EXPERIMENTS } from "../../training/experiments/list.js";
import { checkSpecification } from "../../training/specification.js";

const folder = mkdtempSync(join(tmpdir(), "experiments-"));
afterAll(() => rmSync(folder, { recursive: true }));
const code = "0".repeat(64);

const spec = { network: "quadratic", d: 8, n: 40, gamma: 1, noise: 0.5, lambda: 0.3, seed: 0 } as const;
const small: Experiment = {
  name: "small",
  title: "A small one",
  points: [
    { spec, spectrum: true, pruneShift: 0.5 },
    { spec: { ...spec, seed: 1, method: "gd", snapshots: [0, 10] }, spectrum: true, distance: true },
    { spec: { ...spec, width: 3 } },
    { spec: { ...spec, network: "diagonal" } },
  ],
};

async function finished(name: string): Promise<ExperimentStore> {
  const store = new ExperimentStore(small, code, {
    data: join(folder, name),
    parts: join(folder, `${name}-parts`),
  });
  for (const [index, point] of small.points.entries()) await store.save(index, await runPoint(point));
  return store;
}

describe("the experiments", () => {
  it("have names and points of their own, every one within its ranges", () => {
    expect(new Set(EXPERIMENTS.map(({ name }) => name)).size).toBe(EXPERIMENTS.length);
    for (const { points } of EXPERIMENTS) {
      expect(new Set(points.map((point) => JSON.stringify(point))).size).toBe(points.length);
      for (const point of points) {
        checkSpecification(point.spec);
        expect(estimateWork(point)).toBeGreaterThan(0);
      }
    }
  });

  it("cover four decades of samples, three weight decays, both noises and at least three seeds per risk curve", () => {
    for (const { points } of EXPERIMENTS.filter(({ name }) => name.startsWith("risk-"))) {
      const values = (key: "n" | "lambda" | "noise" | "gamma" | "seed") => [
        ...new Set(points.map((p) => p.spec[key])),
      ];
      expect(Math.max(...values("n")) / Math.min(...values("n"))).toBeGreaterThanOrEqual(1e4);
      expect(values("lambda")).toHaveLength(3);
      expect(values("noise").sort()).toEqual([0, 0.5]);
      expect(values("gamma")).toHaveLength(2);
      expect(values("seed").length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe("the store of an experiment", () => {
  it("publishes tables with all rows, and a manifest that describes them", async () => {
    const store = await finished("published");
    expect(await store.publish("the command")).toBe(true);
    const manifest = store.manifest()!;
    expect(manifest).toMatchObject({ name: "small", points: 4, seeds: [0, 1], code, command: "the command" });
    const runs = readTable(trainedRunsTable, store.read(manifest, trainedRunsTable)!).rows;
    expect(runs.map(({ run, final }) => [run, final])).toEqual([
      [0, true],
      [1, false],
      [1, false],
      [1, true],
      [2, true],
      [3, true],
    ]);
    const direct = (await runPoint(small.points[0])).runs[0];
    expect({ ...runs[0], seconds: 0 }).toEqual({ run: 0, ...direct, seconds: 0 });
    expect(runs[0].prunedMse).toBeGreaterThan(0);
    expect(runs[1].distance).toBeGreaterThan(0);
    expect(runs[4].gap).toBeNull();
    const spectra = readTable(trainedSpectraTable, store.read(manifest, trainedSpectraTable)!);
    expect(spectra.length).toBe(4 * 8);
    expect(readdirSync(join(folder, "published")).sort()).toEqual([
      "small.json",
      "small.runs.arrow",
      "small.spectra.arrow",
    ]);
  });

  it("publishes nothing while points are missing, and keeps the finished ones", async () => {
    const store = new ExperimentStore(small, code, {
      data: join(folder, "part"),
      parts: join(folder, "part-parts"),
    });
    await store.save(0, await runPoint(small.points[0]));
    expect(await store.publish("")).toBe(false);
    expect(existsSync(join(folder, "part"))).toBe(false);
    expect(store.finished()).toBe(1);
    expect(store.result(0)).toEqual(expect.objectContaining({ runs: expect.any(Array) }));
    expect(store.result(1)).toBeUndefined();
  });

  it("runs a point again that other code made, or that is cut off", async () => {
    const store = await finished("stale");
    const folders = { data: join(folder, "stale"), parts: join(folder, "stale-parts") };
    expect(new ExperimentStore(small, "1".repeat(64), folders).result(0)).toBeUndefined();
    const changed = { ...small, points: [{ spec: { ...spec, lambda: 0.4 } }] };
    expect(new ExperimentStore(changed, code, folders).result(0)).toBeUndefined();
    const part = join(folder, "stale-parts", "small", "00000.json");
    const text = readFileSync(part, "utf8");
    const whole = JSON.parse(text);
    const damages: unknown[] = [
      text.slice(0, 100),
      "",
      "{}",
      "null",
      "[]",
      '"text"',
      { ...whole, result: {} },
      { ...whole, result: null },
      { ...whole, result: { ...whole.result, runs: [] } },
      { ...whole, result: { ...whole.result, runs: [{}] } },
      { ...whole, result: { ...whole.result, spectrum: [null] } },
      { ...whole, result: { ...whole.result, spectrum: [{ ...whole.result.spectrum[0], iterations: -1 }] } },
    ];
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    for (const damage of damages) {
      writeFileSync(part, typeof damage === "string" ? damage : JSON.stringify(damage));
      const again = new ExperimentStore(small, code, folders);
      expect(again.result(0)).toBeUndefined();
      expect(again.finished()).toBe(3);
      expect(await again.publish("")).toBe(false);
      expect(error.mock.calls).toEqual([[`${part}: is damaged; its point is run again`]]);
      error.mockClear();
    }
    error.mockRestore();
    writeFileSync(part, text);
    expect(store.result(0)).toEqual(whole.result);
    expect(store.result(1)).toBeDefined();
  });

  it("refuses a file that is not the manifest's, a truncated one, and a damaged manifest", async () => {
    const store = await finished("damaged");
    await store.publish("");
    const manifest = store.manifest()!;
    const path = join(folder, "damaged", "small.runs.arrow");
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, 500));
    expect(() => store.read(manifest, trainedRunsTable)).toThrow(/not the file that its manifest describes/);
    expect(() => readTable(trainedRunsTable, bytes.subarray(0, 500), "cut")).toThrow(/cut: is cut off/);
    rmSync(path);
    expect(() => store.read(manifest, trainedRunsTable)).toThrow(/is missing/);
    const json = join(folder, "damaged", "small.json");
    writeFileSync(json, readFileSync(json, "utf8").slice(0, -20));
    expect(() => store.manifest()).toThrow(/is not JSON/);
    writeFileSync(json, "{}");
    expect(() => store.manifest()).toThrow(/"name" is missing/);
  });
});

const committed = EXPERIMENTS.map((experiment) => ({
  experiment,
  store: new ExperimentStore(experiment, code),
}))
  .map(({ experiment, store }) => ({ experiment, store, manifest: store.manifest() }))
  .filter(({ manifest }) => manifest !== undefined);

/**
 * Sets that the code before the eigendecomposition on the kernel and the certificate by residuals has made, whose last bits differ: the present code must
 * reach the same certified minimum.
 */
const EARLIER = new Set(["risk-diagonal-800", "risk-quadratic-100"]);

interface Certified {
  excessRisk: number;
  gap: number | null;
}

/** Two runs whose losses are certified to lie within their gaps of the least have the same risk to the order of the gaps' root. */
function sameMinimum(stored: Certified, again: Certified): void {
  const gap = Math.max(stored.gap ?? Number.NaN, again.gap ?? Number.NaN);
  expect(gap).toBeLessThanOrEqual(1e-5);
  expect(Math.abs(again.excessRisk - stored.excessRisk)).toBeLessThanOrEqual(
    10 * Math.sqrt(gap + 1e-15) * stored.excessRisk,
  );
}

describe("the committed experiments", () => {
  it("exist", () => {
    expect(committed.length).toBeGreaterThan(0);
  });

  it.each(committed)(
    "$experiment.name: certified, every point there, the quickest the same when run again, in bits where the present code has made them",
    async ({ experiment, store, manifest }) => {
      const { points } = experiment;
      const runs = readTable(
        trainedRunsTable,
        store.read(manifest!, trainedRunsTable)!,
        experiment.name,
      ).rows;
      expect(manifest!.definition).toBe(store.definition);
      const ends = runs.filter(({ final }) => final);
      expect(ends.map(({ run }) => run)).toEqual(points.map((_, index) => index));
      for (const [index, row] of ends.entries()) {
        const { spec: wanted } = points[index];
        for (const key of ["network", "d", "n", "gamma", "noise", "lambda", "seed"] as const) {
          expect(row[key]).toBe(wanted[key]);
        }
        const certified =
          row.method === "cd" ||
          row.method === "convex" ||
          (row.method === "lbfgs" && !points[index].distance);
        if (certified && row.gap !== null) expect(row.gap).toBeLessThanOrEqual(1e-5);
      }
      const spectraBytes = store.read(manifest!, trainedSpectraTable);
      const spectra = spectraBytes ? readTable(trainedSpectraTable, spectraBytes).rows : [];
      for (const index of quickest(points, ends)) {
        const again = await runPoint(points[index]);
        const stored = runs.filter(({ run }) => run === index);
        if (EARLIER.has(experiment.name)) {
          expect(again.runs).toHaveLength(stored.length);
          for (const [k, row] of again.runs.entries()) sameMinimum(stored[k], row);
          continue;
        }
        const clockless = (row: object) => ({ ...row, seconds: 0 });
        expect(stored.map(clockless)).toEqual(again.runs.map((row) => clockless({ run: index, ...row })));
        expect(
          spectra
            .filter(({ run }) => run === index)
            .map(({ iterations, rank, value }) => ({ iterations, rank, value })),
        ).toEqual(again.spectrum.map(({ iterations, rank, value }) => ({ iterations, rank, value })));
      }
    },
    60_000,
  );
});

/** Seconds, by the manifest, beyond which a point is not run again here: the largest ones of d = 200. */
const LONG = 30;

/** The quickest point, then one of every network, method, noise and weight decay, while they took 3 s together. */
function quickest(
  points: readonly ExperimentPoint[],
  ends: readonly { seconds: number; network: string; method: string }[],
): number[] {
  const order = points.map((_, index) => index).sort((a, b) => ends[a].seconds - ends[b].seconds || a - b);
  const kind = (i: number) =>
    `${ends[i].network} ${ends[i].method} ${points[i].spec.noise} ${points[i].spec.lambda}`;
  const chosen: number[] = [];
  let total = 0;
  for (const index of order) {
    if (chosen.some((other) => kind(other) === kind(index)) || ends[index].seconds > LONG) continue;
    total += ends[index].seconds;
    if (chosen.length > 0 && total > 3) break;
    chosen.push(index);
  }
  return chosen;
}

import { afterAll, describe, expect, it } from "vitest";
import { nodePool } from "../../training/node-pool.js";
import { checkMemory, memoryNeed, type Specification } from "../../training/specification.js";
import { train } from "../../training/train.js";
import type { Progress } from "../../training/watch.js";
import { Stopped } from "../../training/watch.js";

const quadratic: Specification = {
  network: "quadratic",
  d: 20,
  n: 1500,
  gamma: 1.25,
  noise: 0.5,
  lambda: 0.5,
  seed: 11,
};
const diagonal: Specification = { ...quadratic, network: "diagonal", n: 2000 };

/** A result without its clock. */
const numbers = ({ seconds, ...rest }: Awaited<ReturnType<typeof train>>) => rest;

describe("a training run", () => {
  it("is the same in bits each time, and for both kernels", async () => {
    for (const spec of [quadratic, diagonal, { ...quadratic, method: "sgd", maxIterations: 40 } as const]) {
      const first = numbers(await train(spec));
      expect(numbers(await train(spec))).toEqual(first);
      expect(numbers(await train(spec, { kernel: "typescript" }))).toEqual(first);
    }
  });

  it("differs by seed", async () => {
    expect((await train({ ...quadratic, seed: 12 })).excessRisk).not.toBe(
      (await train(quadratic)).excessRisk,
    );
  });

  it("takes snapshots: step, time of the flow, spectrum, overlaps and distance to a reference", async () => {
    const reference = (await train({ ...quadratic, tolerance: 1e-9 })).weights;
    const { snapshots } = await train(
      {
        ...quadratic,
        method: "gd",
        step: 1e-4,
        initialScale: 0.01,
        maxIterations: 500,
        snapshots: [0, 100, 500],
      },
      { reference },
    );
    expect(snapshots.map(({ iteration }) => iteration)).toEqual([0, 100, 500]);
    expect(snapshots[1].time).toBeCloseTo(0.01, 12);
    expect(snapshots[0].distance).toBeCloseTo(1, 3);
    expect(snapshots[2].distance).toBeLessThan(snapshots[1].distance!);
    expect(snapshots[2].excessRisk).toBeLessThan(snapshots[0].excessRisk);
    expect(snapshots[2].spectrum).toHaveLength(20);
    expect(snapshots[2].overlaps![0]).toBeGreaterThan(0.9);
  });

  it("learns the features one after the other from a small start", async () => {
    const { snapshots } = await train({
      ...quadratic,
      n: 6000,
      noise: 0,
      lambda: 0.01,
      method: "gd",
      step: 1e-4,
      initialScale: 1e-3,
      maxIterations: 800,
      snapshots: Array.from({ length: 201 }, (_, i) => 4 * i),
    });
    // When the k-th eigenvalue passes half of its last value.
    const last = snapshots[snapshots.length - 1].spectrum;
    const times = [0, 1, 2].map((k) => snapshots.findIndex(({ spectrum }) => spectrum[k] > last[k] / 2));
    expect(times[0]).toBeGreaterThan(2);
    expect(times[1]).toBeGreaterThan(times[0]);
    expect(times[2]).toBeGreaterThan(times[1]);
  });

  it("reports progress with the time left, which ends near zero", async () => {
    const seen: Progress[] = [];
    let clock = 0;
    await train(quadratic, { progress: (state) => seen.push(state), now: () => clock++ });
    expect(seen.length).toBeGreaterThan(2);
    for (const state of seen) expect(state.secondsLeft).toBeGreaterThanOrEqual(0);
    expect(seen[seen.length - 1].secondsLeft).toBe(0);
  });

  it("stops when told, unconverged, with what it has; before its first step it has nothing", async () => {
    await expect(train(quadratic, { stopped: () => true })).rejects.toThrow(Stopped);
    let steps = 0;
    const result = await train(quadratic, {
      stopped: () => steps > 0,
      progress: () => {
        steps++;
      },
    });
    expect(steps).toBeGreaterThan(0);
    expect(result.converged).toBe(false);
    expect(result.iterations).toBeGreaterThan(0);
    expect(result.spectrum).toHaveLength(20);
  });

  it("says that it did not converge where the iterations run out", async () => {
    const result = await train({ ...quadratic, maxIterations: 3 });
    expect(result).toMatchObject({ converged: false, iterations: 3 });
    expect(result.gap).toBeGreaterThan(1e-6);
  });

  it.each<[Partial<Specification>, RegExp]>([
    [{ n: 0 }, /^n = 0 is outside its range: an integer from 1/],
    [{ n: 2.5 }, /^n = 2.5/],
    [{ width: 0 }, /^width = 0 is outside its range: an integer from 1/],
    [{ d: 1 }, /^d = 1/],
    [{ gamma: 0.4 }, /^gamma = 0.4/],
    [{ noise: -1 }, /^noise = -1/],
    [{ lambda: 0 }, /^lambda = 0/],
    [{ seed: -1 }, /^seed = -1/],
    [{ batch: 6 }, /^batch = 6 .* multiple of 4/],
    [{ momentum: 1 }, /^momentum = 1/],
    [{ method: "cd" }, /^method = "cd" .* lbfgs, gd, sgd/],
    [{ network: "diagonal", method: "sgd" }, /^method = "sgd" .* cd, lbfgs, gd/],
    [{ network: "diagonal", width: 3 }, /^width = 3 .* quadratic network only/],
  ])("refuses %o", async (bad, message) => {
    await expect(train({ ...quadratic, ...bad })).rejects.toThrow(message);
  });
});

describe("the memory a run needs", () => {
  it("is estimated before it starts", () => {
    const million: Specification = { ...quadratic, d: 100, n: 1_000_000 };
    expect(memoryNeed(million, 1).total).toBeLessThan(2e9);
    expect(() => checkMemory(million, 1, 2e9)).not.toThrow();
    expect(() => checkMemory(million, 1, 5e8)).toThrow(
      /n = 1000000 .* fits in memory \(it needs 0.8\d+ GB at d = 100/,
    );
    const large = { ...million, n: 8_000_000 };
    expect(() => checkMemory(large, 1, 1e11)).toThrow(/1 worker of 4.29 GB/);
    expect(() => checkMemory(large, 2, 1e11)).not.toThrow();
  });
});

describe("workers", () => {
  const pool = nodePool(3);
  const pair = nodePool(2);
  afterAll(() => {
    pool.close();
    pair.close();
  });

  it.each([
    quadratic,
    { ...quadratic, n: 30 },
    diagonal,
    { ...quadratic, method: "gd", maxIterations: 60 } as const,
  ])("give the same bits as one thread, two or three of them: %o", async (spec) => {
    const alone = numbers(await train(spec));
    for (const { rows, moments } of [pair, pool])
      expect(numbers(await train(spec, { rows, moments }))).toEqual(alone);
  });

  it("pass on their errors", async () => {
    const impossible = { ...quadratic, d: 400, n: 6_000_000 };
    const { drawTeacher } = await import("../../training/teacher.js");
    const teacher = drawTeacher({ ...quadratic, d: 400, spectrum: new Float64Array(400) });
    await expect(pair.rows({ teacher, n: impossible.n, noise: 0, seed: 1 })).rejects.toThrow(/4.29 GB/);
  });
});

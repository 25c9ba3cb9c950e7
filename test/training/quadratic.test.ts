import { describe, expect, it } from "vitest";
import { stateEvolution } from "../../theory/state-evolution.js";
import { certify, eigenvalues } from "../../training/quadratic/certificate.js";
import { localRows } from "../../training/quadratic/local.js";
import { forceMatrix, QuadraticObjective } from "../../training/quadratic/objective.js";
import { Stream } from "../../training/random.js";
import type { Specification } from "../../training/specification.js";
import { drawTeacher } from "../../training/teacher.js";
import { train } from "../../training/train.js";

function objectiveOf(d: number, n: number, width: number, kind?: "wasm" | "typescript") {
  const teacher = drawTeacher({ network: "quadratic", d, gamma: 1.25, seed: 5 });
  const rows = localRows({ teacher, n, noise: 0.5, seed: 5 }, kind);
  return { teacher, rows, objective: new QuadraticObjective(rows, { d, width, lambda: 0.4 }, kind) };
}

const weights = (count: number) => new Stream(9, "initialisation").gaussians(count);
const point = { network: "quadratic", gamma: 1.25, noise: 0.5, seed: 1 } as const;

describe("the quadratic network's objective", () => {
  it.each([
    [5, 7, 3],
    [6, 150, 6],
    [7, 20, 9],
  ])("d = %i, n = %i, p = %i: has the gradient of its loss", async (d, n, p) => {
    const { objective } = objectiveOf(d, n, p);
    const w = weights(p * d);
    const gradient = new Float64Array(p * d);
    const scratch = new Float64Array(p * d);
    await objective.evaluate(w, gradient);
    for (let i = 0; i < p * d; i++) {
      const h = 1e-5;
      const up = await objective.evaluate(w.with(i, w[i] + h), scratch);
      const down = await objective.evaluate(w.with(i, w[i] - h), scratch);
      expect(Math.abs((up - down) / (2 * h) - gradient[i])).toBeLessThan(1e-6 * (1 + Math.abs(gradient[i])));
    }
  });

  it("is the same in bits for both kernels", async () => {
    const results = await Promise.all(
      (["wasm", "typescript"] as const).map(async (kind) => {
        const { objective } = objectiveOf(10, 700, 11, kind);
        const gradient = new Float64Array(110);
        const loss = await objective.evaluate(weights(110), gradient);
        return { loss, gradient, sums: objective.state?.sums };
      }),
    );
    expect(results[1]).toEqual(results[0]);
  });

  it("of any batches adds up to the full one", async () => {
    const { rows } = objectiveOf(6, 301, 6);
    const s = new Float64Array(36);
    for (let i = 0; i < 6; i++) s[i * 7] = 1 + i;
    const full = await rows.sums(s);
    let squares = 0;
    for (let from = 0; from < 301; from += 20)
      squares += rows.batch!(s, from, Math.min(301, from + 20)).squares;
    expect(squares / full.squares).toBeCloseTo(1, 12);
  });

  it("vanishes at the teacher without noise", async () => {
    const teacher = drawTeacher({ network: "quadratic", d: 9, gamma: 1, seed: 5 });
    const sums = await localRows({ teacher, n: 200, noise: 0, seed: 5 }).sums(teacher.weights);
    expect(sums.squares).toBeLessThan(1e-20);
    expect(Math.max(...forceMatrix(sums, 9).map(Math.abs))).toBeLessThan(1e-9);
  });
});

describe("the certificate", () => {
  it("bounds the loss of every network from below", async () => {
    const best = (await train({ ...point, d: 12, n: 60, lambda: 0.4, tolerance: 1e-9 })).trainLoss;
    const teacher = drawTeacher({ network: "quadratic", d: 12, gamma: 1.25, seed: 1 });
    const rows = localRows({ teacher, n: 60, noise: 0.5, seed: 1 });
    for (const width of [12, 15]) {
      // The same convex problem at every width: λ√(pd) is kept.
      const objective = new QuadraticObjective(rows, { d: 12, width, lambda: 0.4 * Math.sqrt(12 / width) });
      for (const scale of [0.01, 0.3, 1]) {
        const w = weights(width * 12).map((x) => scale * x);
        const loss = await objective.evaluate(w, new Float64Array(w.length));
        expect(certify(objective.state!, objective).bound).toBeLessThanOrEqual(best * (1 + 1e-9));
        expect(loss).toBeGreaterThanOrEqual(best * (1 - 1e-9));
      }
    }
  });

  it("meets the optimality conditions: A ⪯ λ√(pd) I, A S = λ√(pd) S", async () => {
    const d = 16;
    const { weights: s, gap } = await train({ ...point, d, n: 100, lambda: 0.3, tolerance: 1e-8 });
    expect(gap).toBeLessThanOrEqual(1e-8);
    const teacher = drawTeacher({ network: "quadratic", d, gamma: 1.25, seed: 1 });
    const a = forceMatrix(await localRows({ teacher, n: 100, noise: 0.5, seed: 1 }).sums(s), d);
    const level = 0.3 * d;
    expect(eigenvalues(a, d)[d - 1] / level).toBeLessThan(1 + 1e-4);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        let product = 0;
        for (let k = 0; k < d; k++) product += a[i * d + k] * s[k * d + j];
        expect(Math.abs(product - level * s[i * d + j])).toBeLessThan(1e-3 * level);
      }
    }
  });
});

describe("training the quadratic network", () => {
  it("reaches the minimum with L-BFGS and gradient descent, from any initialisation", async () => {
    const spec: Specification = { ...point, d: 20, n: 300, lambda: 0.5, tolerance: 1e-7 };
    const runs = [
      await train(spec),
      await train({ ...spec, initialScale: 0.01 }),
      await train({ ...spec, method: "gd", maxIterations: 20_000 }),
    ];
    for (const run of runs) {
      expect(run.converged).toBe(true);
      expect(run.gap).toBeLessThanOrEqual(1e-7);
      expect(run.trainLoss / runs[0].trainLoss).toBeCloseTo(1, 6);
      expect(run.excessRisk / runs[0].excessRisk).toBeCloseTo(1, 3);
      expect(run.excessRisk).toBe(2 * run.mse);
    }
  });

  it("comes close to it with SGD and a decreasing step", async () => {
    const spec: Specification = { ...point, d: 12, n: 600, lambda: 1 };
    const best = await train({ ...spec, tolerance: 1e-9 });
    const run = await train({
      ...spec,
      method: "sgd",
      batch: 40,
      decay: 500,
      maxIterations: 8000,
      tolerance: 1e-3,
    });
    expect(run.trainLoss / best.trainLoss).toBeLessThan(1.01);
    expect(run.trainLoss).toBeGreaterThan(best.trainLoss);
    expect(run.gap).toBeGreaterThan(0);
  });

  it("gives one S for every width p ≥ d at the same λ√(pd)", async () => {
    const spec: Specification = { ...point, d: 12, n: 80, lambda: 0.6, tolerance: 1e-9 };
    const full = await train(spec);
    const wide = await train({ ...spec, width: 21, lambda: 0.6 * Math.sqrt(12 / 21) });
    for (let i = 0; i < 144; i++) expect(Math.abs(full.weights[i] - wide.weights[i])).toBeLessThan(1e-3);
  });

  it("below full width has rank p at most, no duality gap to report, and no lower a loss", async () => {
    const spec: Specification = { ...point, d: 16, n: 400, lambda: 0.1 };
    const narrow = await train({ ...spec, width: 3, lambda: 0.1 * Math.sqrt(16 / 3) });
    expect(narrow).toMatchObject({ gap: null, convex: false, converged: true });
    expect(narrow.relativeGradient).toBeLessThanOrEqual(1e-6);
    expect(narrow.spectrum[2]).toBeGreaterThan(0);
    expect(Math.abs(narrow.spectrum[3])).toBeLessThan(1e-12);
    expect(narrow.trainLoss).toBeGreaterThan((await train(spec)).trainLoss);
  });

  it("collapses to zero where λ is large, with R = 2Q*", async () => {
    const { excessRisk, spectrum } = await train({ ...point, d: 16, n: 50, lambda: 100 });
    expect(excessRisk).toBeCloseTo(2, 6);
    expect(spectrum[0]).toBeLessThan(1e-6);
  });

  it("recovers the teacher without noise as λ → 0, beyond n = d²/2", async () => {
    const { excessRisk, overlaps } = await train({
      ...point,
      noise: 0,
      d: 16,
      n: 400,
      lambda: 1e-4,
      tolerance: 1e-4,
      maxIterations: 3000,
    });
    expect(excessRisk).toBeLessThan(1e-6);
    for (const overlap of overlaps!) expect(overlap).toBeCloseTo(1, 3);
  });

  it("agrees with state evolution at d = 48 to its finite-size correction, averaged over seeds", async () => {
    const d = 48;
    const n = Math.round(0.366 * d * d);
    let sum = 0;
    for (let seed = 0; seed < 6; seed++)
      sum += (await train({ ...point, seed, d, n, lambda: 0.3 })).excessRisk;
    const theory = stateEvolution({ ...point, d, alpha: n / d / d, lambda: 0.3 }).excessRisk;
    expect(sum / 6 / theory).toBeGreaterThan(0.95);
    expect(sum / 6 / theory).toBeLessThan(1.2);
  });
});

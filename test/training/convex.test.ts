import { afterAll, describe, expect, it } from "vitest";
import { dot } from "../../training/lbfgs.js";
import { nodePool } from "../../training/node-pool.js";
import { eigenvalues } from "../../training/quadratic/certificate.js";
import { Cone } from "../../training/quadratic/cone.js";
import { networkAt } from "../../training/quadratic/convex.js";
import { localRows } from "../../training/quadratic/local.js";
import { forceMatrix, QuadraticObjective } from "../../training/quadratic/objective.js";
import { Stream } from "../../training/random.js";
import { checkSpecification, type Specification } from "../../training/specification.js";
import { drawTeacher } from "../../training/teacher.js";
import { train } from "../../training/train.js";

const base = { network: "quadratic", gamma: 1.25, noise: 0.5, seed: 1, method: "convex" } as const;

// Threads that compile TypeScript are slow to start where the machine is busy.
const STARTING = 180_000;
const pools = [2, 3].map(nodePool);
afterAll(() => {
  for (const pool of pools) pool.close();
});

function symmetric(d: number, seed: number): Float64Array {
  const g = new Stream(seed, "data").gaussians(d * d);
  return g.map((x, i) => x + g[(i % d) * d + Math.floor(i / d)]);
}

const times = (a: Float64Array, b: Float64Array, d: number) =>
  Float64Array.from(a, (_, at) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += a[Math.floor(at / d) * d + k] * b[k * d + (at % d)];
    return sum;
  });
const distance = (a: Float64Array, b: Float64Array) => {
  const difference = a.map((x, i) => x - b[i]);
  return Math.sqrt(dot(difference, difference) / Math.max(1e-300, dot(b, b)));
};

describe("the cone", () => {
  // Shifts put the smaller group of eigenvalues on either side, or leave it empty.
  it.each([-20, -2, 0, 3, 20])("shift %i: projects onto it, with the derivative of that", (shift) => {
    const d = 7;
    const cone = new Cone(d);
    const m = symmetric(d, 3);
    for (let i = 0; i < d; i++) m[i * (d + 1)] += shift;
    const projected = cone.project(m, cone.decompose(m));
    const rest = m.map((x, i) => x - projected[i]);
    // Moreau: M = P + N with P ⪰ 0, N ⪯ 0 and PN = 0.
    expect(eigenvalues(projected, d)[0]).toBeGreaterThan(-1e-12);
    expect(eigenvalues(rest, d)[d - 1]).toBeLessThan(1e-12);
    expect(Math.max(...times(projected, rest, d).map(Math.abs))).toBeLessThan(1e-11);
    const h = symmetric(d, 4);
    const turned = cone.derivative(cone.decompose(m))(h);
    const at = (t: number) => {
      const moved = m.map((x, i) => x + t * h[i]);
      return cone.project(moved, cone.decompose(moved));
    };
    const [up, down] = [at(1e-5), at(-1e-5)];
    for (let i = 0; i < d * d; i++) expect((up[i] - down[i]) / 2e-5).toBeCloseTo(turned[i], 7);
  });

  it("gives the network of a matrix", () => {
    const d = 6;
    const cone = new Cone(d);
    const m = symmetric(d, 5);
    const s = cone.project(m, cone.decompose(m));
    for (const width of [6, 9]) {
      const w = networkAt(s, d, width, cone);
      const rows = localRows({ teacher: drawTeacher({ ...base, d }), n: 4, noise: 0, seed: 1 });
      expect(distance(new QuadraticObjective(rows, { d, width, lambda: 1 }).learned(w), s)).toBeLessThan(
        1e-14,
      );
    }
  });
});

describe("the rows", () => {
  it.each([1, 130, 5000])(
    "n = %i: forms and their adjoint are the sums' own, on any workers",
    async (n) => {
      const d = 9;
      const data = { teacher: drawTeacher({ ...base, d }), n, noise: 0.5, seed: 1 };
      const rows = localRows(data);
      const s = symmetric(d, 6);
      const [labels, forms, sums] = [await rows.labels(), await rows.forms(s), await rows.sums(s)];
      const r = labels.map((y, i) => y - forms[i]);
      expect([labels.length, forms.length]).toEqual([n, n]);
      expect(dot(r, r) / sums.squares).toBeCloseTo(1, 12);
      const force = await rows.adjoint(r);
      expect(force).toEqual({ residuals: sums.residuals, tiles: sums.tiles });
      // ⟨A(v), S⟩ = 2 v·Z(S)
      expect(dot(forceMatrix(force, d), s) / (2 * dot(r, forms))).toBeCloseTo(1, 11);
      for (const pool of pools) {
        const shared = await pool.rows(data);
        expect(await shared.labels()).toEqual(labels);
        expect(await shared.forms(s)).toEqual(forms);
        expect(await shared.adjoint(r)).toEqual(force);
        shared.close();
      }
    },
    STARTING,
  );
});

describe("the convex problem in S", () => {
  const points: [string, Partial<Specification> & { d: number; n: number; lambda: number }][] = [
    ["many rows", { d: 20, n: 900, lambda: 0.05 }],
    ["n = d²", { d: 20, n: 400, lambda: 0.05 }],
    ["fewer than unknowns", { d: 24, n: 200, lambda: 0.5 }],
    ["at the interpolation peak", { d: 24, n: 144, lambda: 0.04 }],
    ["at the peak without noise", { d: 24, n: 144, lambda: 0.04, noise: 0 }],
    ["few rows", { d: 24, n: 100, lambda: 0.04 }],
  ];
  it.each(points)(
    "%s: has the minimiser that L-BFGS on W finds, by the same certificate",
    async (_, point) => {
      const spec = { ...base, ...point, tolerance: 1e-8 };
      const [convex, trained] = [await train(spec), await train({ ...spec, method: "lbfgs" })];
      for (const { gap, converged } of [convex, trained]) {
        expect(converged).toBe(true);
        expect(Math.abs(gap as number)).toBeLessThanOrEqual(1e-8);
      }
      expect(Math.abs(convex.trainLoss / trained.trainLoss - 1)).toBeLessThanOrEqual(2e-8);
      // A gap of ε bounds the distance along curved directions by √ε.
      expect(distance(convex.weights, trained.weights)).toBeLessThan(1e-4);
      // The network at S is at its global minimum.
      expect(convex.relativeGradient).toBeLessThan(1e-4);
    },
  );

  it.each([1, 10, 48])(
    "n = %i: has the least loss, though S is not unique outside of the rows' span",
    async (n) => {
      const spec = { ...base, d: 24, n, lambda: 0.04, tolerance: 1e-9 };
      const [convex, trained] = [await train(spec), await train({ ...spec, method: "lbfgs" })];
      expect(Math.abs(convex.gap as number)).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(convex.trainLoss / trained.trainLoss - 1)).toBeLessThanOrEqual(2e-9);
      const trace = (s: Float64Array) =>
        Array.from({ length: 24 }, (_, i) => s[i * 25]).reduce((x, y) => x + y);
      expect(trace(convex.weights) / trace(trained.weights)).toBeCloseTo(1, 3);
      // Of the minimisers it is the smallest.
      expect(dot(convex.weights, convex.weights)).toBeLessThan(
        dot(trained.weights, trained.weights) * (1 + 1e-6),
      );
    },
  );

  it("meets the optimality conditions: A ⪯ λ√(pd) I, A S = λ√(pd) S", async () => {
    const d = 20;
    const spec = { ...base, d, n: 120, lambda: 0.1, tolerance: 1e-9 };
    const { weights: s } = await train(spec);
    const a = forceMatrix(
      await localRows({ teacher: drawTeacher(spec), n: 120, noise: 0.5, seed: 1 }).sums(s),
      d,
    );
    const level = 0.1 * d;
    expect(eigenvalues(a, d)[d - 1] / level).toBeLessThan(1 + 1e-5);
    expect(eigenvalues(s, d)[0]).toBeGreaterThan(-1e-12);
    const product = times(a, s, d);
    for (let i = 0; i < d * d; i++) expect(Math.abs(product[i] / level - s[i])).toBeLessThan(1e-4);
  });

  it("is zero from λ_max on, and not below", async () => {
    const d = 12;
    const spec = { ...base, d, n: 60 };
    const rows = localRows({ teacher: drawTeacher(spec), n: 60, noise: 0.5, seed: 1 });
    const most = eigenvalues(forceMatrix(await rows.sums(new Float64Array(d * d)), d), d)[d - 1] / d;
    const above = await train({ ...spec, lambda: most * (1 + 1e-9) });
    expect(Math.max(...above.weights.map(Math.abs))).toBe(0);
    expect(above).toMatchObject({ gap: 0, relativeGradient: 0, converged: true });
    expect(above.excessRisk).toBeCloseTo(2, 12);
    expect((await train({ ...spec, lambda: most * 0.99, tolerance: 1e-9 })).spectrum[0]).toBeGreaterThan(0);
  });

  it("recovers the teacher without noise as λ → 0, beyond n = d²/2", async () => {
    const spec = { ...base, noise: 0, d: 16, n: 400, tolerance: 1e-5 };
    const [small, smaller] = [await train({ ...spec, lambda: 1e-3 }), await train({ ...spec, lambda: 1e-4 })];
    expect(smaller.excessRisk).toBeLessThan(1e-7);
    // Its error is linear in λ.
    expect(small.excessRisk / smaller.excessRisk).toBeCloseTo(100, 0);
  });

  it("is one for every width p ≥ d at the same λ√(pd)", async () => {
    const spec = { ...base, d: 12, n: 80, lambda: 0.6, tolerance: 1e-9 };
    const [full, wide] = [
      await train(spec),
      await train({ ...spec, width: 21, lambda: 0.6 * Math.sqrt(12 / 21) }),
    ];
    expect(distance(wide.weights, full.weights)).toBeLessThan(1e-9);
  });

  it(
    "is the same in bits for both kernels and on any number of workers",
    async () => {
      // The second has more rows than a block in each slice.
      for (const size of [
        { d: 14, n: 60 },
        { d: 24, n: 3000 },
      ]) {
        const spec = { ...base, ...size, lambda: 0.2 };
        const numbers = ({ seconds: _, ...rest }: Awaited<ReturnType<typeof train>>) => rest;
        const first = numbers(await train(spec));
        expect(numbers(await train(spec, { kernel: "typescript" }))).toEqual(first);
        for (const pool of pools) expect(numbers(await train(spec, { rows: pool.rows }))).toEqual(first);
      }
    },
    STARTING,
  );

  it("can be stopped, and says that it did not converge", async () => {
    let looks = 0;
    const run = await train({ ...base, d: 30, n: 225, lambda: 0.01 }, { stopped: () => ++looks > 30 });
    expect(run.converged).toBe(false);
    expect(run.gap as number).toBeGreaterThan(1e-6);
    const short = await train({ ...base, d: 30, n: 225, lambda: 0.01, maxIterations: 25 });
    expect(short).toMatchObject({ iterations: 25, converged: false });
  });

  it.each([
    [{ width: 11 }, "below full width"],
    [{ snapshots: [0, 5] }, "none where the method is convex"],
    [{ network: "diagonal" }, "for the diagonal network"],
  ] as [Partial<Specification>, string][])("refuses %o", (change, message) => {
    expect(() => checkSpecification({ ...base, d: 12, n: 20, lambda: 1, ...change })).toThrow(message);
  });
});

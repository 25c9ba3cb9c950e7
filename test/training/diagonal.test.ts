import { describe, expect, it } from "vitest";
import { certifyByResiduals, certifyLasso } from "../../training/diagonal/certificate.js";
import { solveLasso } from "../../training/diagonal/lasso.js";
import { computeMoments, type Moments } from "../../training/diagonal/moments.js";
import { diagonalLoss } from "../../training/diagonal/network.js";
import { diagonalRows } from "../../training/diagonal/rows.js";
import { relativeGap } from "../../training/gap.js";
import { Stream } from "../../training/random.js";
import { drawTeacher } from "../../training/teacher.js";
import { train } from "../../training/train.js";

function problem(d: number, n: number, noise = 0.5, gamma = 1) {
  const teacher = drawTeacher({ network: "diagonal", d, gamma, seed: 7 });
  const data = { teacher, n, noise, seed: 7 };
  return { teacher, moments: computeMoments(data), rows: diagonalRows(data) };
}

describe("moments", () => {
  it("are the same bits in both kernels", () => {
    const teacher = drawTeacher({ network: "diagonal", d: 13, gamma: 1, seed: 7 });
    const data = { teacher, n: 700, noise: 0.5, seed: 7 };
    expect(computeMoments(data, "typescript")).toEqual(computeMoments(data, "wasm"));
  });

  it("are XᵀX/d, Xᵀy/√d and y·y: without noise y = Xθ*/√d, so Gθ* = b and θ*·b = y·y", () => {
    const { teacher, moments } = problem(21, 300, 0);
    let sum = 0;
    for (let i = 0; i < 21; i++) {
      let image = 0;
      for (let j = 0; j < 21; j++) image += moments.gram[i * 21 + j] * teacher.weights[j];
      expect(image / moments.correlation[i]).toBeCloseTo(1, 11);
      sum += teacher.weights[i] * moments.correlation[i];
      expect(Math.abs((moments.gram[i * 22] * 21) / 300 - 1)).toBeLessThan(4 * Math.sqrt(2 / 300));
    }
    expect(sum / moments.labelNorm).toBeCloseTo(1, 12);
  });
});

describe("the LASSO", () => {
  it.each([
    [50, 20, 0.5, 0.5],
    [50, 200, 0.5, 2],
    [80, 80, 0.01, 0.5],
    [80, 70, 0.0125, 0],
    [80, 400, 0.0125, 0],
    [40, 4000, 6, 0.5],
  ])(
    "d = %i, n = %i, λ = %f, Δ = %f: every coordinate meets the optimality conditions",
    async (d, n, lambda, noise) => {
      const { moments, rows } = problem(d, n, noise);
      const { theta, gap, converged } = await solveLasso(moments, { lambda, tolerance: 1e-12, rows });
      expect(converged).toBe(true);
      expect(gap).toBeLessThanOrEqual(1e-12);
      const { correlation } = certifyLasso(moments, theta, lambda);
      for (let j = 0; j < d; j++) {
        if (theta[j] === 0) expect(Math.abs(correlation[j])).toBeLessThanOrEqual(lambda * (1 + 1e-5));
        else expect(correlation[j] / (lambda * Math.sign(theta[j]))).toBeCloseTo(1, 4);
      }
    },
  );

  it("gets there where more coordinates are active on the way than there are rows", async () => {
    const teacher = drawTeacher({ network: "diagonal", d: 200, gamma: 1, seed: 2 });
    const moments = computeMoments({ teacher, n: 100, noise: 0.5, seed: 2 });
    const { converged, sweeps, theta } = await solveLasso(moments, { lambda: 0.005, tolerance: 1e-9 });
    expect(converged).toBe(true);
    expect(sweeps).toBeLessThan(2000);
    expect(theta.filter((x) => x !== 0).length).toBeLessThanOrEqual(100);
  });

  it("is exactly zero from λ_max = ‖Xᵀy‖∞/√d on, and not below", async () => {
    const { moments } = problem(30, 60);
    const largest = Math.max(...moments.correlation.map(Math.abs));
    expect([...(await solveLasso(moments, { lambda: largest })).theta].every((x) => x === 0)).toBe(true);
    expect((await solveLasso(moments, { lambda: 0.99 * largest })).theta.some((x) => x !== 0)).toBe(true);
  });

  it("has a dual bound below the value of any weights", async () => {
    const { moments } = problem(30, 25);
    const best = (await solveLasso(moments, { lambda: 0.1, tolerance: 1e-12 })).primal;
    const random = new Stream(1, "initialisation");
    for (let i = 0; i < 20; i++) {
      const { primal, dual } = certifyLasso(moments, random.gaussians(30), 0.1);
      expect(dual).toBeLessThanOrEqual(best * (1 + 1e-12));
      expect(primal).toBeGreaterThanOrEqual(best);
    }
  });

  it("says so where it does not get there", async () => {
    const { moments } = problem(80, 80);
    const stopped = await solveLasso(moments, { lambda: 1e-3, tolerance: 1e-14, maxSweeps: 1 });
    expect(stopped.converged).toBe(false);
    expect(stopped.gap).toBeGreaterThan(1e-14);
  });
});

describe("the certificate of the LASSO", () => {
  const broken: [string, Partial<Moments>][] = [
    ["a Gram matrix with NaN", { gram: Float64Array.of(Number.NaN, 0, 0, 1) }],
    ["a Gram matrix with Infinity", { gram: Float64Array.of(Number.POSITIVE_INFINITY, 0, 0, 1) }],
    ["correlations that are NaN", { correlation: Float64Array.of(Number.NaN, 1) }],
    [
      "weights that overflow",
      { gram: Float64Array.of(1e-300, 0, 0, 1e-300), correlation: Float64Array.of(1e300, 1) },
    ],
    ["labels whose squares overflow", { labelNorm: Number.POSITIVE_INFINITY }],
    ["labels that are NaN", { labelNorm: Number.NaN }],
  ];
  it.each(broken)("certifies nothing of %s, at once", async (_, change) => {
    const moments = {
      d: 2,
      n: 3,
      gram: Float64Array.of(1, 0, 0, 1),
      correlation: Float64Array.of(1, 1),
      labelNorm: 3,
      ...change,
    };
    const result = await solveLasso(moments, { lambda: 0.1 });
    expect(result.converged).toBe(false);
    expect(result.gap).toBeNaN();
    expect(result.sweeps).toBeLessThan(100);
  });

  it.each([
    [60, 30, 1e-8],
    [60, 30, 1e-10],
    [60, 30, 1e-12],
    [30, 600, 1e-10],
  ])(
    "d = %i, n = %i without noise, λ = %f: is taken from the residuals, and says so",
    async (d, n, lambda) => {
      const { moments, rows } = problem(d, n, 0);
      const { converged, gap, from, theta, primal } = await solveLasso(moments, { lambda, rows });
      expect(converged).toBe(true);
      expect(from).toBe("residuals");
      expect(gap).toBeGreaterThanOrEqual(0);
      expect(gap).toBeLessThanOrEqual(1e-9);
      // At λ → 0 the value is λ times the least ‖θ‖₁ that fits.
      const norm = theta.reduce((sum, x) => sum + Math.abs(x), 0);
      expect(primal / (lambda * norm)).toBeCloseTo(1, 5);
    },
  );

  it("claims no more than the moments' digits hold where there are no rows to ask", async () => {
    const { moments, rows } = problem(60, 30, 0);
    const lambda = 1e-9;
    const result = await solveLasso(moments, { lambda });
    expect(result.converged).toBe(false);
    expect(result.from).toBe("moments");
    expect(result.sweeps).toBeLessThan(10_000);
    // Its bound holds: the true gap, from the residuals, is below.
    expect(certifyByResiduals(rows, moments, result.theta, lambda).gap).toBeLessThanOrEqual(result.gap);
  });

  it("from residuals and from moments is the same where the moments have their digits", () => {
    const { moments, rows } = problem(40, 100);
    const random = new Stream(3, "initialisation");
    const theta = random.gaussians(40);
    const a = certifyLasso(moments, theta, 0.3);
    const b = certifyByResiduals(rows, moments, theta, 0.3);
    expect(b.primal / a.primal).toBeCloseTo(1, 12);
    expect(b.residualCorrelation.every((x, i) => Math.abs(x - a.correlation[i]) < 1e-10)).toBe(true);
    const best = 0.5 * moments.labelNorm;
    expect(b.dual).toBeLessThanOrEqual(best);
  });

  it("ends with what it has where it is told to stop", async () => {
    const { moments } = problem(80, 80);
    let asked = 0;
    const result = await solveLasso(moments, {
      lambda: 1e-3,
      tolerance: 1e-14,
      stopped: async () => ++asked >= 3,
    });
    expect(result.converged).toBe(false);
    expect(result.gap).toBeGreaterThan(0);
    expect(result.theta.some((x) => x !== 0)).toBe(true);
  });
});

describe("a relative gap", () => {
  it("is never negative, and NaN for what certifies nothing", () => {
    expect(relativeGap(2, 1)).toBe(0.5);
    expect(relativeGap(1, 1 + 1e-14)).toBe(0);
    expect(relativeGap(1, 1 + 1e-14, 1e-13)).toBe(1e-13);
    expect(relativeGap(0, 0)).toBe(0);
    for (const [primal, dual, rounding] of [
      [1, 1 + 1e-7, 0],
      [Number.NaN, 1, 0],
      [1, Number.NaN, 0],
      [Number.POSITIVE_INFINITY, 1, 0],
      [1, Number.NEGATIVE_INFINITY, 0],
      [1, 0.5, Number.NaN],
      [-1, -2, 0],
      [0, 1, 0],
    ]) {
      expect(relativeGap(primal, dual, rounding)).toBeNaN();
    }
  });
});

describe("the diagonal network", () => {
  it("has the gradient of its loss", () => {
    const { moments } = problem(6, 9);
    const x = new Stream(2, "initialisation").gaussians(12);
    const gradient = new Float64Array(12);
    const scratch = new Float64Array(12);
    diagonalLoss(moments, 0.3, x, gradient);
    for (let i = 0; i < 12; i++) {
      const h = 1e-5;
      const [up, down] = [h, -h].map((e) => diagonalLoss(moments, 0.3, x.with(i, x[i] + e), scratch));
      expect((up - down) / (2 * h)).toBeCloseTo(gradient[i], 6);
    }
  });

  it.each(["lbfgs", "gd"] as const)(
    "trained by %s on (a, w) ends at the LASSO's solution",
    async (method) => {
      const point = {
        network: "diagonal",
        d: 60,
        n: 50,
        gamma: 1,
        noise: 0.5,
        lambda: 0.7,
        seed: 3,
      } as const;
      const lasso = await train({ ...point, method: "cd", tolerance: 1e-12 });
      const network = await train({ ...point, method, tolerance: 1e-9, maxIterations: 20_000 });
      expect(network.converged).toBe(true);
      expect(network.gap).toBeLessThanOrEqual(1e-9);
      expect(network.trainLoss / lasso.trainLoss).toBeCloseTo(1, 8);
      expect(network.excessRisk / lasso.excessRisk).toBeCloseTo(1, 4);
      for (let i = 0; i < 60; i++) expect(Math.abs(network.weights[i] - lasso.weights[i])).toBeLessThan(1e-3);
    },
  );

  it("reports sorted |θ| and mse = excess risk", async () => {
    const result = await train({
      network: "diagonal",
      d: 30,
      n: 90,
      gamma: 1,
      noise: 0.5,
      lambda: 1,
      seed: 3,
    });
    expect([...result.spectrum]).toEqual([...result.weights].map(Math.abs).sort((a, b) => b - a));
    expect(result.excessRisk).toBe(result.mse);
    expect(result.convex).toBe(true);
  });
});

import { describe, expect, it, vi } from "vitest";
import { solveLasso } from "../../training/diagonal/lasso.js";
import { RowsInMemory } from "../../training/diagonal/rows-in-memory.js";
import { solveLassoInMemory } from "../../training/diagonal/working-set.js";
import type { Kernel } from "../../training/kernel/kernel.js";
import { Stream } from "../../training/random.js";

/** Gaussian rows, labels from a power law with noise. */
function data(n: number, d: number, noise = 0.5) {
  const x = new Stream(8, "data", n).gaussians(n * d);
  const xi = new Stream(8, "noise", n).gaussians(n);
  const y = xi.map((value, row) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += x[row * d + j] / (j + 1);
    return sum + noise * value;
  });
  return { x, y };
}

/** P(θ) and Xᵀr/√d, term by term. */
function evaluate({ x, y }: { x: Float64Array; y: Float64Array }, theta: Float64Array, lambda: number) {
  const d = theta.length;
  const root = Math.sqrt(d);
  const correlation = new Float64Array(d);
  let primal = lambda * theta.reduce((sum, value) => sum + Math.abs(value), 0);
  for (let row = 0; row < y.length; row++) {
    let r = y[row];
    for (let j = 0; j < d; j++) r -= (theta[j] * x[row * d + j]) / root;
    for (let j = 0; j < d; j++) correlation[j] += (r * x[row * d + j]) / root;
    primal += 0.5 * r * r;
  }
  return { primal, correlation };
}

/** Largest number on the diagonal of XᵀX/d. */
const largestNorm = ({ x, y }: { x: Float64Array; y: Float64Array }, d: number) =>
  Math.max(
    ...Array.from({ length: d }, (_, j) => y.reduce((sum, _y, row) => sum + x[row * d + j] ** 2 / d, 0)),
  );

const lasso = ({ x, y }: ReturnType<typeof data>, lambda: number, tolerance = 1e-10, kind?: Kernel["kind"]) =>
  solveLassoInMemory(new RowsInMemory(x, y, kind), { lambda, tolerance });

describe("LASSO on rows in memory", () => {
  it.each([
    ["many rows", 900, 60, 5, 1e-10],
    ["rows and columns that fill no block", 131, 33, 0.5, 1e-10],
    ["fewer rows than columns", 40, 90, 0.2, 1e-10],
    ["one row", 1, 12, 0.05, 1e-10],
    ["one column", 50, 1, 1, 1e-10],
    ["a weight decay near the rounding of the correlations", 300, 24, 1e-6, 1e-7],
  ])("%s: meets the optimality conditions of every column", async (_, n, d, lambda, tolerance) => {
    const problem = data(n, d);
    const { theta, primal, gap, converged, from } = await lasso(problem, lambda, tolerance);
    expect(converged).toBe(true);
    expect(from).toBe("residuals");
    expect(gap).toBeGreaterThanOrEqual(0);
    expect(gap).toBeLessThanOrEqual(tolerance);
    const exact = evaluate(problem, theta, lambda);
    expect(Math.abs(primal / exact.primal - 1)).toBeLessThan(1e-12);
    // Residuals are within √(2·gap·P) of the minimum's, correlations within that times the length of a column.
    const slack = Math.sqrt(2 * tolerance * primal * largestNorm(problem, d)) + 1e-12 * exact.primal;
    for (let j = 0; j < d; j++) {
      expect(Math.abs(exact.correlation[j])).toBeLessThanOrEqual(lambda + slack);
      if (theta[j] !== 0) {
        expect(Math.sign(theta[j]) * exact.correlation[j]).toBeGreaterThanOrEqual(lambda - slack);
      }
    }
  });

  it("has the solution of the moments of all columns, from those of few", async () => {
    const [n, d, lambda] = [2000, 200, 20];
    const { x, y } = data(n, d);
    const rows = new RowsInMemory(x, y);
    const asked = vi.spyOn(rows, "momentsOf");
    const { theta } = await solveLassoInMemory(rows, { lambda, tolerance: 1e-12 });
    const active = theta.filter((value) => value !== 0).length;
    const columns = asked.mock.calls.at(-1)?.[0] as readonly number[];
    expect(active).toBeGreaterThan(3);
    expect(columns.length).toBeLessThan(d / 2);
    rows.measure();
    const all = rows.momentsOf(Array.from({ length: d }, (_, j) => j));
    const reference = await solveLasso(all, { lambda, tolerance: 1e-12 });
    for (let j = 0; j < d; j++) expect(theta[j]).toBeCloseTo(reference.theta[j], 7);
  });

  it("computes the moments of columns that come one after the other as those of all at once", () => {
    const [n, d] = [300, 26];
    const { x, y } = data(n, d);
    const rows = new RowsInMemory(x, y);
    rows.measure();
    rows.momentsOf([3, 17, 5]);
    rows.momentsOf([17, 20, 9, 0, 25, 8]);
    const columns = [25, 3, 9, 11, 5, 0];
    const { gram, correlation, labelNorm } = rows.momentsOf(columns);
    const sum = (term: (row: number) => number) => y.reduce((total, _, row) => total + term(row), 0);
    expect(labelNorm).toBeCloseTo(
      sum((row) => y[row] ** 2),
      9,
    );
    for (const [a, i] of columns.entries()) {
      expect(correlation[a]).toBeCloseTo(sum((row) => x[row * d + i] * y[row]) / Math.sqrt(d), 9);
      expect(rows.norms[i]).toBeCloseTo(sum((row) => x[row * d + i] ** 2) / d, 9);
      for (const [b, j] of columns.entries()) {
        expect(gram[a * columns.length + b]).toBeCloseTo(
          sum((row) => x[row * d + i] * x[row * d + j]) / d,
          9,
        );
      }
    }
  });

  it("is the same in bits for both kernels", async () => {
    const problem = data(150, 30);
    expect(await lasso(problem, 0.5, 1e-10, "typescript")).toEqual(await lasso(problem, 0.5, 1e-10, "wasm"));
  });

  it("is zero from λ_max on, without a column looked at", async () => {
    const problem = data(100, 20);
    const largest = Math.max(...evaluate(problem, new Float64Array(20), 1).correlation.map(Math.abs));
    const zero = await lasso(problem, largest * 1.0000001);
    expect(zero).toMatchObject({ converged: true, sweeps: 0 });
    expect(zero.theta.every((value) => value === 0)).toBe(true);
    const { theta } = await lasso(problem, largest * 0.99);
    expect(theta.filter((value) => value !== 0)).toHaveLength(1);
  });

  it.each([Number.NaN, Infinity, 1e200])("certifies nothing where a row holds %d", async (value) => {
    const { x, y } = data(80, 12);
    x[100] = value;
    const { converged, gap } = await lasso({ x, y }, 0.5);
    expect(converged).toBe(false);
    expect(gap).toBeNaN();
  });

  it("refuses numbers that make no rows", () => {
    expect(() => new RowsInMemory(new Float64Array(10), new Float64Array(3))).toThrow(RangeError);
    expect(() => new RowsInMemory(new Float64Array(0), new Float64Array(3))).toThrow(RangeError);
  });
});

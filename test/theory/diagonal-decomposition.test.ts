import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagonalAtoms, learnableFeatures } from "../../theory/diagonal/atoms.js";
import { diagonalBayes } from "../../theory/diagonal/bayes.js";
import { diagonalDecomposition } from "../../theory/diagonal/decomposition.js";
import { diagonalKernel } from "../../theory/diagonal/kernel.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const logarithm = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const state = fc.record({
  d: logarithm(1, 1e9).map(Math.round),
  gamma: fc.double({ min: 0.51, max: 4, noNaN: true }),
  delta: logarithm(1e-4, 1e3),
  cut: fc.oneof(fc.constant(0), logarithm(1e-4, 1e5)),
});

describe("diagonalDecomposition", () => {
  it("adds up to the error of the kernel", () => {
    fc.assert(
      fc.property(state, ({ d, gamma, delta, cut }) => {
        const parts = diagonalDecomposition(d, gamma, delta, cut);
        const sum = parts.overfitting + parts.underfitting + parts.approximation + parts.alignment;
        const largest = Math.max(parts.overfitting, parts.underfitting, parts.approximation);
        expect(Math.abs(sum - parts.total)).toBeLessThan(1e-12 * largest);
        const { variances, weights } = diagonalAtoms(d, gamma);
        const { mse } = diagonalKernel(variances, weights).evaluate(delta * delta, cut);
        expect(Math.abs(parts.total / mse - 1)).toBeLessThan(1e-11);
      }),
      { numRuns: 300 },
    );
  });

  it("is the sum over coordinates, one by one", () => {
    for (const [d, gamma, delta, cut] of [
      [300, 1.25, 0.7, 0.9],
      [1000, 0.6, 2.5, 4],
      [200, 2, 0.05, 0.3],
    ]) {
      const direct = { overfitting: 0, underfitting: 0, approximation: 0, alignment: 0 };
      for (let i = 1; i <= d; i++) {
        const v = d * i ** (-2 * gamma);
        const { mse, divergence } = diagonalKernel(Float64Array.of(v), Float64Array.of(1)).evaluate(
          delta ** 2,
          cut,
        );
        if (v > delta * delta) direct.approximation += mse / d;
        else {
          direct.underfitting += v / d;
          direct.alignment -= (2 * v * divergence) / d;
          direct.overfitting += (mse - v + 2 * v * divergence) / d;
        }
      }
      const parts = diagonalDecomposition(d, gamma, delta, cut);
      for (const key of ["overfitting", "underfitting", "approximation", "alignment"] as const) {
        expect(Math.abs(parts[key] - direct[key]), `${key} at d = ${d}`).toBeLessThan(1e-12);
      }
    }
  });

  it("leaves only features behind where the cut removes everything", () => {
    const parts = diagonalDecomposition(1000, 1, 0.5, 1e6);
    expect(parts.overfitting).toBe(0);
    expect(parts.alignment === 0).toBe(true);
    let secondMoment = 0;
    for (let i = 1; i <= 1000; i++) secondMoment += i ** -2;
    expect(parts.underfitting + parts.approximation).toBeCloseTo(secondMoment, 12);
  });

  it("counts the features above the noise", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0.51, max: 4, noNaN: true }),
        logarithm(1e-3, 1e2),
        (d, gamma, delta) => {
          let count = 0;
          for (let i = 1; i <= d; i++) if (d * i ** (-2 * gamma) > delta * delta) count++;
          expect(learnableFeatures(d, gamma, delta)).toBe(count);
        },
      ),
    );
  });
});

describe("diagonalBayes", () => {
  const problem = fc.record({
    d: logarithm(2, 1e9).map(Math.round),
    gamma: fc.double({ min: 0.51, max: 4, noNaN: true }),
    noise: fc.oneof(fc.constant(0), logarithm(1e-6, 10)),
    alpha: logarithm(1e-8, 1e8),
  });

  it("solves ατ = mmse(τ) + Δ", () => {
    fc.assert(
      fc.property(problem, (p) => {
        const { converged, residual, delta, mse } = diagonalBayes(p);
        expect(converged).toBe(true);
        expect(residual).toBeLessThan(1e-12);
        const tau = delta * delta;
        expect(Math.abs(p.alpha * tau - mse - p.noise)).toBeLessThanOrEqual(1e-12 * p.alpha * tau);
        const { variances, weights } = diagonalAtoms(p.d, p.gamma);
        let mmse = 0;
        for (let k = 0; k < variances.length; k++) {
          mmse += tau === 0 ? 0 : (weights[k] * variances[k] * tau) / (variances[k] + tau);
        }
        expect(Math.abs(mmse - mse)).toBeLessThanOrEqual(1e-11 * mse);
      }),
      { numRuns: 300 },
    );
  });

  it("recovers exactly without noise from n = d on, and not before", () => {
    const p = { d: 1000, gamma: 1.25, noise: 0 };
    expect(diagonalBayes({ ...p, alpha: 1 }).mse).toBe(0);
    expect(diagonalBayes({ ...p, alpha: 0.99 }).mse).toBeGreaterThan(0);
    expect(diagonalBayes({ ...p, alpha: 0.5 }).mse).toBeGreaterThan(diagonalBayes({ ...p, alpha: 0.9 }).mse);
  });

  it("tends to Δ/α with plenty of data and to Q* with none", () => {
    const p = { d: 1000, gamma: 1.25, noise: 0.5 };
    expect(diagonalBayes({ ...p, alpha: 1e12 }).mse / 0.5e-12).toBeCloseTo(1, 6);
    let secondMoment = 0;
    for (let i = 1; i <= 1000; i++) secondMoment += i ** -2.5;
    expect(diagonalBayes({ ...p, alpha: 1e-9 }).mse / secondMoment).toBeCloseTo(1, 5);
  });

  it("is below the LASSO at every weight decay", () => {
    fc.assert(
      fc.property(
        fc.record({
          d: fc.constant(400),
          gamma: fc.double({ min: 0.6, max: 3, noNaN: true }),
          noise: logarithm(1e-2, 2),
          alpha: logarithm(1e-2, 1e3),
        }),
        logarithm(1e-3, 30),
        (p, lambda) => {
          const trained = stateEvolution({ ...p, network: "diagonal", lambda });
          expect(diagonalBayes(p).mse).toBeLessThan(trained.mse * (1 + 1e-9));
        },
      ),
      { numRuns: 60 },
    );
  });
});

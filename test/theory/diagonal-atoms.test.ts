import { describe, expect, it } from "vitest";
import { compressedRanks, diagonalAtoms } from "../../theory/diagonal/atoms.js";
import { diagonalKernel } from "../../theory/diagonal/kernel.js";

const GAMMAS = [0.51, 0.6, 1, 1.5, 2, 4];

function directKernel(d: number, gamma: number) {
  return diagonalKernel(
    Float64Array.from({ length: d }, (_, i) => d * (i + 1) ** (-2 * gamma)),
    new Float64Array(d).fill(1 / d),
  );
}

function compressedKernel(d: number, gamma: number) {
  const { variances, weights } = diagonalAtoms(d, gamma);
  return diagonalKernel(variances, weights);
}

/** Largest relative deviation of mse and D from the direct sums, τ from 1e-12 to 1e8, cuts from 0 to 1e4 times δ and √d. */
function deviation(d: number, gamma: number, decades: number): number {
  const direct = directKernel(d, gamma);
  const compressed = compressedKernel(d, gamma);
  let worst = 0;
  for (let exponent = -12; exponent <= 8; exponent += decades) {
    const tau = 10 ** exponent;
    for (const unit of [Math.sqrt(tau), Math.sqrt(d)]) {
      for (const factor of [0, 1e-4, 0.1, 0.5, 1, 3, 10, 30, 1e4]) {
        const exact = { ...direct.evaluate(tau, factor * unit) };
        const { mse, divergence } = compressed.evaluate(tau, factor * unit);
        worst = Math.max(worst, Math.abs(mse / exact.mse - 1));
        if (exact.divergence > 1e-290) worst = Math.max(worst, Math.abs(divergence / exact.divergence - 1));
      }
    }
  }
  return worst;
}

describe("diagonalAtoms", () => {
  it("gives the direct sums to 1e-12 at d = 400", () => {
    for (const gamma of [...GAMMAS, 7, 10])
      expect(deviation(400, gamma, 1), `γ = ${gamma}`).toBeLessThan(1e-12);
  });

  it("gives the direct sums to 1e-11 at d = 1e4 and 1e5, where plain summation itself rounds at 3e-12", () => {
    for (const gamma of GAMMAS) {
      expect(deviation(1e4, gamma, 2), `γ = ${gamma}`).toBeLessThan(1e-11);
      expect(deviation(1e5, gamma, 5), `γ = ${gamma}`).toBeLessThan(1e-11);
    }
  });

  it("keeps the derivatives to 1e-10", () => {
    for (const gamma of GAMMAS) {
      const exact = { ...directKernel(5000, gamma).evaluate(0.3, 0.8) };
      const moments = compressedKernel(5000, gamma).evaluate(0.3, 0.8);
      for (const key of ["mseTau", "mseCut", "divergenceTau", "divergenceCut"] as const) {
        expect(Math.abs(moments[key] / exact[key] - 1), key).toBeLessThan(1e-10);
      }
    }
  });

  it("costs at most three times as many atoms at d = 1e6 as at d = 1e3", () => {
    for (const gamma of [0.501, ...GAMMAS]) {
      const size = (d: number) => compressedRanks(d, gamma).ranks.length;
      expect(size(1e6) / size(1e3)).toBeLessThan(3);
      expect(size(1e12)).toBeLessThan(1000);
    }
  });

  it("has weights that sum to 1 and Q* = Σ i^(−2γ) up to d = 1e12", () => {
    for (const d of [1, 2, 7, 33, 34, 100, 1e6, 123456789, 1e12]) {
      const { variances, weights } = diagonalAtoms(d, 1);
      expect(Math.abs(weights.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-13);
      if (d < 1e6) continue;
      // ζ(2) less the Euler–Maclaurin tail
      const secondMoment = Math.PI ** 2 / 6 - 1 / d + 1 / (2 * d * d);
      const sum = weights.reduceRight((total, w, i) => total + w * variances[i], 0);
      expect(Math.abs(sum / secondMoment - 1)).toBeLessThan(1e-14);
    }
  });
});

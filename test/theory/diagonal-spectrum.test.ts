import { describe, expect, it } from "vitest";
import { diagonalAtoms } from "../../theory/diagonal/atoms.js";
import { diagonalKernel } from "../../theory/diagonal/kernel.js";
import {
  type DiagonalState,
  magnitudeLaw,
  magnitudeTail,
  rankProfile,
} from "../../theory/diagonal/spectrum.js";

const STATES: DiagonalState[] = [
  { d: 400, gamma: 1.25, delta: 0.7, cut: 1.1 },
  { d: 400, gamma: 1.25, delta: 3, cut: 0 },
  { d: 1e6, gamma: 0.75, delta: 0.05, cut: 0.4 },
  { d: 50, gamma: 2, delta: 100, cut: 80 },
];

function activeFraction({ d, gamma, delta, cut }: DiagonalState): number {
  const { variances, weights } = diagonalAtoms(d, gamma);
  return diagonalKernel(variances, weights).evaluate(delta * delta, cut).divergence;
}

/** Uniform numbers in (0, 1) from a 32-bit mixer (splitmix), then Box–Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (((z ^ (z >>> 15)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe("magnitudeLaw", () => {
  it("has the active fraction D of the kernel, split into features and noise", () => {
    for (const state of STATES) {
      const law = magnitudeLaw(state);
      const active = (law.activeFeatures + law.activeNoise) / state.d;
      expect(Math.abs(active - activeFraction(state))).toBeLessThan(1e-12);
      expect(law.zeroMass).toBeCloseTo(1 - active, 12);
      expect(law.activeFeatures).toBeLessThanOrEqual(law.features * (1 + 1e-12));
    }
  });

  it("has densities that integrate to the active counts", () => {
    for (const state of STATES) {
      const largest = 12 * Math.sqrt(state.d + state.delta ** 2);
      const count = 20000;
      const x = Float64Array.from(
        { length: count },
        (_, j) => largest * 10 ** ((-9 * (count - 1 - j)) / (count - 1)),
      );
      const law = magnitudeLaw(state, x);
      for (const [density, expected] of [
        [law.featureDensity, law.activeFeatures / state.d],
        [law.noiseDensity, law.activeNoise / state.d],
      ] as const) {
        // trapezoidal rule, and the piece below the first point
        let sum = density[0] * x[0];
        for (let j = 1; j < count; j++) sum += 0.5 * (density[j] + density[j - 1]) * (x[j] - x[j - 1]);
        expect(Math.abs(sum - expected)).toBeLessThan(1e-5 * expected + 1e-15);
      }
    }
  });

  it("draws its own grid up to the largest weight", () => {
    const state = STATES[0];
    const { x } = magnitudeLaw(state);
    expect(x.length).toBe(256);
    expect(state.d * magnitudeTail(state, x[255])).toBeCloseTo(0.01, 8);
    for (let j = 1; j < x.length; j++) expect(x[j]).toBeGreaterThan(x[j - 1]);
  });
});

describe("rankProfile", () => {
  it("inverts the tail: d·P(|θ̂| > x_k) = k − 1/2", () => {
    for (const state of STATES) {
      const ranks = [1, 2, 5, 10, 20, 49];
      const { learned, teacher } = rankProfile(state, ranks);
      ranks.forEach((k, j) => {
        expect(teacher[j]).toBeCloseTo(Math.sqrt(state.d) * k ** -state.gamma, 12);
        if (learned[j] > 0) expect(state.d * magnitudeTail(state, learned[j])).toBeCloseTo(k - 0.5, 8);
        else expect(state.d * activeFraction(state)).toBeLessThanOrEqual(k - 0.5);
        if (j > 0) expect(learned[j]).toBeLessThanOrEqual(learned[j - 1]);
      });
    }
  });

  it("is where sampled weights fall when sorted", () => {
    const state = { d: 1000, gamma: 1, delta: 1, cut: 1.2 };
    const draw = normals(7);
    const ranks = [20, 60, 150];
    const repeats = 60;
    const mean = ranks.map(() => 0);
    for (let r = 0; r < repeats; r++) {
      const magnitudes = Float64Array.from({ length: state.d }, (_, i) => {
        const h = Math.sqrt(state.d) * (i + 1) ** -state.gamma * draw() + state.delta * draw();
        return Math.max(Math.abs(h) - state.cut, 0);
      }).sort();
      ranks.forEach((k, j) => {
        mean[j] += magnitudes[state.d - k] / repeats;
      });
    }
    const { learned } = rankProfile(state, ranks);
    ranks.forEach((_, j) => {
      expect(Math.abs(mean[j] / learned[j] - 1)).toBeLessThan(0.05);
    });
  });
});

import { expect, test } from "vitest";
import { decomposition } from "../../theory/decomposition.js";
import {
  FITTED_NOISE_CONSTANT,
  fittedNoise,
  fittedNoiseExponent,
  fittedNoiseLaw,
  interpolationLoad,
  semicircleAbove,
} from "../../theory/fitted-noise.js";
import { stateEvolution } from "../../theory/state-evolution.js";

test("the moments above a cut are those of the semicircle", () => {
  for (const a of [-2, -0.7, 0, 0.5, 1.9, 2]) {
    const direct = { mass: 0, first: 0, second: 0 };
    const steps = 200_000;
    for (let i = 0; i < steps; i++) {
      // x = 2cos φ
      const phi = (Math.PI * (i + 0.5)) / steps;
      const x = 2 * Math.cos(phi);
      if (x <= a) break;
      const weight = ((2 / Math.PI) * Math.sin(phi) ** 2 * Math.PI) / steps;
      direct.mass += weight;
      direct.first += weight * (x - a);
      direct.second += weight * (x - a) ** 2;
    }
    const closed = semicircleAbove(2 - a);
    for (const key of ["mass", "first", "second"] as const) expect(closed[key]).toBeCloseTo(direct[key], 4);
  }
});

test("the quadrature near the edge meets the closed form, and its own leading orders", () => {
  const [inside, outside] = [semicircleAbove(2 - 1e-13), semicircleAbove(2)];
  for (const key of ["mass", "first", "second"] as const)
    expect(inside[key] / outside[key]).toBeCloseTo(1, 11);
  const s = 1e-10;
  expect(semicircleAbove(s).second / ((16 / (105 * Math.PI)) * s ** 3.5)).toBeCloseTo(1, 8);
  expect(semicircleAbove(s).first / ((4 / (15 * Math.PI)) * s ** 2.5)).toBeCloseTo(1, 8);
});

test("ρ is the risk of state evolution per unit of noise for a teacher that is weak beside it", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    for (const t of [0.003, 0.03, 0.2]) {
      const noise = 1e8;
      const solution = stateEvolution({ network, d: 1000, gamma: 1, noise, alpha: t, lambda: 1e-9 });
      expect(solution.converged).toBe(true);
      expect(solution.excessRisk / noise / fittedNoise(network, t)).toBeCloseTo(1, 3);
    }
  }
});

test("the bulk's part of the risk at d = 10⁶ is ρ within 3 % from t = 0.01 on", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    const factor = network === "quadratic" ? 2 : 1;
    for (const t of [0.01, 0.05, 0.2]) {
      const solution = stateEvolution({ network, d: 1e6, gamma: 1.5, noise: 0.5, alpha: t, lambda: 1e-9 });
      const part = (factor * decomposition(solution).overfitting) / 0.5;
      expect(Math.abs(part / fittedNoise(network, t) - 1)).toBeLessThan(0.03);
    }
  }
});

test("at small load it follows its law, slowly", () => {
  expect(FITTED_NOISE_CONSTANT).toBeCloseTo(0.7663, 4);
  expect(fittedNoise("quadratic", 1e-8) / fittedNoiseLaw("quadratic", 1e-8)).toBeCloseTo(1, 2);
  expect(fittedNoiseExponent("quadratic", 1e-8)).toBeCloseTo(0.4, 2);
  // The page says how far off: 5 to 40 % at t = 0.01.
  expect(fittedNoise("quadratic", 0.01) / fittedNoiseLaw("quadratic", 0.01)).toBeGreaterThan(1.2);
  for (const t of [1e-4, 1e-8]) {
    const ratio = fittedNoise("diagonal", t) / fittedNoiseLaw("diagonal", t);
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(1.06);
  }
});

test("it diverges at interpolation and is refused beyond", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    const load = interpolationLoad(network);
    expect(fittedNoise(network, load * (1 - 1e-6))).toBeGreaterThan(1e4);
    expect(() => fittedNoise(network, load)).toThrow(RangeError);
    expect(() => fittedNoise(network, 0)).toThrow(RangeError);
  }
});

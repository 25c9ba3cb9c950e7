// Result 4, whose rates the page noiseless derives: confirmed here where they are supposed to hold.
import { expect, test } from "vitest";
import { localExponents } from "../../theory/local-exponents.js";
import type { Network } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";

const solve = (network: Network, d: number, gamma: number, samples: number, lambda: number): Solution => {
  const s = stateEvolution({ network, d, gamma, noise: 0, alpha: samples / d, lambda });
  expect(s.converged).toBe(true);
  return s;
};
const slope = (network: Network, d: number, gamma: number, samples: number, lambda: number) => {
  const s = solve(network, d, gamma, samples, lambda);
  const phase = phaseAt({ network, d, gamma, noise: 0, effectiveSamples: samples, lambda });
  return { id: phase.id, expected: phase.exponents, ...localExponents(s) };
};

test.each([0.75, 1, 1.5])("IV, quadratic, γ = %s: n_eff^(1 − 2γ) for 1 ≪ n_eff ≪ d", (gamma) => {
  for (const [d, samples, within] of [
    [1e6, 300, 0.03],
    [1e6, 1000, 0.07],
    [1e9, 1e4, 0.015],
  ]) {
    const found = slope("quadratic", d, gamma, samples, 1 / d);
    expect(found.id).toBe("IV");
    expect(found.expected.samples).toBeCloseTo(1 - 2 * gamma, 12);
    expect(Math.abs(found.samples - (1 - 2 * gamma))).toBeLessThan(within);
    expect(Math.abs(found.lambda)).toBeLessThan(0.01);
  }
});

test.each([0.75, 1, 1.5])("IV, diagonal, γ = %s: the same with logarithms that fade as d grows", (gamma) => {
  const off = (d: number) => Math.abs(slope("diagonal", d, gamma, 1e4, 1 / d).samples - (1 - 2 * gamma));
  expect(off(1e6)).toBeLessThan(0.2 * (2 * gamma - 1) + 0.05);
  expect(off(1e9)).toBeLessThan(0.1 * (2 * gamma - 1));
  expect(off(1e9)).toBeLessThan(0.7 * off(1e6));
});

test("close to recovery the fall is steeper than phase IV's", () => {
  for (const network of ["diagonal", "quadratic"] as const)
    expect(slope(network, 1e6, 1, 3e5, 1e-6).samples).toBeLessThan(-1.6);
});

test.each(["diagonal", "quadratic"] as const)("III, %s: (λd/n_eff)² beyond recovery", (network) => {
  for (const d of [400, 1e6]) {
    const found = slope(network, d, 1, 1e3 * d, 1 / d);
    expect(found.id).toBe("III");
    expect(found.samples).toBeCloseTo(-2, 2);
    expect(found.lambda).toBeCloseTo(2, 2);
  }
});

test.each(["diagonal", "quadratic"] as const)(
  "II, %s: (λ√d/n_eff)^(2 − 1/γ), with and without noise",
  (network) => {
    for (const gamma of [1, 1.5]) {
      const [d, samples] = [1e9, 1e10];
      const lambda = samples * d ** (-gamma / 2 - 0.5);
      const found = slope(network, d, gamma, samples, lambda);
      expect(found.id).toBe("II");
      expect(Math.abs(found.samples - (1 / gamma - 2))).toBeLessThan(0.05);
      expect(Math.abs(found.lambda - (2 - 1 / gamma))).toBeLessThan(0.05);
    }
  },
);

test("the threshold of exact recovery is one sample per unknown: n = d, n = d²/2", () => {
  for (const [network, threshold] of [
    ["diagonal", 1],
    ["quadratic", 0.5],
  ] as const)
    for (const d of [100, 400])
      for (const gamma of [1, 1.5]) {
        const at = (relative: number, lambda: number) =>
          solve(network, d, gamma, relative * threshold * d, lambda).excessRisk;
        // Below: levels off. Above: falls as λ², for good.
        expect(at(0.9, 1e-10) / at(0.9, 1e-8)).toBeCloseTo(1, 3);
        expect(at(1.1, 1e-10) / at(1.1, 1e-8)).toBeCloseTo(1e-4, 6);
      }
});

test("beyond it R = αλ²/(α − 1)³ or αλ²/(2α − 1)³", () => {
  for (const alpha of [1.1, 2, 30])
    for (const [network, over] of [
      ["diagonal", alpha - 1],
      ["quadratic", 2 * alpha - 1],
    ] as const) {
      const lambda = 1e-8;
      const { excessRisk } = solve(network, 200, 1.25, alpha * 200, lambda);
      expect(excessRisk / ((alpha * lambda ** 2) / over ** 3)).toBeCloseTo(1, 3);
    }
});

test("the quoted values at d = 400, γ = 1.25: α = 0.45 levels off at mse 2.5e-4, α = 0.55 falls with λ", () => {
  const mse = (alpha: number, lambda: number) => solve("quadratic", 400, 1.25, alpha * 400, lambda).mse;
  expect(mse(0.45, 1e-4)).toBeCloseTo(2.6e-4, 5);
  expect(mse(0.45, 1e-10)).toBeCloseTo(2.5e-4, 5);
  expect(mse(0.55, 1e-8)).toBeLessThan(1e-13);
});

test("R → its noiseless value as Δ → 0", () => {
  for (const network of ["diagonal", "quadratic"] as const)
    for (const alpha of [0.1, 0.3, 2]) {
      const p = { network, d: 200, gamma: 1, alpha, lambda: 0.05 } as const;
      const limit = stateEvolution({ ...p, noise: 0 }).excessRisk;
      expect(stateEvolution({ ...p, noise: 1e-12 }).excessRisk / limit).toBeCloseTo(1, 6);
    }
});

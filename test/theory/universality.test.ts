import { describe, expect, it } from "vitest";
import { CONSTANT_PHASES, deepPoint } from "../../components/pages/universality/constants.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { absoluteMoment, gammaFunction, overfittedNoise, riskRatio } from "../../theory/universality.js";

it("Γ and E|z|^p have their known values", () => {
  expect(gammaFunction(0.5) ** 2).toBeCloseTo(Math.PI, 12);
  expect(gammaFunction(7) / 720).toBeCloseTo(1, 12);
  for (const x of [0.2, 0.9, 1.7, 3.3])
    expect(gammaFunction(x + 1) / (x * gammaFunction(x))).toBeCloseTo(1, 12);
  expect(absoluteMoment(1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 12);
  expect(absoluteMoment(2)).toBeCloseTo(1, 12);
  expect(absoluteMoment(4)).toBeCloseTo(3, 12);
});

describe("the ratio of the two networks' risks", () => {
  const cases = CONSTANT_PHASES.flatMap((phase) => [1, 1.25, 1.5, 2].map((gamma) => [phase, gamma] as const));
  it.each(cases)("in phase %s at γ = %d is its limit within 3 %", (phase, gamma) => {
    const [a, b] = (["diagonal", "quadratic"] as const).map((network) => {
      const point = deepPoint(phase, gamma, network);
      expect(phaseAt({ ...point, effectiveSamples: point.alpha * point.d }).id).toBe(phase);
      const solution = stateEvolution(point);
      expect(solution.converged).toBe(true);
      return solution;
    });
    const limit = riskRatio(phase, a)!;
    expect(Math.abs(b.excessRisk / a.excessRisk / limit - 1)).toBeLessThan(phase === "Ib" ? 1e-9 : 0.03);
  });

  it("comes closer to its limit as d grows, in phase VIa", () => {
    const off = [1e4, 1e6, 1e8].map((d) => {
      const n = d ** 1.5;
      const [a, b] = (["diagonal", "quadratic"] as const).map(
        (network) =>
          stateEvolution({ network, d, gamma: 1.25, noise: 0.5, alpha: n / d, lambda: 1e-4 }).excessRisk,
      );
      return Math.abs(b / a / riskRatio("VIa", { d, gamma: 1.25 })! - 1);
    });
    expect(off[1]).toBeLessThan(off[0]);
    expect(off[2]).toBeLessThan(off[1]);
  });

  it("is none where the rates differ or drift", () => {
    for (const phase of ["Ia", "IV", "V", "peak", "exact"] as const)
      expect(riskRatio(phase, { d: 100, gamma: 1 })).toBeNull();
  });
});

it("fitted noise costs 1/log(1/t) and 0.77 t^{2/5} of Δ, within 15 % at t = 10⁻³ and d = 10¹⁰", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    const t = 1e-3;
    const { excessRisk, converged } = stateEvolution({
      network,
      d: 1e10,
      gamma: 2,
      noise: 0.5,
      alpha: t,
      lambda: 1e-8,
    });
    expect(converged).toBe(true);
    expect(Math.abs(excessRisk / 0.5 / overfittedNoise(network, t) - 1)).toBeLessThan(0.15);
  }
});

import { expect, test } from "vitest";
import { meanWeight, peakCut, peakRisk, peakSamples } from "../../theory/interpolation-peak.js";
import { localExponents } from "../../theory/local-exponents.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const at = (network: "diagonal" | "quadratic", d: number, gamma: number, lambda: number) =>
  stateEvolution({ network, d, gamma, noise: 0.5, alpha: peakSamples(network, d) / d, lambda });

test("the height is Δ^(4/3) λ^(−2/3)/(4κ^(2/3)) where nothing stops it, to 1 %", () => {
  for (const lambda of [1e-3, 1e-4, 1e-6])
    expect(at("diagonal", 1e5, 1, lambda).excessRisk / peakRisk("diagonal", 0.5, lambda)).toBeCloseTo(
      1,
      lambda > 1e-4 ? 1 : 2,
    );
  expect(at("quadratic", 1e6, 2, 1e-4).excessRisk / peakRisk("quadratic", 0.5, 1e-4)).toBeCloseTo(1, 2);
  const kappa = 1 / Math.sqrt(2 * Math.PI);
  expect(peakRisk("diagonal", 0.5, 1e-4)).toBeCloseTo(
    (0.5 ** (4 / 3) * 1e-4 ** (-2 / 3)) / (4 * kappa ** (2 / 3)),
    9,
  );
});

test("the local exponent is −0.670 ± 0.002 for the diagonal network at d = 10⁵, λ = 10⁻⁴ to 10⁻³", () => {
  for (const lambda of [1e-4, 3e-4, 1e-3]) {
    const { lambda: exponent } = localExponents(at("diagonal", 1e5, 1, lambda));
    expect(exponent).toBeGreaterThan(-0.685);
    expect(exponent).toBeLessThan(-0.666);
  }
});

test("the quadratic network's peak saturates at d = 100, γ = 2", () => {
  const known = [0.298, 1.47, 4.19, 6.05, 6.4, 6.44];
  known.forEach((mse, k) => {
    const solution = at("quadratic", 100, 2, 10 ** -(k + 1));
    expect(Math.abs(solution.mse / mse - 1)).toBeLessThan(0.005);
  });
});

test("its cut comes down to the order of the teacher's mean eigenvalue and stays there", () => {
  for (const [d, gamma] of [
    [100, 2],
    [1e4, 2],
    [1e6, 1],
  ]) {
    const mean = meanWeight({ network: "quadratic", d, gamma });
    const [cut, lower] = [1e-9, 1e-10].map((lambda) => at("quadratic", d, gamma, lambda).cut);
    expect(cut / mean).toBeGreaterThan(0.6);
    expect(cut / mean).toBeLessThan(1);
    expect(lower / cut).toBeCloseTo(1, 2);
  }
  expect(meanWeight({ network: "diagonal", d: 100, gamma: 1 })).toBe(0);
});

test("the leading order's cut solves its cubic, and stops at the mean", () => {
  const kappa = 4 / (3 * Math.PI);
  const c = peakCut("quadratic", 0.5, 1e-3, 0.05);
  expect(c * c * (c - 0.05)).toBeCloseTo((1e-3 * 0.5) / (8 * kappa * kappa), 12);
  expect(peakCut("quadratic", 0.5, 1e-14, 0.05)).toBeCloseTo(0.05, 6);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { bayesOptimal } from "../../theory/bayes.js";
import { localExponents } from "../../theory/local-exponents.js";
import { FLAT, leastWeightDecay, optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import { ParameterError } from "../../theory/parameters.js";
import { bulkEdge, noiseEdge, prunedRisk } from "../../theory/pruning.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const problems = fc.record({
  network: fc.constantFrom("diagonal" as const, "quadratic" as const),
  d: fc.constantFrom(50, 400),
  gamma: fc.double({ min: 0.55, max: 2.5, noNaN: true }),
  noise: fc.constantFrom(0, 1e-4, 0.1, 0.5, 2),
  alpha: fc.double({ min: -4, max: 5, noNaN: true }).map((x) => 10 ** x),
});

test("no weight decay on a fine grid does better, and the exponent certifies it", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(problems, (p) => {
      const best = optimalWeightDecay(p);
      expect(best.solution.converged).toBe(true);
      expect(best.minima).toBeLessThanOrEqual(1);
      if (best.where === "interior") expect(Math.abs(best.exponent)).toBeLessThan(FLAT);
      else if (best.where === "vanishing") expect(best.exponent).toBeGreaterThan(-FLAT);
      for (let k = 0; k <= 90; k++) {
        const lambda = Math.max(leastWeightDecay(p), 1e-6 * Math.sqrt(p.alpha + 1e-6)) * 10 ** (k / 9);
        const rival = stateEvolution({ ...p, lambda });
        // Without noise and beyond recovery both are zero to rounding.
        expect(rival.excessRisk).toBeGreaterThan(best.solution.excessRisk * (1 - 1e-9) - 1e-20);
      }
    }),
    { numRuns: 60, seed: 1 },
  );
});

test("with few samples nothing beats the zero network; with many, no weight decay at all is best", () => {
  const p = { network: "quadratic", d: 400, gamma: 1, noise: 0.5 } as const;
  const few = optimalWeightDecay({ ...p, gamma: 1.5, alpha: 0.1 / p.d });
  expect(few.where).toBe("collapse");
  expect(few.solution.excessRisk).toBeCloseTo(2, 12);
  // Beyond Δd^{2γ} = 8e4 all features stand out of the noise.
  const many = optimalWeightDecay({ ...p, alpha: 1e6 / p.d });
  expect(many.where).toBe("vanishing");
  expect(optimalWeightDecay({ ...p, alpha: 1e3 / p.d }).where).toBe("interior");
});

test("Bayes ≤ tuned ≤ pruned and untuned", () => {
  for (const network of ["diagonal", "quadratic"] as const)
    for (const gamma of [1, 2])
      for (const alpha of [0.01, 0.25, 3, 100]) {
        const p = { network, d: 100, gamma, noise: 0.5, alpha };
        const tuned = optimalWeightDecay(p).solution.excessRisk;
        expect(bayesOptimal(p).excessRisk).toBeLessThan(tuned);
        const untuned = stateEvolution({ ...p, lambda: 1e-3 * Math.sqrt(alpha) });
        expect(untuned.excessRisk).toBeGreaterThan(tuned);
        expect(prunedRisk(untuned).excessRisk).toBeGreaterThan(tuned);
      }
});

test("the values of d = 400, γ = 1.25, Δ = 0.5: untuned, pruned at 2δ and at the bulk's edge, tuned", () => {
  const p = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5 } as const;
  for (const [n, ...expected] of [
    [4e5, 0.0315, 0.0167, 0.0247, 0.0106],
    [4e4, 3.84, 0.282, 0.291, 0.0509],
  ]) {
    const alpha = n / p.d ** 2;
    const untuned = stateEvolution({ ...p, alpha, lambda: 1e-3 * Math.sqrt(alpha) });
    const found = [
      untuned.mse,
      prunedRisk(untuned).mse,
      prunedRisk(untuned, bulkEdge(untuned)).mse,
      optimalWeightDecay({ ...p, alpha }).solution.mse,
    ];
    found.forEach((mse, k) => {
      expect(mse / expected[k]).toBeCloseTo(1, 2);
    });
  }
});

test("in large dimension the best cut of the quadratic network is 2δ: λ = 4√(Δα), and the rate is −1 + 1/(2γ)", () => {
  for (const gamma of [1, 1.5])
    for (const samples of [1e5, 1e6, 1e8]) {
      const p = { network: "quadratic", d: 1e9, gamma, noise: 0.5, alpha: samples / 1e9 } as const;
      const { lambda, solution } = optimalWeightDecay(p);
      expect(lambda / Math.sqrt(p.noise * p.alpha)).toBeGreaterThan(3.9);
      expect(lambda / Math.sqrt(p.noise * p.alpha)).toBeLessThan(4.01);
      expect(solution.cut / noiseEdge(solution)).toBeGreaterThan(0.98);
      expect(Math.abs(localExponents(solution).samples - (-1 + 0.5 / gamma))).toBeLessThan(0.005);
    }
});

test("the diagonal network pays with logarithms: its best λ grows with d, and its distance from Bayes too", () => {
  const at = (d: number) => {
    const p = { network: "diagonal", d, gamma: 1.5, noise: 0.5, alpha: 1e5 / d } as const;
    const { lambda, solution } = optimalWeightDecay(p);
    return {
      scaled: lambda / Math.sqrt(p.noise * p.alpha),
      cut: solution.cut / noiseEdge(solution),
      overBayes: solution.excessRisk / bayesOptimal(p).excessRisk,
      slope: localExponents(solution).samples,
    };
  };
  const [small, large] = [at(1e6), at(1e9)];
  expect(large.scaled / small.scaled).toBeGreaterThan(1.2);
  expect(large.overBayes / small.overBayes).toBeGreaterThan(1.2);
  expect(large.overBayes).toBeLessThan(10);
  for (const { cut } of [small, large]) expect(cut).toBeLessThan(1);
  expect(Math.abs(large.slope + 2 / 3)).toBeLessThan(0.015);
});

test("beyond Δd^{2γ} the slope is −1 and tuning gains nothing", () => {
  const p = { network: "quadratic", d: 400, gamma: 1, noise: 0.5, alpha: 1e7 / 400 } as const;
  const { solution } = optimalWeightDecay(p);
  expect(localExponents(solution).samples).toBeCloseTo(-1, 3);
  const untuned = stateEvolution({ ...p, lambda: 1e-3 * Math.sqrt(p.alpha) });
  expect(untuned.excessRisk / solution.excessRisk).toBeCloseTo(1, 4);
});

test("a parameter outside its range is named", () => {
  expect(() =>
    optimalWeightDecay({ network: "quadratic", d: 400, gamma: 0.4, noise: 0.5, alpha: 1 }),
  ).toThrow(ParameterError);
});

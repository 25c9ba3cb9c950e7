import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facts, NETWORKS } from "../../theory/networks.js";
import { bisect } from "../../theory/numeric/roots.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import { learnedSpectrum } from "../../theory/spectrum.js";
import { riskOfMse, stateEvolution } from "../../theory/state-evolution.js";
import { powerLawTeacher } from "../../theory/teacher.js";
import { trainingError } from "../../theory/training-error.js";
import { expectClose, slope } from "./close.js";
import { problems, runs } from "./problems.js";

describe.each(NETWORKS)("the errors of the %s network", (network) => {
  it("are those of the two equations, at any point of the box", () => {
    const { load, response } = facts(network).equations;
    fc.assert(
      fc.property(problems(network), (p) => {
        const solution = stateEvolution(p);
        const { training, test, fitted } = trainingError(solution);
        const { delta, divergence, alpha } = solution;
        // E_test = load·α·δ² and E_train = δ²(load·α − response·D)²/(load·α); the first is certified to 1e-10.
        const kept = 1 - (response * divergence) / (load * alpha);
        expectClose(test, load * alpha * delta ** 2, { relative: 1e-9 }, "test error");
        expectClose(1 - fitted, kept, { absolute: 1e-9 }, "1 − fitted");
        expectClose(training, kept ** 2 * load * alpha * delta ** 2, { absolute: 3e-9 * test }, "training");
        expect(training).toBeGreaterThanOrEqual(0);
        expect(training).toBeLessThanOrEqual(test);
      }),
      runs(300),
    );
  });

  it("are both those of knowing nothing, R(0) + Δ, where weight decay leaves no weight", () => {
    const p = { network, d: 50, gamma: 1.25, noise: 0.5, alpha: 0.4, lambda: 1e6 };
    const nothing = riskOfMse(network, powerLawTeacher(network, 50, 1.25).secondMoment) + 0.5;
    expect(trainingError(stateEvolution(p))).toEqual({
      training: expect.closeTo(nothing, 9),
      test: expect.closeTo(nothing, 9),
      fitted: 0,
    });
  });

  it("below the threshold of interpolation leave nothing of the training error, which falls as λ²", () => {
    const p = { network, d: 100, gamma: 1, noise: 0.5, alpha: 0.5 * facts(network).peakLoad };
    const at = (lambda: number) => trainingError(stateEvolution({ ...p, lambda }));
    expect(at(1e-6).training).toBeLessThan(1e-11);
    expect(at(1e-6).fitted).toBeCloseTo(1, 5);
    expect(at(1e-5).training / at(1e-6).training).toBeCloseTo(100, 1);
    expect(at(1e-6).test).toBeGreaterThan(p.noise);
  });

  it("above it are those of least squares, Δ(1 − t₀/t) and Δ/(1 − t₀/t), t₀ the load of interpolation", () => {
    // The teacher must be weak beside the noise for the quadratic network, whose eigenvalues may not be negative.
    const noise = 1e8;
    for (const excess of [1.5, 4, 20]) {
      const alpha = excess * facts(network).peakLoad;
      const errors = trainingError(
        stateEvolution({ network, d: 1000, gamma: 1, noise, alpha, lambda: 1e-9 }),
      );
      expectClose(errors.training, noise * (1 - 1 / excess), { relative: 1e-3 }, "training");
      expectClose(errors.test, noise / (1 - 1 / excess), { relative: 1e-3 }, "test");
    }
  });

  it("follow the learned weights as the minimum of the loss does: its slope in λ is the penalty", () => {
    // With L(λ) = min(E_train + λ·P) the slope L′ is P, so that E_train′ = −λP′; αP is twice or once the mean weight.
    for (const [alpha, lambda] of [
      [0.15, 0.4],
      [0.6, 0.05],
      [2, 1],
    ]) {
      const p = { network, d: 60, gamma: 1.25, noise: 0.5, alpha };
      const at = (log: number) => stateEvolution({ ...p, lambda: Math.exp(log) });
      const penalty = (log: number) => {
        const { delta, cut } = at(log);
        return (PENALTY[network] * meanWeight(learnedSpectrum(p, delta, cut).components)) / alpha;
      };
      const error = slope((log) => trainingError(at(log)).training, Math.log(lambda), 0.05);
      const weight = slope(penalty, Math.log(lambda), 0.05);
      expectClose(
        error.estimate,
        -lambda * weight.estimate,
        { relative: 0.01 },
        `α = ${alpha}, λ = ${lambda}`,
      );
    }
  });
});

it("a training error at the noise level is near the best choice of weight decay, as the page's exercise says", () => {
  const p = { network: "diagonal", d: 200, gamma: 1, noise: 0.5, alpha: 0.5 } as const;
  const at = (lambda: number) => stateEvolution({ ...p, lambda });
  const [lambda] = bisect((lambda) => trainingError(at(lambda)).training > p.noise, [1e-3, 100], {
    logarithmic: true,
  });
  expect(lambda).toBeCloseTo(0.92, 2);
  const best = optimalWeightDecay(p);
  expect(best.lambda).toBeCloseTo(0.75, 2);
  expect(at(lambda).excessRisk / best.solution.excessRisk).toBeCloseTo(1.02, 2);
  expect(trainingError(best.solution).training).toBeCloseTo(0.42, 2);
  expect(trainingError(best.solution).fitted).toBeCloseTo(0.26, 2);
});

/** Σ(y − f̂)² + λ‖W‖², ‖W‖² = d²·(mean eigenvalue); Σ(y − f̂)² + 2λ‖θ‖₁ at balanced weights, ‖θ‖₁ = d·(mean size). */
const PENALTY = { quadratic: 1, diagonal: 2 };

/** ∫ x over a spectrum, by trapezia. */
function meanWeight(components: ReturnType<typeof learnedSpectrum>["components"]): number {
  let sum = 0;
  for (const { x, density } of components)
    for (let i = 1; i < x.length; i++)
      sum += ((x[i] - x[i - 1]) * (x[i] * density[i] + x[i - 1] * density[i - 1])) / 2;
  return sum;
}

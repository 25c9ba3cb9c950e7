import { describe, expect, it } from "vitest";
import { facts, type Network } from "../../theory/networks.js";
import { mean, standardError } from "../../theory/numeric/statistics.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { trainingError } from "../../theory/training-error.js";
import { train } from "../../training/train.js";

const GAMMA = 1;
const NOISE = 0.5;

interface Setting {
  network: Network;
  d: number;
  alpha: number;
  lambda: number;
  seeds: number;
}

interface Estimate {
  mean: number;
  standardError: number;
}

const estimate = (values: number[]): Estimate => ({
  mean: mean(values),
  standardError: standardError(values),
});

/** Training and test error of certified minima, each over that of state evolution. */
async function againstTheory({ network, d, alpha, lambda, seeds }: Setting) {
  const n = Math.round(facts(network).samples(d, alpha));
  const theory = trainingError(
    stateEvolution({ network, d, gamma: GAMMA, noise: NOISE, alpha: facts(network).load(d, n), lambda }),
  );
  const training: number[] = [];
  const test: number[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const method = network === "quadratic" ? "convex" : "cd";
    const run = await train({ network, d, n, gamma: GAMMA, noise: NOISE, lambda, seed, method });
    expect(run.gap).toBeLessThanOrEqual(1e-6);
    // The loss is Σ(y − f̂)² + λ‖W‖², with ‖W‖² = d Tr S, or 2‖θ‖₁ at balanced weights.
    const penalty =
      network === "quadratic"
        ? d * run.spectrum.reduce((sum, x) => sum + x, 0)
        : 2 * run.weights.reduce((sum, x) => sum + Math.abs(x), 0);
    training.push((run.trainLoss - lambda * penalty) / n / theory.training);
    test.push((run.excessRisk + NOISE) / theory.test);
  }
  return { training: estimate(training), test: estimate(test) };
}

/** Fails unless 1 lies within three standard errors of the mean, and these are small enough to tell. */
function expectOne({ mean, standardError }: Estimate, largest: number, what: string) {
  expect(standardError, `standard error of ${what}`).toBeLessThan(largest);
  expect(Math.abs(mean - 1) / standardError, `${what}: ${mean} ± ${standardError}`).toBeLessThan(3);
}

describe("the training error of state evolution", () => {
  it.each([
    { alpha: 0.5, lambda: 0.3 },
    { alpha: 0.5, lambda: 0.03 },
    { alpha: 1, lambda: 0.1 },
    { alpha: 2, lambda: 1 },
  ])(
    "is that of trained diagonal networks at α = $alpha, λ = $lambda",
    { timeout: 60_000 },
    async (point) => {
      const { training, test } = await againstTheory({ network: "diagonal", d: 100, seeds: 24, ...point });
      expectOne(training, 0.06, "training error");
      expectOne(test, 0.06, "test error");
    },
  );

  it.each([
    { alpha: 0.15, lambda: 0.3, excess: [0.83, 0.38] },
    { alpha: 1, lambda: 1, excess: [0.02, 0] },
  ])(
    "is that of trained quadratic networks up to terms of order 1/d at α = $alpha, λ = $lambda",
    { timeout: 240_000 },
    async ({ alpha, lambda, excess }) => {
      const [small, large] = [
        await againstTheory({ network: "quadratic", d: 20, alpha, lambda, seeds: 24 }),
        await againstTheory({ network: "quadratic", d: 40, alpha, lambda, seeds: 10 }),
      ];
      // What the page says of the training error at the two dimensions.
      for (const [i, { training }] of [small, large].entries())
        expect(Math.abs(training.mean - 1 - excess[i])).toBeLessThan(3 * training.standardError);
      // Twice the dimension halves such a term: what is left of it in 2X(2d) − X(d) is of order 1/d².
      for (const error of ["training", "test"] as const)
        expectOne(
          {
            mean: 2 * large[error].mean - small[error].mean,
            standardError: Math.hypot(2 * large[error].standardError, small[error].standardError),
          },
          0.12,
          `${error} error at infinite d`,
        );
    },
  );
});

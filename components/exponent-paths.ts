import { phaseAt } from "../theory/regimes.js";
import { stateEvolution } from "../theory/state-evolution.js";
import type { ExponentRisk } from "./figures/exponent-risk.js";
import { learnedWeights } from "./learned-weights.js";
import { expectedWeights, tailSample } from "./tail-sample.js";

/** Settings along which the spectrum is fitted and the risk is solved: one path in λ for each γ. */
export interface PathRequest {
  d: number;
  noise: number;
  effectiveSamples: number;
  gammas: number[];
  lambdas: number[];
}

/** Risk and fitted exponent of the quadratic network along every path, by state evolution. */
export function exponentPaths({
  d,
  noise,
  effectiveSamples,
  gammas,
  lambdas,
}: PathRequest): ExponentRisk[][] {
  return gammas.map((gamma) =>
    lambdas.map((lambda) => {
      const problem = { network: "quadratic", d, gamma, noise } as const;
      const solution = stateEvolution({ ...problem, alpha: effectiveSamples / d, lambda });
      const { nearest } = tailSample(expectedWeights(learnedWeights(solution)).map(({ value }) => value));
      return {
        gamma,
        lambda,
        phase: phaseAt({ ...problem, effectiveSamples, lambda }).id,
        excessRisk: solution.excessRisk,
        alpha: nearest?.alpha ?? Number.NaN,
        count: nearest?.count ?? 0,
        converged: solution.converged,
      };
    }),
  );
}

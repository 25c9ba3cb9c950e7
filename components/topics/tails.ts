import type { Parameters } from "../../theory/parameters.js";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { syntheticDistance, type TailFit } from "../../theory/tails.js";
import { Stream } from "../../training/random.js";
import { learnedWeights } from "../learned-weights.js";
import { expectedWeights, type TailSample, tailSample } from "../pages/power-law-tails/sample.js";
import type { RankedWeight, SpectrumRows } from "../spectrum-rows.js";

/** The law of the learned weights at a point, the weight that it expects at every rank, and the tails of these. */
export interface ExpectedTail {
  spectrum: SpectrumRows;
  expected: RankedWeight[];
  sample: TailSample;
}

/** Solves one point and fits its tail. */
export function expectedTail(point: Parameters): ExpectedTail {
  const spectrum = learnedWeights(stateEvolution(point));
  const expected = expectedWeights(spectrum);
  return { spectrum, expected, sample: tailSample(expected.map(({ value }) => value)) };
}

/**
 * Distances of synthetic samples from their own nearest power laws, `count` of them from number `first` on; each has a random stream
 * of its own.
 */
export function syntheticDistances(
  sorted: Float64Array,
  fit: Pick<TailFit, "xMin" | "count" | "alpha">,
  { seed, first, count }: { seed: number; first: number; count: number },
): number[] {
  return Array.from({ length: count }, (_, k) => {
    const stream = new Stream(seed, "data", first + k);
    return syntheticDistance(sorted, fit, () => stream.uniform());
  });
}

/** Settings along which the spectrum is fitted and the risk is solved: one path in λ for each γ. */
export interface PathRequest {
  d: number;
  noise: number;
  effectiveSamples: number;
  gammas: readonly number[];
  lambdas: readonly number[];
}

/** A trained network's spectrum and its quality, at one weight decay. */
export interface ExponentRisk {
  gamma: number;
  lambda: number;
  phase: PhaseId;
  excessRisk: number;
  /** Fitted exponent of the whole or the tail of its spectrum; NaN where too few weights are left. */
  alpha: number;
  /** Weights in the fitted tail. */
  count: number;
  converged: boolean;
}

/** Risk and fitted exponent of the quadratic network along every path, by state evolution. */
export function exponentPaths(request: PathRequest): ExponentRisk[][] {
  const { d, noise, effectiveSamples, gammas, lambdas } = request;
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

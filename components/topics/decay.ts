import { bayesOptimal } from "../../theory/bayes.js";
import { solveLine } from "../../theory/line.js";
import { localExponents } from "../../theory/local-exponents.js";
import { model } from "../../theory/models.js";
import { facts } from "../../theory/networks.js";
import { type Optimum, optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import type { Network } from "../../theory/parameters.js";
import { bulkEdge, noiseEdge, prunedRisk } from "../../theory/pruning.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { learnedWeights } from "../learned-weights.js";
import type { SpectrumRows } from "../spectrum-rows.js";

/** A problem at one load, whose weight decay is to be chosen. */
export interface Problem {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
}

/** The risk at one weight decay. */
export interface DecayPoint {
  lambda: number;
  excessRisk: number;
  converged: boolean;
}

/** The best weight decay. */
export interface Best extends DecayPoint {
  where: Optimum;
}

/** The best weight decay with what else is known there. */
export interface Tuned extends Best {
  /** ∂log R/∂log n_eff along the tuned curve: the one at fixed λ, since ∂R/∂λ = 0. */
  slope: number;
  /** Cut over the edge of pure noise, c/(2δ) (quadratic) or c/(δ√(2 log d)) (diagonal). */
  cut: number;
  /** Learned weights there. */
  spectrum: SpectrumRows;
}

/** Risks of a network trained with hardly any weight decay, as it is and pruned. */
export interface Untuned extends DecayPoint {
  effectiveSamples: number;
  /** Pruned at the edge of pure noise. */
  prunedRisk: number;
  /** Pruned at the edge of the bulk at finite d; the same as unpruned where no bulk is left; NaN where the weights are a vector. */
  prunedAtBulk: number;
}

const pointOf = ({ lambda, excessRisk, converged }: Solution): DecayPoint => ({
  lambda,
  excessRisk,
  converged,
});

/** The least excess risk and the weight decay that reaches it, by theory's certified search. */
export function best(problem: Problem): Best {
  const { solution, where } = optimalWeightDecay(problem);
  return { ...pointOf(solution), where };
}

/** The best weight decay with what else is known there. */
export function tuned(problem: Problem): Tuned {
  const { solution, where } = optimalWeightDecay(problem);
  return {
    ...pointOf(solution),
    where,
    slope: localExponents(solution).samples,
    cut: solution.cut / noiseEdge(solution),
    spectrum: learnedWeights(solution),
  };
}

/** The risk at each weight decay, ascending. */
export const risks = (problem: Problem, lambdas: readonly number[]): DecayPoint[] =>
  solveLine(lambdas.map((lambda) => ({ ...problem, lambda }))).map(pointOf);

/** The Bayes-optimal risk: a second or so where the teacher is broad and the samples are many. */
export function bayes(problem: Problem): { excessRisk: number; converged: boolean } {
  const { excessRisk, converged } = bayesOptimal(problem);
  return { excessRisk, converged };
}

/** A thousandth of the optimum's scale √α: what is called untuned. */
const untunedDecay = ({ alpha }: Problem) => 1e-3 * Math.sqrt(alpha);

/** Pruned at the edge of the bulk. */
function prunedAtBulk(s: Solution): number {
  if (facts(s.network).shape === "vector") return Number.NaN;
  // Where even the weakest feature exceeds the noise, what looks like a bulk are features too close to be told apart.
  const weakest = model(s.network).feature(s.d, s.gamma)(s.d);
  const edge = weakest > s.delta ? Number.NEGATIVE_INFINITY : bulkEdge(s);
  return edge === Number.NEGATIVE_INFINITY ? s.excessRisk : prunedRisk(s, edge).excessRisk;
}

function untunedOf(s: Solution): Untuned {
  return {
    ...pointOf(s),
    effectiveSamples: s.effectiveSamples,
    prunedRisk: prunedRisk(s).excessRisk,
    prunedAtBulk: prunedAtBulk(s),
  };
}

/** Risks with hardly any weight decay, pruned and not. */
export const untuned = (problem: Problem): Untuned =>
  untunedOf(stateEvolution({ ...problem, lambda: untunedDecay(problem) }));

/** The same along a line of neighbouring problems. */
export const untunedLine = (problems: readonly Problem[]): Untuned[] =>
  solveLine(problems.map((problem) => ({ ...problem, lambda: untunedDecay(problem) }))).map(untunedOf);

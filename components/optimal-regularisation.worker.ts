import { expose } from "comlink";
import { bayesOptimal } from "../theory/bayes.js";
import { localExponents } from "../theory/local-exponents.js";
import { type Optimum, optimalWeightDecay } from "../theory/optimal-weight-decay.js";
import type { Network } from "../theory/parameters.js";
import { bulkEdge, noiseEdge, prunedRisk } from "../theory/pruning.js";
import { type Solution, stateEvolution } from "../theory/state-evolution.js";
import { quadraticKernelOf } from "../theory/teacher.js";
import { learnedWeights } from "./learned-weights.js";
import type { SpectrumRows } from "./spectrum-rows.js";

/** A problem whose weight decay is to be chosen. */
export interface Problem {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
}

/** The risk of one weight decay at some n_eff. */
export interface DecayPoint {
  lambda: number;
  excessRisk: number;
  converged: boolean;
}

/** The best weight decay at some n_eff. */
export interface TunedPoint {
  lambda: number;
  excessRisk: number;
  where: Optimum;
  /** ∂log R/∂log n_eff along the tuned curve: the one at fixed λ, since ∂R/∂λ = 0. */
  slope: number;
  /** Cut over the edge of pure noise, c/(2δ) (quadratic) or c/(δ√(2 log d)) (diagonal). */
  cut: number;
  delta: number;
  converged: boolean;
}

/** Risks of a network trained with hardly any weight decay, as it is and pruned. */
export interface UntunedPoint {
  effectiveSamples: number;
  lambda: number;
  excessRisk: number;
  /** Pruned at the edge of pure noise. */
  prunedRisk: number;
  /** Pruned at the edge of the bulk at finite d; the same as unpruned where no bulk is left, NaN for the diagonal network. */
  prunedAtBulk: number;
  converged: boolean;
}

/** Everything about the weight decay at one n_eff. */
export interface Race {
  problem: Problem;
  effectiveSamples: number;
  curve: DecayPoint[];
  tuned: TunedPoint;
  untuned: UntunedPoint;
  /** Learned weights at the best weight decay. */
  spectrum: SpectrumRows;
}

/** The weight decay called untuned: a thousandth of the optimum's scale √(n_eff/d). */
const untunedDecay = (alpha: number) => 1e-3 * Math.sqrt(alpha);

function untuned(problem: Problem, effectiveSamples: number, guess?: Solution): [UntunedPoint, Solution] {
  const alpha = effectiveSamples / problem.d;
  const lambda = untunedDecay(alpha);
  const s = stateEvolution(
    { ...problem, alpha, lambda },
    guess?.converged && !guess.zero ? guess : undefined,
  );
  const atBulk = () => {
    // Where even the weakest feature exceeds the noise, what looks like a bulk are features too close to be told apart.
    const { atoms } = quadraticKernelOf(problem.d, problem.gamma);
    const edge = atoms.value(problem.d - 1) > s.delta ? Number.NEGATIVE_INFINITY : bulkEdge(s);
    return edge === Number.NEGATIVE_INFINITY ? s.excessRisk : prunedRisk(s, edge).excessRisk;
  };
  const point = {
    effectiveSamples,
    lambda,
    excessRisk: s.excessRisk,
    prunedRisk: prunedRisk(s).excessRisk,
    prunedAtBulk: problem.network === "quadratic" ? atBulk() : Number.NaN,
    converged: s.converged,
  };
  return [point, s];
}

const answers = {
  /** R at each λ (ascending) and the best λ, at one n_eff. */
  race(problem: Problem, effectiveSamples: number, lambdas: readonly number[]): Race {
    const alpha = effectiveSamples / problem.d;
    let last: Solution | undefined;
    const curve = lambdas.map((lambda) => {
      const guess = last?.converged && !last.zero ? last : undefined;
      last = stateEvolution({ ...problem, alpha, lambda }, guess);
      return { lambda, excessRisk: last.excessRisk, converged: last.converged };
    });
    const { lambda, where, solution } = optimalWeightDecay({ ...problem, alpha });
    const edge = noiseEdge(solution);
    return {
      problem,
      effectiveSamples,
      curve,
      tuned: {
        lambda,
        where,
        excessRisk: solution.excessRisk,
        slope: localExponents(solution).samples,
        cut: solution.cut / edge,
        delta: solution.delta,
        converged: solution.converged,
      },
      untuned: untuned(problem, effectiveSamples)[0],
      spectrum: learnedWeights(solution),
    };
  },
  /** Risks along n_eff with hardly any weight decay, pruned and not. */
  untuned(problem: Problem, samples: readonly number[]): UntunedPoint[] {
    let last: Solution | undefined;
    return samples.map((effectiveSamples) => {
      const [point, solution] = untuned(problem, effectiveSamples, last);
      last = solution;
      return point;
    });
  },
  /** The Bayes-optimal risk at one n_eff: a second or so where the teacher is broad and the samples are many. */
  bayes(problem: Problem, effectiveSamples: number): { excessRisk: number; converged: boolean } {
    const { excessRisk, converged } = bayesOptimal({ ...problem, alpha: effectiveSamples / problem.d });
    return { excessRisk, converged };
  },
};

export type Answers = typeof answers;

expose(answers);

import { bayesOptimal } from "../theory/bayes.js";
import { facts } from "../theory/networks.js";
import { type Optimum, optimalWeightDecay } from "../theory/optimal-weight-decay.js";
import { phaseAt } from "../theory/regimes.js";
import { stateEvolution } from "../theory/state-evolution.js";
import type { Point } from "./point.js";

/**
 * The answer to one question, in the order in which it is printed. `matrixMse` and `bayesMatrixMse` belong to
 * the quadratic network, `mse` and `bayesMse` to the diagonal one. A number that is not finite is null. Where only
 * the Bayes-optimal error was asked for, everything that needs a weight decay is null, and `converged` and
 * `residual` are those of the Bayes-optimal fixed point.
 */
export interface Answer {
  delta: number | null;
  cut: number | null;
  epsilon: number | null;
  divergence: number | null;
  matrixMse?: number | null;
  mse?: number | null;
  excessRisk: number | null;
  converged: boolean;
  residual: number;
  phase: string | null;
  /** Where the best weight decay was asked for: its value and which kind of minimum it is (theory/optimal-weight-decay.ts). */
  lambda?: number;
  optimum?: Optimum;
  seconds: number;
  bayesMatrixMse?: number;
  bayesMse?: number;
}

/**
 * Solves the state evolution of one point, from the point alone.
 * @param now clock in milliseconds
 */
export function answer(point: Point, now: () => number = () => performance.now()): Answer {
  const start = now();
  const { problem, parameters } = point;
  const best = point.tuned ? optimalWeightDecay(problem) : undefined;
  const solution = best?.solution ?? (parameters && stateEvolution(parameters));
  const bayes = point.bayes ? bayesOptimal(problem) : undefined;
  const phase =
    solution && phaseAt({ ...problem, effectiveSamples: problem.alpha * problem.d, lambda: solution.lambda });
  const { errorKey, bayesErrorKey } = facts(problem.network).words;
  return {
    delta: finite(solution?.delta),
    cut: finite(solution?.cut),
    epsilon: finite(solution?.epsilon),
    divergence: finite(solution?.divergence),
    [errorKey]: finite(solution?.mse),
    excessRisk: finite(solution?.excessRisk),
    converged: (solution?.converged ?? true) && (bayes?.converged ?? true),
    residual: Math.max(solution?.residual ?? 0, bayes?.residual ?? 0),
    phase: phase?.id ?? null,
    ...(best && { lambda: best.lambda, optimum: best.where }),
    seconds: (now() - start) / 1000,
    ...(bayes && { [bayesErrorKey]: bayes.mse }),
  };
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

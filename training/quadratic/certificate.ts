// How far a quadratic network is from the minimum of the convex problem it is equivalent to at full width:
//
//   P(S) = Σ (y − Tr[S Z])² + λ√(pd) Tr S,  S ⪰ 0.   Dual: D(ν) = 2ν·y − ν·ν where Σ 2ν_μ Z_μ ⪯ λ√(pd) I.
//
// The residuals, scaled by the best t that keeps t·A feasible, give a lower bound on every S, hence on every W.

import { relativeGap } from "../gap.js";
import { symmetricEigen } from "../kernel/eigen.js";
import type { State } from "./objective.js";

export interface Certificate {
  /** (P − D)/P: the loss is within this fraction of the least possible one. NaN where it is not finite. */
  gap: number;
  /** Lower bound on the loss of any network of any width. */
  bound: number;
  /** Largest eigenvalue of A over λ√(pd); at most 1 + O(gap) at the minimum. */
  feasibility: number;
}

/** Eigenvalues of a symmetric d × d matrix, ascending; NaN where it is not finite, as after a run that diverged. */
export function eigenvalues(matrix: Float64Array, d: number): Float64Array {
  if (!matrix.every(Number.isFinite)) return new Float64Array(d).fill(Number.NaN);
  return symmetricEigen(matrix, { vectors: "none" }).values;
}

/**
 * The best lower bound that a multiple of ν gives.
 * @param sums squares ν·ν and products ν·y
 * @param largest largest eigenvalue of Σ 2ν Z
 * @param level λ√(pd)
 */
export function dualBound(
  { squares, products }: { squares: number; products: number },
  largest: number,
  level: number,
): number {
  // 2t ν·y − t² ν·ν is largest at t = ν·y/ν·ν; the constraint caps t.
  const best = squares > 0 ? products / squares : 0;
  const cap = largest > 0 ? level / largest : largest <= 0 ? Infinity : Number.NaN;
  const t = Math.max(0, Math.min(best, cap));
  return 2 * t * products - t * t * squares;
}

/** Duality gap of an evaluation. */
export function certify(
  state: Pick<State, "a" | "sums" | "loss">,
  options: { d: number; width: number; lambda: number },
): Certificate {
  const { d, width, lambda } = options;
  const level = lambda * Math.sqrt(width * d);
  const largest = eigenvalues(state.a, d)[d - 1];
  const bound = dualBound(state.sums, largest, level);
  return {
    gap: relativeGap(state.loss, bound),
    bound,
    feasibility: largest / level,
  };
}

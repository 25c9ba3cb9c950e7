import { type Decomposition, decomposition } from "../../theory/decomposition.js";
import { type LocalExponents, localExponents } from "../../theory/local-exponents.js";
import type { Parameters } from "../../theory/parameters.js";
import { type PrunedRisk, prunedRisk } from "../../theory/pruning.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";

/** What may be asked of the points of a curve besides their solutions. */
export interface CurveWishes {
  exponents?: boolean;
  decomposition?: boolean;
  pruned?: boolean;
}

/** A point of a curve. */
export interface CurvePoint {
  solution: Solution;
  exponents?: LocalExponents;
  decomposition?: Decomposition;
  pruned?: PrunedRisk;
}

/** Solves a list of points in order, each from its neighbour. */
export function line(points: readonly Parameters[], wishes: CurveWishes = {}): CurvePoint[] {
  let last: Solution | undefined;
  return points.map((point) => {
    const guess = last?.converged && !last.zero ? last : undefined;
    const solution = stateEvolution(point, guess);
    last = solution;
    return {
      solution,
      ...(wishes.exponents && { exponents: localExponents(solution) }),
      ...(wishes.decomposition && { decomposition: decomposition(solution) }),
      ...(wishes.pruned && { pruned: prunedRisk(solution) }),
    };
  });
}

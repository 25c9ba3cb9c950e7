// State evolution along a line of points, each started from the one before it.
import type { Parameters } from "./parameters.js";
import { type Solution, stateEvolution } from "./state-evolution.js";

/** What the next point may start from: a solution that was found and has weights; else nothing, and it starts afresh. */
export function guessFrom<S extends Pick<Solution, "converged" | "zero">>(
  last: S | undefined,
): S | undefined {
  return last?.converged && !last.zero ? last : undefined;
}

/** A solver that remembers its last solution, for points that are asked for one by one in the order of a line. */
export function lineSolver(): (point: Parameters) => Solution {
  let last: Solution | undefined;
  return (point) => {
    last = stateEvolution(point, guessFrom(last));
    return last;
  };
}

/** The solutions along a line, in its order. Throws a ParameterError for a parameter outside its range. */
export function solveLine(points: readonly Parameters[]): Solution[] {
  const solve = lineSolver();
  return points.map((point) => solve(point));
}

import { logGrid } from "../../../theory/numeric/grids.js";
import { type TrainingError, trainingError } from "../../../theory/training-error.js";
import { solver } from "../../kit/solver.js";
import { SAMPLES, type TrainingErrorValues } from "./quantities.js";

/** Both errors at one number of effective samples. */
export interface ErrorPoint extends TrainingError {
  effectiveSamples: number;
  converged: boolean;
}

type Problem = Pick<TrainingErrorValues, "network" | "noise" | "lambda">;

/** The problem of a point of the figure. */
export const problemAt = ({ network, noise, lambda }: Problem, effectiveSamples: number) => {
  const d = 200;
  return { network, d, gamma: 1, noise, alpha: effectiveSamples / d, lambda };
};

async function errors(of: Problem, grid: readonly number[], lane: "hand" | "line"): Promise<ErrorPoint[]> {
  const solved = await solver("curve", lane).line(
    grid.map((effectiveSamples) => problemAt(of, effectiveSamples)),
  );
  return solved.map(({ solution }) => ({
    effectiveSamples: solution.effectiveSamples,
    ...trainingError(solution),
    converged: solution.converged,
  }));
}

/** Both errors along the samples, ascending. */
export const errorCurves = (of: Problem): Promise<ErrorPoint[]> =>
  errors(of, logGrid(...SAMPLES, 161), "line");

/** Both errors at the reader's number of samples. */
export async function errorsHere(of: Problem & { samples: number }): Promise<ErrorPoint> {
  const [here] = await errors(of, [of.samples], "hand");
  return here;
}

import { logGrid } from "../../../theory/numeric/grids.js";
import type { Parameters } from "../../../theory/parameters.js";
import { groupsOf } from "../../groups.js";
import type { Values } from "../../kit/field.js";
import { solver } from "../../kit/solver.js";
import type { LearnedRun } from "../../learned-runs.js";
import type { SpectrumPoint } from "../../topics/spectra.js";
import { figurePoints, PROBLEM, parametersOf } from "./points.js";
import { lambdaOf, SAMPLES, type SpectraSchema } from "./quantities.js";

/** Points of the sweep. */
const POINTS = 97;

type At = Pick<Values<SpectraSchema>, "samples" | "gamma" | "decay">;

/** The problem at the reader's point. */
export const parametersAt = ({ samples, gamma, decay }: At): Parameters => ({
  network: "quadratic",
  ...PROBLEM,
  gamma,
  alpha: samples / PROBLEM.d,
  lambda: lambdaOf(decay),
});

/** The spectra of Figure 2, in the order of its points. */
export const solvePhases = () => solver("spectra").spectra(figurePoints().map(parametersOf));

/** Outlines of the spectra along the samples. */
export const solveSweep = (of: Omit<At, "samples">) =>
  solver("spectra").sweep(logGrid(...SAMPLES, POINTS).map((samples) => parametersAt({ ...of, samples })));

/** The spectrum at the reader's point. */
export async function solveRing(of: At): Promise<SpectrumPoint> {
  const [point] = await solver("spectra", "hand").spectra([parametersAt(of)]);
  return point;
}

/** The networks trained at one point, with state evolution beside them. */
export interface Experiment extends SpectrumPoint {
  phase: LearnedRun["phase"];
  gamma: number;
  lambda: number;
  effectiveSamples: number;
  runs: LearnedRun[];
}

/** The experiments of the page's dimension and noise. */
export async function solveExperiments(runs: readonly LearnedRun[]): Promise<Experiment[]> {
  const own = runs.filter(({ d, noise }) => d === PROBLEM.d && noise === PROBLEM.noise);
  const all = groupsOf(own, ({ phase, n, gamma, lambda }) => [phase, n, gamma, lambda].join(" "));
  const solved = await solver("spectra").spectra(all.map(([first]) => parametersOf(first)));
  return all.map((group, k) => {
    const [{ phase, d, n, gamma, lambda }] = group;
    return { ...solved[k], phase, gamma, lambda, effectiveSamples: n / d, runs: group };
  });
}

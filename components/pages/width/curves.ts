import type { Parameters } from "../../../theory/parameters.js";
import { powerLawAtoms } from "../../../theory/quadratic/atoms.js";
import { learnedSpectrum } from "../../../theory/spectrum.js";
import type { Solution } from "../../../theory/state-evolution.js";
import type { LinePoint } from "../../charts/chart.js";
import { solver } from "../../kit/solver.js";
import type { Best } from "../../topics/decay.js";
import type { Trained } from "../../trained.js";
import { DECAYS, LOADS, NOISE, type WidthValues } from "./quantities.js";

/** State evolution at one width. */
export type WidthPoint = Pick<Solution, "excessRisk" | "delta" | "cut" | "converged"> & { width: number };

/** Risk against width at one load. */
export interface WidthCurve {
  load: number;
  effectiveSamples: number;
  /** Ascending in width; the last one is the full width. */
  points: readonly WidthPoint[];
  /** Number of the teacher's features above the noise, #{s_i > δ} at full width. */
  learnable: number;
  /** Units that the full-width solution uses: the number of its positive eigenvalues. */
  active: number;
}

/** The settings of a curve; any dimension, decay and load, not the page's only. */
export type WidthProblem = Record<"d" | "gamma" | "load", number> & Pick<WidthValues, "decay">;

/** The problem at full width. */
export const fullProblem = ({ d, gamma, load, decay }: WidthProblem): Parameters => ({
  network: "quadratic",
  d,
  gamma,
  noise: NOISE,
  alpha: load,
  lambda: DECAYS[decay].value(load),
});

/** Widths worth solving below `most`: all small ones, then about 18 per decade. */
export function widthsBelow(most: number): number[] {
  const widths: number[] = [];
  for (let p = 1; p < most; p = Math.max(p + 1, Math.round(p * 1.14))) widths.push(p);
  return widths;
}

/** What the full-width solution says about width: how many features it tells from noise, how many units it uses. */
export function countsOf(full: Solution): { learnable: number; active: number } {
  const { network, d, gamma, delta, cut, zero } = full;
  const learnable = powerLawAtoms(d, gamma).countAbove(delta);
  if (zero) return { learnable, active: 0 };
  const { zeroMass } = learnedSpectrum({ network, d, gamma }, delta, cut);
  return { learnable, active: Math.ceil((1 - zeroMass) * d - 1e-6) };
}

const pointOf = (width: number, solution: Solution): WidthPoint => {
  const { excessRisk, delta, cut, converged } = solution;
  return { width, excessRisk, delta, cut, converged };
};

/** The curve from the solutions at full width and at the widths below what it uses. */
export function curveOf(load: number, full: Solution, narrow: readonly Solution[]): WidthCurve {
  const { active, learnable } = countsOf(full);
  const points = narrow.map((solution) => pointOf(solution.width!, solution));
  // With a unit for every positive eigenvalue the constraint does not bind: the full-width solution itself.
  if (active < full.d) points.push(pointOf(Math.max(1, active), full));
  points.push(pointOf(full.d, full));
  return { load, effectiveSamples: full.effectiveSamples, points, learnable, active };
}

async function solveWidths(of: WidthProblem, lane: "hand" | "line"): Promise<WidthCurve> {
  const { line } = solver("curve", lane);
  const problem = fullProblem(of);
  const [{ solution: full }] = await line([problem]);
  const widths = widthsBelow(Math.min(of.d, countsOf(full).active));
  const narrow = await line(widths.map((width) => ({ ...problem, width })));
  return curveOf(
    of.load,
    full,
    narrow.map(({ solution }) => solution),
  );
}

/** The curve at the reader's load. */
export const ownCurve = (of: WidthProblem) => solveWidths(of, "hand");

/** The curves at every load. */
export async function allCurves(of: Omit<WidthProblem, "load">): Promise<WidthCurve[]> {
  const curves: WidthCurve[] = [];
  for (const load of LOADS) curves.push(await solveWidths({ ...of, load }, "line"));
  return curves;
}

/** The best weight decay at full width. */
export function bestDecay(of: Omit<WidthProblem, "decay">): Promise<Best> {
  const { lambda: _, ...problem } = fullProblem({ ...of, decay: "edge" });
  return solver("decay").best(problem);
}

/** (2/d)Σ_{i>p} s_i²: the risk of the features for which p units leave no room. */
export function tailRisk(d: number, gamma: number): LinePoint[] {
  const atoms = powerLawAtoms(d, gamma);
  return widthsBelow(d).map((p) => ({ x: p, y: 2 * atoms.squaresFrom(p) }));
}

/** The point of a curve at a number of units, between its neighbours in log p; the full width beyond the last. */
export function atWidth({ points }: WidthCurve, units: number): WidthPoint {
  const k = points.findIndex(({ width }) => width >= units);
  if (k < 0) return points[points.length - 1];
  if (k === 0 || points[k].width === units) return points[k];
  const [a, b] = [points[k - 1], points[k]];
  const w = Math.log(units / a.width) / Math.log(b.width / a.width);
  const between = (x: number, y: number) => x * (y / x) ** w;
  return {
    width: units,
    excessRisk: between(a.excessRisk, b.excessRisk),
    delta: between(a.delta, b.delta),
    cut: between(a.cut, b.cut),
    converged: a.converged && b.converged,
  };
}

/** A trained network, with the load whose curve it belongs to. */
export type TrainedAtLoad = Trained & { load: number };

/** Trained networks of the settings shown. */
export function trainedAt(
  trained: readonly Trained[],
  { d, gamma, decay }: Omit<WidthProblem, "load">,
): TrainedAtLoad[] {
  return trained.flatMap((row) => {
    if (row.network !== "quadratic" || row.d !== d || row.gamma !== gamma || row.noise !== NOISE) return [];
    const load = LOADS.find((value) => Math.abs(row.n / d ** 2 / value - 1) < 1e-6);
    if (load === undefined) return [];
    const rescaled = row.lambda * Math.sqrt(row.width / d);
    return Math.abs(rescaled / DECAYS[decay].value(load) - 1) < 1e-6 ? [{ ...row, load }] : [];
  });
}

import type { Parameters } from "../../../theory/parameters.js";
import { powerLawAtoms } from "../../../theory/quadratic/atoms.js";
import { learnedSpectrum } from "../../../theory/spectrum.js";
import type { Solution } from "../../../theory/state-evolution.js";
import { solver } from "../../kit/solver.js";
import type { Trained } from "../../trained.js";
import type { WidthCurve, WidthPoint } from "./chart.js";

/** Variance of the label noise on the page. */
export const NOISE = 0.5;

/** Loads n_eff/d whose curves are drawn. */
export const LOADS = [0.1, 0.3, 1, 3, 10] as const;

/** Weight decays of the page: hardly any, or as much as puts the cut near the edge of the bulk. */
export const DECAYS = {
  little: { name: "little, λ̃ = 0.1", value: (_: number) => 0.1 },
  // c ≈ λ/(4α) reaches 2δ ≈ 2√(Δ/(4α)) where the error of the weights is small beside the noise.
  edge: { name: "at the bulk's edge, λ̃ = 4√(Δα)", value: (load: number) => 4 * Math.sqrt(NOISE * load) },
} as const;

export type DecayId = keyof typeof DECAYS;

/** The problem at full width. */
export function fullProblem(d: number, gamma: number, load: number, decay: DecayId): Parameters {
  return { network: "quadratic", d, gamma, noise: NOISE, alpha: load, lambda: DECAYS[decay].value(load) };
}

/** Widths worth solving below `most`: all small ones, then about 18 per decade. */
export function widthsBelow(most: number): number[] {
  const widths: number[] = [];
  for (let p = 1; p < most; p = Math.max(p + 1, Math.round(p * 1.14))) widths.push(p);
  return widths;
}

/** What the full-width solution says about width: how many features it tells from noise, how many units it uses. */
export function unitsOf(full: Solution): { learnable: number; active: number } {
  const { network, d, gamma, delta, cut, zero } = full;
  const learnable = powerLawAtoms(d, gamma).countAbove(delta);
  if (zero) return { learnable, active: 0 };
  const { zeroMass } = learnedSpectrum({ network, d, gamma }, delta, cut);
  return { learnable, active: Math.ceil((1 - zeroMass) * d - 1e-6) };
}

const pointOf = (width: number, { excessRisk, delta, cut, converged }: Solution): WidthPoint => ({
  width,
  excessRisk,
  delta,
  cut,
  converged,
});

/** The curve from the solutions at full width and at the widths below what it uses. */
export function curveOf(load: number, full: Solution, narrow: readonly Solution[]): WidthCurve {
  const { active, learnable } = unitsOf(full);
  const points = narrow.map((solution) => pointOf(solution.width!, solution));
  // With a unit for every positive eigenvalue the constraint does not bind: the full-width solution itself.
  if (active < full.d) points.push(pointOf(Math.max(1, active), full));
  points.push(pointOf(full.d, full));
  return { load, effectiveSamples: full.effectiveSamples, points, learnable, active };
}

/** Solves one curve off the main thread. */
export async function solveWidths(
  { d, gamma, load, decay }: { d: number; gamma: number; load: number; decay: DecayId },
  lane: "hand" | "line",
): Promise<WidthCurve> {
  const { line } = solver("curve", lane);
  const problem = fullProblem(d, gamma, load, decay);
  const [{ solution: full }] = await line([problem]);
  const widths = widthsBelow(Math.min(d, unitsOf(full).active));
  const narrow = await line(widths.map((width) => ({ ...problem, width })));
  return curveOf(
    load,
    full,
    narrow.map(({ solution }) => solution),
  );
}

/** The curve at the reader's load. */
export const ownCurve = (of: { d: number; gamma: number; load: number; decay: DecayId }) =>
  solveWidths(of, "hand");

/** The curves at every load. */
export async function allCurves(of: { d: number; gamma: number; decay: DecayId }): Promise<WidthCurve[]> {
  const curves: WidthCurve[] = [];
  for (const load of LOADS) curves.push(await solveWidths({ ...of, load }, "line"));
  return curves;
}

/** Least risk over weight decay at full width, on a grid of 33 values over four decades. */
export async function bestDecay({
  d,
  gamma,
  load,
}: {
  d: number;
  gamma: number;
  load: number;
}): Promise<{ lambda: number; excessRisk: number }> {
  const edge = DECAYS.edge.value(load);
  const points = Array.from({ length: 33 }, (_, i) => ({
    ...fullProblem(d, gamma, load, "edge"),
    lambda: edge * 10 ** (-3 + i / 8),
  }));
  const solved = await solver("curve", "line").line(points);
  return solved
    .map(({ solution }) => solution)
    .filter(({ converged }) => converged)
    .reduce((best, solution) => (solution.excessRisk < best.excessRisk ? solution : best));
}

/** (2/d)Σ_{i>p} s_i²: the risk of the features for which p units leave no room. */
export function tailRisk(d: number, gamma: number): { x: number; y: number }[] {
  const atoms = powerLawAtoms(d, gamma);
  return widthsBelow(d).map((p) => ({ x: p, y: 2 * atoms.squaresFrom(p) }));
}

/** A trained network, with the load whose curve it belongs to. */
export type TrainedAtLoad = Trained & { load: number };

/** Trained networks of the settings shown. */
export function trainedAt(
  trained: readonly Trained[],
  { d, gamma, decay }: { d: number; gamma: number; decay: DecayId },
): TrainedAtLoad[] {
  return trained.flatMap((row) => {
    if (row.network !== "quadratic" || row.d !== d || row.gamma !== gamma || row.noise !== NOISE) return [];
    const load = LOADS.find((value) => Math.abs(row.n / d ** 2 / value - 1) < 1e-6);
    if (load === undefined) return [];
    const rescaled = row.lambda * Math.sqrt(row.width / d);
    return Math.abs(rescaled / DECAYS[decay].value(load) - 1) < 1e-6 ? [{ ...row, load }] : [];
  });
}

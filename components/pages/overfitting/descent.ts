import { facts } from "../../../theory/networks.js";
import { solver } from "../../kit/solver.js";
import type { SolvedPoint } from "../../topics/map.js";
import { FAMILY, GRID, type OverfittingValues, problemOf } from "./quantities.js";

/** A point of the risk against effective samples at one weight decay. */
export interface DescentPoint {
  effectiveSamples: number;
  excessRisk: number;
  /** The part of it that is noise learned by the bulk; NaN where it was not asked for. */
  fitted: number;
  converged: boolean;
}

/** The risk at one weight decay, ascending in the samples. */
export interface DescentCurve {
  lambda: number;
  points: readonly DescentPoint[];
}

type Problem = Pick<OverfittingValues, "network" | "d" | "gamma">;

/** The faint family needs fewer points. */
const FAINT = GRID.filter((_, i) => i % 2 === 0);

async function descent(
  of: Problem,
  lambda: number,
  options: { grid: readonly number[]; split: boolean; lane: "hand" | "line" },
): Promise<DescentCurve> {
  const { grid, split, lane } = options;
  const { d, network } = of;
  const points = grid.map((samples) => ({ ...problemOf(of), alpha: samples / d, lambda }));
  const solved = await solver("curve", lane).line(points, { decomposition: split });
  return {
    lambda,
    points: solved.map(({ solution: { effectiveSamples, excessRisk, converged }, decomposition }) => ({
      effectiveSamples,
      excessRisk,
      fitted: decomposition ? facts(network).riskPerMse * decomposition.overfitting : Number.NaN,
      converged,
    })),
  };
}

/** The risk at the reader's weight decay, with the part that the bulk has fitted. */
export const ownDescent = (of: Problem & { lambda: number }): Promise<DescentCurve> =>
  descent(of, of.lambda, { grid: GRID, split: true, lane: "hand" });

/** The risk at the weight decays of the faint family. */
export async function familyOfDescents(of: Problem): Promise<DescentCurve[]> {
  const curves: DescentCurve[] = [];
  for (const lambda of FAMILY)
    curves.push(await descent(of, lambda, { grid: FAINT, split: false, lane: "line" }));
  return curves;
}

/** The reader's point, with its learned weights. */
export const solvedPoint = (of: Problem & { lambda: number; samples: number }): Promise<SolvedPoint> =>
  solver("map", "hand").point({ ...problemOf(of), lambda: of.lambda, alpha: of.samples / of.d });

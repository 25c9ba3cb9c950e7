import type { DiagramProblem } from "../../../data/tables/phase-grid.js";
import { phaseBoundaries } from "../../../theory/regimes.js";
import type { Values } from "../../kit/field.js";
import { axisEnds, cropAbove, type PhaseGrid, riskRange } from "../../phase-grid.js";
import { readPhaseGrid } from "../../read-phase-grid.js";
import { type HomeSchema, networksOf } from "./quantities.js";

/** What a map is of. */
export type Problem = Pick<Values<HomeSchema>, "network" | "d" | "gamma" | "noise">;

/** One map a network, on one colour scale. */
export interface Maps {
  grids: readonly PhaseGrid[];
  /** log10 of the excess risk at the two ends of the scale. */
  range: readonly [number, number];
}

/** The diagrams of the problem in each of its networks. */
export const diagramsOf = ({ network, d, gamma, noise }: Problem): DiagramProblem[] =>
  networksOf(network).map((name) => ({ network: name, d, gamma, noise }));

/** The lines between the phases of a map, inside it. */
export const boundariesOf = (grid: PhaseGrid) =>
  phaseBoundaries({
    network: grid.network,
    d: grid.d,
    gamma: grid.gamma,
    noise: grid.noise,
    window: { effectiveSamples: axisEnds(grid.effectiveSamples), lambda: axisEnds(grid.lambda) },
  });

/**
 * The weight decay at which a map ends: a decade above the last line between two phases other than rank
 * collapse, beyond which all weights are zero.
 */
function topOf(grid: PhaseGrid): number {
  const tops = boundariesOf(grid)
    .filter(({ between }) => !between.includes("Ib"))
    .flatMap(({ points }) => points.map(([, lambda]) => lambda));
  return 10 * Math.max(grid.lambda[1], ...tops);
}

/** Reads the maps of a problem. @throws where a file cannot be had, naming it */
export async function readMaps(of: Problem): Promise<Maps> {
  const whole = await Promise.all(diagramsOf(of).map(readPhaseGrid));
  const grids = whole.map((grid) => cropAbove(grid, topOf(grid)));
  return { grids, range: riskRange(grids) };
}

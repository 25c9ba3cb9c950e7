import { facts, NETWORKS, type Network } from "../../../theory/networks.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import { solver } from "../../kit/solver.js";
import type { FittedLine } from "../../topics/overfitting.js";
import { LOADS, NOISE } from "./quantities.js";

/** The finite teacher beside the empty one. */
export const FINITE = { d: 1e6, gamma: 1.5, lambda: 1e-9 } as const;

/** How far the line of the finite teacher goes towards interpolation. */
const REACH = 0.95;

/** The cost of fitted noise at a finite dimension: the bulk's part of the risk over the noise variance, against the load. */
export interface FiniteLine {
  network: Network;
  points: readonly { load: number; rho: number; converged: boolean }[];
}

/** ρ(t) of an empty teacher, every network. */
export const emptyTeacher = (): Promise<FittedLine[]> => solver("overfitting", "hand").emptyTeacher(LOADS[0]);

/** The same of the finite teacher, next to no weight decay. */
export async function finiteTeacher(): Promise<FiniteLine[]> {
  const lines: FiniteLine[] = [];
  for (const network of NETWORKS) {
    const { peakLoad, riskPerMse } = facts(network);
    const points = logGrid(LOADS[0], peakLoad * REACH, 49).map((alpha) => ({
      network,
      noise: NOISE,
      alpha,
      ...FINITE,
    }));
    const solved = await solver("curve", "line").line(points, { decomposition: true });
    lines.push({
      network,
      points: solved.map(({ solution: { alpha, converged }, decomposition }) => ({
        load: alpha,
        rho: (riskPerMse * (decomposition?.overfitting ?? Number.NaN)) / NOISE,
        converged,
      })),
    });
  }
  return lines;
}

import { meanWeight } from "../../../theory/interpolation-peak.js";
import { facts } from "../../../theory/networks.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import type { Network } from "../../../theory/parameters.js";
import { solver } from "../../kit/solver.js";
import { effectiveSamplesOf, isFullWidth, type Trained } from "../../trained.js";
import { NOISE, type OverfittingValues } from "./quantities.js";

/** Range of weight decays, and the points along it: from the largest on, each solved from the one before. */
export const LAMBDAS = [1e-7, 10] as const;
const GRID = logGrid(LAMBDAS[1], LAMBDAS[0], 65);

/** The dimensions that are drawn: those of the trained networks, and large ones. */
const DIMENSIONS: Record<Network, readonly number[]> = {
  diagonal: [100, 400, 1e6],
  quadratic: [50, 100, 1e4, 1e6],
};

/** The risk at the place of the peak at one weight decay. */
export interface PeakPoint {
  lambda: number;
  excessRisk: number;
  /** ∂log R/∂log λ. */
  exponent: number;
  cut: number;
  converged: boolean;
}

/** The risk at the place of the peak against weight decay, at one dimension; ascending in λ. */
export interface PeakLine {
  d: number;
  /** Mean weight s̄ of the teacher. */
  mean: number;
  points: readonly PeakPoint[];
  /** Where the cut equals s̄; undefined where it does not. */
  stop?: Pick<PeakPoint, "lambda" | "excessRisk" | "exponent">;
}

/** The height of the peak at several dimensions, ascending. */
export async function peakLines({
  network,
  gamma,
}: Pick<OverfittingValues, "network" | "gamma">): Promise<PeakLine[]> {
  const alpha = facts(network).peakLoad;
  const { line } = solver("curve", "line");
  const lines: PeakLine[] = [];
  for (const d of DIMENSIONS[network]) {
    const problem = { network, d, gamma, noise: NOISE, alpha };
    const solved = await line(
      GRID.map((lambda) => ({ ...problem, lambda })),
      { exponents: true },
    );
    const points = solved
      .map(({ solution: { lambda, excessRisk, cut, converged }, exponents }) => ({
        lambda,
        excessRisk,
        exponent: exponents?.lambda ?? Number.NaN,
        cut,
        converged,
      }))
      .reverse();
    const mean = meanWeight(problem);
    lines.push({ d, mean, points, stop: stopOf(points, mean) });
  }
  return lines;
}

/** Where the cut falls to the teacher's mean weight, between two points; undefined where it does not, or s̄ = 0. */
export function stopOf(points: readonly PeakPoint[], mean: number): PeakLine["stop"] {
  for (let i = points.length - 1; i > 0; i--) {
    const [a, b] = [points[i - 1], points[i]];
    if (!(mean > 0 && a.cut <= mean && b.cut > mean)) continue;
    const w = Math.log(mean / a.cut) / Math.log(b.cut / a.cut);
    return {
      lambda: a.lambda * (b.lambda / a.lambda) ** w,
      excessRisk: a.excessRisk * (b.excessRisk / a.excessRisk) ** w,
      exponent: a.exponent + w * (b.exponent - a.exponent),
    };
  }
  return undefined;
}

/** Trained networks at the place of the peak. */
export function trainedPeaks(trained: readonly Trained[], network: Network, gamma: number): Trained[] {
  const { peakLoad } = facts(network);
  return trained.filter(
    (row) =>
      row.network === network &&
      row.gamma === gamma &&
      row.noise === NOISE &&
      isFullWidth(row) &&
      Math.abs(effectiveSamplesOf(row) / (peakLoad * row.d) - 1) < 1e-6,
  );
}

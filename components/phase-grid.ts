import type { DiagramGrid } from "../data/tables/phase-grid.js";
import type { Rows } from "./kit/rows.js";

/** What the figures draw of a phase diagram: a grid in (n_eff, λ), n_eff running fastest. */
export type PhaseGrid = Omit<DiagramGrid, "exponentSamples" | "exponentLambda" | "residual">;

/** A point of the phase diagram. */
export interface Point {
  effectiveSamples: number;
  lambda: number;
}

/** First and last value of an axis. */
export const axisEnds = (axis: ArrayLike<number>): [number, number] => [axis[0], axis[axis.length - 1]];

/** Position of a value on an ascending axis, in log coordinates: index and fraction, clamped to the axis. */
export function locate(axis: Float64Array, value: number): { index: number; fraction: number } {
  const last = axis.length - 1;
  if (!(value > axis[0])) return { index: 0, fraction: 0 };
  if (value >= axis[last]) return { index: last - 1, fraction: 1 };
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (axis[middle] <= value) low = middle;
    else high = middle;
  }
  return { index: low, fraction: Math.log(value / axis[low]) / Math.log(axis[high] / axis[low]) };
}

/** A field of the grid at any point inside it: bilinear in (log n_eff, log λ). */
export function interpolate(grid: PhaseGrid, field: ArrayLike<number>, point: Point): number {
  const nx = grid.effectiveSamples.length;
  const x = locate(grid.effectiveSamples, point.effectiveSamples);
  const y = locate(grid.lambda, point.lambda);
  const at = (i: number, j: number) => field[(y.index + j) * nx + x.index + i];
  const bottom = at(0, 0) * (1 - x.fraction) + at(1, 0) * x.fraction;
  const top = at(0, 1) * (1 - x.fraction) + at(1, 1) * x.fraction;
  return bottom * (1 - y.fraction) + top * y.fraction;
}

/** Smallest and largest log risk over the converged points of some grids. */
export function riskRange(grids: readonly PhaseGrid[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const grid of grids)
    for (let i = 0; i < grid.logRisk.length; i++) {
      const value = grid.logRisk[i];
      if (!grid.converged[i] || !Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return [low, high];
}

/** The grid without its rows above a weight decay. */
export function cropAbove(grid: PhaseGrid, lambda: number): PhaseGrid {
  const rows = grid.lambda.filter((value) => value <= lambda).length;
  if (rows < 2 || rows === grid.lambda.length) return grid;
  const count = rows * grid.effectiveSamples.length;
  const cut = <T>(field: ArrayLike<T>): T[] => Array.from({ length: count }, (_, i) => field[i]);
  return {
    ...grid,
    lambda: grid.lambda.slice(0, rows),
    logRisk: cut(grid.logRisk),
    logDelta: cut(grid.logDelta),
    logCut: cut(grid.logCut),
    phase: cut(grid.phase),
    converged: cut(grid.converged),
  };
}

/** The grid as rows, for download. */
export function gridRows(grid: PhaseGrid): Rows {
  const nx = grid.effectiveSamples.length;
  const length = grid.logRisk.length;
  return {
    columns: {
      effectiveSamples: Array.from({ length }, (_, i) => grid.effectiveSamples[i % nx]),
      lambda: Array.from({ length }, (_, i) => grid.lambda[Math.floor(i / nx)]),
      logRisk: grid.logRisk,
      logDelta: grid.logDelta,
      logCut: grid.logCut,
      phase: grid.phase,
      converged: grid.converged,
    },
    length,
  };
}

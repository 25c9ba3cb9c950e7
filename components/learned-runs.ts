import type { LearnedSpectrum } from "../data/tables/learned-spectra.js";
import { mean, standardError } from "../theory/numeric/statistics.js";
import type { SpectrumRows } from "./spectrum-rows.js";

/** One trained quadratic network with its spectrum. */
export type LearnedRun = LearnedSpectrum;

/** Mean over the seeds and its standard error (0 for one seed; NaN mean for none). */
export interface Mean {
  mean: number;
  error: number;
}

export const meanOf = (values: readonly number[]): Mean => ({
  mean: mean(values),
  error: values.length > 1 ? standardError(values) : 0,
});

/** Below this fraction of the teacher's largest eigenvalue an eigenvalue is counted as a zero. */
export const ZERO_FRACTION = 1e-3;

/** The smallest eigenvalue that is not counted as a zero. */
export const leastOf = (rows: Pick<SpectrumRows, "teacher">): number => ZERO_FRACTION * rows.teacher[0].value;

/** Right end of the predicted bulk of noise; 0 where there is none. */
export function bulkEdge(rows: SpectrumRows): number {
  const ends = rows.pieces.filter(({ kind }) => kind === "bulk").map(({ x }) => x[x.length - 1]);
  return Math.max(0, ...ends);
}

/** Half way between the predicted bulk and the lowest outlier above it: what divides trained eigenvalues into noise and features. */
export function divide(rows: SpectrumRows): number {
  const edge = bulkEdge(rows);
  if (edge === 0) return 0;
  const above = rows.pieces.filter(({ kind, x }) => kind === "spike" && x[0] >= edge).map(({ x }) => x[0]);
  // Without an outlier: beyond what a bulk of d eigenvalues fluctuates by.
  return above.length > 0 ? (edge + Math.min(...above)) / 2 : edge * (1 + 2 * rows.d ** (-2 / 3));
}

/** How many eigenvalues are zero, noise and features. */
export interface SpectrumCount<T> {
  zeros: T;
  bulk: T;
  outliers: T;
}

/** The trained counts, means over the seeds. */
export function trainedCounts(runs: readonly LearnedRun[], rows: SpectrumRows): SpectrumCount<Mean> {
  const [least, border] = [leastOf(rows), divide(rows)];
  const counts = runs.map(({ d, values }) => {
    const alive = values.filter((value) => value >= least);
    const outliers = alive.filter((value) => value > border).length;
    return { zeros: d - alive.length, outliers, bulk: alive.length - outliers };
  });
  const of = (name: keyof SpectrumCount<number>) => meanOf(counts.map((count) => count[name]));
  return { zeros: of("zeros"), bulk: of("bulk"), outliers: of("outliers") };
}

/** Mean over the seeds of the eigenvalue at each rank, as far as every seed has one. */
export function meanByRank(runs: readonly LearnedRun[], least = 0): (Mean & { rank: number })[] {
  const depth = Math.min(...runs.map(({ values }) => values.filter((value) => value >= least).length));
  if (!Number.isFinite(depth)) return [];
  return Array.from({ length: depth }, (_, k) => ({
    rank: k + 1,
    ...meanOf(runs.map(({ values }) => values[k])),
  }));
}

/** A bin of eigenvalues and how many of one network's lie in it, on average over the seeds. */
export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** Trained eigenvalues in the bins between ascending edges. */
export function binned(runs: readonly LearnedRun[], edges: readonly number[]): Bin[] {
  const bins = edges.slice(1).map((to, k) => ({ from: edges[k], to, count: 0 }));
  for (const { values } of runs)
    for (const value of values) {
      const k = edges.findIndex((edge) => value < edge) - 1;
      if (k >= 0) bins[k].count += 1 / runs.length;
    }
  return bins;
}

/** Edges of bins from one value to beyond another: `width` decades each on a logarithmic axis, else of equal width. */
export function binEdges(from: number, to: number, width: number, log: boolean): number[] {
  const edges = [from];
  while (edges[edges.length - 1] < to) {
    const k = edges.length;
    edges.push(log ? from * 10 ** (k * width) : from + k * width);
  }
  return edges;
}

import type { AgreementRow } from "../data/tables/agreement.js";

/** One point at which networks were trained, over its seeds. */
export type Trained = AgreementRow;

/** n_eff of a trained point: n (diagonal) or n/d (quadratic). */
export const effectiveSamplesOf = ({ network, n, d }: Pick<Trained, "network" | "n" | "d">): number =>
  network === "diagonal" ? n : n / d;

/** Whether a point was trained at full width. */
export const isFullWidth = ({ width, d }: Pick<Trained, "width" | "d">): boolean => width === 0 || width >= d;

/** The full-width trained networks of one problem at one weight decay. */
export function trainedOf(
  trained: readonly Trained[],
  { network, d, gamma, noise, lambda }: Pick<Trained, "network" | "d" | "gamma" | "noise" | "lambda">,
): Trained[] {
  return trained.filter(
    (row) =>
      row.network === network &&
      row.d === d &&
      row.gamma === gamma &&
      row.noise === noise &&
      isFullWidth(row) &&
      Math.abs(row.lambda / lambda - 1) < 1e-9,
  );
}

/** Median of |R/R_theory − 1| over trained points; NaN where there are none. */
export function medianDeviation(points: readonly Pick<Trained, "deviation">[]): number {
  const sorted = points.map(({ deviation }) => Math.abs(deviation)).sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

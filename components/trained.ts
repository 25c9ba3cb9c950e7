import type { AgreementRow } from "../data/tables/agreement.js";
import { facts } from "../theory/networks.js";
import { median } from "../theory/numeric/statistics.js";
import type { TrainedPoint } from "./charts/chart.js";

/** One point at which networks were trained, over its seeds. */
export type Trained = AgreementRow;

/** n_eff of a trained point. */
export const effectiveSamplesOf = ({ network, n, d }: Pick<Trained, "network" | "n" | "d">): number =>
  facts(network).effectiveSamples(d, n);

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
export const medianDeviation = (points: readonly Pick<Trained, "deviation">[]): number =>
  median(points.map(({ deviation }) => Math.abs(deviation)));

/** The risks of trained networks as dots over an abscissa, by default n_eff. */
export const dotsOf = (
  rows: readonly Trained[],
  x: (row: Trained) => number = effectiveSamplesOf,
): TrainedPoint[] =>
  rows.map((row) => ({
    x: x(row),
    y: row.excessRisk,
    error: row.standardError,
    converged: row.converged,
  }));

/** A trained network as a row behind a figure of the risk over n_eff; with what theory says of its very teacher where teachers differ. */
export const riskRow = (row: Trained) => ({
  effectiveSamples: effectiveSamplesOf(row),
  excessRisk: row.excessRisk,
  converged: row.converged,
  standardError: row.standardError,
  ownTeacher: facts(row.network).randomTeacher ? row.theory : null,
});

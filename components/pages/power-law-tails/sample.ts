import type { TailSpectrumRow } from "../../../data/tables/tail-spectra.js";
import { descending, nearestTail, type TailFit, tailFits } from "../../../theory/tails.js";
import { nearestInRatio } from "../../charts/points.js";
import { type RankedWeight, rankedWeights, type SpectrumRows } from "../../spectrum-rows.js";

/** One positive weight of a trained network. */
export type TrainedWeight = Omit<TailSpectrumRow, "iterations" | "seconds" | "gap">;

/** What identifies a trained network's settings. */
export type TrainedSettings = Pick<
  TrainedWeight,
  "network" | "d" | "effectiveSamples" | "gamma" | "noise" | "lambda"
>;

/** The weights trained at given settings; n_eff and λ may differ by the rounding of an address. */
export function trainedAt(rows: readonly TrainedWeight[], settings: TrainedSettings): TrainedWeight[] {
  const near = (a: number, b: number) => Math.abs(Math.log(a / b)) < 1e-3;
  return rows.filter(
    (row) =>
      row.network === settings.network &&
      row.d === settings.d &&
      row.gamma === settings.gamma &&
      row.noise === settings.noise &&
      near(row.effectiveSamples, settings.effectiveSamples) &&
      near(row.lambda, settings.lambda),
  );
}

/** A sample of weights and every tail of it that can be fitted. */
export interface TailSample {
  /** Positive weights, largest first. */
  values: Float64Array;
  fits: TailFit[];
  /** Least Kolmogorov–Smirnov distance; undefined where there are too few weights. */
  nearest: TailFit | undefined;
}

export function tailSample(weights: Iterable<number>): TailSample {
  const values = descending(weights);
  const fits = tailFits(values);
  return { values, fits, nearest: nearestTail(fits) };
}

/** Expected weight at every rank. */
export function expectedWeights(rows: SpectrumRows): RankedWeight[] {
  return rankedWeights(
    rows,
    Array.from({ length: rows.d }, (_, i) => i + 1),
  ).filter(({ value }) => value > 0);
}

/** Slope of log(fraction at or above) against log(weight) over the weights by least squares; NaN below five weights. */
export function tailSlope(values: ArrayLike<number>): number {
  const n = values.length;
  if (n < 5) return Number.NaN;
  let [sx, sy, sxx, sxy] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = Math.log(values[i]);
    const y = Math.log(i + 1);
    sx += x;
    sy += y;
    sxx += x * x;
    sxy += x * y;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/** The fit whose x_min is nearest to a value, in ratio. */
export const fitNear = (fits: readonly TailFit[], xMin: number): TailFit | undefined =>
  fits.length > 0 ? nearestInRatio(fits, "xMin", xMin) : undefined;

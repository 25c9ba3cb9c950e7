// Power-law tails by the method of Clauset, Shalizi and Newman (SIAM Review 51, 661, 2009) and by Hill's estimator:
// density (α − 1)/x_min (x/x_min)^{−α} for x ≥ x_min.
import { EQUAL } from "./sample.js";

/** A fit of the tail x ≥ xMin of a sample. */
export interface TailFit {
  xMin: number;
  /** Values in the tail, xMin itself among them. */
  count: number;
  /** Maximum-likelihood exponent of the density, 1 + count/Σ log(x/xMin): their equation (3.1). */
  alpha: number;
  /** Its standard error (α − 1)/√count for independent values: their equation (3.2). */
  error: number;
  /** Kolmogorov–Smirnov distance of the tail from the fitted law: their equation (3.9). */
  distance: number;
}

/** Fewest values in a tail that is fitted; a default. */
export const LEAST_TAIL = 10;

/** Positive values of a sample, largest first. */
export function descending(sample: Iterable<number>): Float64Array {
  return Float64Array.from(sample)
    .filter((value) => value > 0 && Number.isFinite(value))
    .sort()
    .reverse();
}

/**
 * Every tail that can be fitted, one per distinct value that leaves at least `least` values at or above it; longest tail last.
 * A tail of equal values is none.
 * @param sorted positive values, largest first
 */
export function tailFits(sorted: ArrayLike<number>, least = LEAST_TAIL): TailFit[] {
  const logs = Float64Array.from(sorted, Math.log);
  const fits: TailFit[] = [];
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    sum += logs[i];
    const count = i + 1;
    if (count < Math.max(2, least) || (count < logs.length && logs[count] === logs[i])) continue;
    // Of equal values the difference of the two sums is rounding, not zero.
    if (sorted[0] - sorted[i] <= EQUAL * sorted[0]) continue;
    const spread = sum - count * logs[i];
    const alpha = 1 + count / spread;
    const distance = distanceOf(logs, count, alpha);
    fits.push({ xMin: sorted[i], count, alpha, error: (alpha - 1) / Math.sqrt(count), distance });
  }
  return fits;
}

/** The tail nearest to a power law: least Kolmogorov–Smirnov distance, the longer tail where two are equal. */
export function nearestTail(fits: readonly TailFit[]): TailFit | undefined {
  return fits.reduce<TailFit | undefined>(
    (best, fit) => (best && best.distance < fit.distance ? best : fit),
    undefined,
  );
}

/** sup |F_empirical − F_fitted| over the `count` largest values, whose logarithms are given largest first. */
function distanceOf(logs: Float64Array, count: number, alpha: number): number {
  const origin = logs[count - 1];
  let distance = 0;
  for (let i = 0; i < count; i++) {
    // The fitted mass above the value, between those of the empirical law on its two sides.
    const above = Math.exp((1 - alpha) * (logs[i] - origin));
    distance = Math.max(distance, above - i / count, (i + 1) / count - above);
  }
  return distance;
}

/** One point of a Hill plot. */
export interface HillPoint {
  /** Number of largest values used. */
  k: number;
  /** 1 + 1/ξ with Hill's ξ = (1/k)Σ_{i≤k} log(x_i/x_{k+1}). */
  alpha: number;
  /** (α − 1)/√k. */
  error: number;
}

/** Hill's estimate from the k largest values against the next one, for every k (Annals of Statistics 3, 1163, 1975). */
export function hillPlot(sorted: ArrayLike<number>): HillPoint[] {
  const points: HillPoint[] = [];
  let sum = 0;
  for (let k = 1; k < sorted.length; k++) {
    sum += Math.log(sorted[k - 1]);
    if (sorted[0] - sorted[k] <= EQUAL * sorted[0]) continue;
    const spread = sum / k - Math.log(sorted[k]);
    points.push({ k, alpha: 1 + 1 / spread, error: 1 / spread / Math.sqrt(k) });
  }
  return points;
}

/** The fitted mass above x, as a fraction of the tail. */
export function fittedAbove({ xMin, alpha }: Pick<TailFit, "xMin" | "alpha">, x: number): number {
  return (x / xMin) ** (1 - alpha);
}

// How far from a power law would a true power law look? The semi-parametric bootstrap of Clauset, Shalizi and Newman
// (2009), section 4.1.
import { descending, LEAST_TAIL, nearestTail, type TailFit, tailFits } from "./power-law.js";

/**
 * One synthetic sample of the size of the given one: above x_min from the fitted power law, below from the sample itself,
 * each with its share.
 * @param sorted positive values, largest first
 * @param uniform independent numbers in (0, 1)
 */
export function syntheticSample(
  sorted: ArrayLike<number>,
  fit: Pick<TailFit, "xMin" | "count" | "alpha">,
  uniform: () => number,
): Float64Array {
  const { length } = sorted;
  const body = length - fit.count;
  return Float64Array.from({ length }, () =>
    uniform() * length < fit.count
      ? fit.xMin * uniform() ** (-1 / (fit.alpha - 1))
      : sorted[fit.count + Math.min(body - 1, Math.floor(uniform() * body))],
  );
}

/** Distance of one synthetic sample from its own nearest power law; NaN where no tail can be fitted. */
export function syntheticDistance(
  sorted: ArrayLike<number>,
  fit: Pick<TailFit, "xMin" | "count" | "alpha">,
  uniform: () => number,
  least = LEAST_TAIL,
): number {
  const sample = descending(syntheticSample(sorted, fit, uniform));
  return nearestTail(tailFits(sample, least))?.distance ?? Number.NaN;
}

/** Fraction of synthetic distances at or above the observed one: small where the tail is no power law. */
export function bootstrapP(observed: number, synthetic: readonly number[]): number {
  return synthetic.filter((distance) => distance >= observed).length / synthetic.length;
}

import fc from "fast-check";
import type { Network, Parameters } from "../../theory/parameters.js";

const STEPS = 2 ** 30;

/**
 * Numbers uniform over [low, high], and its ends. Not fc.double, which is uniform over the bits: between −20 and 20
 * nearly all it draws is next to 0.
 */
export function uniform(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: STEPS }).map((k) => low + ((high - low) * k) / STEPS);
}

/** Numbers log-uniform over [low, high], and its ends. */
export function logarithm(low: number, high: number): fc.Arbitrary<number> {
  return uniform(Math.log(low), Math.log(high)).map((x) => Math.min(high, Math.max(low, Math.exp(x))));
}

/** The box in which the solver must not fail: one noiseless problem in six; with `narrow`, a finite width. */
export function problems(network: Network, narrow = false, largest = 1e6): fc.Arbitrary<Parameters> {
  return fc
    .record({
      d: logarithm(2, largest).map(Math.round),
      gamma: uniform(0.51, 4),
      noise: fc.oneof({ arbitrary: uniform(0, 10), weight: 5 }, { arbitrary: fc.constant(0), weight: 1 }),
      alpha: logarithm(1e-6, 1e6),
      lambda: logarithm(1e-9, 1e9),
      share: uniform(0, 1),
    })
    .map(({ share, ...p }) => ({
      network,
      ...p,
      ...(narrow ? { width: Math.max(1, Math.round(p.d ** share)) } : {}),
    }));
}

/** Settings of a property test that draws the same problems every time, and does not spend minutes shrinking one that fails. */
export function runs(numRuns: number): fc.Parameters<unknown> {
  return { seed: 2509_24882, numRuns, endOnFailure: true };
}

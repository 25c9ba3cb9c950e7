import type { Network } from "../../theory/networks.js";
import { inverseMap } from "../../theory/state-evolution.js";

/** The teacher of a network at one dimension and decay. */
export interface Teacher {
  network: Network;
  d: number;
  gamma: number;
}

/** What the two equations need to know of a teacher: the error and the divergence over a window of (δ, c). */
export interface MomentGrid extends Teacher {
  /** Ascending. */
  delta: Float64Array;
  /** Ascending. */
  cut: Float64Array;
  /** δ running fastest, like the divergence. */
  mse: Float64Array;
  divergence: Float64Array;
}

/** The window of the plane, in decades. */
export const WINDOW = { delta: [-2, 2], cut: [-4, 2] } as const;

/**
 * Error and divergence on the whole window. They depend on the teacher alone, so that one grid serves every
 * load, weight decay and label noise.
 */
export function moments({ network, d, gamma }: Teacher, perDecade = 12): MomentGrid {
  const axis = ([low, high]: readonly [number, number]) => {
    const count = Math.round((high - low) * perDecade) + 1;
    return Float64Array.from({ length: count }, (_, i) => 10 ** (low + i / perDecade));
  };
  const delta = axis(WINDOW.delta);
  const cut = axis(WINDOW.cut);
  const mse = new Float64Array(delta.length * cut.length);
  const divergence = new Float64Array(delta.length * cut.length);
  for (let i = 0; i < delta.length; i++)
    for (let j = 0; j < cut.length; j++) {
      const at = inverseMap(network, d, gamma, 0, delta[i], cut[j]);
      mse[j * delta.length + i] = at.mse;
      divergence[j * delta.length + i] = at.divergence;
    }
  return { network, d, gamma, delta, cut, mse, divergence };
}

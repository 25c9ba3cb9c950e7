import type { Network } from "../theory/parameters.js";
import { type InverseSolution, inverseMap } from "../theory/state-evolution.js";
import { powerLawTeacher } from "../theory/teacher.js";
import type { EquationGrid, NoisePoint } from "./figures/equation-plane.js";

export interface Asked {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
  lambda: number;
}

/** What the two equations need to know of a teacher: the error and the divergence over a window of (δ, c). */
export interface MomentGrid {
  network: Network;
  d: number;
  gamma: number;
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
 * load, weight decay and label noise. Yields after each δ, so that a page can stay responsive in between.
 */
export function* momentGrid(
  { network, d, gamma }: Pick<Asked, "network" | "d" | "gamma">,
  perDecade = 12,
): Generator<number, MomentGrid> {
  const axis = ([low, high]: readonly [number, number]) => {
    const count = Math.round((high - low) * perDecade) + 1;
    return Float64Array.from({ length: count }, (_, i) => 10 ** (low + i / perDecade));
  };
  const delta = axis(WINDOW.delta);
  const cut = axis(WINDOW.cut);
  const mse = new Float64Array(delta.length * cut.length);
  const divergence = new Float64Array(delta.length * cut.length);
  for (let i = 0; i < delta.length; i++) {
    for (let j = 0; j < cut.length; j++) {
      const moments = inverseMap(network, d, gamma, 0, delta[i], cut[j]);
      mse[j * delta.length + i] = moments.mse;
      divergence[j * delta.length + i] = moments.divergence;
    }
    yield (i + 1) / delta.length;
  }
  return { network, d, gamma, delta, cut, mse, divergence };
}

/** Both equations on a moment grid, for the problem asked: log(left/right) of each, zero where it holds. */
export function equationGrid(moments: MomentGrid, { noise, alpha, lambda }: Asked): EquationGrid {
  const { network, d, gamma, delta, cut, mse, divergence } = moments;
  const { load, error, response } = powerLawTeacher(network, d, gamma).kernel.equations;
  const first = new Float64Array(mse.length);
  const second = new Float64Array(mse.length);
  for (let k = 0; k < mse.length; k++) {
    const at = delta[k % delta.length];
    const slope = load * alpha - response * divergence[k];
    first[k] = Math.log((load * alpha * at * at) / (error * mse[k] + noise));
    second[k] = slope > 0 ? Math.log((cut[Math.floor(k / delta.length)] * slope) / lambda) : -50;
  }
  return { delta, cut, first, second };
}

/** The problem that a (δ, c) does solve: closed form. */
export function solvedBy({ network, d, gamma, noise }: Asked, { delta, cut }: NoisePoint): InverseSolution {
  return inverseMap(network, d, gamma, noise, delta, cut);
}

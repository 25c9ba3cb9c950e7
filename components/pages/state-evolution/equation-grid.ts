import { facts } from "../../../theory/networks.js";
import type { Parameters } from "../../../theory/parameters.js";
import { type InverseSolution, inverseMap } from "../../../theory/state-evolution.js";
import type { MomentGrid } from "../../topics/equations.js";

/** The problem whose noise and cut are sought. */
export type Asked = Omit<Parameters, "width">;

/** Noise strength δ and cut c. */
export interface NoisePoint {
  delta: number;
  cut: number;
}

/** The two equations over a grid of (δ, c), δ running fastest. */
export interface EquationGrid {
  /** Ascending. */
  delta: Float64Array;
  /** Ascending. */
  cut: Float64Array;
  /** log of the sides' ratio of the first equation; zero where it holds. */
  first: Float64Array;
  /** The same for the second one. */
  second: Float64Array;
}

/** Both equations on a moment grid, for the problem asked: log(left/right) of each, zero where it holds. */
export function equationGrid(moments: MomentGrid, { noise, alpha, lambda }: Asked): EquationGrid {
  const { network, delta, cut, mse, divergence } = moments;
  const { load, error, response } = facts(network).equations;
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

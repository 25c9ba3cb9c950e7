import {
  fittedNoise,
  fittedNoiseExponent,
  fittedNoiseLaw,
  interpolationLoad,
} from "../../theory/fitted-noise.js";
import { NETWORKS } from "../../theory/networks.js";
import { logGrid } from "../../theory/numeric/grids.js";
import { bisect } from "../../theory/numeric/roots.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import type { Network, Parameters } from "../../theory/parameters.js";
import { stateEvolution } from "../../theory/state-evolution.js";

/** A point of ρ(t), the risk per unit of noise when the teacher is empty. */
export interface FittedPoint {
  load: number;
  rho: number;
  law: number;
  exponent: number;
}

/** ρ(t) of one network, ascending in t. */
export interface FittedLine {
  network: Network;
  points: readonly FittedPoint[];
}

/** ρ of every network from a load to just below its interpolation. */
export function emptyTeacher(from: number, count = 121): FittedLine[] {
  return NETWORKS.map((network) => ({
    network,
    points: logGrid(from, interpolationLoad(network) * 0.97, count).map((load) => ({
      load,
      rho: fittedNoise(network, load),
      law: fittedNoiseLaw(network, load),
      exponent: fittedNoiseExponent(network, load),
    })),
  }));
}

/** The best weight decay of a problem, and between which others the risk stays within `share` of the least. */
export interface BestDecay {
  lambda: number;
  excessRisk: number;
  from: number;
  to: number;
}

/** @param share > 1; the risk must rise beyond it on both sides of the best weight decay */
export function bestDecay(problem: Omit<Parameters, "lambda">, share: number): BestDecay {
  const { lambda, solution } = optimalWeightDecay(problem);
  const most = share * solution.excessRisk;
  const poor = (other: number) => stateEvolution({ ...problem, lambda: other }).excessRisk > most;
  const ends = { logarithmic: true, tolerance: 1e-6 };
  const [, from] = bisect((other) => !poor(other), [1e-4 * lambda, lambda], ends);
  const [to] = bisect(poor, [lambda, 1e4 * lambda], ends);
  return { lambda, excessRisk: solution.excessRisk, from, to };
}

// ρ(t): the excess risk that label noise alone causes, per unit of its variance, in a network without weight decay at t = n_eff/d.
// The state evolution of an empty teacher as λ → 0, solved in closed form; derived on the page overfitting.

import { facts, type Network } from "./networks.js";
import { bisect } from "./numeric/roots.js";

export { FITTED_NOISE_CONSTANT, semicircleAbove } from "./quadratic/noise-fit.js";

/** Load at which the noise alone is interpolated: ρ is infinite there. */
export const interpolationLoad = (network: Network): number => facts(network).peakLoad;

/**
 * ρ(t) for 0 < t < 1 (diagonal) or 1/4 (quadratic), by bisection on the cut; t ≥ 1e-20.
 * Throws a RangeError for a load outside this range.
 */
export function fittedNoise(network: Network, t: number): number {
  if (!(t > 0 && t < interpolationLoad(network)))
    throw new RangeError(`t = ${t} is outside (0, ${interpolationLoad(network)})`);
  const { atCut, cuts, rising } = facts(network).noiseFit;
  const [low, high] = bisect((cut) => atCut(cut).t > t === rising, cuts, { logarithmic: rising });
  return atCut((low + high) / 2).rho;
}

/** d log ρ/d log t, by central differences over a relative 1e-4. */
export function fittedNoiseExponent(network: Network, t: number): number {
  const step = Math.min(1e-4, 0.25 * (interpolationLoad(network) / t - 1));
  return (
    Math.log(fittedNoise(network, t * (1 + step)) / fittedNoise(network, t * (1 - step))) /
    Math.log((1 + step) / (1 - step))
  );
}

/** The law at small t: 0.766 t^{2/5} (quadratic) or −1/log t (diagonal). */
export function fittedNoiseLaw(network: Network, t: number): number {
  return facts(network).noiseFit.law(t);
}

// ρ(t): the excess risk that label noise alone causes, per unit of its variance, in a network without weight decay at t = n_eff/d.
// The state evolution of an empty teacher as λ → 0, solved in closed form; derived on the page overfitting.
import { secondTailMoment, upperTail } from "./normal.js";
import type { Network } from "./parameters.js";

/** Mass, mean and second moment of (x − a)₊ under the semicircle law on [−2, 2], a in [−2, 2]. */
export function semicircleAbove(a: number): { mass: number; first: number; second: number } {
  const rim = Math.sqrt(Math.max(0, 4 - a * a));
  const mass = 0.5 - (a * rim) / (4 * Math.PI) - Math.asin(a / 2) / Math.PI;
  const mean = rim ** 3 / (6 * Math.PI);
  const square = mass + (a * rim ** 3) / (8 * Math.PI);
  return { mass, first: mean - a * mass, second: square - 2 * a * mean + a * a * mass };
}

/** t = n_eff/d and ρ at a cut of `a` noise strengths, c = aδ: 0 < a < 2 (quadratic), 0 < a (diagonal). */
function atCut(network: Network, a: number): { t: number; rho: number } {
  if (network === "diagonal") {
    // D = 2Φ̄(a) = t, learned noise J = δ²·2E(z − a)₊² and tδ² = J + Δ.
    const t = 2 * upperTail(a);
    const learned = 2 * secondTailMoment(a);
    return { t, rho: learned / (t - learned) };
  }
  // J = δ²j(c/δ), D = ∂J/∂δ² = j + aF = 2t, and 4tδ² = 2J + Δ.
  const { first, second } = semicircleAbove(a);
  const t = (second + a * first) / 2;
  return { t, rho: second / (2 * t - second) };
}

/** Load at which the noise alone is interpolated: ρ is infinite there. */
export const interpolationLoad = (network: Network): number => (network === "quadratic" ? 0.25 : 1);

/**
 * ρ(t) for 0 < t < 1 (diagonal) or 1/4 (quadratic), by bisection on the cut; relative error below 1e-9 for t ≥ 1e-9.
 * Throws a RangeError for a load outside this range.
 */
export function fittedNoise(network: Network, t: number): number {
  if (!(t > 0 && t < interpolationLoad(network)))
    throw new RangeError(`t = ${t} is outside (0, ${interpolationLoad(network)})`);
  let [low, high] = [0, network === "quadratic" ? 2 : 40];
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const a = (low + high) / 2;
    if (atCut(network, a).t > t) low = a;
    else high = a;
  }
  return atCut(network, (low + high) / 2).rho;
}

/** d log ρ/d log t, by central differences over a relative 1e-4. */
export function fittedNoiseExponent(network: Network, t: number): number {
  const step = Math.min(1e-4, 0.25 * (interpolationLoad(network) / t - 1));
  return (
    Math.log(fittedNoise(network, t * (1 + step)) / fittedNoise(network, t * (1 - step))) /
    Math.log((1 + step) / (1 - step))
  );
}

/** The constant of the quadratic law at small t: (8/(105π))·(15π/4)^{7/5} ≈ 0.767. */
export const FITTED_NOISE_CONSTANT = (8 / (105 * Math.PI)) * ((15 * Math.PI) / 4) ** 1.4;

/** The law at small t: 0.767 t^{2/5} (quadratic) or −1/log t (diagonal). */
export function fittedNoiseLaw(network: Network, t: number): number {
  return network === "quadratic" ? FITTED_NOISE_CONSTANT * t ** 0.4 : -1 / Math.log(t);
}

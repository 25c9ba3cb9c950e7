// ρ(t): the excess risk that label noise alone causes, per unit of its variance, in a network without weight decay at t = n_eff/d.
// The state evolution of an empty teacher as λ → 0, solved in closed form; derived on the page overfitting.

import { gaussLegendre } from "./gauss-legendre.js";
import { secondTailMoment, upperTail } from "./normal.js";
import type { Network } from "./parameters.js";

const { nodes, weights } = gaussLegendre(24);

/**
 * Mass, mean and second moment of (x − a)₊ under the semicircle law on [−2, 2], at a = 2 − s, 0 ≤ s ≤ 4. In closed form for s ≥ 2; nearer the
 * edge, where that cancels, by quadrature in u with x = 2 − su², in which the edge is smooth.
 */
export function semicircleAbove(s: number): { mass: number; first: number; second: number } {
  const a = 2 - s;
  if (s >= 2) {
    const rim = Math.sqrt(Math.max(0, s * (4 - s)));
    const mass = 0.5 - (a * rim) / (4 * Math.PI) - Math.asin(a / 2) / Math.PI;
    const mean = rim ** 3 / (6 * Math.PI);
    const square = mass + (a * rim ** 3) / (8 * Math.PI);
    return { mass, first: mean - a * mass, second: square - 2 * a * mean + a * a * mass };
  }
  let [mass, first, second] = [0, 0, 0];
  for (let k = 0; k < nodes.length; k++) {
    const u = nodes[k];
    const excess = s * (1 - u * u);
    const weight = weights[k] * ((s ** 1.5 * u * u * Math.sqrt(4 - s * u * u)) / Math.PI);
    mass += weight;
    first += weight * excess;
    second += weight * excess * excess;
  }
  return { mass, first, second };
}

/** t = n_eff/d and ρ at a cut of c = aδ (diagonal, `at` = a > 0) or c = (2 − s)δ (quadratic, `at` = s, from 0 to 2). */
function atCut(network: Network, at: number): { t: number; rho: number } {
  if (network === "diagonal") {
    // D = 2Φ̄(a) = t, learned noise J = δ²·2E(z − a)₊² and tδ² = J + Δ.
    const t = 2 * upperTail(at);
    const learned = 2 * secondTailMoment(at);
    return { t, rho: learned / (t - learned) };
  }
  // J = δ²j(c/δ), D = ∂J/∂δ² = j + aF = 2t, and 4tδ² = 2J + Δ.
  const { first, second } = semicircleAbove(at);
  const t = (second + (2 - at) * first) / 2;
  return { t, rho: second / (2 * t - second) };
}

/** Load at which the noise alone is interpolated: ρ is infinite there. */
export const interpolationLoad = (network: Network): number => (network === "quadratic" ? 0.25 : 1);

/**
 * ρ(t) for 0 < t < 1 (diagonal) or 1/4 (quadratic), by bisection on the cut; t ≥ 1e-20.
 * Throws a RangeError for a load outside this range.
 */
export function fittedNoise(network: Network, t: number): number {
  if (!(t > 0 && t < interpolationLoad(network)))
    throw new RangeError(`t = ${t} is outside (0, ${interpolationLoad(network)})`);
  // t falls with a, and rises with s.
  const rising = network === "quadratic";
  let [low, high] = [rising ? 1e-9 : 0, rising ? 2 : 40];
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = rising ? Math.sqrt(low * high) : (low + high) / 2;
    if (atCut(network, middle).t > t === rising) high = middle;
    else low = middle;
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

/** The constant of the quadratic law at small t: (8/(105π))·(15π/4)^{7/5} ≈ 0.766. */
export const FITTED_NOISE_CONSTANT = (8 / (105 * Math.PI)) * ((15 * Math.PI) / 4) ** 1.4;

/** The law at small t: 0.766 t^{2/5} (quadratic) or −1/log t (diagonal). */
export function fittedNoiseLaw(network: Network, t: number): number {
  return network === "quadratic" ? FITTED_NOISE_CONSTANT * t ** 0.4 : -1 / Math.log(t);
}

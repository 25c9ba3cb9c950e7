// The height of the interpolation peak against weight decay, at leading order; derived on the page overfitting.
import { facts, model } from "./models.js";
import { bisect } from "./numeric/roots.js";
import type { Network, Parameters } from "./parameters.js";
import { powerLawTeacher } from "./teacher.js";

export { interpolationLoad } from "./fitted-noise.js";

/**
 * Cut at n = d or d²/4 where the noise dwarfs the teacher: the root of c²(c − s̄) = λΔ/(8κ²), κ = E z₊ of the noise (1/√(2π) for a Gaussian, 4/(3π) for the semicircle), s̄ the mean weight of
 * the teacher (0 for the diagonal network, whose weights have either sign).
 */
export function peakCut(network: Network, noise: number, lambda: number, mean = 0): number {
  const right = (lambda * noise) / (8 * facts(network).positivePart ** 2);
  const [low, high] = bisect((c) => c * c * (c - mean) >= right, [mean, mean + Math.cbrt(right)]);
  return (low + high) / 2;
}

/** Excess risk at the peak at leading order, (Δ/(4κc))²; with s̄ = 0 it is Δ^{4/3} λ^{−2/3}/(4κ^{2/3}). */
export function peakRisk(network: Network, noise: number, lambda: number, mean = 0): number {
  return (noise / (4 * facts(network).positivePart * peakCut(network, noise, lambda, mean))) ** 2;
}

/** s̄ = (1/d)Σ s_i, the mean eigenvalue of the quadratic network's teacher; 0 for the diagonal network. */
export function meanWeight({ network, d, gamma }: Pick<Parameters, "network" | "d" | "gamma">): number {
  return model(network).meanWeight(powerLawTeacher(network, d, gamma).kernel);
}

/** n_eff of the peak as λ → 0: d (diagonal) or d/4 (quadratic, n = d²/4). */
export const peakSamples = (network: Network, d: number): number => facts(network).peakLoad * d;

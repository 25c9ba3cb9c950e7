// Corollary 2: trained at any small weight decay, then pruned of the bulk, the network reaches the optimal rate untuned.
import { facts } from "./networks.js";
import { lastGap } from "./quadratic/bayes.js";
import { components } from "./quadratic/components.js";
import { riskOfMse, type Solution } from "./state-evolution.js";
import { powerLawTeacher, quadraticKernelOf } from "./teacher.js";

export interface PrunedRisk {
  mse: number;
  excessRisk: number;
  /** The cut that training and pruning amount to together. */
  cut: number;
}

/**
 * Where the noise ends in the noisy teacher. Quadratic: 2δ, the edge of pure noise, as in the paper. Diagonal: δ√(2 log d),
 * the largest of d Gaussians (Donoho and Johnstone's universal threshold).
 */
export function noiseEdge({ network, d, delta }: Pick<Solution, "network" | "d" | "delta">): number {
  return delta * facts(network).noiseEdge(d);
}

/**
 * Right edge of the bulk component of μ_δ of the quadratic network at finite d; −∞ where the bulk has dissolved into spikes.
 * It exceeds 2δ by the features that touch the bulk; cutting there removes them too.
 */
export function bulkEdge({ d, gamma, delta }: Pick<Solution, "d" | "gamma" | "delta">): number {
  const { atoms } = quadraticKernelOf(d, gamma);
  const tau = delta * delta;
  const outliers = lastGap(atoms, tau);
  if (outliers === atoms.size - 1) return Number.NEGATIVE_INFINITY;
  return components(atoms, tau, outliers)[0].right;
}

/**
 * Risk after removing from the trained network what lies below `edge` in the noisy teacher, that is below edge − c in the
 * learned spectrum: the denoiser's cut moves to `edge` where that is larger, δ stays.
 */
export function prunedRisk(s: Solution, edge = noiseEdge(s)): PrunedRisk {
  const cut = Math.max(s.cut, edge);
  const { kernel } = powerLawTeacher(s.network, s.d, s.gamma, s.width);
  kernel.reset?.();
  const { mse } = kernel.evaluate(s.delta * s.delta, cut);
  return { mse, excessRisk: riskOfMse(s.network, mse), cut };
}

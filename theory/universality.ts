// What the two networks do not share: the constants in front of the common rates, phase by phase. Derived on the page universality.
import { facts, type Network } from "./networks.js";
import type { PhaseId } from "./phases.js";
import { powerSum } from "./power-sum.js";

/** Γ(x) for x > 0, relative error below 1e-13 (Lanczos, g = 7, 9 terms). */
export function gammaFunction(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gammaFunction(1 - x));
  const c = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  const z = x - 1;
  const sum = c.reduce((total, term, i) => total + term / (z + i + 1), 0.9999999999998099);
  const t = z + 7.5;
  return Math.sqrt(2 * Math.PI) * t ** (z + 0.5) * Math.exp(-t) * sum;
}

/** E|z|^p of a standard normal z, p > −1. */
export function absoluteMoment(p: number): number {
  return (2 ** (p / 2) * gammaFunction((p + 1) / 2)) / Math.sqrt(Math.PI);
}

/**
 * The excess risk of interpolation in phase V over Δ, at load t = n_eff/d → 0: 1/log(1/t) (diagonal) and
 * (2/7)(15πt/4)^{2/5} (quadratic), both to leading order.
 */
export function overfittedNoise(network: Network, t: number): number {
  return facts(network).noiseFit.law(t);
}

/**
 * What R(quadratic)/R(diagonal) tends to within a phase that both networks are in, at the same n_eff, λ, γ, Δ and d.
 *
 * Ib: R(0) = 2 against Q = Σ i^{−2γ}. II: 2·4^{1/γ−2} Q^{−1/(2γ)}/E|z|^{1/γ}, because the quadratic network's cut is λd/(4n_eff) and its
 * features are fixed numbers, not normal ones. III: 2/16. VIa: its noise has a quarter of the variance, half of its bulk is kept, twice
 * the mse is the risk: 1/4. VIb: nothing is cut away any more: 1/2. Null where the two rates differ (V, the peak), where logarithms of
 * d keep the ratio drifting (IV), and where there is no law (Ia).
 */
export function riskRatio(phase: PhaseId, p: { d: number; gamma: number }): number | null {
  const total = powerSum(1, p.d, -2 * p.gamma);
  const inverse = 1 / p.gamma;
  switch (phase) {
    case "Ib":
      return 2 / total;
    case "II":
      return (2 * 4 ** (inverse - 2) * total ** (-inverse / 2)) / absoluteMoment(inverse);
    case "III":
      return 1 / 8;
    case "VIa":
      return 1 / 4;
    case "VIb":
      return 1 / 2;
    default:
      return null;
  }
}

// ρ(t) of the quadratic network: the semicircle above a cut.
import type { NoiseFit } from "../model.js";
import type { Quadrature } from "../numeric/discrete-gauss.js";
import { gaussLegendre } from "../numeric/gauss-legendre.js";

let rule: Quadrature | undefined;

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
  rule ??= gaussLegendre(24);
  const { nodes, weights } = rule;
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

/** The constant of the law at small t: (8/(105π))·(15π/4)^{7/5} ≈ 0.766. */
export const FITTED_NOISE_CONSTANT = (8 / (105 * Math.PI)) * ((15 * Math.PI) / 4) ** 1.4;

const N = "n_{\\mathrm{eff}}";

/** The cut is measured by s, c = (2 − s)δ, from 0 to 2. */
export const quadraticNoiseFit: NoiseFit = {
  // J = δ²j(c/δ), D = ∂J/∂δ² = j + aF = 2t, and 4tδ² = 2J + Δ.
  atCut(s) {
    const { first, second } = semicircleAbove(s);
    const t = (second + (2 - s) * first) / 2;
    return { t, rho: second / (2 * t - second) };
  },
  cuts: [1e-9, 2],
  rising: true,
  law: (t) => FITTED_NOISE_CONSTANT * t ** 0.4,
  lawExponent: () => 0.4,
  lawText: `${FITTED_NOISE_CONSTANT.toFixed(2)} t^(2/5)`,
  lawExponentText: "2/5",
  rate: [`(${N}/d)^{2/5}`, "(n_eff / d)^(2/5)"],
  power: 0.4,
};

// The Bayes-optimal fixed point of the quadratic network.
import { CONVERGED } from "../fixed-point.js";
import type { BayesPoint } from "../model.js";
import { rootBelow } from "../numeric/roots.js";
import type { Atoms } from "./atoms.js";
import { minimumMse } from "./bayes.js";

/** Defect of the logarithm of the equation below which iterating on only chases the rounding of the quadrature. */
const ENOUGH = 1e-12;

/**
 * Solves 2αδ² = mmse(δ) + Δ/2 for a teacher of d eigenvalues. mmse(δ)/δ² rises to 1 − 1/d as δ → 0, so without noise
 * 2α ≥ 1 − 1/d leaves no solution but δ = 0, and the error is 0.
 */
export function quadraticBayes(
  atoms: Atoms,
  { d, noise, alpha }: { d: number; noise: number; alpha: number },
): BayesPoint {
  if (noise === 0 && alpha >= 0.5 * (1 - 1 / d)) return { delta: 0, mse: 0, converged: true, residual: 0 };
  let mse = 0;
  const defect = (x: number) => {
    const tau = Math.exp(x);
    mse = minimumMse(atoms, tau);
    return Math.log((mse + noise / 2) / (2 * alpha * tau));
  };
  const x = rootBelow(defect, Math.log((1 + noise / 2) / (2 * alpha)), ENOUGH);
  const tau = Math.exp(x);
  mse = minimumMse(atoms, tau);
  const left = 2 * alpha * tau;
  const residual = Math.abs(mse + noise / 2 - left) / Math.max(left, mse, noise / 2);
  return { delta: Math.sqrt(tau), mse, converged: residual <= CONVERGED, residual };
}

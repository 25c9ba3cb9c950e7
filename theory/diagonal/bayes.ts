import { diagonalAtoms } from "./atoms.js";

/** A Bayes-optimal fixed point with its certificate. */
export interface DiagonalBayes {
  /** Noise strength δ ≥ 0. */
  delta: number;
  /** Per-coordinate error, equal to the excess risk. */
  mse: number;
  converged: boolean;
  /** Defect of ατ = mmse(τ) + Δ relative to ατ. */
  residual: number;
}

const STEPS = 100;

/**
 * The best any method can do on the diagonal network's problem when the variances are known:
 * ατ = mmse(τ) + Δ with mmse = (1/d)Σ v_iτ/(v_i + τ), τ = δ².
 *
 * The defect f(τ) = ατ − mmse(τ) − Δ is convex with f(0) ≤ 0, so Newton's method from (Q* + Δ)/α, where f ≥ 0, descends to the root.
 * Without noise and with α ≥ 1 the root is 0: exact recovery.
 *
 * @param p.d number of coordinates, ≥ 1
 * @param p.gamma exponent of the teacher's power law, > 1/2
 * @param p.noise label noise variance Δ ≥ 0
 * @param p.alpha load n/d > 0
 */
export function diagonalBayes(p: { d: number; gamma: number; noise: number; alpha: number }): DiagonalBayes {
  const { d, gamma, noise, alpha } = p;
  if (noise === 0 && alpha >= 1) return { delta: 0, mse: 0, converged: true, residual: 0 };
  const { variances, weights } = diagonalAtoms(d, gamma);
  let tau = noise / alpha;
  for (let k = 0; k < variances.length; k++) tau += (weights[k] * variances[k]) / alpha;
  let residual = Number.POSITIVE_INFINITY;
  let mse = 0;
  for (let step = 0; step < STEPS; step++) {
    let ratio = 0;
    let slope = 0;
    for (let k = variances.length - 1; k >= 0; k--) {
      const kept = variances[k] / (variances[k] + tau);
      ratio += weights[k] * kept;
      slope += weights[k] * kept * kept;
    }
    mse = tau * ratio;
    const defect = alpha * tau - mse - noise;
    residual = Math.abs(defect) / (alpha * tau);
    const next = tau - defect / (alpha - slope);
    if (residual < 1e-15 || !(next < tau)) break;
    tau = next;
  }
  return { delta: Math.sqrt(tau), mse, converged: residual <= 1e-10, residual };
}

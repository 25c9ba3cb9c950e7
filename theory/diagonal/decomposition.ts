import { innerSquare, secondTailMoment, upperTail } from "../normal.js";
import { diagonalAtoms, learnableFeatures } from "./atoms.js";

/** Parts of the per-coordinate error; they add up to `total`. */
export interface DiagonalDecomposition {
  /** Noise learned: E η² of the hidden coordinates. */
  overfitting: number;
  /** Features hidden in the noise: Σ v_i/d over them. */
  underfitting: number;
  /** Error left on the learned features, E(η − θ*)². */
  approximation: number;
  /** −2E[ηθ*] of the hidden coordinates: what little of them the noise lets through; ≤ 0. */
  alignment: number;
  total: number;
}

/**
 * Splits the error of the diagonal network exactly, as Result 3 splits that of the quadratic one: coordinates with v_i > δ² are the
 * learned features, the others are hidden in the noise.
 *
 * With t² = v + δ², a = c/t: E η² = t²·2E(z − a)₊², E[ηθ*] = 2vΦ̄(a) (Stein), E(η − θ*)² as in `diagonalKernel`.
 *
 * @param d number of coordinates, ≥ 1
 * @param gamma exponent of the teacher's power law, > 1/2
 * @param delta noise strength δ > 0
 * @param cut threshold c ≥ 0
 */
export function diagonalDecomposition(
  d: number,
  gamma: number,
  delta: number,
  cut: number,
): DiagonalDecomposition {
  const tau = delta * delta;
  const features = learnableFeatures(d, gamma, delta);
  const { variances, weights } = diagonalAtoms(d, gamma, features);
  let overfitting = 0;
  let underfitting = 0;
  let approximation = 0;
  let alignment = 0;
  let total = 0;
  let rank = 0;
  for (let k = 0; k < variances.length; k++) {
    const v = variances[k];
    const w = weights[k];
    const a = cut / Math.sqrt(v + tau);
    const active = 2 * upperTail(a);
    const second = 2 * secondTailMoment(a);
    const error = v * (a < 1e150 ? Math.min(1, a * a * active + innerSquare(a)) : 1) + tau * second;
    total += w * error;
    if (rank < features - 0.5) approximation += w * error;
    else {
      overfitting += w * (v + tau) * second;
      underfitting += w * v;
      alignment -= 2 * w * v * active;
    }
    rank += w * d;
  }
  return { overfitting, underfitting, approximation, alignment, total };
}

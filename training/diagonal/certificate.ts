// Duality gap of the LASSO  P(θ) = ½Σ(y − θ·x/√d)² + λ‖θ‖₁,  dual D(ν) = ν·y − ½ν·ν where ‖Xᵀν‖∞/√d ≤ λ.

import { dot } from "../lbfgs.js";
import { applyGram, type Moments } from "./moments.js";

export interface LassoCertificate {
  primal: number;
  dual: number;
  /** (primal − dual)/primal. */
  gap: number;
  /** Factor that makes the residuals dual feasible. */
  scale: number;
  /** Xᵀr/√d. */
  correlation: Float64Array;
}

/** Σ r², ‖θ‖₁ and the certificate at θ. */
export function certifyLasso(moments: Moments, theta: Float64Array, lambda: number): LassoCertificate {
  const { d, correlation, labelNorm } = moments;
  const residual = new Float64Array(d);
  applyGram(moments, theta, residual);
  const fit = dot(theta, residual);
  const overlap = dot(theta, correlation);
  let largest = 0;
  let norm = 0;
  for (let i = 0; i < d; i++) {
    residual[i] = correlation[i] - residual[i];
    largest = Math.max(largest, Math.abs(residual[i]));
    norm += Math.abs(theta[i]);
  }
  const squares = Math.max(0, labelNorm - 2 * overlap + fit);
  const products = labelNorm - overlap;
  const primal = 0.5 * squares + lambda * norm;
  const best = squares > 0 ? products / squares : 0;
  const scale = Math.max(0, largest > 0 ? Math.min(best, lambda / largest) : best);
  const dual = scale * products - 0.5 * scale * scale * squares;
  return { primal, dual, gap: primal > 0 ? (primal - dual) / primal : 0, scale, correlation: residual };
}

// Duality gap of the LASSO  P(θ) = ½Σ(y − θ·x/√d)² + λ‖θ‖₁,  dual D(ν) = ν·y − ½ν·ν where ‖Xᵀν‖∞/√d ≤ λ.

import { type GapSource, relativeGap } from "../gap.js";
import { dot } from "../lbfgs.js";
import { factorise, gramOf, solveLower, solveUpper } from "./cholesky.js";
import { applyGram, type Moments } from "./moments.js";
import type { DiagonalRows } from "./rows.js";

export interface LassoCertificate {
  primal: number;
  dual: number;
  /** Upper bound on (primal − dual)/primal, `rounding` included; NaN where a value is not finite. */
  gap: number;
  /** Relative error of the gap by rounding, an estimate. */
  rounding: number;
  from: GapSource;
  /** Factor that makes the residuals dual feasible. */
  scale: number;
  /** Xᵀν/√d of the residuals ν that, scaled, make the dual. */
  correlation: Float64Array;
}

/** Relative rounding of a sum over n rows, taken slice by slice: half the last digit, and its random walk. */
export const sumRounding = (n: number) => 2 ** -53 * (2 + Math.sqrt(n) / 8);

/**
 * The certificate at θ, from the moments alone. Σ r² = y·y − 2θ·b + θ·Gθ cancels where the fit is close: `rounding`
 * says what is lost.
 */
export function certifyLasso(moments: Moments, theta: Float64Array, lambda: number): LassoCertificate {
  const { d, n, correlation, labelNorm } = moments;
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
  const terms = labelNorm + Math.abs(overlap) + Math.abs(fit);
  const rounding = primal > 0 ? (sumRounding(n) * terms) / primal : 0;
  const gap = relativeGap(primal, dual, rounding);
  return { primal, dual, gap, rounding, from: "moments", scale, correlation: residual };
}

/** Most corrections of the dual. */
const CORRECTIONS = 4;

/**
 * The certificate at θ from the residuals of all rows. Their correlations with the active columns, which are ±λ at the
 * minimum, are corrected by a combination of these columns: so the dual keeps its digits where ‖r‖ is hardly above the
 * rounding of θ. Takes 3 to 6 passes over the rows.
 */
export function certifyByResiduals(
  rows: DiagonalRows,
  moments: Moments,
  theta: Float64Array,
  lambda: number,
): LassoCertificate & { residualCorrelation: Float64Array } {
  const { d, n, gram } = moments;
  const y = rows.labels();
  const nu = y.slice();
  const residualCorrelation = rows.advance(nu, theta);
  const squaresAtTheta = dot(nu, nu);
  let norm = 0;
  let largestGram = 0;
  for (let i = 0; i < d; i++) {
    norm += Math.abs(theta[i]);
    largestGram = Math.max(largestGram, gram[i * (d + 1)]);
  }
  const primal = 0.5 * squaresAtTheta + lambda * norm;
  const active = Array.from(theta.keys()).filter((j) => theta[j] !== 0);
  const basis = { active, gram: gramOf(gram, d, active) };
  const correlation = correctDual(rows, basis, theta, lambda, nu, residualCorrelation);
  const largest = correlation.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const squares = dot(nu, nu);
  const products = dot(nu, y);
  const best = squares > 0 ? products / squares : 0;
  const scale = Math.max(0, largest > 0 ? Math.min(best, lambda / largest) : best);
  const dual = scale * products - 0.5 * scale * scale * squares;
  // Of the residuals at θ, of ν·y, and of the largest correlation.
  const length = Math.sqrt(dot(y, y));
  const lost =
    2 * sumRounding(d) * Math.sqrt(squaresAtTheta) * length +
    sumRounding(n) * scale * Math.sqrt(squares) * (length + (dual * Math.sqrt(largestGram)) / lambda);
  const rounding = primal > 0 ? lost / primal : 0;
  const gap = relativeGap(primal, dual, rounding);
  return { primal, dual, gap, rounding, from: "residuals", scale, correlation, residualCorrelation };
}

/**
 * Moves ν (in place) along the active columns until their correlations are ±λ; returns Xᵀν/√d.
 * @param gram lower half of the active columns' Gram matrix, which is lost; see gramOf
 * @param start Xᵀν/√d before
 */
export function correctDual(
  rows: DiagonalRows,
  { active, gram }: { active: readonly number[]; gram: Float64Array },
  theta: Float64Array,
  lambda: number,
  nu: Float64Array,
  start: Float64Array,
): Float64Array {
  const size = active.length;
  if (size === 0 || factorise(gram, size) < size) return start;
  let correlation = start;
  for (let k = 0; k < CORRECTIONS; k++) {
    const change = Float64Array.from(active, (j) => correlation[j] - lambda * Math.sign(theta[j]));
    if (change.every((x) => Math.abs(x) <= 1e-13 * lambda)) break;
    solveLower(gram, size, size, change);
    solveUpper(gram, size, size, change);
    const delta = new Float64Array(theta.length);
    for (let a = 0; a < size; a++) delta[active[a]] = change[a];
    correlation = rows.advance(nu, delta);
  }
  return correlation;
}

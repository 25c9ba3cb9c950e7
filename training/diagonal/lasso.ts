// LASSO by coordinate descent on the moments, with gap-safe screening (Fercoq, Gramfort & Salmon 2015) and, between
// sweeps, the exact solution on the active set with its signs (feature-sign search, Lee et al. 2007), without which
// coordinate descent crawls near interpolation.

import { dot } from "../lbfgs.js";
import { certifyLasso } from "./certificate.js";
import { applyGram, type Moments } from "./moments.js";

export interface LassoResult {
  theta: Float64Array;
  /** P at θ, see certificate.ts. */
  primal: number;
  /** Relative duality gap. */
  gap: number;
  /** Sweeps over the active set. */
  sweeps: number;
  converged: boolean;
}

export interface LassoOptions {
  lambda: number;
  /** Relative duality gap to stop at; default 1e-9. */
  tolerance?: number;
  /** Default 20 000. */
  maxSweeps?: number;
}

/** Σ m[a + k]·m[b + k] over `length` terms, in four interleaved sums. */
function dotAt(m: Float64Array, a: number, b: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += m[a + k] * m[b + k];
    s1 += m[a + k + 1] * m[b + k + 1];
    s2 += m[a + k + 2] * m[b + k + 2];
    s3 += m[a + k + 3] * m[b + k + 3];
  }
  for (; k < length; k++) s0 += m[a + k] * m[b + k];
  return s0 + s1 + (s2 + s3);
}

/** Cholesky factor in place, lower half given; the first row whose pivot vanishes, or `size`. */
function factorise(matrix: Float64Array, size: number): number {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const diagonal = matrix[row + i];
    for (let j = 0; j < i; j++) {
      matrix[row + j] = (matrix[row + j] - dotAt(matrix, row, j * size, j)) / matrix[j * size + j];
    }
    const pivot = diagonal - dotAt(matrix, row, row, i);
    if (pivot <= 1e-10 * diagonal) return i;
    matrix[row + i] = Math.sqrt(pivot);
  }
  return size;
}

/** x = L⁻¹ x for the leading `count` rows of a factor. */
function solveLower(matrix: Float64Array, size: number, count: number, x: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= matrix[i * size + k] * x[k];
    x[i] = sum / matrix[i * size + i];
  }
}

/** x = L⁻ᵀ x for the leading `count` rows of a factor. */
function solveUpper(matrix: Float64Array, size: number, count: number, x: Float64Array): void {
  for (let i = count - 1; i >= 0; i--) {
    x[i] /= matrix[i * size + i];
    for (let k = 0; k < i; k++) x[k] -= matrix[i * size + k] * x[i];
  }
}

/** The τ in (0, 1] that minimises P along θ + τΔ (convex, piecewise quadratic); `slope` and `curve` of its smooth part. */
function bestStep(
  theta: Float64Array,
  delta: Float64Array,
  active: number[],
  slope: number,
  curve: number,
  lambda: number,
): number {
  const crossings: { tau: number; jump: number }[] = [];
  let sign = 0;
  for (const j of active) {
    sign += theta[j] === 0 ? Math.abs(delta[j]) : Math.sign(theta[j]) * delta[j];
    const tau = -theta[j] / delta[j];
    if (tau > 0 && tau < 1) crossings.push({ tau, jump: 2 * Math.abs(delta[j]) });
  }
  crossings.sort((a, b) => a.tau - b.tau);
  for (const { tau, jump } of crossings) {
    if (slope + curve * tau + lambda * sign >= 0) return Math.max(0, -(slope + lambda * sign) / curve);
    sign += jump;
    if (slope + curve * tau + lambda * sign >= 0) return tau;
  }
  return Math.min(1, curve > 0 ? Math.max(0, -(slope + lambda * sign) / curve) : 1);
}

/** Minimises ½Σ(y − θ·x/√d)² + λ‖θ‖₁. */
export function solveLasso(moments: Moments, options: LassoOptions): LassoResult {
  const { d, gram, correlation } = moments;
  const { lambda, tolerance = 1e-9, maxSweeps = 20_000 } = options;
  const theta = new Float64Array(d);
  const c = correlation.slice();
  const dropped = new Uint8Array(d);
  let sweeps = 0;

  const set = (j: number, value: number) => {
    const change = value - theta[j];
    if (change === 0) return;
    theta[j] = value;
    const row = j * d;
    for (let k = 0; k < d; k++) c[k] -= change * gram[row + k];
  };
  const sweep = (coordinates: Iterable<number>) => {
    let moved = 0;
    for (const j of coordinates) {
      const g = gram[j * d + j];
      if (dropped[j] || g === 0) continue;
      const z = c[j] + g * theta[j];
      const before = theta[j];
      set(j, z > lambda ? (z - lambda) / g : z < -lambda ? (z + lambda) / g : 0);
      moved = Math.max(moved, Math.abs(theta[j] - before) * Math.sqrt(g));
    }
    sweeps++;
    return moved;
  };
  const everything = Array.from({ length: d }, (_, j) => j);
  const refresh = () => {
    applyGram(moments, theta, c);
    for (let k = 0; k < d; k++) c[k] = correlation[k] - c[k];
  };

  /** Moves by τΔ on the active coordinates; what it brings to zero, or `first`, becomes exactly zero. */
  const move = (active: number[], delta: Float64Array, tau: number, first = -1) => {
    for (const j of active) {
      const value = theta[j] + tau * delta[j];
      theta[j] = j === first || Math.abs(value) <= 1e-14 * Math.abs(tau * delta[j]) ? 0 : value;
    }
    refresh();
  };

  /**
   * One step towards the exact solution on the active set with its signs. Where its columns are dependent (more
   * active coordinates than rows), first a step along the dependence, which leaves the fit as it is and lowers ‖θ‖₁,
   * up to the first coordinate it brings to zero; then true, since there may be more.
   */
  const solveActive = (): boolean => {
    const active = everything.filter((j) => theta[j] !== 0);
    const size = active.length;
    if (size === 0) return false;
    const matrix = new Float64Array(size * size);
    for (let a = 0; a < size; a++) {
      for (let b = 0; b <= a; b++) matrix[a * size + b] = gram[active[a] * d + active[b]];
    }
    const rank = factorise(matrix, size);
    const delta = new Float64Array(d);
    if (rank < size) {
      // The factor's row holds L⁻¹ of the dependent column.
      const combination = matrix.slice(rank * size, rank * size + rank);
      solveUpper(matrix, size, rank, combination);
      for (let a = 0; a < rank; a++) delta[active[a]] = -combination[a];
      delta[active[rank]] = 1;
      let slope = 0;
      for (const j of active) slope += Math.sign(theta[j]) * delta[j];
      if (slope > 0) for (const j of active) delta[j] = -delta[j];
      let first = -1;
      let tau = Infinity;
      for (const j of active) {
        const crossing = -theta[j] / delta[j];
        if (crossing > 0 && crossing < tau) {
          tau = crossing;
          first = j;
        }
      }
      if (first < 0) return false;
      move(active, delta, tau, first);
      return true;
    }
    const target = Float64Array.from(active, (j) => correlation[j] - lambda * Math.sign(theta[j]));
    solveLower(matrix, size, size, target);
    solveUpper(matrix, size, size, target);
    for (let a = 0; a < size; a++) delta[active[a]] = target[a] - theta[active[a]];
    const image = new Float64Array(d);
    applyGram(moments, delta, image);
    move(active, delta, bestStep(theta, delta, active, -dot(c, delta), dot(delta, image), lambda));
    return false;
  };

  for (;;) {
    const now = certifyLasso(moments, theta, lambda);
    const done = now.gap <= tolerance;
    if (done || sweeps >= maxSweeps) {
      return { theta, primal: now.primal, gap: now.gap, sweeps, converged: done };
    }
    const radius = Math.sqrt(2 * Math.max(0, now.primal - now.dual));
    for (let j = 0; j < d; j++) {
      if (dropped[j]) continue;
      if (Math.abs(now.scale * now.correlation[j]) + radius * Math.sqrt(gram[j * d + j]) < lambda) {
        dropped[j] = 1;
        set(j, 0);
      }
    }
    let moved = sweep(everything);
    const active = everything.filter((j) => theta[j] !== 0);
    const first = moved;
    for (let i = 0; i < 10 && moved > 1e-3 * first; i++) moved = sweep(active);
    let dependent = true;
    while (dependent) dependent = solveActive();
  }
}

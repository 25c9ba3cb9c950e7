// LASSO by coordinate descent on the moments, with gap-safe screening (Fercoq, Gramfort & Salmon 2015) and, between
// sweeps, the exact solution on the active set with its signs (feature-sign search, Lee et al. 2007), without which
// coordinate descent crawls near interpolation.

import type { GapSource } from "../gap.js";
import { dot } from "../lbfgs.js";
import { certifyByResiduals, certifyLasso } from "./certificate.js";
import { factorise, gramOf, solveLower, solveUpper } from "./cholesky.js";
import { applyGram, type Moments } from "./moments.js";
import type { DiagonalRows } from "./rows.js";

export interface LassoResult {
  theta: Float64Array;
  /** P at θ, see certificate.ts. */
  primal: number;
  /** Relative duality gap, see certificate.ts; NaN where the data or the result are not finite. */
  gap: number;
  /** What the gap was computed from. */
  from: GapSource;
  /** Sweeps over the active set. */
  sweeps: number;
  /** The gap is at most the tolerance. */
  converged: boolean;
}

export interface LassoOptions {
  lambda: number;
  /** Relative duality gap to stop at; default 1e-9. */
  tolerance?: number;
  /** Default 20 000. */
  maxSweeps?: number;
  /** The rows behind the moments, for a certificate where the moments' digits run out. */
  rows?: DiagonalRows;
  /** Asked between certificates and after steps that cost as much; true ends the run with what it has. */
  stopped?: () => Promise<boolean>;
  /** Told after every step on the active set; primal and gap are those of the last certificate. */
  progress?: (at: Pick<LassoResult, "sweeps" | "primal" | "gap">) => void;
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
export async function solveLasso(moments: Moments, options: LassoOptions): Promise<LassoResult> {
  const { d, gram, correlation } = moments;
  const { lambda, tolerance = 1e-9, maxSweeps = 20_000, rows, stopped, progress } = options;
  const theta = new Float64Array(d);
  const c = correlation.slice();
  const dropped = new Uint8Array(d);
  let sweeps = 0;
  // Whether c was taken from the rows: then it is kept by its changes, since b − Gθ would lose what they told.
  let sharp = false;

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

  /** Moves by τΔ on the active coordinates; what it brings to zero, or `first`, becomes exactly zero. */
  const move = (active: number[], delta: Float64Array, tau: number, first = -1) => {
    for (const j of active) {
      const value = theta[j] + tau * delta[j];
      const next = j === first || Math.abs(value) <= 1e-14 * Math.abs(tau * delta[j]) ? 0 : value;
      if (sharp) set(j, next);
      else theta[j] = next;
    }
    if (sharp) return;
    applyGram(moments, theta, c);
    for (let k = 0; k < d; k++) c[k] = correlation[k] - c[k];
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
    const matrix = gramOf(gram, d, active);
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
    const change = Float64Array.from(active, (j) => c[j] - lambda * Math.sign(theta[j]));
    solveLower(matrix, size, size, change);
    solveUpper(matrix, size, size, change);
    for (let a = 0; a < size; a++) delta[active[a]] = change[a];
    const image = new Float64Array(d);
    applyGram(moments, delta, image);
    move(active, delta, bestStep(theta, delta, active, -dot(c, delta), dot(delta, image), lambda));
    return false;
  };

  let nextLook = 0;
  for (;;) {
    let now = certifyLasso(moments, theta, lambda);
    const last = sweeps >= maxSweeps || ((await stopped?.()) ?? false);
    const blunt = Number.isFinite(now.primal) && !(now.gap <= tolerance) && !(now.rounding < tolerance / 4);
    if (blunt && rows && (last || sweeps >= nextLook)) {
      const exact = certifyByResiduals(rows, moments, theta, lambda);
      now = exact;
      c.set(exact.residualCorrelation);
      sharp = true;
      nextLook = 2 * sweeps + 10;
    }
    const { primal, gap, from } = now;
    const converged = gap <= tolerance;
    // No sweep mends what is not finite, or lowers what is rounding.
    const spent = Number.isNaN(gap) || (gap <= 3 * now.rounding && (!rows || from === "residuals"));
    if (converged || last || spent) return { theta, primal, gap, from, sweeps, converged };
    const radius = Math.sqrt(2 * gap * primal);
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
    while (dependent && !(await stopped?.())) {
      dependent = solveActive();
      progress?.({ sweeps, primal, gap });
    }
  }
}

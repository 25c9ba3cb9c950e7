// LASSO on rows in memory by a working set (Johnson & Guestrin 2015; Massias, Gramfort & Salmon 2018): Gram columns are
// computed as they become active. The problem of a few columns is solved on its moments; one pass over all rows then gives
// the correlations of every column with the residuals, which certify the solution or say which columns it lacks.

import { relativeGap } from "../gap.js";
import { dot } from "../lbfgs.js";
import { correctDual, sumRounding } from "./certificate.js";
import { type LassoOptions, type LassoResult, solveLasso } from "./lasso.js";
import type { RowsInMemory } from "./rows-in-memory.js";

/** Columns of the first working set, at least, and as a share of all. */
const LEAST = 16;
const SHARE = 1 / 8;

/** The numbers outside of a set with the largest |value| above a threshold, at most `count`. */
function strongest(values: Float64Array, inside: Uint8Array, threshold: number, count: number): number[] {
  return Array.from(values.keys())
    .filter((j) => !inside[j] && Math.abs(values[j]) > threshold)
    .sort((i, j) => Math.abs(values[j]) - Math.abs(values[i]) || i - j)
    .slice(0, count);
}

/** Minimises ½Σ(y − θ·x/√d)² + λ‖θ‖₁; the gap is that of the whole problem, from the residuals of all rows. */
export async function solveLassoInMemory(
  rows: RowsInMemory,
  options: Omit<LassoOptions, "rows">,
): Promise<LassoResult> {
  const { lambda, tolerance = 1e-9 } = options;
  const { n, d } = rows;
  rows.measure();
  const y = rows.labels();
  const inside = new Uint8Array(d);
  let columns: number[] = [];
  let theta = new Float64Array(d);
  let residual = y.slice();
  let correlation = rows.correlation;
  let sweeps = 0;
  let ended = false;
  /** Numbers by column of the working set as numbers by column of X, and the other way. */
  const spread = (values: Float64Array) => {
    const out = new Float64Array(d);
    for (const [k, j] of columns.entries()) out[j] = values[k];
    return out;
  };
  const pick = (values: Float64Array) => Float64Array.from(columns, (j) => values[j]);

  for (;;) {
    let found = certify(rows, y, { theta, residual, nu: residual, correlation }, lambda);
    const room = Math.max(LEAST, Math.ceil(d * SHARE), columns.length);
    const added = found.gap <= tolerance ? [] : strongest(correlation, inside, lambda, room);
    if (added.length === 0 && !(found.gap <= tolerance) && !Number.isNaN(found.gap)) {
      // No column is missing: what keeps the gap open is the rounding of θ.
      const nu = residual.slice();
      const active = columns.filter((j) => theta[j] !== 0);
      const basis = { active, gram: rows.momentsOf(active).gram };
      correlation = correctDual(rows, basis, theta, lambda, nu, correlation);
      const corrected = certify(rows, y, { theta, residual, nu, correlation }, lambda);
      if (corrected.gap < found.gap) found = corrected;
    }
    const { primal, gap } = found;
    if (added.length === 0 || ended) {
      return { theta, primal, gap, from: "residuals", sweeps, converged: gap <= tolerance };
    }
    for (const j of added) inside[j] = 1;
    columns = [...columns, ...added].sort((i, j) => i - j);
    const part = await solveLasso(rows.momentsOf(columns), {
      ...options,
      tolerance: tolerance / 4,
      rows: { n, labels: () => y.slice(), advance: (nu, delta) => pick(rows.advance(nu, spread(delta))) },
    });
    sweeps += part.sweeps;
    theta = spread(part.theta);
    residual = y.slice();
    correlation = rows.advance(residual, theta);
    // What is not finite, or was stopped, ends with what it has.
    ended = Number.isNaN(part.gap) || ((await options.stopped?.()) ?? false);
  }
}

/** A point, its residuals, and the vector whose multiple is the dual, with Xᵀν/√d of it. */
interface Point {
  theta: Float64Array;
  residual: Float64Array;
  nu: Float64Array;
  correlation: Float64Array;
}

/** P at θ, and the gap to the best multiple of ν that all columns allow; rounding is added to it. */
function certify(
  rows: RowsInMemory,
  y: Float64Array,
  { theta, residual, nu, correlation }: Point,
  lambda: number,
): { primal: number; gap: number } {
  const { n, d, norms } = rows;
  let largest = 0;
  let norm = 0;
  let largestNorm = 0;
  for (let j = 0; j < d; j++) {
    // A correlation that is not a number must not pass for a small one.
    if (!(Math.abs(correlation[j]) <= largest)) largest = Math.abs(correlation[j]);
    norm += Math.abs(theta[j]);
    largestNorm = Math.max(largestNorm, norms[j]);
  }
  const residualSquares = dot(residual, residual);
  const primal = 0.5 * residualSquares + lambda * norm;
  const squares = dot(nu, nu);
  const products = dot(nu, y);
  const best = squares > 0 ? products / squares : 0;
  const scale = largest === 0 ? best : Math.max(0, Math.min(best, lambda / largest));
  const dual = scale * products - 0.5 * scale * scale * squares;
  const length = Math.sqrt(dot(y, y));
  // Of the residuals at θ, of ν·y, and of the largest correlation.
  const lost =
    2 * sumRounding(d) * Math.sqrt(residualSquares) * length +
    sumRounding(n) * scale * Math.sqrt(squares) * (length + (dual * Math.sqrt(largestNorm)) / lambda);
  return { primal, gap: relativeGap(primal, dual, primal > 0 ? lost / primal : 0) };
}

// What is kept of a learned network: its spectrum, its error, and how far it has turned towards the teacher.

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Teacher } from "./teacher.js";

export interface Learned {
  /** ‖Ŝ − S*‖²_F/d or ‖θ̂ − θ*‖²/d. */
  mse: number;
  /** E(f* − f̂)²: 2·mse for the quadratic network, mse for the diagonal one. */
  excessRisk: number;
  /** Eigenvalues of Ŝ, or |θ̂|, descending. */
  spectrum: Float64Array;
  /** Squared overlap (û_k · v_k)² of the k-th learned with the teacher's k-th eigenvector; quadratic only. */
  overlaps?: Float64Array;
}

/** Squared distance per coordinate. */
export function meanSquare(a: Float64Array, b: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum / d;
}

/**
 * Error, spectrum and overlaps of learned weights: θ̂ (d numbers), or Ŝ (d × d, row-major, symmetric).
 * @param leading how many eigenvectors to compare; default 10
 */
export function describe(weights: Float64Array, teacher: Teacher, leading = 10): Learned {
  const { d, network, vectors } = teacher;
  const mse = meanSquare(weights, teacher.weights, d);
  if (network === "diagonal") {
    return { mse, excessRisk: mse, spectrum: weights.map(Math.abs).sort().reverse() };
  }
  const evd = new EigenvalueDecomposition(Matrix.from1DArray(d, d, weights), { assumeSymmetric: true });
  const values = evd.realEigenvalues;
  const order = Array.from({ length: d }, (_, i) => i).sort((i, j) => values[j] - values[i] || i - j);
  const learned = evd.eigenvectorMatrix;
  const overlaps = Float64Array.from({ length: Math.min(leading, d) }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < d; i++) sum += learned.get(i, order[k]) * (vectors as Float64Array)[k * d + i];
    return sum * sum;
  });
  return { mse, excessRisk: 2 * mse, spectrum: Float64Array.from(order, (i) => values[i]), overlaps };
}

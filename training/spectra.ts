// What is kept of a learned network: its spectrum, its error, and how far it has turned towards the teacher.

import { symmetricEigen } from "./kernel/eigen.js";
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
 * Error, spectrum and overlaps of learned weights: θ̂ (d numbers), or Ŝ (d × d, row-major, symmetric). All are NaN where
 * the weights are not finite.
 * @param leading how many eigenvectors to compare; default 10
 */
export function describe(weights: Float64Array, teacher: Teacher, leading = 10): Learned {
  const { d, network, vectors } = teacher;
  const mse = meanSquare(weights, teacher.weights, d);
  if (network === "diagonal") {
    return { mse, excessRisk: mse, spectrum: weights.map(Math.abs).sort().reverse() };
  }
  const count = Math.min(leading, d);
  if (!weights.every(Number.isFinite)) {
    const lost = (length: number) => new Float64Array(length).fill(Number.NaN);
    return { mse, excessRisk: 2 * mse, spectrum: lost(d), overlaps: lost(count) };
  }
  const { values, vectors: learned } = symmetricEigen(weights, { vectors: count });
  const overlaps = Float64Array.from({ length: count }, (_, k) => {
    const row = (count - 1 - k) * d;
    let sum = 0;
    for (let i = 0; i < d; i++) sum += learned[row + i] * (vectors as Float64Array)[k * d + i];
    return sum * sum;
  });
  return { mse, excessRisk: 2 * mse, spectrum: values.reverse(), overlaps };
}

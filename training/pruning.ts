// Pruning after training: the learned eigenvalues lose what lies in the bulk (Corollary 2 of the paper).

import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { fromSpectrum } from "./teacher.js";

/** Ŝ (d × d, symmetric) with every eigenvalue x replaced by (x − shift)₊. */
export function prune(s: Float64Array, d: number, shift: number): Float64Array {
  const evd = new EigenvalueDecomposition(Matrix.from1DArray(d, d, s), { assumeSymmetric: true });
  const vectors = new Float64Array(d * d);
  const kept: number[] = [];
  for (let k = 0; k < d; k++) {
    kept.push(Math.max(0, evd.realEigenvalues[k] - shift));
    for (let i = 0; i < d; i++) vectors[k * d + i] = evd.eigenvectorMatrix.get(i, k);
  }
  return fromSpectrum(kept, vectors);
}

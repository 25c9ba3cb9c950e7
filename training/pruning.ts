// Pruning after training: the learned eigenvalues lose what lies in the bulk (Corollary 2 of the paper).

import { symmetricEigen } from "./kernel/eigen.js";
import { fromSpectrum } from "./teacher.js";

/** Ŝ (d × d, symmetric) with every eigenvalue x replaced by (x − shift)₊. Throws RangeError where Ŝ is not finite. */
export function prune(s: Float64Array, shift: number): Float64Array {
  const { values, vectors } = symmetricEigen(s);
  return fromSpectrum(
    values.map((value) => Math.max(0, value - shift)),
    vectors,
  );
}

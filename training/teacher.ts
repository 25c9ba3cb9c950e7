// The teachers of the experiments: power laws with Haar eigenvectors, or any given spectrum.

import { Matrix, QrDecomposition } from "ml-matrix";
import type { Network } from "../theory/parameters.js";
import { power } from "./elementary.js";
import { Stream } from "./random.js";

export interface Teacher {
  readonly network: Network;
  readonly d: number;
  /** θ* (d numbers) of the diagonal network, S* (d × d, row-major, symmetric) of the quadratic one. */
  readonly weights: Float64Array;
  /** |θ*|, or the eigenvalues of S*, in descending order. */
  readonly spectrum: Float64Array;
  /** Eigenvectors of S*, one a row, in the order of the spectrum; quadratic only. */
  readonly vectors?: Float64Array;
}

export interface TeacherOptions {
  network: Network;
  d: number;
  seed: number;
  /** Exponent of the power law. */
  gamma: number;
  /** Given instead of the power law: the eigenvalues of S* (≥ 0), or θ* itself. */
  spectrum?: ArrayLike<number>;
}

/** Scales of the power law, k = 1…d: √d·k^{−γ} (standard deviations of θ*), or eigenvalues with Σs²/d = 1. */
export function powerLawScales(network: Network, d: number, gamma: number): Float64Array {
  const scales = Float64Array.from({ length: d }, (_, i) => power(i + 1, -gamma));
  let norm = 1;
  if (network === "quadratic") {
    let sum = 0;
    for (const s of scales) sum += s * s;
    norm = Math.sqrt(sum);
  }
  return scales.map((s) => (Math.sqrt(d) * s) / norm);
}

/** A d × d orthogonal matrix of the Haar law, one vector a row: QR of a Gaussian matrix, signs from R's diagonal. */
export function haarVectors(d: number, random: Stream): Float64Array {
  const gaussian = Matrix.from1DArray(d, d, random.gaussians(d * d));
  const qr = new QrDecomposition(gaussian);
  const q = qr.orthogonalMatrix;
  const r = qr.upperTriangularMatrix;
  const vectors = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    const sign = r.get(k, k) < 0 ? -1 : 1;
    for (let i = 0; i < d; i++) vectors[k * d + i] = sign * q.get(i, k);
  }
  return vectors;
}

/** Σ_k s_k v_k v_kᵀ, row-major and exactly symmetric; vectors one a row. */
export function fromSpectrum(spectrum: ArrayLike<number>, vectors: Float64Array): Float64Array {
  const d = spectrum.length;
  const matrix = new Float64Array(d * d);
  for (let k = 0; k < d; k++) {
    const v = vectors.subarray(k * d, (k + 1) * d);
    for (let i = 0; i < d; i++) {
      const a = spectrum[k] * v[i];
      for (let j = i; j < d; j++) matrix[i * d + j] += a * v[j];
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) matrix[i * d + j] = matrix[j * d + i];
  return matrix;
}

/** The teacher of one seed. Throws RangeError where a given spectrum does not have d numbers of the right sign. */
export function drawTeacher({ network, d, seed, gamma, spectrum }: TeacherOptions): Teacher {
  if (spectrum && spectrum.length !== d) {
    throw new RangeError(`spectrum has ${spectrum.length} numbers; its range: exactly d = ${d}`);
  }
  if (network === "diagonal") {
    let weights: Float64Array;
    if (spectrum) weights = Float64Array.from(spectrum);
    else {
      const random = new Stream(seed, "teacher");
      weights = powerLawScales(network, d, gamma).map((scale) => scale * random.gaussian());
    }
    return { network, d, weights, spectrum: weights.map(Math.abs).sort().reverse() };
  }
  const values = spectrum ? Float64Array.from(spectrum).sort().reverse() : powerLawScales(network, d, gamma);
  if (values[d - 1] < 0) throw new RangeError(`spectrum holds ${values[d - 1]}; its range: numbers ≥ 0`);
  const vectors = haarVectors(d, new Stream(seed, "vectors"));
  return { network, d, weights: fromSpectrum(values, vectors), spectrum: values, vectors };
}

// The cone of positive semidefinite matrices: projection onto it and the projection's derivative.
//
// With M = V diag(m) Vᵀ, Π(M) = V diag(m₊) Vᵀ and Π'(M)[H] = V (Ω ∘ VᵀHV) Vᵀ, where Ω is 1 on the block of positive
// eigenvalues, m_i/(m_i − m_j) between a positive m_i and another m_j, and 0 elsewhere. Both are computed from whichever
// of the two groups of eigenvectors is the smaller.

import { symmetricEigen } from "../kernel/eigen.js";
import { createKernel, type Kernel, pad4 } from "../kernel/kernel.js";

/** A symmetric matrix by its eigenvalues, ascending, and its eigenvectors, one a row of a row-major d × d matrix. */
export interface Eigen {
  values: Float64Array;
  vectors: Float64Array;
  /** How many eigenvalues are ≤ 0: they come first. */
  negative: number;
}

export class Cone {
  readonly d: number;
  readonly #kernel: Kernel;
  readonly #at: { in: number; left: number; right: number; out: number };

  constructor(d: number, kind?: Kernel["kind"]) {
    this.d = d;
    const size = pad4(d);
    this.#kernel = createKernel(4 * size * size, kind);
    const allocate = () => this.#kernel.allocate(size * size);
    this.#at = { in: allocate(), left: allocate(), right: allocate(), out: allocate() };
  }

  /** Eigenvalues and eigenvectors of a symmetric matrix. Throws RangeError where it is not finite. */
  decompose(matrix: Float64Array): Eigen {
    const { values, vectors } = symmetricEigen(matrix, { kind: this.#kernel.kind });
    const positive = values.findIndex((value) => value > 0);
    return { values, vectors, negative: positive < 0 ? this.d : positive };
  }

  /** Puts a rows × columns matrix into a padded one whose rows have `width` numbers. */
  #load(values: Float64Array, rows: number, columns: number, width: number): void {
    const to = this.#kernel.view(this.#at.in, pad4(rows) * width);
    to.fill(0);
    for (let i = 0; i < rows; i++) to.set(values.subarray(i * columns, (i + 1) * columns), i * width);
  }

  /** A B (rows × columns); A given by its rows or, where `transposed`, by its columns; B by its rows, or as Bᵀ. */
  #product(
    a: Float64Array,
    b: Float64Array,
    shape: { rows: number; inner: number; columns: number; aTransposed?: boolean; bTransposed?: boolean },
  ): Float64Array {
    const { rows, inner, columns, aTransposed, bTransposed } = shape;
    const kernel = this.#kernel;
    const { in: at, left, right, out } = this.#at;
    const [height, length, width] = [pad4(rows), pad4(inner), pad4(columns)];
    if (aTransposed) {
      this.#load(a, inner, rows, height);
      kernel.packColumns(at, length, height, left);
    } else {
      this.#load(a, rows, inner, length);
      kernel.packRows(at, height, length, left);
    }
    if (bTransposed) {
      this.#load(b, columns, inner, length);
      kernel.packRows(at, width, length, right);
    } else {
      this.#load(b, inner, columns, width);
      kernel.packColumns(at, length, width, right);
    }
    kernel.product(left, height / 4, right, width / 4, length, out);
    const from = kernel.view(out, height * width);
    const values = new Float64Array(rows * columns);
    for (let i = 0; i < rows; i++) values.set(from.subarray(i * width, i * width + columns), i * columns);
    return values;
  }

  /** The eigenvectors [from, to) as a d × (to − from) matrix, the k-th multiplied by scale(k). */
  #columns({ vectors }: Eigen, from: number, to: number, scale?: (k: number) => number): Float64Array {
    const { d } = this;
    const count = to - from;
    const out = new Float64Array(d * count);
    const factors = Float64Array.from({ length: count }, (_, k) => scale?.(from + k) ?? 1);
    for (let i = 0; i < d; i++) {
      for (let k = 0; k < count; k++) out[i * count + k] = vectors[(from + k) * d + i] * factors[k];
    }
    return out;
  }

  /** Π(M), exactly symmetric. */
  project(matrix: Float64Array, eigen: Eigen): Float64Array {
    const { d } = this;
    const { values, negative } = eigen;
    const small = negative < d - negative;
    const [from, to] = small ? [0, negative] : [negative, d];
    if (from === to) return small ? matrix.slice() : new Float64Array(d * d);
    const root = this.#columns(eigen, from, to, (k) => Math.sqrt(Math.abs(values[k])));
    const part = this.#product(root, root, { rows: d, inner: to - from, columns: d, bTransposed: true });
    return small ? part.map((x, i) => matrix[i] + x) : part;
  }

  /** Π'(M) as a function of H (symmetric); M by its eigenvalues and eigenvectors. */
  derivative(eigen: Eigen): (h: Float64Array) => Float64Array {
    const { d } = this;
    const { values, vectors, negative } = eigen;
    const small = negative < d - negative;
    // From the negative group the derivative of M − Π(M) is computed instead.
    const [from, to] = small ? [0, negative] : [negative, d];
    const count = to - from;
    if (count === 0) return (h) => (small ? h.slice() : new Float64Array(d * d));
    const group = this.#columns(eigen, from, to);
    // Half of Ω within the group, Ω across: the other halves come with the transpose.
    const weights = new Float64Array(d * count);
    for (let i = 0; i < d; i++) {
      for (let k = 0; k < count; k++) {
        const inside = i >= from && i < to;
        const own = values[from + k];
        const difference = own - values[i];
        weights[i * count + k] = inside ? 0.5 : difference === 0 ? 1 : own / difference;
      }
    }
    return (h) => {
      const hg = this.#product(h, group, { rows: d, inner: d, columns: count });
      const rotated = this.#product(vectors, hg, { rows: d, inner: d, columns: count });
      for (let i = 0; i < rotated.length; i++) rotated[i] *= weights[i];
      const back = this.#product(vectors, rotated, { rows: d, inner: d, columns: count, aTransposed: true });
      const half = this.#product(back, group, { rows: d, inner: count, columns: d, bTransposed: true });
      const out = new Float64Array(d * d);
      for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
          const sum = half[i * d + j] + half[j * d + i];
          const value = small ? h[i * d + j] - sum : sum;
          out[i * d + j] = value;
          out[j * d + i] = value;
        }
      }
      return out;
    };
  }
}

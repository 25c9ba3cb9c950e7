// A symmetric matrix as Q T Qᵀ with T tridiagonal, by Householder reflections (LAPACK's dsytrd and dormtr).
//
// Reflection j is I − τ_j v_j v_jᵀ, with v_j zero up to coordinate j and 1 at j + 1. Reflections come in blocks: within
// a block the matrix is left as it is and rows are corrected by A − V Wᵀ − W Vᵀ as they are needed; after it the matrix
// is updated at once.

import type { Kernel } from "../kernel.js";

/** Reflections in a block; a multiple of four. */
const BLOCK = 32;
/** Squared norm, of a matrix whose largest entry is about 1, below which a column counts as zero. */
const VANISHING = 1e-290;

export class Tridiagonalisation {
  /** T: n numbers on its diagonal, n − 1 beside it (and a zero). */
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly #kernel: Kernel;
  readonly #n: number;
  readonly #size: number;
  readonly #tau: Float64Array;
  /** Addresses: the matrix (size × size), the vectors of all reflections, one a row, and the work of one block. */
  readonly #at: Record<"matrix" | "vectors" | "block" | "left" | "right" | "x" | "y" | "factors", number>;

  /** Numbers of kernel memory for a matrix of padded dimension `size`, besides the matrix itself. */
  static room(size: number): number {
    const vectors = Math.ceil(size / BLOCK) * BLOCK * size;
    return vectors + 7 * BLOCK * size + 2 * size + 4 * BLOCK + 8;
  }

  /** @param size n padded to a multiple of four; `matrix` is the address of size × size numbers */
  constructor(kernel: Kernel, n: number, size: number, matrix: number) {
    this.#kernel = kernel;
    this.#n = n;
    this.#size = size;
    this.diagonal = new Float64Array(n);
    this.offDiagonal = new Float64Array(n);
    const rows = Math.ceil(size / BLOCK) * BLOCK;
    this.#tau = new Float64Array(rows);
    this.#at = {
      matrix,
      vectors: kernel.allocate(rows * size),
      block: kernel.allocate(3 * BLOCK * size),
      left: kernel.allocate(2 * BLOCK * size),
      right: kernel.allocate(2 * BLOCK * size),
      x: kernel.allocate(size),
      y: kernel.allocate(size),
      factors: kernel.allocate(4 * BLOCK),
    };
  }

  /** Reduces the matrix in the kernel's memory (upper 4 × 4 tiles, zeros in the padding), which is lost. */
  reduce(): void {
    const n = this.#n;
    const size = this.#size;
    this.#kernel.view(this.#at.vectors, this.#tau.length * size).fill(0);
    this.#kernel.view(this.#at.block, 3 * BLOCK * size).fill(0);
    this.#tau.fill(0);
    this.offDiagonal.fill(0);
    for (let first = 0; first < n; first += BLOCK) {
      const last = Math.min(n, first + BLOCK);
      for (let j = first; j < last; j++) this.#column(first, j);
      if (last < n) this.#update(first, last);
    }
  }

  /** Makes column j of T and reflection j; the block began at `first`. */
  #column(first: number, j: number): void {
    const m = this.#kernel.numbers;
    const n = this.#n;
    const size = this.#size;
    const { matrix, vectors, block, x } = this.#at;
    const v = vectors + j * size;
    const w = block + (BLOCK + j - first) * size;
    const from = j & ~3;
    m.copyWithin(x + from, matrix + j * size + from, matrix + (j + 1) * size);
    this.#correct(
      first,
      j,
      from,
      x,
      (k) => m[block + (BLOCK + k) * size + j],
      (k) => m[vectors + (first + k) * size + j],
    );
    this.diagonal[j] = m[x + j];
    if (j + 1 >= n) return;
    const alpha = m[x + j + 1];
    let rest = 0;
    for (let t = j + 2; t < n; t++) rest += m[x + t] * m[x + t];
    if (rest === 0 || alpha * alpha + rest < VANISHING) {
      this.offDiagonal[j] = alpha;
      m.fill(0, w, w + size);
      return;
    }
    const norm = Math.sqrt(alpha * alpha + rest);
    const beta = alpha > 0 ? -norm : norm;
    const tau = (beta - alpha) / beta;
    const scale = 1 / (alpha - beta);
    this.offDiagonal[j] = beta;
    this.#tau[j] = tau;
    m[v + j + 1] = 1;
    for (let t = j + 2; t < n; t++) m[v + t] = m[x + t] * scale;
    this.#image(first, j, v, w, tau);
  }

  /** w = τ(A v − ½ τ (vᵀ A v) v), where A is the matrix as the block's reflections so far have left it. */
  #image(first: number, j: number, v: number, w: number, tau: number): void {
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const size = this.#size;
    const { matrix, vectors, block, factors } = this.#at;
    const from = (j + 1) & ~3;
    const groups = Math.ceil((j - first) / 4);
    kernel.symmetricTimes(matrix, size, from, size, v, w);
    const byV = factors + 2 * BLOCK;
    const byW = byV + BLOCK;
    kernel.dots(vectors + first * size, size, groups, v, from, size, byV);
    kernel.dots(block + BLOCK * size, size, groups, v, from, size, byW);
    this.#correct(
      first,
      j,
      from,
      w,
      (k) => m[byW + k],
      (k) => m[byV + k],
    );
    let overlap = 0;
    for (let t = j + 1; t < size; t++) {
      m[w + t] *= tau;
      overlap += m[w + t] * m[v + t];
    }
    m.fill(0, w, w + j + 1);
    const share = -0.5 * tau * overlap;
    for (let t = j + 1; t < size; t++) m[w + t] += share * m[v + t];
  }

  /** y −= Σ_k byV(k) v_k + byW(k) w_k over the block's reflections before j. */
  #correct(
    first: number,
    j: number,
    from: number,
    y: number,
    byV: (k: number) => number,
    byW: (k: number) => number,
  ): void {
    const count = j - first;
    if (count === 0) return;
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const size = this.#size;
    const { vectors, block, factors } = this.#at;
    const groups = Math.ceil(count / 4);
    for (let k = 0; k < 4 * groups; k++) {
      m[factors + k] = k < count ? -byV(k) : 0;
      m[factors + BLOCK + k] = k < count ? -byW(k) : 0;
    }
    kernel.combine(vectors + first * size, size, groups, factors, from, size, y);
    kernel.combine(block + BLOCK * size, size, groups, factors + BLOCK, from, size, y);
  }

  /** A −= V Wᵀ + W Vᵀ from `last` on. */
  #update(first: number, last: number): void {
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const size = this.#size;
    const { matrix, vectors, block, left, right } = this.#at;
    // The block holds V, W, V: the rows of [V, W] from its start, those of [W, V] from its second third.
    const v = vectors + first * size;
    m.copyWithin(block, v, v + BLOCK * size);
    m.copyWithin(block + 2 * BLOCK * size, v, v + BLOCK * size);
    kernel.packColumns(block, 2 * BLOCK, size, left);
    kernel.packColumns(block + BLOCK * size, 2 * BLOCK, size, right);
    const skip = last * 2 * BLOCK;
    for (let i = left + skip; i < left + 2 * BLOCK * size; i++) m[i] = -m[i];
    kernel.symmetricUpdate(matrix, size, last, (size - last) / 4, left + skip, right + skip, 2 * BLOCK);
  }

  /** z ← Q z for the rows z of `panels` row panels of `size` terms. */
  apply(rows: number, panels: number): void {
    const kernel = this.#kernel;
    const size = this.#size;
    const { vectors, block, left, right, factors } = this.#at;
    for (let first = Math.floor((this.#n - 1) / BLOCK) * BLOCK; first >= 0; first -= BLOCK) {
      this.#compact(first);
      kernel.packRows(vectors + first * size, BLOCK, size, left);
      kernel.packColumns(block, BLOCK, size, right);
      kernel.reflect(rows, panels, size, first, left, right, BLOCK / 4, factors);
    }
  }

  /** Puts −V T into the block, one vector a row, where I − V T Vᵀ is the product of the block's reflections. */
  #compact(first: number): void {
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const size = this.#size;
    const { vectors, block, factors } = this.#at;
    const v = vectors + first * size;
    const t = new Float64Array(BLOCK * BLOCK);
    m.fill(0, block, block + BLOCK * size);
    for (let c = 0; c < BLOCK; c++) {
      const tau = this.#tau[first + c];
      kernel.dots(v, size, Math.ceil(c / 4), v + c * size, first, size, factors);
      for (let r = 0; r < c; r++) {
        let sum = 0;
        for (let k = r; k < c; k++) sum += t[r * BLOCK + k] * m[factors + k];
        t[r * BLOCK + c] = -tau * sum;
      }
      t[c * BLOCK + c] = tau;
      for (let r = 0; r < BLOCK; r++) m[factors + r] = -t[r * BLOCK + c];
      kernel.combine(v, size, Math.ceil((c + 1) / 4), factors, first, size, block + c * size);
    }
  }
}

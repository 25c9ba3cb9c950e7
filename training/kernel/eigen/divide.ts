// Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by divide and conquer (Cuppen; LAPACK's dstedc):
// halves are solved, then joined by an update of rank one, whose vectors come from the secular equation.

import { type Kernel, pad4 } from "../kernel.js";
import { implicitQl } from "./implicit-ql.js";
import { type Secular, secularRoot, secularVectors } from "./secular.js";

const EPSILON = 2 ** -52;
/** Rows that are diagonalised at once. */
const LEAF = 32;

/** In which half the vector of a row has entries. */
const UPPER = 0;
const BOTH = 1;
const LOWER = 2;

/** Rows lo ≤ j < hi, joined at `middle`. */
interface Node {
  lo: number;
  middle: number;
  hi: number;
}

/** What deflation leaves: the rows that take part, ascending by value, with their weights and kinds, and the others. */
interface Deflation {
  kept: number[];
  weights: number[];
  kinds: number[];
  apart: number[];
  rho: number;
}

export class DivideAndConquer {
  readonly #kernel: Kernel;
  readonly #n: number;
  readonly #size: number;
  readonly #d: Float64Array;
  readonly #e: Float64Array;
  readonly #differences: Float64Array;
  readonly #at: Record<"vectors" | "gathered" | "left" | "right" | "out", number>;

  /** Numbers of kernel memory for padded dimension `size`, besides the given regions. */
  static room(size: number): number {
    return 4 * size * size + 16;
  }

  /**
   * @param gathered address of size × size numbers that are free
   * @param diagonal T's diagonal; it becomes the eigenvalues
   */
  constructor(
    kernel: Kernel,
    n: number,
    size: number,
    gathered: number,
    diagonal: Float64Array,
    off: Float64Array,
  ) {
    this.#kernel = kernel;
    this.#n = n;
    this.#size = size;
    this.#d = diagonal;
    this.#e = off;
    this.#differences = new Float64Array(n * n);
    const allocate = () => kernel.allocate(size * size);
    this.#at = { gathered, vectors: allocate(), left: allocate(), right: allocate(), out: allocate() };
  }

  /** Address of the eigenvectors, size × size: row j belongs to the j-th number of the diagonal. */
  get vectors(): number {
    return this.#at.vectors;
  }

  /** Address of size × size numbers that are free once it is solved. */
  get scratch(): number {
    return this.#at.out;
  }

  /** Solves; returns the rows ascending by eigenvalue. Only the vectors of the `count` largest are made. */
  solve(count: number): number[] {
    this.#kernel.view(this.#at.vectors, this.#size * this.#size).fill(0);
    return this.#solve(0, this.#n, count);
  }

  #solve(lo: number, hi: number, count: number): number[] {
    const { m, vectors, stride } = { m: this.#kernel.numbers, vectors: this.#at.vectors, stride: this.#size };
    const d = this.#d;
    if (hi - lo <= LEAF) {
      for (let j = lo; j < hi; j++) m[vectors + j * stride + j] = 1;
      implicitQl(d, this.#e, lo, hi, { m, vectors, stride });
      return Array.from({ length: hi - lo }, (_, j) => lo + j).sort((i, j) => d[i] - d[j] || i - j);
    }
    const middle = lo + pad4((hi - lo) >> 1);
    const beta = this.#e[middle - 1];
    d[middle - 1] -= Math.abs(beta);
    d[middle] -= Math.abs(beta);
    const upper = this.#solve(lo, middle, middle - lo);
    const lower = this.#solve(middle, hi, hi - middle);
    return this.#join({ lo, middle, hi }, beta, merge(upper, lower, d), count);
  }

  /** Joins two halves; `order` holds their rows ascending. */
  #join(node: Node, beta: number, order: number[], count: number): number[] {
    const d = this.#d;
    const deflation = this.#deflate(node, beta, order);
    const { kept, weights, rho, apart } = deflation;
    const size = kept.length;
    if (size > 0) {
      const equation: Secular = {
        count: size,
        poles: Float64Array.from(kept, (j) => d[j]),
        weights: Float64Array.from(weights),
        rho,
      };
      const differences = this.#differences.subarray(0, size * size);
      for (let k = 0; k < size; k++) {
        const { origin, shift } = secularRoot(equation, k);
        const { poles } = equation;
        const base = poles[origin];
        for (let i = 0; i < size; i++) differences[k * size + i] = poles[i] - base - shift;
        d[kept[k]] = base + shift;
      }
      const sorted = merge(
        kept,
        apart.sort((i, j) => d[i] - d[j] || i - j),
        d,
      );
      const needed = new Set(sorted.slice(sorted.length - count));
      const wanted = kept.map((_, k) => k).filter((k) => needed.has(kept[k]));
      secularVectors(equation, differences, wanted);
      this.#rotate(node, deflation, differences, wanted);
      return sorted;
    }
    return apart.sort((i, j) => d[i] - d[j] || i - j);
  }

  /** Splits off the rows that the update leaves as they are (LAPACK's dlaed2). */
  #deflate({ lo, middle, hi }: Node, beta: number, order: number[]): Deflation {
    const m = this.#kernel.numbers;
    const size = this.#size;
    const { vectors } = this.#at;
    const d = this.#d;
    const z = new Float64Array(hi);
    const sign = beta < 0 ? -1 : 1;
    let largest = 0;
    let scale = 0;
    for (let j = lo; j < hi; j++) {
      const row = vectors + j * size;
      z[j] = (j < middle ? m[row + middle - 1] : sign * m[row + middle]) * Math.SQRT1_2;
      largest = Math.max(largest, Math.abs(z[j]));
      scale = Math.max(scale, Math.abs(d[j]));
    }
    const rho = 2 * Math.abs(beta);
    const tolerance = 8 * EPSILON * Math.max(scale, largest);
    const out: Deflation = { kept: [], weights: [], kinds: [], apart: [], rho };
    if (rho * largest <= tolerance) {
      out.apart = order.slice();
      return out;
    }
    let previous = -1;
    let previousKind = UPPER;
    const keep = () => {
      out.kept.push(previous);
      out.weights.push(z[previous]);
      out.kinds.push(previousKind);
    };
    for (const j of order) {
      let kind = j < middle ? UPPER : LOWER;
      if (rho * Math.abs(z[j]) <= tolerance) {
        out.apart.push(j);
        continue;
      }
      if (previous >= 0) {
        const norm = Math.sqrt(z[j] * z[j] + z[previous] * z[previous]);
        const c = z[j] / norm;
        const s = -z[previous] / norm;
        if (Math.abs((d[j] - d[previous]) * c * s) <= tolerance) {
          z[j] = norm;
          if (kind !== previousKind) kind = BOTH;
          this.#turn(previous, j, lo, hi, c, s);
          out.apart.push(previous);
        } else keep();
      }
      previous = j;
      previousKind = kind;
    }
    if (previous >= 0) keep();
    return out;
  }

  /** Turns two rows by an angle, and the diagonal with them. */
  #turn(i: number, j: number, lo: number, hi: number, c: number, s: number): void {
    const m = this.#kernel.numbers;
    const size = this.#size;
    const a = this.#at.vectors + i * size;
    const b = this.#at.vectors + j * size;
    for (let t = lo; t < hi; t++) {
      const x = m[a + t];
      const y = m[b + t];
      m[a + t] = c * x + s * y;
      m[b + t] = c * y - s * x;
    }
    const d = this.#d;
    const [x, y] = [d[i], d[j]];
    d[i] = x * c * c + y * s * s;
    d[j] = x * s * s + y * c * c;
  }

  /** The new rows of the wanted roots: combinations, given by their rows of `factors`, of the old ones. */
  #rotate(
    { lo, middle, hi }: Node,
    { kept, kinds }: Deflation,
    factors: Float64Array,
    wanted: number[],
  ): void {
    const terms = kept.map((_, i) => i);
    const end = pad4(hi);
    const parts = [
      { from: lo, to: middle, terms: terms.filter((i) => kinds[i] !== LOWER) },
      { from: middle, to: end, terms: terms.filter((i) => kinds[i] !== UPPER) },
    ];
    // Both parts are gathered before the first rows are overwritten.
    const m = this.#kernel.numbers;
    let gathered = this.#at.gathered;
    const at = parts.map((part) => {
      const start = gathered;
      for (const i of part.terms) {
        const row = this.#at.vectors + kept[i] * this.#size;
        m.copyWithin(gathered, row + part.from, row + part.to);
        gathered += part.to - part.from;
      }
      return start;
    });
    for (const [p, part] of parts.entries()) this.#multiply(part, at[p], kept, factors, wanted);
  }

  #multiply(
    { from, to, terms }: { from: number; to: number; terms: number[] },
    gathered: number,
    kept: number[],
    factors: Float64Array,
    wanted: number[],
  ): void {
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const { vectors, left, right, out } = this.#at;
    const width = to - from;
    const length = terms.length;
    const rows = pad4(wanted.length);
    if (length === 0) {
      for (const k of wanted) {
        const row = vectors + kept[k] * this.#size;
        m.fill(0, row + from, row + to);
      }
      return;
    }
    for (let r = 0; r < rows; r++) {
      const row = r < wanted.length ? wanted[r] * kept.length : -1;
      let to = left + (r >> 2) * 4 * length + (r & 3);
      for (let t = 0; t < length; t++, to += 4) m[to] = row < 0 ? 0 : factors[row + terms[t]];
    }
    kernel.packColumns(gathered, length, width, right);
    kernel.product(left, rows / 4, right, width / 4, length, out);
    for (let r = 0; r < wanted.length; r++) {
      m.copyWithin(vectors + kept[wanted[r]] * this.#size + from, out + r * width, out + (r + 1) * width);
    }
  }
}

/** Two ascending lists of rows as one. */
function merge(a: number[], b: number[], values: Float64Array): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (j === b.length || (i < a.length && values[a[i]] <= values[b[j]])) out.push(a[i++]);
    else out.push(b[j++]);
  }
  return out;
}

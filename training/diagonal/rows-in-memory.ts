// Rows of a LASSO that lie in the kernel's memory, and passes over them.

import { createKernel, type Kernel, pad4 } from "../kernel/kernel.js";
import { dot } from "../lbfgs.js";
import type { Moments } from "./moments.js";
import type { DiagonalRows } from "./rows.js";

/** Rows of a pass that are taken at once, so that the second look at them finds them in the cache. */
const BLOCK = 128;

export class RowsInMemory implements DiagonalRows {
  readonly n: number;
  readonly d: number;
  /** Diagonal of XᵀX/d. */
  readonly norms: Float64Array;
  /** Xᵀy/√d. */
  readonly correlation: Float64Array;
  readonly #kernel: Kernel;
  readonly #labels: Float64Array;
  readonly #size: number;
  /** Columns whose entries lie gathered, in this order, in groups of four: block by block, group by group. */
  #gathered: number[] = [];
  readonly #at: Record<"rows" | "columns" | "gram" | "cross" | "delta" | "sums" | "factors", number>;

  /**
   * @param x n × d, row-major; copied into the kernel's memory
   * @param y n numbers
   * Throws RangeError where the lengths do not fit, or the memory (2 n·d + 2 d² numbers) passes 4 GiB.
   */
  constructor(x: Float64Array, y: Float64Array, kind?: Kernel["kind"]) {
    const n = y.length;
    const d = x.length / n;
    if (!(Number.isInteger(d) && d > 0)) {
      throw new RangeError(`${x.length} numbers do not make ${n} rows of one length`);
    }
    const size = pad4(d);
    this.n = n;
    this.d = d;
    this.#size = size;
    this.#labels = y;
    const height = Math.ceil(n / BLOCK) * BLOCK;
    // Memory of columns that are never gathered is never touched.
    const kernel = createKernel(2 * height * size + 2 * size * size + 2 * size + BLOCK + 16, kind);
    this.#kernel = kernel;
    this.#at = {
      rows: kernel.allocate(height * size),
      columns: kernel.allocate(height * size),
      gram: kernel.allocate(size * size),
      cross: kernel.allocate(size * size),
      delta: kernel.allocate(size),
      sums: kernel.allocate(size),
      factors: kernel.allocate(BLOCK),
    };
    const rows = kernel.view(this.#at.rows, height * size);
    if (size === d) rows.set(x);
    else for (let i = 0; i < n; i++) rows.set(x.subarray(i * d, (i + 1) * d), i * size);
    this.norms = new Float64Array(d);
    this.correlation = new Float64Array(d);
  }

  /** Computes `norms` and `correlation`, in one pass, and forgets the gathered columns. */
  measure(): void {
    this.#gathered = [];
    const { d } = this;
    const kernel = this.#kernel;
    const size = this.#size;
    const { delta, sums } = this.#at;
    const norms = kernel.view(delta, size).fill(0);
    const correlation = kernel.view(sums, size).fill(0);
    this.#blocks((address, first, count) => {
      kernel.squares(address, size, pad4(count) / 4, 0, size, delta);
      this.#correlate(address, this.#labels.subarray(first, first + count));
    });
    for (let j = 0; j < d; j++) {
      this.norms[j] = norms[j] / d;
      this.correlation[j] = correlation[j] / Math.sqrt(d);
    }
  }

  #blocks(visit: (address: number, first: number, count: number) => void): void {
    for (let first = 0; first < this.n; first += BLOCK) {
      visit(this.#at.rows + first * this.#size, first, Math.min(BLOCK, this.n - first));
    }
  }

  /** sums += Σ factor_μ x_μ over the rows from an address on. */
  #correlate(address: number, factors: Float64Array): void {
    const { factors: at, sums } = this.#at;
    const kernel = this.#kernel;
    const count = pad4(factors.length);
    kernel.view(at, BLOCK).fill(0).set(factors);
    kernel.combine(address, this.#size, count / 4, at, 0, this.#size, sums);
  }

  labels(): Float64Array {
    return this.#labels.slice();
  }

  advance(residual: Float64Array, change: Float64Array): Float64Array {
    const { d } = this;
    const kernel = this.#kernel;
    const size = this.#size;
    const { delta, sums, factors } = this.#at;
    const root = Math.sqrt(d);
    kernel.view(delta, size).fill(0).set(change);
    const correlation = kernel.view(sums, size).fill(0);
    const forms = kernel.view(factors, BLOCK);
    this.#blocks((address, first, count) => {
      kernel.dots(address, size, pad4(count) / 4, delta, 0, size, factors);
      for (let i = 0; i < count; i++) residual[first + i] -= forms[i] / root;
      this.#correlate(address, residual.subarray(first, first + count));
    });
    return correlation.slice(0, d).map((value) => value / root);
  }

  /** Gathers the entries of more columns, and completes XᵀX of the gathered ones by their rows and columns. */
  #gather(columns: readonly number[]): void {
    const kernel = this.#kernel;
    const m = kernel.numbers;
    const size = this.#size;
    const { gram, cross } = this.#at;
    const before = this.#gathered.length;
    this.#gathered = [...this.#gathered, ...columns];
    // Groups before `old` are complete; what stands in the Gram matrix to the right of them is made anew.
    const old = before >> 2;
    const added = pad4(this.#gathered.length) / 4 - old;
    for (let a = 0; a < 4 * (old + added); a++) m.fill(0, gram + a * size + 4 * old, gram + (a + 1) * size);
    this.#blocks((address, first, height) => {
      const block = this.#at.columns + first * size;
      for (let i = 0; i < height; i++) {
        const row = address + i * size;
        for (let t = 0; t < columns.length; t++) {
          const k = before + t;
          m[block + (k >> 2) * 4 * BLOCK + 4 * i + (k & 3)] = m[row + columns[t]];
        }
      }
      const fresh = block + old * 4 * BLOCK;
      kernel.symmetricUpdate(gram, size, 4 * old, added, fresh, fresh, BLOCK);
      kernel.product(block, old, fresh, added, BLOCK, cross);
      for (let a = 0; a < 4 * old; a++) {
        const to = gram + a * size + 4 * old;
        for (let b = 0; b < 4 * added; b++) m[to + b] += m[cross + 4 * a * added + b];
      }
    });
  }

  /** The moments of some columns, all different, whose entries stay gathered; XᵀX and Xᵀy are scaled as those of all d. */
  momentsOf(columns: readonly number[]): Moments {
    const known = new Set(this.#gathered);
    const missing = columns.filter((j) => !known.has(j));
    if (missing.length > 0) this.#gather(missing);
    const place = new Map(this.#gathered.map((j, k) => [j, k]));
    const places = columns.map((j) => place.get(j) as number);
    const m = this.#kernel.numbers;
    const count = columns.length;
    const gram = new Float64Array(count * count);
    for (let a = 0; a < count; a++) {
      for (let b = 0; b <= a; b++) {
        const row = Math.min(places[a], places[b]);
        const value = m[this.#at.gram + row * this.#size + Math.max(places[a], places[b])] / this.d;
        gram[a * count + b] = value;
        gram[b * count + a] = value;
      }
    }
    return {
      d: count,
      n: this.n,
      gram,
      correlation: Float64Array.from(columns, (j) => this.correlation[j]),
      labelNorm: dot(this.#labels, this.#labels),
    };
  }
}

// The rows of a quadratic network's data set and the two sums over them that training asks for.

import { BlockSource, type DataOptions, packForm, trace } from "../data.js";
import { createKernel, type Kernel, pad4, tileLength } from "../kernel/kernel.js";
import { BLOCK, blockCount, sliceStart } from "../partition.js";

/** What makes a matrix Σ w_μ Z_μ of weights w on the rows. */
export interface ForceSums {
  /** Σ w. */
  residuals: number;
  /** Σ w x xᵀ as upper 4 × 4 tiles (tileLength(pad4(d)) numbers). */
  tiles: Float64Array;
}

/** Sums over rows, with residuals r_μ = y_μ − Tr[S Z_μ] and Z = (xxᵀ − I)/√d. */
export interface RowSums extends ForceSums {
  /** Σ r². */
  squares: number;
  /** Σ r y. */
  products: number;
}

/** A holder of all rows: this thread, or several workers. */
export interface Rows {
  /** Number of rows. */
  readonly n: number;
  /** The sums over all rows at the form S (d × d, row-major, symmetric). */
  sums(s: Float64Array): Promise<RowSums>;
  /** The labels y. */
  labels(): Promise<Float64Array>;
  /** Tr[S Z_μ] of every row. */
  forms(s: Float64Array): Promise<Float64Array>;
  /** The sums that make Σ ν_μ Z_μ, for one weight ν_μ a row. */
  adjoint(weights: Float64Array): Promise<ForceSums>;
  /** The sums over rows [from, to), both multiples of 4 (or n); only where one thread holds every row. */
  batch?(s: Float64Array, from: number, to: number): RowSums;
  /** Frees what holds the rows. */
  close(): void;
}

export const emptyForce = (d: number): ForceSums => ({
  residuals: 0,
  tiles: new Float64Array(tileLength(pad4(d))),
});

export const emptySums = (d: number): RowSums => ({
  squares: 0,
  residuals: 0,
  products: 0,
  tiles: new Float64Array(tileLength(pad4(d))),
});

/** Adds the sums of one slice to those of the slices before it. */
export function addSums(total: RowSums, part: RowSums): void {
  total.squares += part.squares;
  total.products += part.products;
  addForce(total, part);
}

/** Adds the force sums of one slice to those of the slices before it. */
export function addForce(total: ForceSums, part: ForceSums): void {
  total.residuals += part.residuals;
  for (let i = 0; i < total.tiles.length; i++) total.tiles[i] += part.tiles[i];
}

/** The rows of slices [from, to), generated once and kept in a kernel's memory. */
export class SliceRows {
  readonly #kernel: Kernel;
  readonly #n: number;
  readonly #d: number;
  readonly #slices: [number, number];
  readonly #firstRow: number;
  readonly #rows: number;
  readonly #labels: number;
  readonly #form: number;
  readonly #forms: number;
  readonly #weights: number;
  readonly #tiles: number;
  readonly #scratch: number;

  /** Numbers of kernel memory that these slices take. */
  static memory(d: number, n: number, slices: [number, number]): number {
    const size = pad4(d);
    const rows = (sliceStart(n, slices[1]) - sliceStart(n, slices[0])) * BLOCK;
    return (
      rows * (size + 1) +
      2 * tileLength(size) +
      2 * BLOCK * size +
      4 * BLOCK +
      BlockSource.memory("quadratic", d)
    );
  }

  constructor(options: DataOptions, slices: [number, number], kind?: Kernel["kind"]) {
    const { n } = options;
    const { d } = options.teacher;
    const size = pad4(d);
    this.#n = n;
    this.#d = d;
    this.#slices = slices;
    const kernel = createKernel(SliceRows.memory(d, n, slices), kind);
    this.#kernel = kernel;
    const first = sliceStart(n, slices[0]);
    const last = Math.min(sliceStart(n, slices[1]), blockCount(n));
    this.#firstRow = first * BLOCK;
    this.#rows = kernel.allocate((last - first) * BLOCK * size);
    this.#labels = kernel.allocate((last - first) * BLOCK);
    this.#form = kernel.allocate(tileLength(size));
    this.#tiles = kernel.allocate(tileLength(size));
    this.#scratch = kernel.allocate(2 * BLOCK * size);
    this.#forms = kernel.allocate(BLOCK);
    this.#weights = kernel.allocate(BLOCK);
    const source = new BlockSource(kernel, options);
    for (let block = first; block < last; block++) {
      const at = (block - first) * BLOCK;
      source.generate(block, this.#rows + at * size, this.#labels + at);
    }
  }

  /** The sums of every slice held, in order. */
  sums(s: Float64Array): RowSums[] {
    packForm(this.#kernel, s, this.#d, this.#form);
    const shift = trace(s, this.#d);
    const out: RowSums[] = [];
    for (let slice = this.#slices[0]; slice < this.#slices[1]; slice++) {
      out.push(this.#range(...this.#bounds(slice), shift));
    }
    return out;
  }

  /** Rows [from, to) of a slice. */
  #bounds(slice: number): [number, number] {
    return [sliceStart(this.#n, slice) * BLOCK, Math.min(this.#n, sliceStart(this.#n, slice + 1) * BLOCK)];
  }

  /** How many rows are held. */
  get count(): number {
    return this.#bounds(this.#slices[1] - 1)[1] - this.#firstRow;
  }

  /** The labels of the rows held. */
  labels(): Float64Array {
    return this.#kernel.view(this.#labels, this.count).slice();
  }

  /** Tr[S Z_μ] of the rows held. */
  forms(s: Float64Array): Float64Array {
    const kernel = this.#kernel;
    const size = pad4(this.#d);
    const root = Math.sqrt(this.#d);
    const shift = trace(s, this.#d);
    const { count } = this;
    packForm(kernel, s, this.#d, this.#form);
    const out = new Float64Array(count);
    for (let row = 0; row < count; row += BLOCK) {
      const rows = Math.min(BLOCK, count - row);
      const x = this.#rows + row * size;
      kernel.quadraticForms(x, pad4(rows) / 4, this.#form, size / 4, this.#forms, this.#scratch);
      const forms = kernel.view(this.#forms, rows);
      for (let m = 0; m < rows; m++) out[row + m] = (forms[m] - shift) / root;
    }
    return out;
  }

  /** The sums of every slice held, in order, for weights on the rows held. */
  adjoint(values: Float64Array): ForceSums[] {
    const kernel = this.#kernel;
    const size = pad4(this.#d);
    const tiles = kernel.view(this.#tiles, tileLength(size));
    const weights = kernel.view(this.#weights, BLOCK);
    const out: ForceSums[] = [];
    for (let slice = this.#slices[0]; slice < this.#slices[1]; slice++) {
      const [from, to] = this.#bounds(slice);
      let residuals = 0;
      tiles.fill(0);
      for (let row = from; row < to; row += BLOCK) {
        const count = Math.min(BLOCK, to - row);
        const at = row - this.#firstRow;
        weights.fill(0, count);
        for (let m = 0; m < count; m++) {
          weights[m] = values[at + m];
          residuals += values[at + m];
        }
        const x = this.#rows + at * size;
        kernel.weightedGram(x, pad4(count) / 4, size / 4, this.#weights, this.#tiles, this.#scratch);
      }
      out.push({ residuals, tiles: tiles.slice() });
    }
    return out;
  }

  /** The sums over rows [from, to), from a multiple of 4. */
  batch(s: Float64Array, from: number, to: number): RowSums {
    packForm(this.#kernel, s, this.#d, this.#form);
    return this.#range(from, to, trace(s, this.#d));
  }

  #range(from: number, to: number, shift: number): RowSums {
    const kernel = this.#kernel;
    const size = pad4(this.#d);
    const root = Math.sqrt(this.#d);
    const sums = emptySums(this.#d);
    const tiles = kernel.view(this.#tiles, sums.tiles.length);
    const forms = kernel.view(this.#forms, BLOCK);
    const weights = kernel.view(this.#weights, BLOCK);
    tiles.fill(0);
    for (let row = from; row < to; row += BLOCK) {
      const count = Math.min(BLOCK, to - row);
      const panels = pad4(count) / 4;
      const at = row - this.#firstRow;
      const x = this.#rows + at * size;
      const y = kernel.view(this.#labels + at, count);
      kernel.quadraticForms(x, panels, this.#form, size / 4, this.#forms, this.#scratch);
      weights.fill(0, count);
      for (let m = 0; m < count; m++) {
        const r = y[m] - (forms[m] - shift) / root;
        weights[m] = r;
        sums.squares += r * r;
        sums.residuals += r;
        sums.products += r * y[m];
      }
      kernel.weightedGram(x, panels, size / 4, this.#weights, this.#tiles, this.#scratch);
    }
    sums.tiles.set(tiles);
    return sums;
  }
}

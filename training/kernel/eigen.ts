// Eigenvalues and eigenvectors of symmetric matrices, on the kernel: the same bits in Node and in browsers, with
// WebAssembly and without. The methods are LAPACK's; see eigen/.

import { DivideAndConquer } from "./eigen/divide.js";
import { tridiagonalValues } from "./eigen/implicit-ql.js";
import { Tridiagonalisation } from "./eigen/tridiagonal.js";
import { createKernel, hasSimd, type Kernel, pad4 } from "./kernel.js";

export interface SymmetricEigen {
  /** All n eigenvalues, ascending. */
  values: Float64Array;
  /**
   * Unit eigenvectors, one a row of n numbers, of the largest `vectors.length/n` eigenvalues, in the order of `values`.
   */
  vectors: Float64Array;
}

export interface EigenOptions {
  /** Which eigenvectors: all (default), none, or those of the so many largest eigenvalues. */
  vectors?: "all" | "none" | number;
  /** Which version of the kernel; by default WebAssembly wherever the engine has SIMD. */
  kind?: Kernel["kind"];
}

/** Dimension up to which the memory of the last decomposition is kept for the next one of the same dimension. */
const KEEP = 1024;

/** Kernel memory of one dimension, with what is computed in it. */
class Workspace {
  readonly kernel: Kernel;
  readonly size: number;
  readonly matrix: number;
  readonly tridiagonal: Tridiagonalisation;
  #divide: DivideAndConquer | undefined;

  constructor(
    readonly n: number,
    readonly withVectors: boolean,
    kind: Kernel["kind"],
  ) {
    const size = pad4(n);
    this.size = size;
    const room =
      size * size + Tridiagonalisation.room(size) + (withVectors ? DivideAndConquer.room(size) : 0);
    this.kernel = createKernel(room, kind);
    this.matrix = this.kernel.allocate(size * size);
    this.tridiagonal = new Tridiagonalisation(this.kernel, n, size, this.matrix);
  }

  get divide(): DivideAndConquer {
    const { kernel, n, size, matrix, tridiagonal } = this;
    this.#divide ??= new DivideAndConquer(
      kernel,
      n,
      size,
      matrix,
      tridiagonal.diagonal,
      tridiagonal.offDiagonal,
    );
    return this.#divide;
  }

  /** Puts the matrix into the kernel's memory by its upper triangle, times two factors. */
  load(values: Float64Array, factors: [number, number]): void {
    const { n, size, matrix } = this;
    const m = this.kernel.view(matrix, size * size);
    m.fill(0);
    const [first, second] = factors;
    for (let i = 0; i < n; i++) {
      for (let j = i; j < n; j++) m[i * size + j] = values[i * n + j] * first * second;
    }
    // The tiles on the diagonal are read as a whole.
    for (let i = 0; i < n; i++) {
      for (let j = i & ~3; j < i; j++) m[i * size + j] = m[j * size + i];
    }
  }

  /** Eigenvectors of the rows `order`, in that order, as rows of n numbers. */
  vectors(order: number[]): Float64Array {
    const { n, size, kernel, matrix, tridiagonal } = this;
    const m = kernel.numbers;
    const rows = pad4(order.length);
    const panels = this.divide.scratch;
    for (let r = 0; r < rows; r++) {
      const to = matrix + r * size;
      const row = this.divide.vectors + order[r] * size;
      if (r < order.length) m.copyWithin(to, row, row + size);
      else m.fill(0, to, to + size);
    }
    kernel.packRows(matrix, rows, size, panels);
    tridiagonal.apply(panels, rows / 4);
    const out = new Float64Array(order.length * n);
    for (let r = 0; r < order.length; r++) {
      const panel = panels + (r >> 2) * 4 * size + (r & 3);
      for (let t = 0; t < n; t++) out[r * n + t] = m[panel + 4 * t];
    }
    return out;
  }
}

let kept: { workspace: Workspace; kind: Kernel["kind"] } | undefined;

function workspaceOf(n: number, withVectors: boolean, kind: Kernel["kind"]): Workspace {
  if (kept?.kind === kind && kept.workspace.n === n && (kept.workspace.withVectors || !withVectors)) {
    return kept.workspace;
  }
  const workspace = new Workspace(n, withVectors, kind);
  if (n <= KEEP) kept = { workspace, kind };
  return workspace;
}

/** 2^exponent for |exponent| ≤ 1022, by products alone: engines differ in their powers. */
function powerOfTwo(exponent: number): number {
  let value = 1;
  for (let i = 0; i < Math.abs(exponent); i++) value *= 2;
  return exponent < 0 ? 1 / value : value;
}

/** Powers of two whose product brings the largest entry into [1, 2), and their inverses. */
function scaling(largest: number): { down: [number, number]; up: [number, number] } {
  let exponent = 0;
  let rest = largest;
  for (; rest >= 2; rest /= 2) exponent--;
  for (; rest < 1; rest *= 2) exponent++;
  const half = Math.trunc(exponent / 2);
  const parts = [half, exponent - half];
  const [first, second] = parts.map(powerOfTwo);
  const [firstUp, secondUp] = parts.map((part) => powerOfTwo(-part));
  return { down: [first, second], up: [firstUp, secondUp] };
}

/**
 * Decomposes a symmetric n × n matrix, row-major, of which the upper triangle is read.
 * Throws RangeError where it is not square or holds a number that is not finite, where the number of vectors is not
 * an integer from 0 to n, and where the memory it takes (about 9 n² numbers) passes 4 GiB.
 */
export function symmetricEigen(matrix: Float64Array, options: EigenOptions = {}): SymmetricEigen {
  const n = Math.round(Math.sqrt(matrix.length));
  if (n * n !== matrix.length) throw new RangeError(`a matrix of ${matrix.length} numbers is not square`);
  const { vectors = "all", kind = hasSimd() ? "wasm" : "typescript" } = options;
  const count = vectors === "all" ? n : vectors === "none" ? 0 : vectors;
  if (!(Number.isInteger(count) && count >= 0 && count <= n)) {
    throw new RangeError(
      `vectors = ${vectors} is outside its range: an integer from 0 to ${n}, "all" or "none"`,
    );
  }
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const size = Math.abs(matrix[i * n + j]);
      if (!(size < Infinity))
        throw new RangeError(`a matrix with the entry ${matrix[i * n + j]} has no eigenvalues`);
      if (size > largest) largest = size;
    }
  }
  if (largest === 0) {
    const identity = new Float64Array(count * n);
    for (let r = 0; r < count; r++) identity[r * n + n - count + r] = 1;
    return { values: new Float64Array(n), vectors: identity };
  }
  const { down, up } = scaling(largest);
  const workspace = workspaceOf(n, count > 0, kind);
  workspace.load(matrix, down);
  const { tridiagonal } = workspace;
  tridiagonal.reduce();
  const { diagonal, offDiagonal } = tridiagonal;
  const rescale = (value: number) => value * up[0] * up[1];
  if (count === 0) {
    tridiagonalValues(diagonal, offDiagonal);
    return { values: diagonal.map(rescale), vectors: new Float64Array(0) };
  }
  const order = workspace.divide.solve(count);
  const values = Float64Array.from(order, (j) => rescale(diagonal[j]));
  return { values, vectors: workspace.vectors(order.slice(n - count)) };
}

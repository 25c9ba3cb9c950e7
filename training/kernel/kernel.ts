// The one kernel of training, in two versions with the same bits: WebAssembly SIMD, and plain TypeScript.

import { WASM } from "./binary.js";
import { fallbackOperations } from "./fallback.js";

/**
 * The operations. Addresses count float64 numbers from the start of the kernel's memory; see
 * `assembly/kernel.ts` for the layout of panels and the order of summation.
 */
export interface Operations {
  /** Panels of four rows of a row-major (rows × columns) matrix; both multiples of 4. */
  packRows(from: number, rows: number, columns: number, to: number): void;
  /** Panels of four columns of a row-major (rows × columns) matrix; columns a multiple of 4. */
  packColumns(from: number, rows: number, columns: number, to: number): void;
  /** out (4·leftPanels × 4·rightPanels, row-major) = L R over `length` terms. */
  product(
    left: number,
    leftPanels: number,
    right: number,
    rightPanels: number,
    length: number,
    out: number,
  ): void;
  /** out[μ] = x_μᵀ U x_μ for every row of the row panels; U in triangular column panels; scratch: 16 numbers. */
  quadraticForms(
    rows: number,
    panels: number,
    form: number,
    formPanels: number,
    out: number,
    scratch: number,
  ): void;
  /** tiles += Σ_μ weight_μ x_μ x_μᵀ, upper 4 × 4 tiles; scratch: 32·panels·columnPanels numbers. */
  weightedGram(
    rows: number,
    panels: number,
    columnPanels: number,
    weights: number,
    tiles: number,
    scratch: number,
  ): void;
  /** out[k] = Σ_t v_k[t] x[t] over from ≤ t < to, for 4·groups vectors that lie `stride` apart. */
  dots(
    vectors: number,
    stride: number,
    groups: number,
    x: number,
    from: number,
    to: number,
    out: number,
  ): void;
  /** y[t] += Σ_k coefficient_k v_k[t] over from ≤ t < to, for 4·groups vectors that lie `stride` apart. */
  combine(
    vectors: number,
    stride: number,
    groups: number,
    coefficients: number,
    from: number,
    to: number,
    y: number,
  ): void;
  /** y = A x over from ≤ i < to; A symmetric, by its upper 4 × 4 tiles in rows of `stride` numbers. */
  symmetricTimes(matrix: number, stride: number, from: number, to: number, x: number, y: number): void;
  /** Adds L R to the upper 4 × 4 tiles of A's rows and columns from `from` on, 4·panels of them. */
  symmetricUpdate(
    matrix: number,
    stride: number,
    from: number,
    panels: number,
    left: number,
    right: number,
    length: number,
  ): void;
  /** z += (z · V) Wᵀ for the rows z of row panels, over the coordinates from `from` on; scratch: 16·groups numbers. */
  reflect(
    rows: number,
    panels: number,
    size: number,
    from: number,
    v: number,
    w: number,
    groups: number,
    scratch: number,
  ): void;
}

export interface Kernel extends Operations {
  /** Which version this is. */
  readonly kind: "wasm" | "typescript";
  /** The whole memory. */
  readonly numbers: Float64Array;
  /** Reserves `length` numbers and returns their address (even, so aligned to 16 bytes). Throws RangeError when full. */
  allocate(length: number): number;
  /** The numbers at an address, as a view. */
  view(address: number, length: number): Float64Array;
}

/** Least multiple of 4 that is ≥ n. */
export const pad4 = (n: number) => (n + 3) & ~3;

/** Numbers in the upper 4 × 4 tiles of a square matrix of padded dimension `size`. */
export const tileLength = (size: number) => ((size / 4) * (size / 4 + 1) * 16) / 2;

const PAGE = 65536;
/** WebAssembly's memory ends here. */
export const MEMORY_LIMIT = 4 * 1024 ** 3;

/** Compiled once: its instances share what the engine has made of it. */
let module: WebAssembly.Module | undefined;

function operationsOf(memory: WebAssembly.Memory): Operations {
  module ??= new WebAssembly.Module(WASM());
  const raw = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Operations;
  return {
    packRows: (from, rows, columns, to) => raw.packRows(from * 8, rows, columns, to * 8),
    packColumns: (from, rows, columns, to) => raw.packColumns(from * 8, rows, columns, to * 8),
    product: (left, leftPanels, right, rightPanels, length, out) =>
      raw.product(left * 8, leftPanels, right * 8, rightPanels, length, out * 8),
    quadraticForms: (rows, panels, form, formPanels, out, scratch) =>
      raw.quadraticForms(rows * 8, panels, form * 8, formPanels, out * 8, scratch * 8),
    weightedGram: (rows, panels, columnPanels, weights, tiles, scratch) =>
      raw.weightedGram(rows * 8, panels, columnPanels, weights * 8, tiles * 8, scratch * 8),
    dots: (vectors, stride, groups, x, from, to, out) =>
      raw.dots(vectors * 8, stride, groups, x * 8, from, to, out * 8),
    combine: (vectors, stride, groups, coefficients, from, to, y) =>
      raw.combine(vectors * 8, stride, groups, coefficients * 8, from, to, y * 8),
    symmetricTimes: (matrix, stride, from, to, x, y) =>
      raw.symmetricTimes(matrix * 8, stride, from, to, x * 8, y * 8),
    symmetricUpdate: (matrix, stride, from, panels, left, right, length) =>
      raw.symmetricUpdate(matrix * 8, stride, from, panels, left * 8, right * 8, length),
    reflect: (rows, panels, size, from, v, w, groups, scratch) =>
      raw.reflect(rows * 8, panels, size, from, v * 8, w * 8, groups, scratch * 8),
  };
}

/** Whether this engine runs the WebAssembly version. */
export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(WASM());
}

/** Bytes of a kernel with room for `length` numbers. */
export const kernelBytes = (length: number) => 64 + length * 8 + 4096;

/**
 * A kernel with room for `length` float64 numbers.
 * @param kind which version; by default WebAssembly wherever the engine has SIMD.
 * Throws RangeError when the memory would pass 4 GiB or cannot be had.
 */
export function createKernel(length: number, kind?: Kernel["kind"]): Kernel {
  const bytes = kernelBytes(length);
  if (!(bytes <= MEMORY_LIMIT)) {
    throw new RangeError(
      `a kernel memory of ${(bytes / 1e9).toFixed(2)} GB is outside its range: up to 4.29 GB`,
    );
  }
  const chosen = kind ?? (hasSimd() ? "wasm" : "typescript");
  let numbers: Float64Array;
  let operations: Operations;
  if (chosen === "wasm") {
    const pages = Math.ceil(bytes / PAGE);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    numbers = new Float64Array(memory.buffer);
    operations = operationsOf(memory);
  } else {
    numbers = new Float64Array(Math.ceil(bytes / 8));
    operations = fallbackOperations(numbers);
  }
  let next = 8;
  return {
    ...operations,
    kind: chosen,
    numbers,
    allocate(count) {
      const address = next;
      next += count + (count & 1);
      if (next > numbers.length)
        throw new RangeError(`the kernel's memory of ${numbers.length} numbers is full`);
      return address;
    },
    view: (address, count) => numbers.subarray(address, address + count),
  };
}

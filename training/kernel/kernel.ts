// The one kernel of training, in two versions with the same bits: WebAssembly SIMD, and plain TypeScript.

import { WASM } from "./binary.js";
import { fallbackOperations } from "./fallback.js";
import type { Operations } from "./operations.js";

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
    squares: (vectors, stride, groups, from, to, y) =>
      raw.squares(vectors * 8, stride, groups, from, to, y * 8),
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

// Passes over the rows of the diagonal network, generated again: what the moments cannot tell to the last digit.

import { BlockSource, type DataOptions, rowsInBlock } from "../data.js";
import { createKernel, type Kernel, pad4 } from "../kernel/kernel.js";
import { BLOCK, blockCount } from "../partition.js";

export interface DiagonalRows {
  readonly n: number;
  /** y, n numbers. */
  labels(): Float64Array;
  /** residual −= XΔ/√d (n numbers, in place); returns Xᵀ residual/√d of the result, d numbers. */
  advance(residual: Float64Array, delta: Float64Array): Float64Array;
}

/** The rows of a data set, made anew at every pass: memory for one block. */
export function diagonalRows(options: DataOptions, kind?: Kernel["kind"]): DiagonalRows {
  const { n } = options;
  const { d } = options.teacher;
  const size = pad4(d);
  const root = Math.sqrt(d);
  const kernel = createKernel(BLOCK * size + BLOCK + 64, kind);
  const rows = kernel.allocate(BLOCK * size);
  const labels = kernel.allocate(BLOCK);
  const source = new BlockSource(kernel, options);
  const generate = (block: number) => {
    source.generate(block, rows, labels);
    return { first: block * BLOCK, count: rowsInBlock(n, block) };
  };
  return {
    n,
    labels() {
      const y = new Float64Array(n);
      for (let block = 0; block < blockCount(n); block++) {
        const { first, count } = generate(block);
        y.set(kernel.view(labels, count), first);
      }
      return y;
    },
    advance(residual, delta) {
      const correlation = new Float64Array(d);
      for (let block = 0; block < blockCount(n); block++) {
        const { first, count } = generate(block);
        const x = kernel.view(rows, pad4(count) * size);
        for (let m = 0; m < count; m++) {
          const at = (m >> 2) * 4 * size + (m & 3);
          let form = 0;
          for (let i = 0; i < d; i++) form += delta[i] * x[at + 4 * i];
          const rest = residual[first + m] - form / root;
          residual[first + m] = rest;
          for (let i = 0; i < d; i++) correlation[i] += rest * x[at + 4 * i];
        }
      }
      for (let i = 0; i < d; i++) correlation[i] /= root;
      return correlation;
    },
  };
}

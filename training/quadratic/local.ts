// All rows in this thread.

import type { DataOptions } from "../data.js";
import type { Kernel } from "../kernel/kernel.js";
import { sliceCount } from "../partition.js";
import { addForce, addSums, emptyForce, emptySums, type RowSums, type Rows, SliceRows } from "./rows.js";

/** Rows generated and summed in the calling thread. */
export function localRows(options: DataOptions, kind?: Kernel["kind"]): Rows {
  const slices = new SliceRows(options, [0, sliceCount(options.n)], kind);
  return {
    n: options.n,
    async sums(s: Float64Array): Promise<RowSums> {
      const total = emptySums(options.teacher.d);
      for (const part of slices.sums(s)) addSums(total, part);
      return total;
    },
    async labels() {
      return slices.labels();
    },
    async forms(s) {
      return slices.forms(s);
    },
    async adjoint(weights) {
      const total = emptyForce(options.teacher.d);
      for (const part of slices.adjoint(weights)) addForce(total, part);
      return total;
    },
    batch: (s, from, to) => slices.batch(s, from, to),
    close() {},
  };
}

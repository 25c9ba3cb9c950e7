// What a worker does for a run: it holds some of the slices and sums over them. What it answers with is handed over, not
// copied.

import { transfer } from "comlink";
import type { DataOptions } from "./data.js";
import { type MomentSums, sliceMoments } from "./diagonal/moments.js";
import { type ForceSums, type RowSums, SliceRows } from "./quadratic/rows.js";

export class RowService {
  #rows: SliceRows | undefined;

  /** Generates the rows of slices [from, to) of a quadratic network's data set and keeps them. */
  open(options: DataOptions, slices: [number, number]): void {
    this.#rows = new SliceRows(options, slices);
  }

  #open(): SliceRows {
    if (!this.#rows) throw new Error("sums were asked for before rows were opened");
    return this.#rows;
  }

  /** The sums of each of its slices, in order. */
  sums(s: Float64Array): RowSums[] {
    const parts = this.#open().sums(s);
    return transfer(
      parts,
      parts.map(({ tiles }) => tiles.buffer),
    );
  }

  /** The labels of its rows. */
  labels(): Float64Array {
    return this.#open().labels();
  }

  /** Tr[S Z] of its rows. */
  forms(s: Float64Array): Float64Array {
    const forms = this.#open().forms(s);
    return transfer(forms, [forms.buffer]);
  }

  /** The sums of each of its slices, in order, for weights on its rows. */
  adjoint(weights: Float64Array): ForceSums[] {
    const parts = this.#open().adjoint(weights);
    return transfer(
      parts,
      parts.map(({ tiles }) => tiles.buffer),
    );
  }

  /** Frees the rows. */
  close(): void {
    this.#rows = undefined;
  }

  /** The moments of each of the slices [from, to), in order; nothing is kept. */
  moments(options: DataOptions, slices: [number, number]): MomentSums[] {
    return sliceMoments(options, slices);
  }
}

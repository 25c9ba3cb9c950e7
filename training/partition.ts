// How rows are divided. The division depends on n alone, never on how many workers there are or how much memory one
// has: sums are formed slice by slice and the slices are added in order, so every run gives the same bits.

/** Rows in a block: one stream of random numbers and one kernel call each. */
export const BLOCK = 128;
/** Most slices a data set is divided into; no more workers than that are of use. */
export const SLICES = 16;

/** Number of blocks that n rows take. */
export const blockCount = (n: number) => Math.ceil(n / BLOCK);

/** Number of slices of n rows. */
export const sliceCount = (n: number) => Math.min(SLICES, blockCount(n));

/** First block of slice s, for s from 0 to sliceCount(n) (where the last slice ends). */
export const sliceStart = (n: number, s: number) => Math.floor((s * blockCount(n)) / sliceCount(n));

/** The slices [from, to) of worker w of `workers`. */
export function sliceRange(n: number, w: number, workers: number): [number, number] {
  const slices = sliceCount(n);
  return [Math.floor((w * slices) / workers), Math.floor(((w + 1) * slices) / workers)];
}

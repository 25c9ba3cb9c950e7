// The diagonal network sees its data only through three moments, so rows are generated, summed and forgotten.

import { BlockSource, type DataOptions, rowsInBlock } from "../data.js";
import { createKernel, type Kernel, pad4, tileLength } from "../kernel/kernel.js";
import { BLOCK, sliceCount, sliceStart } from "../partition.js";

export interface Moments {
  readonly d: number;
  readonly n: number;
  /** XᵀX/d, d × d, symmetric. */
  readonly gram: Float64Array;
  /** Xᵀy/√d, d numbers. */
  readonly correlation: Float64Array;
  /** y·y. */
  readonly labelNorm: number;
}

/** Unscaled sums of one slice of rows. */
export interface MomentSums {
  /** Σ x xᵀ as upper 4 × 4 tiles. */
  tiles: Float64Array;
  /** Σ y x, pad4(d) numbers. */
  correlation: Float64Array;
  labelNorm: number;
}

/** The sums of every slice in [from, to), in order. */
export function sliceMoments(
  options: DataOptions,
  slices: [number, number],
  kind?: Kernel["kind"],
): MomentSums[] {
  const { n } = options;
  const { d } = options.teacher;
  const size = pad4(d);
  const kernel = createKernel(3 * BLOCK * size + 2 * BLOCK + tileLength(size) + 64, kind);
  const rows = kernel.allocate(BLOCK * size);
  const labels = kernel.allocate(BLOCK);
  const weights = kernel.allocate(BLOCK);
  const tileAddress = kernel.allocate(tileLength(size));
  const scratch = kernel.allocate(2 * BLOCK * size);
  const tiles = kernel.view(tileAddress, tileLength(size));
  kernel.view(weights, BLOCK).fill(1);
  const source = new BlockSource(kernel, options);
  const out: MomentSums[] = [];
  for (let slice = slices[0]; slice < slices[1]; slice++) {
    tiles.fill(0);
    const correlation = new Float64Array(size);
    let labelNorm = 0;
    for (let block = sliceStart(n, slice); block < sliceStart(n, slice + 1); block++) {
      source.generate(block, rows, labels);
      const count = rowsInBlock(n, block);
      const panels = pad4(count) / 4;
      const x = kernel.view(rows, panels * 4 * size);
      const y = kernel.view(labels, panels * 4);
      for (let i = 0; i < panels; i++) {
        const [y0, y1, y2, y3] = y.subarray(4 * i, 4 * i + 4);
        for (let j = 0; j < size; j++) {
          const at = (i * size + j) * 4;
          correlation[j] += y0 * x[at] + y1 * x[at + 1] + (y2 * x[at + 2] + y3 * x[at + 3]);
        }
      }
      for (let m = 0; m < count; m++) labelNorm += y[m] * y[m];
      kernel.weightedGram(rows, panels, size / 4, weights, tileAddress, scratch);
    }
    out.push({ tiles: tiles.slice(), correlation, labelNorm });
  }
  return out;
}

/** Adds slices up, in order, and scales them. */
export function collectMoments(parts: MomentSums[], d: number, n: number): Moments {
  const size = pad4(d);
  const tiles = new Float64Array(tileLength(size));
  const correlation = new Float64Array(d);
  const root = Math.sqrt(d);
  let labelNorm = 0;
  for (const part of parts) {
    for (let i = 0; i < tiles.length; i++) tiles[i] += part.tiles[i];
    for (let i = 0; i < d; i++) correlation[i] += part.correlation[i];
    labelNorm += part.labelNorm;
  }
  for (let i = 0; i < d; i++) correlation[i] /= root;
  const gram = new Float64Array(d * d);
  let at = 0;
  for (let i = 0; i < size; i += 4) {
    for (let j = i; j < size; j += 4) {
      for (let k = i; k < i + 4; k++) {
        for (let l = j; l < j + 4; l++, at++) {
          if (k > l || l >= d) continue;
          gram[k * d + l] = tiles[at] / d;
          gram[l * d + k] = tiles[at] / d;
        }
      }
    }
  }
  return { d, n, gram, correlation, labelNorm };
}

/** The moments of a data set, all in this thread. */
export function computeMoments(options: DataOptions, kind?: Kernel["kind"]): Moments {
  return collectMoments(
    sliceMoments(options, [0, sliceCount(options.n)], kind),
    options.teacher.d,
    options.n,
  );
}

/** out = G v. */
export function applyGram({ gram, d }: Moments, v: Float64Array, out: Float64Array): void {
  for (let i = 0; i < d; i++) {
    const row = i * d;
    let s0 = 0;
    let s1 = 0;
    for (let j = 0; j + 1 < d; j += 2) {
      s0 += gram[row + j] * v[j];
      s1 += gram[row + j + 1] * v[j + 1];
    }
    if (d & 1) s0 += gram[row + d - 1] * v[d - 1];
    out[i] = s0 + s1;
  }
}

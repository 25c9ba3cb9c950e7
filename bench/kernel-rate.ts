// The kernel's speed, in any engine.

import { createKernel, type Kernel } from "../training/kernel/kernel.js";
import { Stream } from "../training/random.js";

export const ROWS = 8192;
export const SIZE = 128;

/** GFLOP/s of X Wᵀ at 8192 × 128 × 128, packing of both included: the best of `repeats`. */
export function productRate(kind: Kernel["kind"], repeats = 80): number {
  const kernel = createKernel(2 * ROWS * SIZE + 2 * SIZE * SIZE + 128 * SIZE, kind);
  const [x, w, out] = [ROWS * SIZE, SIZE * SIZE, ROWS * SIZE].map((length) => kernel.allocate(length));
  const [left, right] = [kernel.allocate(128 * SIZE), kernel.allocate(SIZE * SIZE)];
  kernel.view(x, ROWS * SIZE).set(new Stream(1, "data").gaussians(ROWS * SIZE));
  kernel.view(w, SIZE * SIZE).set(new Stream(2, "data").gaussians(SIZE * SIZE));
  let least = Infinity;
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    kernel.packRows(w, SIZE, SIZE, right);
    for (let row = 0; row < ROWS; row += 128) {
      kernel.packRows(x + row * SIZE, 128, SIZE, left);
      kernel.product(left, 32, right, SIZE / 4, SIZE, out + row * SIZE);
    }
    least = Math.min(least, performance.now() - start);
  }
  return (2 * ROWS * SIZE * SIZE) / least / 1e6;
}

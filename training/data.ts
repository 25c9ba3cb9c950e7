// Rows x ~ N(0, I_d) and labels y = f*(x) + √Δ ξ, block by block: row μ of a seed is the same whatever n is.

import { type Kernel, pad4, tileLength } from "./kernel/kernel.js";
import { BLOCK } from "./partition.js";
import { Stream } from "./random.js";
import type { Teacher } from "./teacher.js";

export interface DataOptions {
  teacher: Teacher;
  /** Number of rows. */
  n: number;
  /** Noise variance Δ ≥ 0. */
  noise: number;
  seed: number;
}

/** Rows of a block, the last one of n rows being shorter. */
export const rowsInBlock = (n: number, block: number) => Math.min(BLOCK, n - block * BLOCK);

/**
 * Writes a symmetric form S (d × d, row-major) as the upper triangular U with xᵀUx = xᵀSx, in the panels that
 * Operations.quadraticForms reads: tileLength(pad4(d)) numbers at `address`.
 */
export function packForm(kernel: Kernel, s: Float64Array, d: number, address: number): void {
  const size = pad4(d);
  const out = kernel.view(address, tileLength(size));
  let at = 0;
  for (let j = 0; j < size; j += 4) {
    for (let t = 0; t < j + 4; t++) {
      for (let l = j; l < j + 4; l++) {
        out[at++] = t > l || l >= d ? 0 : t === l ? s[t * d + t] : s[t * d + l] + s[l * d + t];
      }
    }
  }
}

/** Sum of the diagonal of a d × d matrix. */
export function trace(s: Float64Array, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += s[i * d + i];
  return sum;
}

/** Generates blocks into a kernel's memory. */
export class BlockSource {
  readonly #kernel: Kernel;
  readonly #options: DataOptions;
  readonly #form: number = 0;
  readonly #scratch: number = 0;
  readonly #trace: number = 0;

  /** Numbers it takes of the kernel's memory. */
  static memory(network: Teacher["network"], d: number): number {
    return network === "quadratic" ? tileLength(pad4(d)) + 16 : 0;
  }

  constructor(kernel: Kernel, options: DataOptions) {
    this.#kernel = kernel;
    this.#options = options;
    const { teacher } = options;
    if (teacher.network === "quadratic") {
      this.#form = kernel.allocate(tileLength(pad4(teacher.d)));
      this.#scratch = kernel.allocate(16);
      packForm(kernel, teacher.weights, teacher.d, this.#form);
      this.#trace = trace(teacher.weights, teacher.d);
    }
  }

  /**
   * Block `block`: its rows as row panels at `rows` (pad4(rows) × pad4(d) numbers, padding zero), its labels at
   * `labels` (pad4(rows) numbers, padding zero).
   */
  generate(block: number, rows: number, labels: number): void {
    const { teacher, n, noise, seed } = this.#options;
    const { d } = teacher;
    const size = pad4(d);
    const count = rowsInBlock(n, block);
    const panels = pad4(count) / 4;
    const x = this.#kernel.view(rows, panels * 4 * size);
    const y = this.#kernel.view(labels, panels * 4);
    x.fill(0);
    y.fill(0);
    const random = new Stream(seed, "data", block);
    for (let m = 0; m < count; m++) {
      const at = (m >> 2) * 4 * size + (m & 3);
      for (let i = 0; i < d; i++) x[at + 4 * i] = random.gaussian();
    }
    const root = Math.sqrt(d);
    if (teacher.network === "quadratic") {
      this.#kernel.quadraticForms(rows, panels, this.#form, size / 4, labels, this.#scratch);
      for (let m = 0; m < count; m++) y[m] = (y[m] - this.#trace) / root;
    } else {
      for (let m = 0; m < count; m++) {
        const at = (m >> 2) * 4 * size + (m & 3);
        let sum = 0;
        for (let i = 0; i < d; i++) sum += teacher.weights[i] * x[at + 4 * i];
        y[m] = sum / root;
      }
    }
    if (noise > 0) {
      const deviation = Math.sqrt(noise);
      const xi = new Stream(seed, "noise", block);
      for (let m = 0; m < count; m++) y[m] += deviation * xi.gaussian();
    }
  }
}

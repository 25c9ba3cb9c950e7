// Training loss of the quadratic network and its gradient.
//
//   f(x) = Tr[S Z],  S = WᵀW/√(pd),  Z = (xxᵀ − I)/√d,  loss = Σ_μ (y_μ − f(x_μ))² + λ‖W‖²_F
//
// Everything the rows contribute goes through S and A = Σ_μ 2 r_μ Z_μ, so a step costs two triangular products of
// n × d with d × d whatever the width: xᵀSx = xᵀUx with U upper triangular, and the upper half of Σ r x xᵀ.
// ∂loss/∂W = 2λW − 2 W A/√(pd).

import { createKernel, type Kernel, pad4 } from "../kernel/kernel.js";
import type { ForceSums, RowSums, Rows } from "./rows.js";

/** What the certificate needs of an evaluation. */
export interface State {
  /** Learned matrix S, d × d. */
  s: Float64Array;
  /** A = Σ 2 r Z, d × d. */
  a: Float64Array;
  sums: RowSums;
  loss: number;
  /** ‖W‖²_F. */
  weightNorm: number;
  gradientNorm: number;
}

/** The full symmetric A = Σ 2 r Z = (2/√d)(Σ r x xᵀ − (Σ r) I) from the tiles. */
export function forceMatrix(sums: ForceSums, d: number): Float64Array {
  const panels = pad4(d) / 4;
  const a = new Float64Array(d * d);
  const factor = 2 / Math.sqrt(d);
  let at = 0;
  for (let i = 0; i < panels; i++) {
    for (let j = i; j < panels; j++) {
      for (let k = 4 * i; k < 4 * i + 4; k++) {
        for (let l = 4 * j; l < 4 * j + 4; l++, at++) {
          if (k > l || l >= d) continue;
          const value = factor * (k === l ? sums.tiles[at] - sums.residuals : sums.tiles[at]);
          a[k * d + l] = value;
          a[l * d + k] = value;
        }
      }
    }
  }
  return a;
}

export class QuadraticObjective {
  readonly d: number;
  readonly width: number;
  readonly lambda: number;
  readonly rows: Rows;
  /** The last evaluation. */
  state: State | undefined;
  readonly #kernel: Kernel;
  readonly #at: { w: number; a: number; left: number; right: number; out: number };

  constructor(rows: Rows, options: { d: number; width: number; lambda: number }, kind?: Kernel["kind"]) {
    this.rows = rows;
    this.d = options.d;
    this.width = options.width;
    this.lambda = options.lambda;
    const size = pad4(options.d);
    const height = pad4(options.width);
    const most = Math.max(size, height) * size;
    this.#kernel = createKernel(5 * most, kind);
    const allocate = () => this.#kernel.allocate(most);
    this.#at = { w: allocate(), a: allocate(), left: allocate(), right: allocate(), out: allocate() };
  }

  /** Puts a rows × d matrix into a padded one. */
  #load(address: number, values: Float64Array, rows: number): void {
    const { d } = this;
    const size = pad4(d);
    const to = this.#kernel.view(address, pad4(rows) * size);
    to.fill(0);
    for (let i = 0; i < rows; i++) to.set(values.subarray(i * d, (i + 1) * d), i * size);
  }

  #unload(rows: number): Float64Array {
    const { d } = this;
    const size = pad4(d);
    const from = this.#kernel.view(this.#at.out, pad4(rows) * size);
    const values = new Float64Array(rows * d);
    for (let i = 0; i < rows; i++) values.set(from.subarray(i * size, i * size + d), i * d);
    return values;
  }

  /** S = WᵀW/√(pd) of W (p × d, row-major). */
  learned(w: Float64Array): Float64Array {
    const { d, width } = this;
    const size = pad4(d);
    this.#load(this.#at.w, w, width);
    this.#kernel.packColumns(this.#at.w, width, size, this.#at.left);
    this.#kernel.product(this.#at.left, size / 4, this.#at.left, size / 4, width, this.#at.out);
    const s = this.#unload(d);
    const norm = Math.sqrt(width * d);
    for (let i = 0; i < s.length; i++) s[i] /= norm;
    return s;
  }

  /** W A for W (p × d) and symmetric A (d × d). */
  #times(w: Float64Array, a: Float64Array): Float64Array {
    const { d, width } = this;
    const size = pad4(d);
    this.#load(this.#at.w, w, width);
    this.#load(this.#at.a, a, d);
    this.#kernel.packRows(this.#at.w, pad4(width), size, this.#at.left);
    this.#kernel.packRows(this.#at.a, size, size, this.#at.right);
    this.#kernel.product(this.#at.left, pad4(width) / 4, this.#at.right, size / 4, size, this.#at.out);
    return this.#unload(width);
  }

  /** Loss at W (p × d, row-major), its gradient written to `gradient`. */
  async evaluate(w: Float64Array, gradient: Float64Array): Promise<number> {
    const s = this.learned(w);
    return this.#finish(w, s, await this.rows.sums(s), 1, gradient);
  }

  /** Loss and gradient estimated from rows [from, to) alone, what they contribute being multiplied by `scale`. */
  evaluateBatch(w: Float64Array, gradient: Float64Array, from: number, to: number, scale: number): number {
    if (!this.rows.batch) throw new Error("mini-batches need all rows in one thread");
    const s = this.learned(w);
    return this.#finish(w, s, this.rows.batch(s, from, to), scale, gradient);
  }

  #finish(w: Float64Array, s: Float64Array, sums: RowSums, scale: number, gradient: Float64Array): number {
    const { d, width, lambda } = this;
    const a = forceMatrix(sums, d);
    const wa = this.#times(w, a);
    const factor = (-2 * scale) / Math.sqrt(width * d);
    let weightNorm = 0;
    let gradientNorm = 0;
    for (let i = 0; i < w.length; i++) {
      weightNorm += w[i] * w[i];
      const g = 2 * lambda * w[i] + factor * wa[i];
      gradient[i] = g;
      gradientNorm += g * g;
    }
    const loss = scale * sums.squares + lambda * weightNorm;
    this.state = { s, a, sums, loss, weightNorm, gradientNorm: Math.sqrt(gradientNorm) };
    return loss;
  }
}

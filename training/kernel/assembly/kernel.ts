// The float64 products that training spends its time in, for WebAssembly with 128-bit SIMD and without fused operations.
//
// A panel holds four rows (or columns) of a matrix side by side: element (t, l) of a panel of length k lies at t·4 + l.
// Every entry of a product is the sequential sum over t = 0, 1, … of (left × right), each product rounded before it is
// added. That order is the definition: the TypeScript version beside this one keeps it and gives the same bits.

// @ts-nocheck: AssemblyScript, compiled by `npm run kernel`

import { tile } from "./tile";

export { combine, dots, reflect, squares, symmetricTimes, symmetricUpdate } from "./symmetric";

/**
 * Panels of four rows of a row-major (rows × columns) matrix, transposed: panel r holds at (t, l) element (4r + l, t).
 * `rows` and `columns` are multiples of 4.
 */
export function packRows(from: usize, rows: i32, columns: i32, to: usize): void {
  const stride = (<usize>columns) << 3;
  for (let r = 0; r < rows; r += 4) {
    let a = from + <usize>r * stride;
    let b = a + stride;
    let c = b + stride;
    let d = c + stride;
    for (let t = 0; t < columns; t += 2) {
      const va = v128.load(a);
      const vb = v128.load(b);
      const vc = v128.load(c);
      const vd = v128.load(d);
      v128.store(to, v128.shuffle<f64>(va, vb, 0, 2), 0);
      v128.store(to, v128.shuffle<f64>(vc, vd, 0, 2), 16);
      v128.store(to, v128.shuffle<f64>(va, vb, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(vc, vd, 1, 3), 48);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      to += 64;
    }
  }
}

/** Panels of four columns of a row-major (rows × columns) matrix: panel c holds at (t, l) element (t, 4c + l). */
export function packColumns(from: usize, rows: i32, columns: i32, to: usize): void {
  const stride = (<usize>columns) << 3;
  for (let c = 0; c < columns; c += 4) {
    let at = from + ((<usize>c) << 3);
    for (let t = 0; t < rows; t++) {
      v128.store(to, v128.load(at, 0), 0);
      v128.store(to, v128.load(at, 16), 16);
      at += stride;
      to += 32;
    }
  }
}

/**
 * out (4·leftPanels × 4·rightPanels, row-major) = L R, where the panels of L hold its rows and those of R its columns,
 * both of the same length.
 */
export function product(
  left: usize,
  leftPanels: i32,
  right: usize,
  rightPanels: i32,
  length: i32,
  out: usize,
): void {
  const panel = (<usize>length) << 5;
  const stride = (<usize>rightPanels) << 5;
  // The right panels are walked in strips that stay in the first-level cache together with one left panel.
  const strip = max(1, min(rightPanels, <i32>(<usize>20480 / panel)));
  for (let j0 = 0; j0 < rightPanels; j0 += strip) {
    const j1 = min(rightPanels, j0 + strip);
    for (let i = 0; i < leftPanels; i++) {
      const q = left + <usize>i * panel;
      const row = out + <usize>i * (stride << 2);
      for (let j = j0; j < j1; j++) {
        tile(right + <usize>j * panel, q, length, row + ((<usize>j) << 5), stride, true);
      }
    }
  }
}

/**
 * For each of the rows x in `panels` row panels of length 4·formPanels: xᵀ U x, with U upper triangular, given as
 * panels of four columns of which panel j holds its first 4(j + 1) rows only; they lie one after the other.
 * `scratch` has room for 16 numbers.
 */
export function quadraticForms(
  rows: usize,
  panels: i32,
  form: usize,
  formPanels: i32,
  out: usize,
  scratch: usize,
): void {
  const rowPanel = (<usize>formPanels) << 7;
  memory.fill(out, 0, (<usize>panels) << 5);
  for (let j = 0; j < formPanels; j++) {
    const length = (j + 1) << 2;
    for (let i = 0; i < panels; i++) {
      const x = rows + <usize>i * rowPanel;
      tile(x, form, length, scratch, 32, true);
      const xj = x + ((<usize>j) << 7);
      const o = out + ((<usize>i) << 5);
      let s0 = v128.load(o, 0);
      let s1 = v128.load(o, 16);
      for (let l: usize = 0; l < 128; l += 32) {
        s0 = f64x2.add(s0, f64x2.mul(v128.load(scratch + l, 0), v128.load(xj + l, 0)));
        s1 = f64x2.add(s1, f64x2.mul(v128.load(scratch + l, 16), v128.load(xj + l, 16)));
      }
      v128.store(o, s0, 0);
      v128.store(o, s1, 16);
    }
    form += (<usize>length) << 5;
  }
}

/**
 * Adds Σ_μ weight_μ x_μ x_μᵀ over the rows of `panels` row panels of length 4·columnPanels to the upper tiles of a
 * square matrix: tile (i, j ≥ i), 16 numbers each, one after the other in the order of i, then j.
 * `scratch` has room for 2 · 16 · panels · columnPanels numbers.
 */
export function weightedGram(
  rows: usize,
  panels: i32,
  columnPanels: i32,
  weights: usize,
  tiles: usize,
  scratch: usize,
): void {
  const rowPanel = (<usize>columnPanels) << 7;
  const length = panels << 2;
  const columnPanel = (<usize>length) << 5;
  const plain = scratch;
  const scaled = scratch + <usize>columnPanels * columnPanel;
  for (let i = 0; i < panels; i++) {
    const w = weights + ((<usize>i) << 5);
    const w0 = v128.load64_splat(w, 0);
    const w1 = v128.load64_splat(w, 8);
    const w2 = v128.load64_splat(w, 16);
    const w3 = v128.load64_splat(w, 24);
    let from = rows + <usize>i * rowPanel;
    let to = plain + ((<usize>i) << 7);
    let toScaled = scaled + ((<usize>i) << 7);
    for (let j = 0; j < columnPanels; j++) {
      for (let h: usize = 0; h < 32; h += 16) {
        const a0 = v128.load(from, 0);
        const a1 = v128.load(from, 32);
        const b0 = v128.load(from, 16);
        const b1 = v128.load(from, 48);
        const r0 = v128.shuffle<f64>(a0, a1, 0, 2);
        const r1 = v128.shuffle<f64>(a0, a1, 1, 3);
        const r2 = v128.shuffle<f64>(b0, b1, 0, 2);
        const r3 = v128.shuffle<f64>(b0, b1, 1, 3);
        v128.store(to + h, r0, 0);
        v128.store(to + h, r1, 32);
        v128.store(to + h, r2, 64);
        v128.store(to + h, r3, 96);
        v128.store(toScaled + h, f64x2.mul(r0, w0), 0);
        v128.store(toScaled + h, f64x2.mul(r1, w1), 32);
        v128.store(toScaled + h, f64x2.mul(r2, w2), 64);
        v128.store(toScaled + h, f64x2.mul(r3, w3), 96);
        from += 64;
      }
      to += columnPanel;
      toScaled += columnPanel;
    }
  }
  for (let i = 0; i < columnPanels; i++) {
    const q = scaled + <usize>i * columnPanel;
    for (let j = i; j < columnPanels; j++) {
      tile(plain + <usize>j * columnPanel, q, length, tiles, 32, false);
      tiles += 128;
    }
  }
}

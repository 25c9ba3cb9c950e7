// What the eigendecomposition of symmetric matrices spends its time in. Vectors of a block lie one after the other,
// `stride` numbers apart. Ranges of coordinates start and end at multiples of four, and vectors come in groups of four.
//
// The order of summation is the definition, as in kernel.ts: `dots` and the rows of `symmetricTimes` keep one sum for
// the even coordinates and one for the odd ones, and add them at the end.

// @ts-nocheck: AssemblyScript, compiled by `npm run kernel`

import { tile } from "./tile";

/** The sum of the two lanes. */
// @ts-ignore: decorator
@inline
function across(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** out[k] = Σ_t v_k[t] x[t] over from ≤ t < to, for 4·groups vectors. */
export function dots(
  vectors: usize,
  stride: i32,
  groups: i32,
  x: usize,
  from: i32,
  to: i32,
  out: usize,
): void {
  const step = (<usize>stride) << 3;
  const end = x + ((<usize>to) << 3);
  for (let g = 0; g < groups; g++) {
    let a = vectors + ((<usize>from) << 3);
    let b = a + step;
    let c = b + step;
    let d = c + step;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let at = x + ((<usize>from) << 3); at < end; at += 16) {
      const value = v128.load(at);
      s0 = f64x2.add(s0, f64x2.mul(v128.load(a), value));
      s1 = f64x2.add(s1, f64x2.mul(v128.load(b), value));
      s2 = f64x2.add(s2, f64x2.mul(v128.load(c), value));
      s3 = f64x2.add(s3, f64x2.mul(v128.load(d), value));
      a += 16;
      b += 16;
      c += 16;
      d += 16;
    }
    f64.store(out, across(s0), 0);
    f64.store(out, across(s1), 8);
    f64.store(out, across(s2), 16);
    f64.store(out, across(s3), 24);
    out += 32;
    vectors += step << 2;
  }
}

/** y[t] += Σ_k coefficient_k v_k[t] over from ≤ t < to, one k after the other, for 4·groups vectors. */
export function combine(
  vectors: usize,
  stride: i32,
  groups: i32,
  coefficients: usize,
  from: i32,
  to: i32,
  y: usize,
): void {
  const step = (<usize>stride) << 3;
  const end = y + ((<usize>to) << 3);
  for (let g = 0; g < groups; g++) {
    let a = vectors + ((<usize>from) << 3);
    let b = a + step;
    let c = b + step;
    let d = c + step;
    const s0 = v128.load64_splat(coefficients, 0);
    const s1 = v128.load64_splat(coefficients, 8);
    const s2 = v128.load64_splat(coefficients, 16);
    const s3 = v128.load64_splat(coefficients, 24);
    for (let at = y + ((<usize>from) << 3); at < end; at += 16) {
      let value = v128.load(at);
      value = f64x2.add(value, f64x2.mul(v128.load(a), s0));
      value = f64x2.add(value, f64x2.mul(v128.load(b), s1));
      value = f64x2.add(value, f64x2.mul(v128.load(c), s2));
      value = f64x2.add(value, f64x2.mul(v128.load(d), s3));
      v128.store(at, value);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
    }
    coefficients += 32;
    vectors += step << 2;
  }
}

/**
 * y = A x over from ≤ i < to, for a symmetric matrix with rows of `stride` numbers of which the upper 4 × 4 tiles are
 * read, each once: four rows at a time give their own sums and their columns' part of y.
 */
export function symmetricTimes(matrix: usize, stride: i32, from: i32, to: i32, x: usize, y: usize): void {
  const step = (<usize>stride) << 3;
  const end = (<usize>to) << 3;
  memory.fill(y + ((<usize>from) << 3), 0, (<usize>(to - from)) << 3);
  for (let i = (<usize>from) << 3; i < end; i += 32) {
    let a = matrix + (i >> 3) * step + i;
    let b = a + step;
    let c = b + step;
    let d = c + step;
    const x0 = v128.load64_splat(x + i, 0);
    const x1 = v128.load64_splat(x + i, 8);
    const x2 = v128.load64_splat(x + i, 16);
    const x3 = v128.load64_splat(x + i, 24);
    let value = v128.load(x + i, 0);
    let s0 = f64x2.mul(v128.load(a, 0), value);
    let s1 = f64x2.mul(v128.load(b, 0), value);
    let s2 = f64x2.mul(v128.load(c, 0), value);
    let s3 = f64x2.mul(v128.load(d, 0), value);
    value = v128.load(x + i, 16);
    s0 = f64x2.add(s0, f64x2.mul(v128.load(a, 16), value));
    s1 = f64x2.add(s1, f64x2.mul(v128.load(b, 16), value));
    s2 = f64x2.add(s2, f64x2.mul(v128.load(c, 16), value));
    s3 = f64x2.add(s3, f64x2.mul(v128.load(d, 16), value));
    for (let j = i + 32; j < end; j += 16) {
      a += 16;
      b += 16;
      c += 16;
      d += 16;
      value = v128.load(x + j);
      const va = v128.load(a, 16);
      const vb = v128.load(b, 16);
      const vc = v128.load(c, 16);
      const vd = v128.load(d, 16);
      s0 = f64x2.add(s0, f64x2.mul(va, value));
      s1 = f64x2.add(s1, f64x2.mul(vb, value));
      s2 = f64x2.add(s2, f64x2.mul(vc, value));
      s3 = f64x2.add(s3, f64x2.mul(vd, value));
      let sum = v128.load(y + j);
      sum = f64x2.add(
        sum,
        f64x2.add(
          f64x2.add(f64x2.mul(va, x0), f64x2.mul(vb, x1)),
          f64x2.add(f64x2.mul(vc, x2), f64x2.mul(vd, x3)),
        ),
      );
      v128.store(y + j, sum);
    }
    f64.store(y + i, f64.load(y + i, 0) + across(s0), 0);
    f64.store(y + i, f64.load(y + i, 8) + across(s1), 8);
    f64.store(y + i, f64.load(y + i, 16) + across(s2), 16);
    f64.store(y + i, f64.load(y + i, 24) + across(s3), 24);
  }
}

/**
 * Adds L R to the upper 4 × 4 tiles of a square matrix with rows of `stride` numbers: its rows and columns from
 * `from` on, 4·panels of them; panels of L and R hold `length` terms.
 */
export function symmetricUpdate(
  matrix: usize,
  stride: i32,
  from: i32,
  panels: i32,
  left: usize,
  right: usize,
  length: i32,
): void {
  const step = (<usize>stride) << 3;
  const panel = (<usize>length) << 5;
  const corner = matrix + <usize>from * (step + 8);
  const strip = max(1, <i32>(<usize>20480 / panel));
  for (let j0 = 0; j0 < panels; j0 += strip) {
    const j1 = min(panels, j0 + strip);
    for (let i = 0; i < j1; i++) {
      const row = corner + <usize>i * (step << 2);
      for (let j = max(i, j0); j < j1; j++) {
        tile(right + <usize>j * panel, left + <usize>i * panel, length, row + ((<usize>j) << 5), step, false);
      }
    }
  }
}

/**
 * z += (z · V) Wᵀ for rows z in `panels` row panels of `size` terms each, over the coordinates from `from` on.
 * V: `size` × 4·groups in column panels of `size` terms; W: the same in row panels of 4·groups terms.
 * `scratch` has room for 16·groups numbers.
 */
export function reflect(
  rows: usize,
  panels: i32,
  size: i32,
  from: i32,
  v: usize,
  w: usize,
  groups: i32,
  scratch: usize,
): void {
  const panel = (<usize>size) << 5;
  const skip = (<usize>from) << 5;
  const terms = groups << 2;
  const block = (<usize>terms) << 5;
  for (let i = 0; i < panels; i++) {
    const z = rows + <usize>i * panel + skip;
    for (let g = 0; g < groups; g++) {
      tile(z, v + <usize>g * panel + skip, size - from, scratch + ((<usize>g) << 7), 32, true);
    }
    let q = w + (<usize>(from >> 2)) * block;
    for (let t = z; t < z + panel - skip; t += 128) {
      tile(scratch, q, terms, t, 32, false);
      q += block;
    }
  }
}

/** y[t] += Σ_k v_k[t]² over from ≤ t < to, one k after the other, for 4·groups vectors. */
export function squares(vectors: usize, stride: i32, groups: i32, from: i32, to: i32, y: usize): void {
  const step = (<usize>stride) << 3;
  const end = y + ((<usize>to) << 3);
  for (let g = 0; g < groups; g++) {
    let a = vectors + ((<usize>from) << 3);
    let b = a + step;
    let c = b + step;
    let d = c + step;
    for (let at = y + ((<usize>from) << 3); at < end; at += 16) {
      const va = v128.load(a);
      const vb = v128.load(b);
      const vc = v128.load(c);
      const vd = v128.load(d);
      let value = f64x2.add(v128.load(at), f64x2.mul(va, va));
      value = f64x2.add(value, f64x2.mul(vb, vb));
      value = f64x2.add(value, f64x2.mul(vc, vc));
      value = f64x2.add(value, f64x2.mul(vd, vd));
      v128.store(at, value);
      a += 16;
      b += 16;
      c += 16;
      d += 16;
    }
    vectors += step << 2;
  }
}

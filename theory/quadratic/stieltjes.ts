// The Stieltjes transform of a list of weighted points and its derivative at one complex point.
import type { PointList } from "./atoms.js";

/** G(z) = Σ w/(z−s), G′(z), and Σ w/|z−s|². */
export interface Stieltjes {
  re: number;
  im: number;
  slopeRe: number;
  slopeIm: number;
  /** Σ w/|z−s|²: equal to 1/τ on the boundary curve of Biane's parametrisation. */
  square: number;
}

export function emptyStieltjes(): Stieltjes {
  return { re: 0, im: 0, slopeRe: 0, slopeIm: 0, square: 0 };
}

/** Evaluates `out` at z = x + iy, y ≥ 0, away from the points. */
export function stieltjes(list: PointList, x: number, y: number, out: Stieltjes): void {
  const { values, weights, count } = list;
  const y2 = y * y;
  let a = 0;
  let b = 0;
  let c = 0;
  let e = 0;
  for (let k = 0; k < count; k++) {
    const r = x - values[k];
    const q = 1 / (r * r + y2);
    const wq = weights[k] * q;
    const wq2 = wq * q;
    a += wq;
    b += r * wq;
    c += wq2;
    e += r * wq2;
  }
  out.square = a;
  out.re = b;
  out.im = -y * a;
  out.slopeRe = 2 * y2 * c - a;
  out.slopeIm = 2 * y * e;
}

/** G and G′ of all points but the one at s itself, at z = s: the real numbers Σ w/(s−s_j) and −Σ w/(s−s_j)². */
export function fieldAtPoint(list: PointList, s: number): { value: number; slope: number } {
  let value = 0;
  let slope = 0;
  for (let k = 0; k < list.count; k++) {
    const r = s - list.values[k];
    if (r === 0) continue;
    const q = 1 / r;
    const wq = list.weights[k] * q;
    value += wq;
    slope -= wq * q;
  }
  return { value, slope };
}

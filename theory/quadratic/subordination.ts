// The free convolution of the teacher's spectrum with a semicircle of variance τ, through x = z + τG(z):
// P. Biane, On the free convolution with a semi-circular distribution, Indiana Univ. Math. J. 46 (1997).
import { type Atoms, emptyList } from "./atoms.js";
import { emptyStieltjes, fieldAtPoint, stieltjes } from "./stieltjes.js";

/** A point z = u + iv of the boundary curve: x(z) real; v = 0 where x lies outside the support. */
export interface CurvePoint {
  u: number;
  v: number;
}

const list = emptyList();
const g = emptyStieltjes();

/** Height v(u) ≥ 0 of the curve: Σ w/((u−s)²+v²) = 1/τ, or 0 where the left side is smaller for every v > 0. */
export function curveHeight(atoms: Atoms, tau: number, u: number): number {
  let y = startingSquare(atoms, tau, u);
  let gathered = 0;
  for (let step = 0; step < 200; step++) {
    if (!(Math.abs(y - gathered) < 0.3 * gathered)) {
      const v = Math.sqrt(y);
      atoms.gather(list, u, v, u, v);
      gathered = y;
    }
    const { values, weights, count } = list;
    let sum = 0;
    let slope = 0;
    for (let k = 0; k < count; k++) {
      const r = u - values[k];
      const q = 1 / (r * r + y);
      const wq = weights[k] * q;
      sum += wq;
      slope += wq * q;
    }
    // Newton on 1/Σ − τ, concave and increasing in y = v²: from its left every step stays on the left.
    const next = y - ((1 / sum - tau) * sum * sum) / slope;
    if (next <= 0) {
      if (y < 1e-290 || y < 1e-28 * tau) return 0;
      y /= 64;
    } else {
      if (Math.abs(next - y) <= 4e-16 * next) return Math.sqrt(next);
      // Once rounding has stopped the monotone approach, the two last iterates agree to rounding.
      if (step > 3 && next < y && y - next < 1e-14 * y) return Math.sqrt(next);
      y = next;
    }
  }
  return Math.sqrt(y);
}

/** v² for the nearest atom alone where it is above zero, a lower bound that a spike nearly reaches; else τ, an upper bound. */
function startingSquare(atoms: Atoms, tau: number, u: number): number {
  const k = atoms.countAbove(u);
  let best = 0;
  for (let i = Math.max(0, k - 1); i <= Math.min(k, atoms.size - 1); i++) {
    const r = u - atoms.value(i);
    best = Math.max(best, tau * atoms.weight(i) - r * r);
  }
  return best > 0 ? best : tau;
}

/**
 * The point of the curve whose image is `cut`; solves z + τG(z) = cut.
 * `guess` (optional) starts the iteration; the result does not depend on it beyond rounding.
 */
export function curvePoint(
  atoms: Atoms,
  tau: number,
  cut: number,
  guess: CurvePoint | undefined,
  out: CurvePoint,
): void {
  if (guess && newton(atoms, tau, cut, guess.u, guess.v, out)) return;
  // Where the teacher's eigenvalues were all their mean.
  const x = cut - atoms.mean;
  if (x * x < 3.9 * tau && newton(atoms, tau, cut, atoms.mean + x / 2, Math.sqrt(tau - (x * x) / 4), out))
    return;
  if (besideAtom(atoms, tau, cut, out)) return;
  bracket(atoms, tau, cut, out);
}

function newton(atoms: Atoms, tau: number, cut: number, u: number, v: number, out: CurvePoint): boolean {
  return v > 0 ? complexNewton(atoms, tau, cut, u, v, out) : realNewton(atoms, tau, cut, u, out);
}

/** Starts from the solution for the nearest atom s alone in the smooth field of the others: t + τw/t = cut − s − τg0. */
function besideAtom(atoms: Atoms, tau: number, cut: number, out: CurvePoint): boolean {
  const delta = Math.sqrt(tau);
  atoms.gather(list, cut, delta, cut, delta);
  stieltjes(list, cut, delta, g);
  const x = cut - tau * g.re;
  let index = atoms.countAbove(x);
  if (index > 0 && (index === atoms.size || atoms.value(index - 1) - x < x - atoms.value(index))) index--;
  const s = atoms.value(index);
  const w = atoms.weight(index);
  atoms.gather(list, s, 0, s, 0);
  const field = fieldAtPoint(list, s).value;
  const half = (cut - s - tau * field) / 2;
  const square = half * half - tau * w;
  return square < 0
    ? complexNewton(atoms, tau, cut, s + half, Math.sqrt(-square), out)
    : realNewton(atoms, tau, cut, s + half + Math.sign(half) * Math.sqrt(square), out);
}

/** Newton on the real line, where x(u) increases: outside the support. False as soon as an iterate lies inside. */
function realNewton(atoms: Atoms, tau: number, cut: number, start: number, out: CurvePoint): boolean {
  let u = start;
  const scale = Math.sqrt(tau) + Math.abs(cut);
  for (let step = 0; step < 10; step++) {
    atoms.gather(list, u, 0, u, 0);
    stieltjes(list, u, 0, g);
    const slope = 1 - tau * g.square;
    if (!(slope > 0)) return false;
    const move = (u + tau * g.re - cut) / slope;
    u -= move;
    if (Math.abs(move) <= 1e-15 * scale) {
      out.u = u;
      out.v = 0;
      return true;
    }
  }
  return false;
}

function complexNewton(
  atoms: Atoms,
  tau: number,
  cut: number,
  u: number,
  v: number,
  out: CurvePoint,
): boolean {
  let last = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 12; step++) {
    // The list holds for the last small steps too.
    if (!(last < 0.02 * v)) atoms.gather(list, u, v, u, v);
    stieltjes(list, u, v, g);
    const fRe = u + tau * g.re - cut;
    const fIm = v + tau * g.im;
    const jRe = 1 + tau * g.slopeRe;
    const jIm = tau * g.slopeIm;
    const norm = jRe * jRe + jIm * jIm;
    const du = (fRe * jRe + fIm * jIm) / norm;
    const dv = (fIm * jRe - fRe * jIm) / norm;
    const size = Math.hypot(du, dv);
    const radius = Math.hypot(u, v);
    u -= du;
    v -= dv;
    // The upper half-plane holds at most one solution, so wherever Newton settles in it is the point.
    if (!(v > 0)) return false;
    if (size <= 1e-14 * radius && size <= 1e-10 * v) {
      out.u = u;
      out.v = v;
      return true;
    }
    if (step > 2 && size > 0.5 * last) {
      if (size <= 1e-13 * radius && size <= 1e-8 * v) {
        out.u = u;
        out.v = v;
        return true;
      }
      return false;
    }
    last = size;
  }
  return false;
}

/** Safeguarded Newton on the increasing function u ↦ x(u) in [cut − δ, cut + δ], which |x − u| ≤ δ makes a bracket. */
function bracket(atoms: Atoms, tau: number, cut: number, out: CurvePoint): void {
  const delta = Math.sqrt(tau);
  let low = cut - delta;
  let high = cut + delta;
  let u = cut - Math.min(delta, Math.max(-delta, tau / Math.max(cut, delta)));
  for (let step = 0; step < 100; step++) {
    const v = curveHeight(atoms, tau, u);
    atoms.gather(list, u, v, u, v);
    stieltjes(list, u, v, g);
    const f = u + tau * g.re - cut;
    if (f > 0) high = u;
    else low = u;
    const jRe = 1 + tau * g.slopeRe;
    const jIm = tau * g.slopeIm;
    const slope = v > 0 ? (jRe * jRe + jIm * jIm) / jRe : jRe;
    const move = slope > 0 && Number.isFinite(slope) ? f / slope : Number.NaN;
    let next = u - move;
    const done =
      Math.abs(move) <= 1e-15 * (Math.abs(u) + delta) || high - low <= 1e-15 * (Math.abs(u) + delta);
    if (done) {
      out.u = u;
      out.v = v;
      if (v > 0) complexNewton(atoms, tau, cut, u, v, out);
      return;
    }
    if (!(next > low && next < high)) next = (low + high) / 2;
    u = next;
  }
  out.u = u;
  out.v = curveHeight(atoms, tau, u);
  if (out.v > 0) complexNewton(atoms, tau, cut, out.u, out.v, out);
}

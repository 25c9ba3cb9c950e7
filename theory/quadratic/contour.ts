// Integrals over μ_δ of everything between the cut and a gap to its right. −(1/π) Im ∫ x^k G^m dx is taken not along
// the support, where it ripples at every atom, but along a path of the upper half z-plane that keeps away from the atoms.
import { gaussLegendre } from "../numeric/gauss-legendre.js";
import { type Atoms, emptyList } from "./atoms.js";
import { emptyStieltjes, stieltjes } from "./stieltjes.js";

/** The integrals over x above the cut c, of the part of μ_δ that the path spans. */
export interface Integrals {
  /** ∫dμ, ∫(x−c)dμ, ∫(x−c)²dμ. */
  mass: number;
  first: number;
  second: number;
  /** ∫2H dμ, ∫2(x−c)H dμ, ∫(3H²−π²ρ²)dμ, with H the Hilbert transform and ρ the density of μ. */
  hilbert: number;
  hilbertFirst: number;
  cubic: number;
  /** −(1/π) Im ∫ z G² dz along the path. */
  drift: number;
}

export function emptyIntegrals(): Integrals {
  return { mass: 0, first: 0, second: 0, hilbert: 0, hilbertFirst: 0, cubic: 0, drift: 0 };
}

const RULE = gaussLegendre(16);
const list = emptyList();
const g = emptyStieltjes();
/** Panels grow with their distance from the atoms by this factor; with 16 nodes each is then exact to about 1e-13. */
const GROWTH = 2;

/**
 * Integrates from z = u + iv to the real point `end` of a gap and writes into `out`.
 * `cut` is x(u + iv). The path is a tent: up to a point above the middle, and down.
 */
export function contour(
  atoms: Atoms,
  tau: number,
  cut: number,
  u: number,
  v: number,
  end: number,
  out: Integrals,
): void {
  const topX = (u + end) / 2;
  const topY = Math.max(0.5 * Math.abs(end - u), v);
  out.mass = out.first = out.second = out.hilbert = out.hilbertFirst = out.cubic = out.drift = 0;
  leg(atoms, tau, cut, u, v, topX, topY, 1, out);
  leg(atoms, tau, cut, end, 0, topX, topY, -1, out);
  const scale = -1 / Math.PI;
  out.mass *= scale;
  out.first *= scale;
  out.second *= scale;
  out.hilbert *= scale;
  out.hilbertFirst *= scale;
  out.cubic *= scale;
  out.drift *= scale;
}

function distanceToAtoms(atoms: Atoms, x: number, y: number): number {
  const k = atoms.countAbove(x);
  let near = Number.POSITIVE_INFINITY;
  if (k > 0) near = atoms.value(k - 1) - x;
  if (k < atoms.size) near = Math.min(near, x - atoms.value(k));
  return Math.hypot(near, y);
}

/** Adds sign × the integral along the straight line from (x0, y0), the end near the atoms, to (x1, y1). */
function leg(
  atoms: Atoms,
  tau: number,
  cut: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  sign: number,
  out: Integrals,
): void {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return;
  const ex = (x1 - x0) / length;
  const ey = (y1 - y0) / length;
  let done = 0;
  while (done < length) {
    const ax = x0 + done * ex;
    const ay = y0 + done * ey;
    let size = (done === 0 ? 1 : GROWTH) * distanceToAtoms(atoms, ax, ay);
    if (done + 1.3 * size > length) size = length - done;
    atoms.gather(list, ax, ay, ax + size * ex, ay + size * ey);
    const re = size * ex * sign;
    const im = size * ey * sign;
    for (let k = 0; k < RULE.nodes.length; k++) {
      const zx = ax + RULE.nodes[k] * size * ex;
      const zy = ay + RULE.nodes[k] * size * ey;
      stieltjes(list, zx, zy, g);
      const gRe = g.re;
      const gIm = g.im;
      // dx = (1 + τG′) dz
      const jRe = 1 + tau * g.slopeRe;
      const jIm = tau * g.slopeIm;
      const w = RULE.weights[k];
      const dRe = w * (jRe * re - jIm * im);
      const dIm = w * (jRe * im + jIm * re);
      const tRe = zx + tau * gRe - cut;
      const tIm = zy + tau * gIm;
      // a = G dx, b = (x−c) G dx, and G², G³ alike; only imaginary parts are summed.
      const aRe = gRe * dRe - gIm * dIm;
      const aIm = gRe * dIm + gIm * dRe;
      const bRe = tRe * aRe - tIm * aIm;
      const bIm = tRe * aIm + tIm * aRe;
      out.mass += aIm;
      out.first += bIm;
      out.second += tRe * bIm + tIm * bRe;
      const a2Re = gRe * aRe - gIm * aIm;
      const a2Im = gRe * aIm + gIm * aRe;
      out.hilbert += a2Im;
      out.hilbertFirst += gRe * bIm + gIm * bRe;
      out.cubic += gRe * a2Im + gIm * a2Re;
      const zgRe = zx * gRe - zy * gIm;
      const zgIm = zx * gIm + zy * gRe;
      out.drift += w * (im * (zgRe * gRe - zgIm * gIm) + re * (zgRe * gIm + zgIm * gRe));
    }
    done += size;
  }
}

// The denoising problem of the quadratic network: soft-thresholding the eigenvalues of S* + δZ at the cut c.
// Everything follows from J(τ, c) = ∫(x−c)₊² dμ_δ, τ = δ²: D = ∂J/∂τ and mse = Q* − J + c ∂J/∂c + 2τD, where
// ∂J/∂τ = ∫2(x−c)₊H dμ, ∂²J/∂τ² = ⅔∫_{x>c}(3H²−π²ρ²)dμ (from Burgers' equation ∂_τ G + G ∂_x G = 0).
import { emptyMoments, type Kernel, type Moments, QUADRATIC_EQUATIONS } from "../kernel.js";
import { type Atoms, emptyList } from "./atoms.js";
import { contour, emptyIntegrals } from "./contour.js";
import { type Gap, gapAt, nextGap } from "./gaps.js";
import { ResidueTable } from "./residues.js";
import { emptyStieltjes, stieltjes } from "./stieltjes.js";
import { type CurvePoint, curveHeight, curvePoint } from "./subordination.js";

/** Beyond this many atoms above the cut the path ends further right instead of summing residues. */
const MOST_RESIDUES = 2048;

export interface QuadraticKernel extends Kernel {
  readonly atoms: Atoms;
  /** J(τ, c) = ∫(x−c)₊² dμ_δ and the mass of μ_δ above c, from the last `evaluate`. */
  readonly last: { J: number; first: number; mass: number; above: number };
  /** Part of the mse that belongs to the atoms 0 … count−1 whose components all lie above the cut. */
  outlierError(tau: number, cut: number, count: number): number;
}

/**
 * Kernel of the quadratic network whose teacher has the eigenvalues `atoms`. With `width` p < d the denoiser keeps the
 * p/d largest eigenvalues only: x ↦ (x−c)·1[x > max(c, x_p)], x_p the (1−p/d)-quantile of μ_δ.
 */
export function quadraticKernel(atoms: Atoms, width?: { fraction: number }): QuadraticKernel {
  const moments = emptyMoments();
  const residues = new ResidueTable(atoms);
  const integrals = emptyIntegrals();
  const last = { J: 0, first: 0, mass: 0, above: 0 };
  const point: CurvePoint = { u: 0, v: 0 };
  let started = false;
  const list = emptyList();
  const g = emptyStieltjes();
  const Q = atoms.secondMoment;

  function evaluate(tau: number, cut: number): Moments {
    if (!(tau > 0 && cut >= 0)) throw new RangeError(`noise variance ${tau} must be > 0 and cut ${cut} ≥ 0`);
    curvePoint(atoms, tau, cut, started ? point : undefined, point);
    started = true;
    const from = atoms.countAbove(point.u);
    const all = point.v === 0 && from === atoms.size;
    if (width && width.fraction < 1) {
      const m = all ? everythingAbove(tau, cut) : fromPoint(tau, cut, point.u, point.v);
      return last.mass <= width.fraction ? m : widest(tau, cut, width.fraction);
    }
    return all ? everythingAbove(tau, cut) : fromPoint(tau, cut, point.u, point.v);
  }

  /** Moments of the part of μ_δ to the right of x(u + iv), a point of the curve. */
  function fromPoint(tau: number, cut: number, u: number, v: number): Moments {
    const from = atoms.countAbove(u);
    let gap: { above: number; end: number };
    if (v === 0 && from <= MOST_RESIDUES) gap = { above: from, end: u };
    else {
      const g = nextGap(atoms, tau, Math.min(from, MOST_RESIDUES));
      gap = { above: g.above, end: pathEnd(tau, g, u, v) };
    }
    return assemble(tau, cut, gap.above, gap.end, u, v);
  }

  /** Where the path from u + iv comes down in a gap: near its left end where u is close to it, so that little is lost to rounding. */
  function pathEnd(tau: number, g: Gap, u: number, v: number): number {
    if (g.inside - u < 4 * v) return g.inside;
    const { left } = g;
    const least = 1e-3 * Math.sqrt(tau * atoms.smallestWeight);
    return Math.min(left + Math.max(left - u, least), g.inside);
  }

  function assemble(tau: number, cut: number, above: number, end: number, u: number, v: number): Moments {
    const r = residues.upTo(above);
    const W = r.weight[above];
    const W2 = r.weightSquared[above];
    const S1 = r.first[above];
    const S2 = r.second[above];
    const F = r.field[above];
    const SF = r.fieldFirst[above];
    const C = r.curvature[above];
    const C1 = r.selfCurvature[above];
    const F0sq = C - C1; // Σ w g0²
    const AF = SF - cut * F; // Σ w (s−c) g0
    let J = S2 - 2 * cut * S1 + cut * cut * W + 2 * tau * AF + tau * W2 + tau * tau * (F0sq + C1);
    let first = S1 - cut * W + tau * F;
    let mass = W;
    let D = W2 + 2 * AF + 2 * tau * C;
    let hilbert = 2 * F;
    let divergenceTau = 2 * C;
    let mse = outlierError(tau, cut, above);
    if (end === u && v === 0) mse += atoms.squaresFrom(above);
    else {
      contour(atoms, tau, cut, u, v, end, integrals);
      J += integrals.second;
      first += integrals.first;
      mass += integrals.mass;
      D += integrals.hilbertFirst;
      hilbert += integrals.hilbert;
      divergenceTau += (2 / 3) * integrals.cubic;
      // Equal to Q* − J − 2c∫(x−c) + 2τD, which loses its digits where the error is far below Q*; here the squares of the
      // atoms under the path are cancelled by hand. Drowned in noise the former keeps more: its terms are no larger than
      // the error and the noise learned, while those below are of order τ.
      if (tau > Q) mse = Q - J - 2 * cut * first + 2 * tau * D;
      else
        mse +=
          hiddenSquares(tau, u, v) +
          tau * integrals.drift +
          cut * cut * integrals.mass -
          2 * tau * cut * integrals.hilbert +
          tau * tau * integrals.cubic;
    }
    last.J = J;
    last.first = first;
    last.mass = mass;
    last.above = above;
    moments.mse = mse;
    moments.divergence = D;
    moments.divergenceCut = -hilbert;
    moments.divergenceTau = divergenceTau;
    moments.mseCut = 2 * cut * mass - 2 * tau * hilbert;
    moments.mseTau = D - cut * hilbert + 2 * tau * divergenceTau;
    return moments;
  }

  function outlierError(tau: number, cut: number, count: number): number {
    const r = residues.upTo(count);
    return (
      cut * cut * r.weight[count] +
      2 * tau * (r.fieldFirst[count] - 2 * cut * r.field[count]) +
      tau * r.weightSquared[count] +
      3 * tau * tau * r.curvature[count]
    );
  }

  /** Moments of the largest eigenvalues that hold the mass `fraction`, where more lie above the cut. */
  function widest(tau: number, cut: number, fraction: number): Moments {
    const { u, v } = quantile(atoms, tau, fraction);
    const m = fromPoint(tau, cut, u, v);
    if (v > 0) {
      // The quantile moves with velocity H(x_p) as τ grows: ∂_τ of the truncated divergence gains −⅔(x_p−c)π²ρ³.
      atoms.gather(list, u, v, u, v);
      stieltjes(list, u, v, g);
      const excess = u + tau * g.re - cut;
      const drift = ((2 / 3) * excess * (v / tau) ** 3) / Math.PI;
      m.divergenceTau -= drift;
      m.mseTau -= 2 * tau * drift;
    }
    return m;
  }

  /** The point of the curve to the right of which μ_δ has the mass `fraction`: Newton on the mass, of slope −ρ, in a bracket. */
  function quantile(atoms: Atoms, tau: number, fraction: number): CurvePoint {
    const above = wholeAtoms(atoms, fraction);
    if (above !== undefined) {
      const gap = gapAt(atoms, tau, above);
      if (gap) return { u: Math.min(gap.inside, gap.left + Math.sqrt(tau)), v: 0 };
    }
    const delta = Math.sqrt(tau);
    let low = atoms.value(atoms.size - 1) - delta;
    let high = atoms.value(0) + delta;
    let u = (low + high) / 2;
    let v = 0;
    for (let step = 0; step < 200; step++) {
      v = curveHeight(atoms, tau, u);
      const from = atoms.countAbove(u);
      if (v === 0 && from === atoms.size) last.mass = 1;
      else fromPoint(tau, 0, u, v);
      const excess = last.mass - fraction;
      if (excess > 0) low = u;
      else high = u;
      let next = (low + high) / 2;
      if (v > 0) {
        atoms.gather(list, u, v, u, v);
        stieltjes(list, u, v, g);
        const jRe = 1 + tau * g.slopeRe;
        const jIm = tau * g.slopeIm;
        const density = (v / (Math.PI * tau)) * ((jRe * jRe + jIm * jIm) / jRe);
        const newton = u + excess / density;
        if (newton > low && newton < high) next = newton;
      }
      if (Math.abs(excess) <= 1e-15 || Math.abs(next - u) <= 1e-16 * delta) break;
      u = next;
    }
    return { u, v };
  }

  /** Σ w s²·(1 − arg(z−s)/π) − Im(z²/2 + z·mean)/π − τ Im(z²G²)/(2π) at z = u + iv. */
  function hiddenSquares(tau: number, u: number, v: number): number {
    if (v === 0) return atoms.squaresFrom(atoms.countAbove(u));
    atoms.gather(list, u, v, u, v);
    let sum = 0;
    for (let k = 0; k < list.count; k++) sum += list.weights[k] * squareTerm(list.values[k], u, v);
    stieltjes(list, u, v, g);
    const zgRe = u * g.re - v * g.im;
    const zgIm = u * g.im + v * g.re;
    return (sum - tau * zgRe * zgIm) / Math.PI;
  }

  function everythingAbove(tau: number, cut: number): Moments {
    last.J = Q - 2 * cut * atoms.mean + cut * cut + tau;
    last.first = atoms.mean - cut;
    last.mass = 1;
    last.above = atoms.size;
    moments.mse = tau + cut * cut;
    moments.divergence = 1;
    moments.divergenceCut = 0;
    moments.divergenceTau = 0;
    moments.mseCut = 2 * cut;
    moments.mseTau = 1;
    return moments;
  }

  function reset(): void {
    started = false;
  }

  return { reset, equations: QUADRATIC_EQUATIONS, secondMoment: Q, atoms, evaluate, last, outlierError };
}

/** The number of leading atoms whose weights sum to `fraction`, if there is one. */
function wholeAtoms(atoms: Atoms, fraction: number): number | undefined {
  let sum = 0;
  let k = 0;
  const equal = Math.round(fraction / atoms.smallestWeight);
  if (Math.abs(atoms.smallestWeight * atoms.size - 1) < 1e-9)
    return Math.abs(equal * atoms.smallestWeight - fraction) < 1e-12 * fraction ? equal : undefined;
  while (k < atoms.size && sum < fraction * (1 - 1e-12)) sum += atoms.weight(k++);
  return Math.abs(sum - fraction) <= 1e-12 * fraction ? k : undefined;
}

/** s²·θ − v(s+u), θ = arctan(v/(s−u)) in (0, π); far above u the first two orders in v cancel by hand. */
function squareTerm(s: number, u: number, v: number): number {
  const r = s - u;
  if (r < 10 * v) return s * s * Math.atan2(v, r) - v * (s + u);
  const t = v / r;
  const t2 = t * t;
  // t − arctan t
  const rest = t * t2 * (1 / 3 - t2 * (1 / 5 - t2 * (1 / 7 - t2 * (1 / 9 - t2 * (1 / 11 - t2 / 13)))));
  return (v * u * u) / r - s * s * rest;
}

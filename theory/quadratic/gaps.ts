// The gaps of the support of μ_δ, seen on the real line of Biane's parametrisation.
import { type Atoms, emptyList } from "./atoms.js";

/** A gap of the u-line between atom `above` and atom `above − 1` (0: right of all atoms), where Σ w/(u−s)² < 1/τ. */
export interface Gap {
  /** Number of atoms above the gap. */
  above: number;
  /** Its left end, found when it is asked for; −∞ for the gap below all atoms. */
  readonly left: number;
  /** A point inside it; ∞ for the gap above all atoms, −∞ for the one below. */
  inside: number;
}

const list = emptyList();
const h = { value: 0, slope: 0, curvature: 0 };

/** Σ w/(u−s)² with its two derivatives. */
function inverseSquares(atoms: Atoms, u: number): void {
  atoms.gather(list, u, 0, u, 0);
  const { values, weights, count } = list;
  let a = 0;
  let b = 0;
  let c = 0;
  for (let k = 0; k < count; k++) {
    const r = 1 / (u - values[k]);
    const wr2 = weights[k] * r * r;
    a += wr2;
    b += wr2 * r;
    c += wr2 * r * r;
  }
  h.value = a;
  h.slope = -2 * b;
  h.curvature = 6 * c;
}

/** End of the support nearest to `from` on the side away from it: Newton on (Σ w/(u−s)²)^{−1/2} = δ, from inside the support. */
function edge(atoms: Atoms, tau: number, from: number, step: number): number {
  let u = from + step;
  const delta = Math.sqrt(tau);
  for (let k = 0; k < 60; k++) {
    inverseSquares(atoms, u);
    const root = 1 / Math.sqrt(h.value);
    const slope = (-0.5 * h.slope * root) / h.value;
    const move = (delta - root) / slope;
    const next = u + move;
    // Concave in the distance from the support: the steps shrink towards the edge from one side.
    if (Math.abs(move) <= 1e-15 * Math.abs(u) || next === u) return next;
    if (Math.sign(next - from) !== Math.sign(step)) u = (u + from) / 2;
    else u = next;
  }
  return u;
}

/**
 * The gap between atoms `above` and `above − 1`, if the support of μ_δ leaves one there.
 * For `above` = 0 it is (right end of the support, ∞); for `above` = size, (−∞, left end).
 */
export function gapAt(atoms: Atoms, tau: number, above: number): Gap | undefined {
  const delta = Math.sqrt(tau);
  if (above === atoms.size)
    return { above, left: Number.NEGATIVE_INFINITY, inside: Number.NEGATIVE_INFINITY };
  const low = atoms.value(above);
  const wLow = atoms.weight(above);
  if (above === 0) {
    return {
      above,
      get left() {
        return edge(atoms, tau, low, delta * Math.sqrt(wLow));
      },
      inside: Number.POSITIVE_INFINITY,
    };
  }
  const high = atoms.value(above - 1);
  const wHigh = atoms.weight(above - 1);
  if (tooNarrow(tau, high - low, wLow, wHigh)) return undefined;
  // The minimum of the convex function Σ w/(u−s)² on (low, high).
  let a = low;
  let b = high;
  const ratio = Math.cbrt(wLow / wHigh);
  let u = low + ((high - low) * ratio) / (1 + ratio);
  for (let k = 0; k < 100; k++) {
    inverseSquares(atoms, u);
    if (h.value * tau < 1) {
      const inside = u;
      return {
        above,
        get left() {
          return edge(atoms, tau, low, Math.min(delta * Math.sqrt(wLow), inside - low));
        },
        inside,
      };
    }
    // A convex function lies above its tangent: where that stays above 1/τ up to the far end, nothing opens.
    const reach = h.slope > 0 ? u - a : b - u;
    if ((h.value - Math.abs(h.slope) * reach) * tau > 1) return undefined;
    if (h.slope > 0) b = u;
    else a = u;
    let next = u - h.slope / h.curvature;
    if (!(next > a && next < b)) next = (a + b) / 2;
    if (Math.abs(next - u) <= 1e-9 * (high - low)) return undefined;
    u = next;
  }
  return undefined;
}

/** Right end of a gap: where the support that starts at atom `above − 1` begins; ∞ where there is none. */
export function rightEnd(atoms: Atoms, tau: number, gap: Gap): number {
  if (gap.above === 0) return Number.POSITIVE_INFINITY;
  const next = atoms.value(gap.above - 1);
  const step = Math.sqrt(tau * atoms.weight(gap.above - 1));
  return edge(atoms, tau, next, -Math.min(step, next - gap.inside));
}

/** True where the two neighbours alone already keep Σ w/(u−s)² above 1/τ everywhere between them. */
function tooNarrow(tau: number, spacing: number, wLow: number, wHigh: number): boolean {
  // min over u of w1/u² + w2/(spacing − u)² = (w1^{1/3} + w2^{1/3})³/spacing².
  return (Math.cbrt(wLow) + Math.cbrt(wHigh)) ** 3 * tau >= spacing * spacing;
}

/** Multiples of the narrowest spacing that can open, at which a gap is looked for in turn. */
const LADDER = [1, 1.06, 1.13, 1.25, 1.5, 2, 3, 6, 20, 100];

/** A gap with at most `from` atoms above it, near atom `from`: the nearest, or one not much further. */
export function nextGap(atoms: Atoms, tau: number, from: number): Gap {
  const spacing = Math.sqrt(8 * atoms.smallestWeight * tau);
  let k = from + 1;
  for (const multiple of LADDER) {
    const candidate = atoms.lastOpening(Math.min(from, k - 1), multiple * spacing);
    if (candidate === 0) break;
    k = candidate;
    const gap = gapAt(atoms, tau, k);
    if (gap) return gap;
  }
  return gapAt(atoms, tau, 0)!;
}

// Result 3 as the paper states it: the leading orders of the quadratic network's error, outliers far apart and the bulk a semicircle.
import type { Solution } from "./state-evolution.js";
import { matrixKernelOf } from "./teacher.js";

/** Leading orders of the terms of `Decomposition`; alignment is not among them. */
export interface LeadingOrder {
  /** δ²∫(x − c/δ)₊² over the semicircle on [−2, 2]. */
  overfitting: number;
  /** (1/d)Σ s_i² of the features with s_i ≤ δ. */
  underfitting: number;
  /** (1/d)Σ over the other features: error of value, (δ²/s − c)², and of direction, 2(δ²/s)(s + δ²/s − c). */
  approximation: number;
  total: number;
  /** K(δ), the number of features with s_i > δ. */
  outliers: number;
}

/**
 * ∫_a^2 (x − a)² √(4 − x²)/(2π) dx: the second moment of the semicircle above a, for a in [−2, 2]; 0 for a ≥ 2.
 */
export function semicircleExcess(a: number): number {
  if (a >= 2) return 0;
  if (a <= -2) return 1 + a * a;
  if (a > 1.9) return semicircleEdge(2 - a);
  const root = Math.sqrt(4 - a * a);
  const angle = Math.PI / 2 - Math.asin(a / 2);
  return ((1 + a * a) * angle - (a * root * (26 + a * a)) / 24) / Math.PI;
}

/** The same by its series at the edge, a = 2 − t, where the closed form loses its digits. */
function semicircleEdge(t: number): number {
  // With x = 2 − y: √(4 − x²) = 2√y·√(1 − y/4); each power of y integrates to a Beta function.
  let coefficient = 1;
  let sum = 0;
  for (let k = 0; k < 40; k++) {
    // ∫_0^t (t − y)² y^{k+1/2} dy = 2t^{k+7/2}/((k+3/2)(k+5/2)(k+7/2)).
    const term = (coefficient * 2 * t ** (k + 3.5)) / ((k + 1.5) * (k + 2.5) * (k + 3.5));
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
    coefficient *= ((k - 0.5) / (k + 1)) * 0.25;
  }
  return sum / Math.PI;
}

/**
 * The leading-order decomposition of the quadratic network's per-coordinate error at a solution of state evolution.
 * @throws RangeError for the diagonal network, whose exact decomposition has a closed form, and for a finite width
 */
export function leadingOrder(
  s: Pick<Solution, "network" | "d" | "gamma" | "delta" | "cut" | "width">,
): LeadingOrder {
  const kernel = matrixKernelOf(s.network, s.d, s.gamma);
  if (!kernel) throw new RangeError("the leading orders are the quadratic network's");
  if (s.width !== undefined && s.width < s.d)
    throw new RangeError("the decomposition holds at full width only");
  const { delta, cut } = s;
  const { atoms } = kernel;
  const outliers = atoms.countAbove(delta);
  const tau = delta * delta;
  let approximation = 0;
  for (let k = 0; k < outliers; k++) {
    const value = atoms.value(k);
    const shift = tau / value;
    approximation += atoms.weight(k) * ((shift - cut) ** 2 + 2 * shift * (value + shift - cut));
  }
  const overfitting = tau * semicircleExcess(cut / delta);
  const underfitting = atoms.squaresFrom(outliers);
  return {
    overfitting,
    underfitting,
    approximation,
    total: overfitting + underfitting + approximation,
    outliers,
  };
}

// Sums of a smooth function over many consecutive integers, from its values at few of them.
import { discreteGauss } from "./discrete-gauss.js";

const ORDER = 14;
/** Below this count the Chebyshev points next to the ends would round to the same integer. */
const SHORT = 80;

/** Integer sample points 0 ≤ t < count and weights such that Σ_{t<count} f(t) ≈ Σ weights·f(points); exact for polynomials of degree < 14. */
export function integerRule(count: number): { points: number[]; weights: number[] } {
  if (count <= SHORT) {
    const points = Array.from({ length: count }, (_, t) => t);
    return { points, weights: points.map(() => 1) };
  }
  const points = Array.from({ length: ORDER }, (_, k) =>
    Math.round(((count - 1) * (1 - Math.cos((Math.PI * k) / (ORDER - 1)))) / 2),
  );
  // The sums of the Lagrange polynomials through the points, by the discrete Gauss rule, which is exact at their degree.
  const rule = discreteGauss(count, ORDER);
  const weights = points.map((point, k) => {
    const others = points.filter((_, j) => j !== k);
    let sum = 0;
    for (let i = 0; i < ORDER; i++) {
      let value = rule.weights[i];
      for (const other of others) value *= (rule.nodes[i] - other) / (point - other);
      sum += value;
    }
    return sum;
  });
  return { points, weights };
}

/**
 * Σ_{k=0}^{count−1} f(k) for f smooth in log k away from both ends: the first and last terms one by one,
 * blocks that grow geometrically from both ends by `integerRule` between.
 */
export function smoothSum(count: number, f: (k: number) => number): number {
  const exact = 64;
  let sum = 0;
  const block = (first: number, size: number) => {
    const { points, weights } = integerRule(size);
    for (let j = 0; j < points.length; j++) sum += weights[j] * f(first + points[j]);
  };
  if (count <= 4 * exact) {
    for (let k = 0; k < count; k++) sum += f(k);
    return sum;
  }
  for (let k = 0; k < exact; k++) sum += f(k) + f(count - 1 - k);
  // Largest blocks in the middle: each at most half its distance to the nearer end.
  let from = exact;
  const end = count - exact;
  while (from < end) {
    const near = Math.min(from, count - from);
    const size = Math.min(end - from, Math.max(1, Math.floor(from < count / 2 ? near / 2 : near / 3)));
    block(from, size);
    from += size;
  }
  return sum;
}

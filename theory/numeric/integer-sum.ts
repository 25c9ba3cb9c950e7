// Sums of a smooth function over many consecutive integers, from its values at few of them.
import { Matrix, solve } from "ml-matrix";
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
  // Chebyshev polynomials on the block: their sums by the discrete Gauss rule, exact at this degree.
  const scaled = (t: number) => (2 * t) / (count - 1) - 1;
  const chebyshev = (x: number) => {
    const values = [1, x];
    for (let k = 2; k < ORDER; k++) values.push(2 * x * values[k - 1] - values[k - 2]);
    return values;
  };
  const rule = discreteGauss(count, ORDER);
  const sums = new Array<number>(ORDER).fill(0);
  for (let j = 0; j < rule.nodes.length; j++) {
    const values = chebyshev(scaled(rule.nodes[j]));
    for (let k = 0; k < ORDER; k++) sums[k] += rule.weights[j] * values[k];
  }
  const columns = points.map((t) => chebyshev(scaled(t)));
  const matrix = new Matrix(Array.from({ length: ORDER }, (_, k) => columns.map((c) => c[k])));
  return { points, weights: solve(matrix, Matrix.columnVector(sums)).to1DArray() };
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

// Power laws of integers, p(x) = x^{−α}/ζ(α, x_min) for x = x_min, x_min + 1, …: Clauset, Shalizi and Newman (SIAM
// Review 51, 661, 2009), equations (2.3), (3.5) and (3.6).
import type { TailFit } from "./power-law.js";

/** Terms summed one by one before the Euler–Maclaurin formula. */
const TERMS = 12;
/** B_{2k}/(2k)!. */
const BERNOULLI = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
];

/** ζ(s, q) q^s = Σ_{k ≥ 0} (1 + k/q)^{−s}: the Hurwitz zeta function without its overflow, for s > 1 and q > 0. */
export function scaledZeta(s: number, q: number): number {
  let sum = 0;
  for (let k = 0; k < TERMS; k++) sum += (1 + k / q) ** -s;
  const a = q + TERMS;
  const ratio = (a / q) ** -s;
  sum += ratio * (a / (s - 1) + 0.5);
  let factor = (ratio * s) / a;
  for (let k = 0; k < BERNOULLI.length; k++) {
    sum += BERNOULLI[k] * factor;
    factor *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (a * a);
  }
  return sum;
}

/** The Hurwitz zeta function ζ(s, q) = Σ_{k ≥ 0} (q + k)^{−s} for s > 1 and q > 0. */
export function hurwitzZeta(s: number, q: number): number {
  return scaledZeta(s, q) * q ** -s;
}

/** Log-likelihood of α per value, given the mean of log(x/x_min). */
const likelihood = (alpha: number, xMin: number, mean: number) =>
  -Math.log(scaledZeta(alpha, xMin)) - alpha * mean;

/** Largest exponent looked for: beyond, x_min alone has all the mass. */
const STEEPEST = 100;

/** The α that maximises the likelihood, which is concave: golden section. */
function bestExponent(xMin: number, mean: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [1 + 1e-9, STEEPEST];
  // In 1/(α − 1), in which a flat law is no further off than a steep one.
  const at = (t: number) => likelihood(1 + 1 / t, xMin, mean);
  [low, high] = [1 / (high - 1), 1 / (low - 1)].map(Math.log) as [number, number];
  let a = high - golden * (high - low);
  let b = low + golden * (high - low);
  let [fa, fb] = [at(Math.exp(a)), at(Math.exp(b))];
  while (high - low > 1e-10) {
    if (fa >= fb) {
      high = b;
      [b, fb] = [a, fa];
      a = high - golden * (high - low);
      fa = at(Math.exp(a));
    } else {
      low = a;
      [a, fa] = [b, fb];
      b = low + golden * (high - low);
      fb = at(Math.exp(b));
    }
  }
  return 1 + Math.exp(-0.5 * (low + high));
}

/** Standard error 1/√(n (log ζ)''), their equation (3.6), by a second difference. */
function errorOf(alpha: number, xMin: number, count: number): number {
  const h = 1e-3 * (alpha - 1);
  const [below, here, above] = [alpha - h, alpha, alpha + h].map((s) => Math.log(scaledZeta(s, xMin)));
  return 1 / Math.sqrt((count * (below - 2 * here + above)) / (h * h));
}

/** Probability of x or more under the law from x_min on: ζ(α, x)/ζ(α, x_min). */
export function discreteAbove(alpha: number, xMin: number, x: number): number {
  return (scaledZeta(alpha, x) / scaledZeta(alpha, xMin)) * (x / xMin) ** -alpha;
}

/**
 * Every tail of a sample of integers that can be fitted by the discrete law, one per distinct value that leaves at least
 * `least` values at or above it; longest tail last. A tail of equal values is none.
 * @param sorted positive integers, largest first
 */
export function discreteTailFits(sorted: ArrayLike<number>, least: number): TailFit[] {
  const fits: TailFit[] = [];
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += Math.log(sorted[i]);
    const count = i + 1;
    const xMin = sorted[i];
    if (count < Math.max(2, least) || sorted[count] === xMin || sorted[0] === xMin) continue;
    const alpha = bestExponent(xMin, sum / count - Math.log(xMin));
    const distance = discreteDistance(sorted, count, alpha);
    fits.push({ xMin, count, alpha, error: errorOf(alpha, xMin, count), distance });
  }
  return fits;
}

/** Largest difference of the two distribution functions, which both step at the integers. */
function discreteDistance(sorted: ArrayLike<number>, count: number, alpha: number): number {
  const xMin = sorted[count - 1];
  let distance = 0;
  for (let i = 0; i < count; ) {
    const x = sorted[i];
    // Between two values that occur, the empirical law is constant: the fitted one is furthest at either end.
    distance = Math.max(distance, Math.abs(discreteAbove(alpha, xMin, x + 1) - i / count));
    while (i < count && sorted[i] === x) i++;
    distance = Math.max(distance, Math.abs(discreteAbove(alpha, xMin, x) - i / count));
  }
  return distance;
}

// Is a power law the better description of a tail? Likelihood ratios against an exponential and a lognormal law, both
// restricted to x ≥ x_min, with Vuong's test: Clauset, Shalizi and Newman (2009), section 5 and appendix C.
import { density, firstTailMoment, millsRatio, secondTailMoment, tailRatio, upperTail } from "../normal.js";
import type { TailFit } from "./power-law.js";

export type Alternative = "exponential" | "lognormal";

/** Power law against another law on the same tail. */
export interface LikelihoodRatio {
  alternative: Alternative;
  /** Σ(log p_power − log p_other): positive where the power law describes the tail better. */
  ratio: number;
  /** Two-sided p-value of Vuong's test: how often the sign alone would come out as clear if both were equally good. */
  p: number;
  /** Lognormal: p-value of the power law within the family that contains it as a limit (half a χ² with one degree of freedom). */
  nested?: number;
}

/** Power law against exponential and lognormal on the tail of a fit. `sorted`: positive values, largest first. */
export function likelihoodRatios(
  sorted: ArrayLike<number>,
  fit: Pick<TailFit, "xMin" | "count" | "alpha">,
): LikelihoodRatio[] {
  const tail = Float64Array.from({ length: fit.count }, (_, i) => sorted[i]);
  const power = tail.map((x) => Math.log((fit.alpha - 1) / fit.xMin) - fit.alpha * Math.log(x / fit.xMin));
  const { start, scale } = fitLognormal(tail, fit.xMin);
  const limit = { ratio: 0, p: 1 };
  const lognormal =
    scale === Infinity ? limit : vuong(power, lognormalLogs(tail, fit.xMin, { start, scale }));
  return [
    { alternative: "exponential", ...vuong(power, exponentialLogs(tail, fit.xMin)) },
    {
      alternative: "lognormal",
      ...lognormal,
      nested: upperTail(Math.sqrt(2 * Math.max(0, -lognormal.ratio))),
    },
  ];
}

/** R = Σ(a − b) and p = erfc(|R|/√(2nσ²)), σ² the variance of a − b (their equation (C.6)). */
export function vuong(a: ArrayLike<number>, b: ArrayLike<number>): { ratio: number; p: number } {
  const n = a.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] - b[i];
  let square = 0;
  for (let i = 0; i < n; i++) square += (a[i] - b[i] - sum / n) ** 2;
  if (square === 0) return { ratio: sum, p: sum === 0 ? 1 : 0 };
  return { ratio: sum, p: 2 * upperTail(Math.abs(sum) / Math.sqrt(square)) };
}

/** Log density of the best exponential law on x ≥ xMin: rate 1/(mean − xMin). */
export function exponentialLogs(tail: ArrayLike<number>, xMin: number): Float64Array {
  let mean = 0;
  for (let i = 0; i < tail.length; i++) mean += (tail[i] - xMin) / tail.length;
  return Float64Array.from(tail, (x) => -Math.log(mean) - (x - xMin) / mean);
}

/** The lognormal law on x ≥ xMin in terms of y = log(x/xMin): normal of scale `scale`, cut off `start` scales above its mode. */
export interface Lognormal {
  start: number;
  /** Infinite where the best law is the limit in which the lognormal is a power law. */
  scale: number;
}

/** Where the lognormal counts as having reached its power-law limit: beyond, its log density differs by less than 1e-8 a value. */
const LIMIT = 1e4;

/**
 * Maximum likelihood of the lognormal restricted to x ≥ xMin. An exponential family in (y, y²), so that the two moments decide:
 * E w²/(E w)² of a normal cut off at h and measured from there grows from 1 to 2 with h; a tail whose ratio is 2 or
 * more is described best by the limit h → ∞, the power law itself.
 */
export function fitLognormal(tail: ArrayLike<number>, xMin: number): Lognormal {
  let first = 0;
  let second = 0;
  for (let i = 0; i < tail.length; i++) {
    const y = Math.log(tail[i] / xMin);
    first += y / tail.length;
    second += (y * y) / tail.length;
  }
  const wanted = second / first ** 2;
  const ratioAt = (h: number) => {
    const [one, two] = cutMoments(h);
    return two / one ** 2;
  };
  if (!(wanted < ratioAt(LIMIT))) return { start: Infinity, scale: Infinity };
  let [low, high] = [-LIMIT, LIMIT];
  while (high - low > 1e-12 * Math.max(1, Math.abs(low))) {
    const middle = 0.5 * (low + high);
    if (ratioAt(middle) < wanted) low = middle;
    else high = middle;
  }
  const start = 0.5 * (low + high);
  return { start, scale: first / cutMoments(start)[0] };
}

/** E w and E w² of w = z − h given z > h, z standard normal. */
function cutMoments(h: number): [number, number] {
  if (h >= 1) {
    const r = tailRatio(h);
    return [(1 - h * r) / (r + h), (r * (1 + h * h)) / (r + h)];
  }
  const mass = upperTail(h);
  return [firstTailMoment(h) / mass, secondTailMoment(h) / mass];
}

/** Log density of a lognormal law of finite scale on x ≥ xMin. */
export function lognormalLogs(
  tail: ArrayLike<number>,
  xMin: number,
  { start, scale }: Lognormal,
): Float64Array {
  const norm = Math.log(scale) + logMills(start);
  return Float64Array.from(tail, (x) => {
    const w = Math.log(x / xMin) / scale;
    return -Math.log(x) - start * w - 0.5 * w * w - norm;
  });
}

/** log(Φ̄(h)/φ(h)) at any real h. */
function logMills(h: number): number {
  if (h > -1) return h >= 0 ? Math.log(millsRatio(h)) : Math.log(upperTail(h) / density(h));
  return Math.log(upperTail(h)) + 0.5 * h * h + 0.5 * Math.log(2 * Math.PI);
}

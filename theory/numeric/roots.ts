// Roots in a bracket: bisection on a condition, and ITP (Oliveira and Takahashi, ACM TOMS 47, 2021) on a function.

export interface Bisection {
  /** Halve the logarithm, for ends that are > 0 and decades apart. */
  logarithmic?: boolean;
  /** Ends where the bracket is no wider than this times its upper end, or after `steps`. */
  tolerance?: number;
  steps?: number;
}

/**
 * Narrows [low, high] about the place where a condition becomes true: false at the low end, true at the high one of what is
 * returned, as long as it was so of what was given.
 */
export function bisect(
  past: (x: number) => boolean,
  [low, high]: readonly [low: number, high: number],
  { logarithmic = false, tolerance = 1e-15, steps = 200 }: Bisection = {},
): [low: number, high: number] {
  for (let step = 0; step < steps && high - low > tolerance * high; step++) {
    const middle = logarithmic ? Math.sqrt(low * high) : (low + high) / 2;
    if (past(middle)) high = middle;
    else low = middle;
  }
  return [low, high];
}

/**
 * The root of a decreasing function at or below `high`: steps down, a quarter at first and twice as far each time, until it is
 * bracketed, then ITP, to a value of at most `enough` in size or to the rounding of x. Where f(high) ≥ 0 it is `high`.
 */
export function rootBelow(f: (x: number) => number, high: number, enough: number): number {
  let b = high;
  let fb = f(b);
  if (fb >= 0) return b;
  let step = 0.25;
  let a = b - step;
  let fa = f(a);
  for (let k = 0; fa < 0 && k < 60; k++) {
    b = a;
    fb = fa;
    step *= 2;
    a -= step;
    fa = f(a);
  }
  const tolerance = 1e-15 * Math.max(1, Math.abs(a));
  const most = Math.ceil(Math.log2((b - a) / (2 * tolerance))) + 1;
  const scale = 0.2 / (b - a);
  for (let k = 0; k < 100 && b - a > 2 * tolerance; k++) {
    const half = (a + b) / 2;
    const radius = tolerance * 2 ** Math.min(60, most - k) - (b - a) / 2;
    const secant = (fb * a - fa * b) / (fb - fa);
    const side = Math.sign(half - secant);
    const shift = Math.min(scale * (b - a) ** 2, Math.abs(half - secant));
    const closer = secant + side * shift;
    const x = Math.abs(closer - half) <= radius ? closer : half - side * radius;
    const fx = f(x);
    if (fx > 0) {
      a = x;
      fa = fx;
    } else {
      b = x;
      fb = fx;
    }
    if (Math.abs(fx) <= enough) return x;
  }
  return (a + b) / 2;
}

import { expect } from "vitest";

/** Fails unless |actual − expected| ≤ relative·|expected| + absolute, naming what was compared. */
export function expectClose(
  actual: number,
  expected: number,
  { relative = 0, absolute = 0 }: { relative?: number; absolute?: number },
  what = "value",
): void {
  const allowed = relative * Math.abs(expected) + absolute;
  const off = Math.abs(actual - expected);
  // Written so that a NaN on either side fails.
  if (!(off <= allowed))
    expect.fail(
      `${what}: ${actual} is ${off.toExponential(2)} from ${expected}; ${allowed.toExponential(2)} allowed`,
    );
}

/** |actual/expected − 1|, 0 where both are equal. */
export function relativeDistance(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs(actual / expected - 1);
}

/** Central difference of f at x in log x, Richardson-extrapolated twice: d f/d log x with an error of order step⁶. */
export function logSlope(f: (x: number) => number, x: number, step: number): number {
  const central = (h: number) => (f(x * Math.exp(h)) - f(x * Math.exp(-h))) / (2 * h);
  const [a, b, c] = [central(step), central(step / 2), central(step / 4)];
  const [ab, bc] = [(4 * b - a) / 3, (4 * c - b) / 3];
  return (16 * bc - ab) / 15;
}

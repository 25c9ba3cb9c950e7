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

/** A derivative by differences, and what its last extrapolation changed. */
export interface Slope {
  estimate: number;
  error: number;
}

/** df/dx by central differences at step, step/2 and step/4, extrapolated to an error of order step⁶. */
export function slope(f: (x: number) => number, x: number, step: number): Slope {
  const [a, b, c] = [step, step / 2, step / 4].map((h) => (f(x + h) - f(x - h)) / (2 * h));
  const [ab, bc] = [(4 * b - a) / 3, (4 * c - b) / 3];
  const estimate = (16 * bc - ab) / 15;
  return { estimate, error: Math.abs(estimate - bc) };
}

import fc from "fast-check";
import { expect, it } from "vitest";
import { powerSum } from "../../theory/power-sum.js";

it("is the sum term by term", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 0, max: 20_000 }),
      fc.double({ min: -6, max: 6, noNaN: true }),
      (from, count, p) => {
        let sum = 0;
        for (let i = from + count - 1; i >= from; i--) sum += i ** p;
        const found = powerSum(from, from + count - 1, p);
        if (count === 0) expect(found).toBe(0);
        else expect(Math.abs(found / sum - 1)).toBeLessThan(1e-11);
      },
    ),
    { numRuns: 150 },
  );
});

it("has its limits: ζ(2), the harmonic numbers", () => {
  expect(powerSum(1, 1e12, -2)).toBeCloseTo(Math.PI ** 2 / 6, 11);
  expect(powerSum(1, 1e12, -1)).toBeCloseTo(Math.log(1e12) + 0.5772156649015329, 10);
  expect(powerSum(1, 1e6, 1)).toBe(0.5 * 1e6 * (1e6 + 1));
});

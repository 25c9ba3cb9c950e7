import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rounded } from "../../../data/tables/check.js";

const numbers = fc.double({ min: -1e30, max: 1e30, noNaN: true });

describe("a stored number", () => {
  it("is the nearest multiple of the step", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        const stored = rounded(value, { step: 0.25 });
        expect(Math.abs(stored - value)).toBeLessThanOrEqual(0.125);
        expect(Number.isInteger(stored * 4)).toBe(true);
      }),
    );
  });

  it("keeps its leading bits", () => {
    fc.assert(
      fc.property(numbers, (value) => {
        expect(Math.abs(rounded(value, { bits: 12 }) - value)).toBeLessThanOrEqual(
          2 ** -12 * Math.abs(value),
        );
      }),
    );
    expect(rounded(Math.PI, { bits: 4 })).toBe(3.25);
    expect(rounded(-1000, { bits: 3 })).toBe(-1024);
    expect(rounded(0, { bits: 12 })).toBe(0);
  });

  it("that bounds is a power at or above, also at the powers themselves", () => {
    for (let exponent = -30; exponent <= 3; exponent++) {
      const power = Number(`1e${exponent}`);
      expect(rounded(power, { upToPowerOf: 10 })).toBeCloseTo(power, 20);
      expect(rounded(power * 1.001, { upToPowerOf: 10 }) / power).toBeCloseTo(10, 10);
    }
    expect(rounded(0, { upToPowerOf: 10 })).toBe(0);
  });

  it("is as it was without a rounding, and empty stays empty", () => {
    expect(rounded(Math.PI, undefined)).toBe(Math.PI);
    expect(rounded(Number.NaN, { step: 1 })).toBeNaN();
  });
});

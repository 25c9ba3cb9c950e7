import { expect, test } from "vitest";
import { decade, formatExponent, formatNumber } from "../../components/numbers.js";

test.each([
  [0, "0"],
  [1, "1"],
  [0.0123456, "0.0123"],
  [1234.5, "1230"],
  [12.345, "12.3"],
  [400, "400"],
  [-2.5, "−2.5"],
  [1e-3, "0.001"],
  [9.996e-4, "0.001"],
  [1.234e-5, "1.23 × 10⁻⁵"],
  [1e6, "10⁶"],
  [99999, "10⁵"],
  [3.2e12, "3.2 × 10¹²"],
  [Number.NaN, "not available"],
  [Number.POSITIVE_INFINITY, "∞"],
])("formatNumber(%d) is %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("decade writes powers of ten with a superscript minus", () => {
  expect([-3, 0, 1, 2, 12].map(decade)).toEqual(["10⁻³", "1", "10", "10²", "10¹²"]);
});

test("formatExponent keeps two decimals and the sign", () => {
  expect([-0.6, 0.3333, 0.001, Number.NaN].map(formatExponent)).toEqual([
    "−0.60",
    "+0.33",
    "0",
    "not available",
  ]);
});

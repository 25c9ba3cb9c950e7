import { describe, expect, test } from "vitest";
import { discreteAbove, discreteTailFits, hurwitzZeta } from "../../../theory/tails/discrete.js";
import {
  descending,
  hillPlot,
  nearestTail,
  sampleKind,
  sampleWord,
  tailFits,
  tailsOf,
} from "../../../theory/tails.js";
import { Stream } from "../../../training/random.js";

/** Integers of the law x^{−α}/ζ(α, x_min), x ≥ x_min, by inversion of its distribution function. */
function integers(seed: number, count: number, alpha: number, xMin: number): number[] {
  const stream = new Stream(seed, "data");
  return Array.from({ length: count }, () => {
    const u = stream.uniform();
    let [low, high] = [xMin, 2 * xMin];
    while (discreteAbove(alpha, xMin, high) > u) [low, high] = [high, 2 * high];
    while (high - low > 1) {
      const middle = Math.floor(0.5 * (low + high));
      if (discreteAbove(alpha, xMin, middle) > u) low = middle;
      else high = middle;
    }
    return low;
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("the Hurwitz zeta function", () => {
  // To 20 digits by mpmath, or in closed form.
  test.each([
    [2, 1, Math.PI ** 2 / 6],
    [4, 1, Math.PI ** 4 / 90],
    [2, 0.5, Math.PI ** 2 / 2],
    [1.5, 1, 2.612375348685488],
    [3, 1, 1.2020569031595942],
    [1.95, 7, 0.1775091882282415],
    [2.4, 12, 0.02335804591449749],
    [1.05, 3, 19.09787613757456],
    [6, 1, 1.017343061984449],
    [2.4, 1000, 0.000045099942234953],
  ])("at s = %d, q = %d", (s, q, value) => {
    expect(Math.abs(hurwitzZeta(s, q) / value - 1)).toBeLessThan(1e-13);
  });

  test("falls by its first term", () => {
    for (const s of [1.01, 1.7, 3, 9])
      for (const q of [1, 5, 40, 1000]) {
        const step = hurwitzZeta(s, q) - hurwitzZeta(s, q + 1);
        expect(Math.abs(step - q ** -s) / hurwitzZeta(s, q)).toBeLessThan(1e-13);
      }
  });
});

describe("the discrete law", () => {
  // The settings of two published fits; their data are not at hand, so these are drawn from the law itself.
  test.each([
    ["words", 7, 1.95],
    ["terrorist attacks", 12, 2.4],
    ["steep, from 1", 1, 3.5],
  ])(
    "%s, x_min = %d, α = %d: the exponent is found, and its error covers as often as it should",
    (_, xMin, alpha) => {
      const scores = Array.from({ length: 120 }, (_, seed) => {
        const sorted = descending(integers(seed, 400, alpha, xMin));
        const fit = discreteTailFits(sorted, sorted.length)[0];
        expect(fit.xMin).toBe(xMin);
        return (fit.alpha - alpha) / fit.error;
      });
      expect(Math.abs(mean(scores))).toBeLessThan(0.35);
      const covered = mean(scores.map((z) => Number(Math.abs(z) < 1)));
      expect(Math.abs(covered - 0.683)).toBeLessThan(4 * Math.sqrt((0.683 * 0.317) / 120));
    },
  );

  test("finds where it begins, and is nearer than the continuous law, which the ties mislead", () => {
    const found = Array.from({ length: 12 }, (_, seed) => {
      const uniform = new Stream(500 + seed, "data");
      const body = Array.from({ length: 600 }, () => 1 + Math.floor(11 * uniform.uniform()));
      const sorted = descending([...body, ...integers(900 + seed, 1200, 2.4, 12)]);
      const { kind, fits } = tailsOf(sorted);
      expect(kind).toBe("integers");
      return nearestTail(fits)!;
    });
    expect(Math.abs(mean(found.map(({ alpha }) => alpha)) - 2.4)).toBeLessThan(0.1);
    expect(found.filter(({ xMin }) => xMin >= 11 && xMin <= 20).length).toBeGreaterThan(8);
    const small = descending(integers(7, 2000, 2.5, 1));
    const continuous = tailFits(small, small.length)[0];
    const discrete = discreteTailFits(small, small.length)[0];
    expect(Math.abs(discrete.alpha - 2.5)).toBeLessThan(4 * discrete.error);
    expect(Math.abs(continuous.alpha - 2.5)).toBeGreaterThan(10 * continuous.error);
    expect(discrete.distance).toBeLessThan(0.2 * continuous.distance);
  });

  test("D is the largest difference over all integers, by brute force", () => {
    const sorted = descending(integers(3, 60, 2.2, 3));
    for (const { xMin, count, alpha, distance } of discreteTailFits(sorted, 5)) {
      const tail = Array.from(sorted).filter((x) => x >= xMin);
      expect(tail).toHaveLength(count);
      let most = 0;
      for (let x = xMin; x <= sorted[0] + 5; x++) {
        const empirical = tail.filter((y) => y >= x).length / count;
        most = Math.max(most, Math.abs(empirical - discreteAbove(alpha, xMin, x)));
      }
      expect(distance).toBeCloseTo(most, 10);
    }
  });
});

describe("a sample of ties", () => {
  test.each([0.7, 3, 1e-300, 1e300])(
    "of one hundred times %d has no tail, no Hill plot, and a word",
    (value) => {
      const sorted = descending(Array(100).fill(value));
      expect(tailFits(sorted)).toEqual([]);
      expect(discreteTailFits(sorted, 10)).toEqual([]);
      expect(hillPlot(sorted)).toEqual([]);
      expect(tailsOf(sorted)).toEqual({ kind: "equal", word: "no tail: all values equal", fits: [] });
    },
  );

  test("equal but for rounding is equal", () => {
    const sorted = descending(Array.from({ length: 50 }, (_, i) => 0.7 * (1 + (i % 3) * 2 ** -52)));
    expect([tailFits(sorted), hillPlot(sorted), sampleKind(sorted)]).toEqual([[], [], "equal"]);
  });

  test("leaves no exponent that only rounding made, whatever else is in the sample", () => {
    const sorted = descending([...Array(30).fill(0.7), ...Array(30).fill(0.3)]);
    for (const { alpha } of [...tailFits(sorted), ...hillPlot(sorted)]) expect(alpha).toBeLessThan(100);
  });

  test("is told from a continuous one", () => {
    expect(sampleWord(descending([]))).toMatch(/no positive values/);
    expect(sampleWord(descending([1, 2, 3, 3]))).toMatch(/discrete/);
    expect(sampleWord(descending([0.5, 0.5, 1.5, 2.5]))).toMatch(/^tied values/);
    expect(sampleWord(descending([0.5, 0.7, 1.5, 2.5]))).toBeUndefined();
  });
});

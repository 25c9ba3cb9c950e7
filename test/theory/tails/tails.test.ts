import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exponentialLogs, fitLognormal, lognormalLogs, vuong } from "../../../theory/tails/likelihood.js";
import {
  bootstrapP,
  descending,
  fittedAbove,
  hillPlot,
  likelihoodRatios,
  nearestTail,
  syntheticDistance,
  syntheticSample,
  TAIL_OF_PHASE,
  tailFits,
  teacherTailExponent,
} from "../../../theory/tails.js";
import { Stream } from "../../../training/random.js";

const stream = (seed: number) => {
  const numbers = new Stream(seed, "data");
  return { uniform: () => numbers.uniform(), gaussian: () => numbers.gaussian() };
};
const pareto = (seed: number, count: number, alpha: number, xMin = 1) => {
  const { uniform } = stream(seed);
  return descending(Array.from({ length: count }, () => xMin * uniform() ** (-1 / (alpha - 1))));
};
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const whole = (sorted: Float64Array) => tailFits(sorted, sorted.length)[0];

describe("the exponent", () => {
  test("by hand: the values 1, e, e² give 1 + 3/(0 + 1 + 2) = 2, error 1/√3", () => {
    const fit = whole(descending([1, Math.E, Math.E ** 2]));
    expect(fit.alpha).toBeCloseTo(2, 14);
    expect(fit.error).toBeCloseTo(1 / Math.sqrt(3), 14);
    expect(fit.count).toBe(3);
    // Fitted masses above: 1, 1/e, 1/e²; just above the value 1 two of three remain, of all.
    expect(fit.distance).toBeCloseTo(1 / 3, 14);
  });

  test("by hand: Hill's estimate from the two largest of 1, e, e²", () => {
    const points = hillPlot(descending([1, Math.E, Math.E ** 2]));
    expect(points.map(({ k }) => k)).toEqual([1, 2]);
    expect(points[0].alpha).toBeCloseTo(1 + 1 / 1, 14);
    expect(points[1].alpha).toBeCloseTo(1 + 1 / ((2 + 1) / 2), 14);
  });

  test.each([1.5, 2, 2.5, 3.5])(
    "of samples with α = %d, and its error covers as often as it should",
    (alpha) => {
      const scores = Array.from({ length: 400 }, (_, seed) => {
        const fit = whole(pareto(seed, 300, alpha));
        return (fit.alpha - alpha) / fit.error;
      });
      expect(Math.abs(mean(scores))).toBeLessThan(0.2);
      const covered = mean(scores.map((z) => Number(Math.abs(z) < 1)));
      expect(covered).toBeGreaterThan(0.683 - 4 * Math.sqrt((0.683 * 0.317) / 400));
      expect(covered).toBeLessThan(0.683 + 4 * Math.sqrt((0.683 * 0.317) / 400));
      const wide = mean(scores.map((z) => Number(Math.abs(z) < 1.96)));
      expect(wide).toBeGreaterThan(0.91);
      expect(wide).toBeLessThan(0.985);
    },
  );

  test("does not see the scale; x_min follows it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.double({ min: -6, max: 6, noNaN: true }),
        (seed, log) => {
          const sample = pareto(seed, 60, 2.2);
          const scaled = tailFits(sample.map((x) => x * 10 ** log));
          tailFits(sample).forEach((fit, i) => {
            expect(scaled[i].alpha).toBeCloseTo(fit.alpha, 9);
            expect(scaled[i].distance).toBeCloseTo(fit.distance, 9);
            expect(scaled[i].xMin / fit.xMin / 10 ** log).toBeCloseTo(1, 12);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  test("a power of the values divides α − 1", () => {
    const sample = pareto(3, 100, 2.4);
    const squared = sample.map((x) => x * x);
    expect(whole(squared).alpha - 1).toBeCloseTo((whole(sample).alpha - 1) / 2, 12);
  });

  test("the fit is the likelihood's maximum", () => {
    const sample = pareto(5, 80, 2.7);
    const { alpha, xMin } = whole(sample);
    const likelihood = (a: number) =>
      sample.reduce((sum, x) => sum + Math.log((a - 1) / xMin) - a * Math.log(x / xMin), 0);
    expect(likelihood(alpha)).toBeGreaterThan(likelihood(alpha * 1.001));
    expect(likelihood(alpha)).toBeGreaterThan(likelihood(alpha * 0.999));
  });

  test("Hill's estimate from k values is the fit whose x_min is the value after them, without that value", () => {
    const sample = pareto(8, 50, 2);
    const hill = hillPlot(sample).find(({ k }) => k === 20)!;
    const fit = tailFits(sample).find(({ count }) => count === 21)!;
    expect(1 / (hill.alpha - 1) / (1 / (fit.alpha - 1))).toBeCloseTo(21 / 20, 12);
  });
});

describe("the choice of x_min", () => {
  test("D is the largest gap between the two distribution functions, by brute force", () => {
    const sample = pareto(11, 40, 2.3).map((x, i) => x + 0.3 * Math.sin(i));
    const sorted = descending(sample);
    for (const fit of tailFits(sorted)) {
      const tail = Array.from(sorted).filter((x) => x >= fit.xMin);
      expect(tail.length).toBe(fit.count);
      let gap = 0;
      for (const x of tail) {
        for (const at of [x * (1 - 1e-12), x * (1 + 1e-12)]) {
          const empirical = tail.filter((y) => y > at).length / tail.length;
          gap = Math.max(gap, Math.abs(empirical - Math.min(1, fittedAbove(fit, at))));
        }
      }
      expect(fit.distance).toBeCloseTo(gap, 9);
    }
  });

  test("finds where a power law begins", () => {
    const found = Array.from({ length: 40 }, (_, seed) => {
      const { uniform } = stream(1000 + seed);
      // Flat up to 1, then a power law of exponent 2.5, density continuous.
      const sample = Array.from({ length: 1000 }, () =>
        uniform() < 0.4 ? uniform() : uniform() ** (-1 / 1.5),
      );
      return nearestTail(tailFits(descending(sample)))!;
    });
    expect(mean(found.map(({ alpha }) => alpha))).toBeCloseTo(2.5, 0);
    expect(Math.abs(mean(found.map(({ alpha }) => alpha)) - 2.5)).toBeLessThan(0.06);
    expect(found.filter(({ xMin }) => xMin > 0.85 && xMin < 2).length).toBeGreaterThan(32);
  });

  test("equal values share a tail, and zeros are no part of it", () => {
    const fits = tailFits(descending([4, 2, 2, 2, 1, 0, -1, Number.NaN]), 2);
    expect(fits.map(({ count, xMin }) => [count, xMin])).toEqual([
      [4, 2],
      [5, 1],
    ]);
    expect(nearestTail([])).toBeUndefined();
    expect(tailFits([3, 3, 3], 2)).toEqual([]);
  });
});

describe("likelihood ratios", () => {
  test("by hand: Vuong's statistic of two short lists", () => {
    // Differences 1, 3: R = 4, Σ(difference − mean)² = 2, p = erfc(4/√(2·2)) = erfc(2).
    const { ratio, p } = vuong([1, 4], [0, 1]);
    expect(ratio).toBe(4);
    expect(p).toBeCloseTo(0.004677734981047266, 15);
  });

  test("the exponential is its likelihood's maximum", () => {
    const tail = [1, 2, 4];
    // Rate 1/(7/3 − 1) = 3/4.
    expect(Array.from(exponentialLogs(tail, 1))).toEqual(
      tail.map((x) => expect.closeTo(Math.log(0.75) - 0.75 * (x - 1), 12)),
    );
  });

  test("the lognormal's parameters are found where the sample has them, and are the likelihood's maximum", () => {
    const { gaussian } = stream(21);
    const [mu, sigma, xMin] = [0.4, 0.8, 0.9];
    const tail = Array.from({ length: 40_000 }, () => Math.exp(mu + sigma * gaussian())).filter(
      (x) => x >= xMin,
    );
    const { start, scale } = fitLognormal(tail, xMin);
    expect(scale).toBeCloseTo(sigma, 1);
    expect(Math.log(xMin) - start * scale).toBeCloseTo(mu, 1);
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    // The density integrates to 1 over x ≥ xMin.
    const grid = Array.from({ length: 20_001 }, (_, i) => xMin * Math.exp(i * 5e-4));
    const { start: h, scale: s } = fitLognormal(tail.slice(0, 200), xMin);
    const density = grid.map((x) => Math.exp(lognormalAt(x, xMin, h, s)));
    let mass = 0;
    for (let i = 1; i < grid.length; i++)
      mass += 0.5 * (density[i] + density[i - 1]) * (grid[i] - grid[i - 1]);
    expect(mass).toBeCloseTo(1, 4);
    const best = sum(lognormalLogs(tail.slice(0, 200), xMin, { start: h, scale: s }));
    for (const [dh, ds] of [
      [0.01, 0],
      [-0.01, 0],
      [0, 0.01],
      [0, -0.01],
    ]) {
      const other = tail.slice(0, 200).reduce((a, x) => a + lognormalAt(x, xMin, h + dh, s * (1 + ds)), 0);
      expect(other).toBeLessThan(best);
    }
  });

  test("contains the power law as its limit: R ≤ 0, and = 0 where log x is as spread as an exponential or more", () => {
    for (let seed = 0; seed < 60; seed++) {
      const sample = pareto(seed, 100, 2);
      const fit = whole(sample);
      const lognormal = likelihoodRatios(sample, fit)[1];
      expect(lognormal.ratio).toBeLessThan(1e-9);
      const logs = Array.from(sample, (x) => Math.log(x / fit.xMin));
      const spread = mean(logs.map((y) => y * y)) / mean(logs) ** 2;
      if (spread >= 2) expect(Math.abs(lognormal.ratio)).toBeLessThan(1e-9);
      else expect(lognormal.ratio).toBeLessThan(0);
    }
  });

  test("tells a power law from an exponential, and an exponential from a power law", () => {
    const { uniform } = stream(31);
    const heavy = pareto(30, 400, 2.2);
    const light = descending(Array.from({ length: 400 }, () => 1 - Math.log(uniform())));
    const [powerLaw] = likelihoodRatios(heavy, whole(heavy));
    const [exponential] = likelihoodRatios(light, whole(light));
    expect(powerLaw.ratio).toBeGreaterThan(0);
    expect(powerLaw.p).toBeLessThan(0.01);
    expect(exponential.ratio).toBeLessThan(0);
    expect(exponential.p).toBeLessThan(0.01);
  });

  test("the p-value within the lognormal family is below 5 % in about one of twenty true power laws", () => {
    const rejected = Array.from({ length: 300 }, (_, seed) => {
      const sample = pareto(5000 + seed, 200, 2.5);
      return Number(likelihoodRatios(sample, whole(sample))[1].nested! < 0.05);
    });
    expect(mean(rejected)).toBeLessThan(0.1);
    expect(mean(rejected)).toBeGreaterThan(0.015);
  });
});

/** Log density of the normal of log x, restricted, written out with a numeric normalisation. */
function lognormalAt(x: number, xMin: number, h: number, s: number): number {
  const w = Math.log(x / xMin) / s;
  let mass = 0;
  for (let i = 0; i < 4000; i++)
    mass += Math.exp(-h * (i + 0.5) * 0.005 - 0.5 * ((i + 0.5) * 0.005) ** 2) * 0.005;
  return -Math.log(x) - Math.log(s) - h * w - 0.5 * w * w - Math.log(mass);
}

describe("the bootstrap", () => {
  test("draws the tail from the law and the body from the sample", () => {
    const sample = descending([
      ...pareto(41, 30, 2.5),
      ...Array.from({ length: 70 }, (_, i) => (i + 1) / 80),
    ]);
    const fit = tailFits(sample).find(({ count }) => count === 30)!;
    const { uniform } = stream(42);
    const body = new Set(Array.from(sample).slice(30));
    let above = 0;
    for (let k = 0; k < 200; k++)
      for (const x of syntheticSample(sample, fit, uniform)) {
        if (x >= fit.xMin) above++;
        else expect(body.has(x)).toBe(true);
      }
    expect(above / 200 / 100).toBeCloseTo(0.3, 1);
    expect(Math.abs(above / 20_000 - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 20_000));
  });

  test("a whole tail has no body to draw from", () => {
    const sample = pareto(43, 20, 2.5);
    const drawn = syntheticSample(sample, whole(sample), stream(44).uniform);
    expect(drawn.every((x) => x >= sample[19])).toBe(true);
  });

  test("is the same with the same seed; keeps a power law, rejects an exponential", () => {
    const p = (sample: Float64Array, seed: number) => {
      const fit = nearestTail(tailFits(sample, 80))!;
      const { uniform } = stream(seed);
      const distances = Array.from({ length: 40 }, () => syntheticDistance(sample, fit, uniform, 80));
      return bootstrapP(fit.distance, distances);
    };
    const { uniform } = stream(51);
    const light = descending(Array.from({ length: 250 }, () => -Math.log(uniform())));
    const heavy = pareto(52, 250, 2.3);
    expect(p(heavy, 1)).toBe(p(heavy, 1));
    expect(p(heavy, 1)).toBeGreaterThan(0.1);
    expect(p(light, 1)).toBeLessThan(0.1);
  });

  test("p is the share at or above the observed distance", () => {
    expect(bootstrapP(0.2, [0.1, 0.2, 0.3, 0.4])).toBe(0.75);
  });
});

test("the teacher's exponent is 1 + 1/γ: its own fit approaches it", () => {
  for (const gamma of [0.6, 1, 1.5, 2]) {
    const teacher = descending(Array.from({ length: 4000 }, (_, i) => (i + 1) ** -gamma));
    expect(whole(teacher).alpha).toBeCloseTo(teacherTailExponent(gamma), 1);
    expect(Math.abs(whole(teacher).alpha - teacherTailExponent(gamma))).toBeLessThan(0.005);
  }
  expect(() => teacherTailExponent(0.4)).toThrow(/gamma/);
  expect(TAIL_OF_PHASE.III).toBe("whole");
});

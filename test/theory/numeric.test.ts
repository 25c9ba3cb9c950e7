import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessFrom, lineSolver, solveLine } from "../../theory/line.js";
import { linearGrid, logGrid } from "../../theory/numeric/grids.js";
import { bisect, rootBelow } from "../../theory/numeric/roots.js";
import { mean, median, quantile, standardError } from "../../theory/numeric/statistics.js";
import type { Parameters } from "../../theory/parameters.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";

describe("a grid", () => {
  it("has both ends exactly and even steps between", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 1e3, noNaN: true }),
        fc.double({ min: 1.01, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        (from, ratio, count) => {
          const to = from * ratio;
          for (const [grid, step] of [
            [logGrid(from, to, count), (a: number, b: number) => Math.log(b / a)],
            [linearGrid(from, to, count), (a: number, b: number) => b - a],
          ] as const) {
            expect(grid).toHaveLength(count);
            expect([grid[0], grid[count - 1]]).toEqual([from, to]);
            const whole = step(from, to);
            for (let i = 1; i < count; i++)
              expect(Math.abs(step(grid[i - 1], grid[i]) - whole / (count - 1))).toBeLessThan(
                1e-9 * Math.max(whole, 1e-3),
              );
          }
        },
      ),
    );
  });

  it("of one point is its lower end", () => {
    expect(logGrid(2, 5, 1)).toEqual([2]);
    expect(linearGrid(2, 5, 1)).toEqual([2]);
  });
});

describe("a sample", () => {
  it("has the mean, error, median and quantiles that one finds by hand", () => {
    const values = [4, 1, 3, 2];
    expect(mean(values)).toBe(2.5);
    // Variance 5/3 over 4 numbers.
    expect(standardError(values)).toBeCloseTo(Math.sqrt(5 / 12), 15);
    expect(median(values)).toBe(2.5);
    expect(median([9, 1, 2])).toBe(2);
    expect(quantile(values, 0)).toBe(1);
    expect(quantile(values, 1)).toBe(4);
    expect(quantile(values, 1 / 6)).toBeCloseTo(1.5, 15);
    expect(values).toEqual([4, 1, 3, 2]);
  });

  it("of no numbers has none of these, and of one no error", () => {
    for (const summary of [mean, standardError, median]) expect(summary([])).toBeNaN();
    expect(quantile([], 0.5)).toBeNaN();
    expect(standardError([3])).toBeNaN();
  });

  it("has its median at the quantile 1/2", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        (values) => Math.abs(median(values) - quantile(values, 0.5)) <= 1e-9,
      ),
    );
  });
});

describe("a root", () => {
  it("is bracketed by bisection to the asked width, false below and true above", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.boolean(), (root, logarithmic) => {
        const [low, high] = bisect((x) => x >= root, [1e-7, 1e7], { logarithmic, tolerance: 1e-12 });
        expect(low).toBeLessThan(root);
        expect(high).toBeGreaterThanOrEqual(root);
        expect(high - low).toBeLessThanOrEqual(1e-12 * high);
      }),
    );
  });

  it("takes no more than the allowed steps", () => {
    expect(bisect((x) => x > 0.3, [0, 1], { steps: 2 })).toEqual([0.25, 0.5]);
  });

  it("below a point is found however far below it lies, and is the point where the function is positive there", () => {
    for (const x of [-1e-3, -1, -37.5, -1e4]) {
      let calls = 0;
      const found = rootBelow(
        (y) => {
          calls++;
          return Math.tanh((x - y) / 3);
        },
        0,
        1e-13,
      );
      expect(Math.abs(found - x)).toBeLessThan(1e-11 * Math.max(1, Math.abs(x)));
      expect(calls).toBeLessThan(90);
    }
    expect(rootBelow(() => 1, 2, 1e-12)).toBe(2);
  });
});

describe("a line", () => {
  const line: Parameters[] = logGrid(0.01, 20, 15).map((alpha) => ({
    network: "quadratic",
    d: 60,
    gamma: 1,
    noise: 0.5,
    alpha,
    lambda: 0.5,
  }));

  it("has the solutions of its points, in fewer evaluations than they take one by one", () => {
    const along = solveLine(line);
    const singly = line.map((point) => stateEvolution(point));
    along.forEach((solution, i) => {
      expect(solution.converged).toBe(true);
      expect(solution.alpha).toBe(line[i].alpha);
      expect(Math.abs(solution.excessRisk / singly[i].excessRisk - 1)).toBeLessThan(1e-9);
    });
    const cost = (solutions: readonly Solution[]) =>
      solutions.reduce((sum, { iterations }) => sum + iterations, 0);
    expect(cost(along)).toBeLessThan(0.7 * cost(singly));
  });

  it("starts afresh after a point without weights or without a solution", () => {
    const found = { converged: true, zero: false };
    expect(guessFrom(found)).toBe(found);
    for (const last of [undefined, { ...found, zero: true }, { ...found, converged: false }])
      expect(guessFrom(last)).toBeUndefined();
    const solve = lineSolver();
    expect(solve({ ...line[5], lambda: 1e4 }).zero).toBe(true);
    expect(solve(line[5])).toEqual(stateEvolution(line[5]));
  });
});

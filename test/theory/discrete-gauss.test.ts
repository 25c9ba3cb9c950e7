import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discreteGauss } from "../../theory/numeric/discrete-gauss.js";

/** Σ_j w_j P(x_j) for the k-th Legendre-like power of the centred, scaled node. */
function moment(count: number, order: number, power: number): number {
  const { nodes, weights } = discreteGauss(count, order);
  const centre = (count - 1) / 2;
  let sum = 0;
  for (let j = 0; j < nodes.length; j++) sum += weights[j] * ((nodes[j] - centre) / (count / 2)) ** power;
  return sum / count;
}

function directMoment(count: number, power: number): number {
  const centre = (count - 1) / 2;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += ((i - centre) / (count / 2)) ** power;
  return sum / count;
}

describe("discreteGauss", () => {
  it("integrates every polynomial of degree below twice its order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 24 }), (count, order) => {
        for (let power = 0; power < 2 * order; power++) {
          expect(Math.abs(moment(count, order, power) - directMoment(count, power))).toBeLessThan(2e-14);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("returns the integers when it has enough nodes for all", () => {
    const { nodes, weights } = discreteGauss(5, 8);
    expect([...nodes]).toEqual([0, 1, 2, 3, 4]);
    expect([...weights]).toEqual([1, 1, 1, 1, 1]);
  });

  it("tends to Gauss–Legendre for 1e12 integers", () => {
    const { nodes, weights } = discreteGauss(1e12, 3);
    expect(nodes[1] / 1e12).toBeCloseTo(0.5, 11);
    expect((2 * nodes[2]) / 1e12 - 1).toBeCloseTo(Math.sqrt(3 / 5), 11);
    expect(weights[0] / 1e12).toBeCloseTo(5 / 18, 14);
    expect(weights[1] / 1e12).toBeCloseTo(8 / 18, 14);
  });

  it("keeps nodes inside, increasing and symmetric, and weights positive", () => {
    fc.assert(
      fc.property(fc.integer({ min: 25, max: 2 ** 50 }), fc.integer({ min: 1, max: 24 }), (count, order) => {
        const { nodes, weights } = discreteGauss(count, order);
        for (let j = 0; j < order; j++) {
          expect(weights[j]).toBeGreaterThan(0);
          expect(nodes[j]).toBeGreaterThanOrEqual(0);
          expect(nodes[j]).toBeLessThanOrEqual(count - 1);
          if (j > 0) expect(nodes[j]).toBeGreaterThan(nodes[j - 1]);
          expect(weights[j]).toBe(weights[order - 1 - j]);
        }
      }),
    );
  });

  it("rejects counts and orders that are not whole numbers above zero", () => {
    for (const [count, order] of [
      [0, 3],
      [2.5, 3],
      [4, 0],
      [Number.NaN, 2],
    ]) {
      expect(() => discreteGauss(count, order)).toThrow(RangeError);
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedRisk, featureCount, firstFeature, semicircleTail } from "../../theory/feature-count.js";
import type { Network } from "../../theory/parameters.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { powerLawTeacher } from "../../theory/teacher.js";

const network = fc.constantFrom<Network>("diagonal", "quadratic");
const gamma = fc.double({ min: 0.55, max: 3, noNaN: true });

describe("featureCount", () => {
  it("counts one by one", () => {
    fc.assert(
      fc.property(
        network,
        fc.integer({ min: 2, max: 2000 }),
        gamma,
        fc.double({ min: -1, max: 8, noNaN: true }),
        (net, d, g, rank) => {
          const first = firstFeature(net, d, g);
          // Half way between two features in rank: never equal to one.
          const height = first * (Math.floor(Math.exp(rank)) + 0.5) ** -g;
          let [above, below] = [0, 0];
          for (let i = 1; i <= d; i++) {
            const size = first * i ** -g;
            if (size > height) above++;
            else below += size ** 2 / d;
          }
          const found = featureCount(net, d, g, height);
          expect(found.above).toBe(above);
          expect(found.below).toBeCloseTo(below, 12);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("leaves the whole teacher below a level above all", () => {
    for (const net of ["diagonal", "quadratic"] as const) {
      const { above, below } = featureCount(net, 1e9, 1.25, 1e9);
      expect(above).toBe(0);
      expect(below / powerLawTeacher(net, 1e9, 1.25).secondMoment).toBeCloseTo(1, 12);
    }
  });

  it("leaves a tail of K^{1−2γ}/(2γ−1)", () => {
    const { above, below } = featureCount("diagonal", 1e9, 1.5, Math.sqrt(1e9) * 1000 ** -1.5);
    expect(above).toBe(999);
    expect((below * 2 * above ** 2) / 1).toBeCloseTo(1, 2);
  });
});

describe("semicircleTail", () => {
  it("is half the variance at the middle and 16 s^{7/2}/(105π) near the edge", () => {
    expect(semicircleTail(0)).toBeCloseTo(0.5, 13);
    expect(semicircleTail(2)).toBe(0);
    const s = 1e-2;
    expect(semicircleTail(2 - s) / ((16 * s ** 3.5) / (105 * Math.PI))).toBeCloseTo(1, 2);
  });

  it("has the semicircle's mass above a as half its second derivative", () => {
    const h = 1e-3;
    for (const a of [0.3, 1, 1.7]) {
      const second = (semicircleTail(a + h) - 2 * semicircleTail(a) + semicircleTail(a - h)) / (h * h);
      const mass = 0.5 - (a * Math.sqrt(4 - a * a)) / (4 * Math.PI) - Math.asin(a / 2) / Math.PI;
      expect(second / 2).toBeCloseTo(mass, 5);
    }
  });
});

describe("countedRisk", () => {
  const DEEP: [Network, number, number, number, number][] = [
    // network, d, n_eff, λ, how far the count may be off
    ["quadratic", 1e6, 1e8, 1e3, 1e-6],
    ["diagonal", 1e4, 10 ** 10.5, 1e4, 0.1],
    ["quadratic", 1e4, 10 ** 10.5, 1e4, 0.02],
    ["quadratic", 1e6, 300, 1e-6, 0.05],
    ["diagonal", 1e6, 1e5, 1e-6, 0.02],
    ["quadratic", 1e6, 1e5, 1e-6, 0.02],
    ["diagonal", 1e6, 1e14, 1, 0.001],
    ["quadratic", 1e6, 1e14, 1, 0.005],
  ];
  it.each(DEEP)(
    "is the %s network's risk inside a phase: d = %d, n_eff = %d, λ = %d",
    (net, d, n, lambda, off) => {
      const s = stateEvolution({ network: net, d, gamma: 1, noise: 0.5, alpha: n / d, lambda });
      const { learned, hidden, noise } = countedRisk(s);
      expect(Math.abs((learned + hidden + noise) / s.excessRisk - 1)).toBeLessThan(off);
    },
  );

  it("stays within a factor of 2 wherever a reader can be at γ ≥ 1", () => {
    for (const net of ["diagonal", "quadratic"] as const)
      for (const d of [200, 10_000])
        for (const lambda of [1 / d, 1, Math.sqrt(d)])
          for (let e = -0.5; e < 8; e += 0.5) {
            const s = stateEvolution({ network: net, d, gamma: 1, noise: 0.5, alpha: 10 ** e / d, lambda });
            const { learned, hidden, noise } = countedRisk(s);
            const factor = (learned + hidden + noise) / s.excessRisk;
            expect(factor, `${net} d = ${d}, λ = ${lambda}, n_eff = 10^${e}`).toBeGreaterThan(0.5);
            expect(factor, `${net} d = ${d}, λ = ${lambda}, n_eff = 10^${e}`).toBeLessThan(2);
          }
  });
});

import { describe, expect, it } from "vitest";
import { median, meets, tableOf } from "../../bench/measurement.js";
import { pointOfBox, pointOfDiagram } from "../../bench/points.js";
import { checkParameters } from "../../theory/parameters.js";

describe("the benchmark table", () => {
  it("says of every line whether its target is met", () => {
    expect(meets({ what: "a", value: 2, unit: "ms", target: 3 })).toBe(true);
    expect(meets({ what: "a", value: 2, unit: "×", target: 3, atLeast: true })).toBe(false);
    expect(meets({ what: "a", value: Number.NaN, unit: "s", target: 3 })).toBeUndefined();
    expect(meets({ what: "a", value: 1, unit: "failures", target: 0 })).toBe(false);
    const text = tableOf([
      { what: "fast", value: 1.5, unit: "ms", target: 3, note: "cold" },
      { what: "slow", value: 5, unit: "s", target: 1 },
      { what: "absent", value: Number.NaN, unit: "s", note: "skipped" },
    ]);
    const lines = text.split("\n");
    expect(lines[2]).toMatch(/^fast +1\.50 ms +≤ 3 ms +0\.500 +met +cold$/);
    expect(lines[3]).toMatch(/^slow +5 s +≤ 1 s +5 +MISSED$/);
    expect(lines[4]).toMatch(/^absent +— +skipped$/);
  });

  it("takes the middle of its timings", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
});

describe("the random points of a bench", () => {
  it("are the same every time, inside their box and accepted by the solver", () => {
    expect(pointOfBox(7)).toEqual(pointOfBox(7));
    const networks = new Set<string>();
    for (let index = 0; index < 2000; index++) {
      const point = pointOfBox(index);
      expect(checkParameters(point)).toEqual(point);
      expect(point.d).toBeLessThanOrEqual(1e6);
      expect(point.gamma).toBeGreaterThanOrEqual(0.51);
      expect(point.alpha).toBeLessThanOrEqual(1e6);
      expect(point.lambda).toBeGreaterThanOrEqual(1e-9);
      networks.add(point.network + (point.width ? " of finite width" : ""));
      for (const d of [400, 1e6]) checkParameters(pointOfDiagram(index, point.network, d));
    }
    expect([...networks].sort()).toEqual(["diagonal", "quadratic", "quadratic of finite width"]);
  });
});

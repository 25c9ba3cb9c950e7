import { describe, expect, it } from "vitest";
import { exp, log, power } from "../../training/elementary.js";
import { normalQuantile, Stream } from "../../training/random.js";

const PINNED = {
  data0: [-1.4662672342433205, 1.0829253400678565, 1.1980609064587584],
  data1: [1.7311667973966078, 1.5792690566399903, -0.6049936846320597],
  teacher0: [-0.13256146210677033, 0.4849596612477651, -0.962209009641789],
};

describe("elementary functions", () => {
  it("agree with the engine's to 1 ulp or so", () => {
    for (let i = 0; i < 2000; i++) {
      const x = 10 ** (-300 + 0.3 * i);
      expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.abs(Math.log(x)));
      const y = -690 + 0.69 * i;
      expect(Math.abs(exp(y) - Math.exp(y))).toBeLessThanOrEqual(5e-16 * Math.exp(y));
    }
    expect(power(7, -1.25)).toBeCloseTo(7 ** -1.25, 15);
    expect(log(1)).toBe(0);
    expect(exp(0)).toBe(1);
  });

  it("refuse what they are not made for", () => {
    for (const x of [0, -1, Infinity, NaN, 5e-324]) expect(() => log(x)).toThrow(RangeError);
    for (const x of [701, -701, NaN]) expect(() => exp(x)).toThrow(RangeError);
  });
});

describe("random streams", () => {
  it("have pinned first numbers", () => {
    const first = (purpose: "data" | "teacher", index: number) => new Stream(1, purpose, index).gaussians(3);
    expect([...first("data", 0)]).toEqual(PINNED.data0);
    expect([...first("data", 1)]).toEqual(PINNED.data1);
    expect([...first("teacher", 0)]).toEqual(PINNED.teacher0);
  });

  it("differ by seed, purpose and index", () => {
    const names: [number, "data" | "noise", number][] = [];
    for (const seed of [0, 1, 2 ** 32, 2 ** 53 - 1]) {
      for (const purpose of ["data", "noise"] as const)
        for (const index of [0, 1, 2]) names.push([seed, purpose, index]);
    }
    expect(new Set(names.map((name) => new Stream(...name).uniform())).size).toBe(names.length);
  });

  it("give standard normals", () => {
    const n = 200_000;
    const z = new Stream(3, "data").gaussians(n);
    const moment = (k: number) => z.reduce((sum, x) => sum + x ** k, 0) / n;
    // Standard errors of the first four moments: √(1, 2, 15, 96)/√n.
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const neighbours = z.reduce((sum, x, i) => sum + x * (z[i + 1] ?? 0), 0) / n;
    expect(Math.abs(neighbours)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("are uncorrelated between neighbouring blocks and purposes", () => {
    const n = 100_000;
    const [a, b, c] = [new Stream(3, "data", 0), new Stream(3, "data", 1), new Stream(3, "noise", 0)].map(
      (s) => s.gaussians(n),
    );
    const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, v, i) => sum + v * y[i], 0) / n;
    for (const [x, y] of [
      [a, b],
      [a, c],
      [b, c],
    ])
      expect(Math.abs(dot(x, y))).toBeLessThan(4 / Math.sqrt(n));
  });

  it("invert the normal law (values of Python's statistics.NormalDist().inv_cdf)", () => {
    const table: [number, number][] = [
      [0.3, -0.5244005127080407],
      [0.01, -2.3263478740408408],
      [0.9999, 3.7190164854557084],
      [1e-12, -7.034483825301132],
      [1e-300, -37.0470962993612],
    ];
    for (const [p, x] of table) expect(normalQuantile(p)).toBe(x);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it("permute", () => {
    const p = new Stream(1, "order").permutation(1000);
    expect([...p].sort((x, y) => x - y)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect([...new Stream(1, "order").permutation(0)]).toEqual([]);
  });

  it("refuse a seed that is no natural number", () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53])
      expect(() => new Stream(seed, "data")).toThrow(/seed = .* outside/);
  });
});

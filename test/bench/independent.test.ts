import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { averages, erfc, independentResidual } from "../../bench/independent.js";
import { inverseMap, stateEvolution } from "../../theory/state-evolution.js";

const fixture = JSON.parse(readFileSync("test/fixtures/state-evolution.json", "utf8"));

describe("the second set of formulas", () => {
  it("has the complementary error function to 12 digits", () => {
    // Values of the C library.
    const values: [number, number][] = [
      [0, 1],
      [0.5, 0.4795001221869535],
      [1.999, 0.004698443348629488],
      [2, 0.004677734981047266],
      [5, 1.5374597944280349e-12],
      [10, 2.088487583762545e-45],
    ];
    for (const [x, value] of values) expect(Math.abs(erfc(x) / value - 1), `erfc(${x})`).toBeLessThan(3e-13);
  });

  it.each(["diagonal", "quadratic"] as const)("agrees with theory/ on mse and divergence (%s)", (network) => {
    for (const [d, gamma, delta, cut] of [
      [2, 1, 0.5, 0.3],
      [10, 0.6, 1, 0],
      [30, 1.25, 0.3, 0.5],
      [30, 2, 0.05, 0.02],
    ]) {
      const second = averages(network, d, gamma, delta, cut);
      const first = inverseMap(network, d, gamma, 0.1, delta, cut);
      expect(Math.abs(second.mse / first.mse - 1), `mse at ${[d, gamma, delta, cut]}`).toBeLessThan(1e-9);
      expect(Math.abs(second.divergence - first.divergence)).toBeLessThan(1e-10);
    }
  });

  it("finds the reference fixed points solved, and a point beside one unsolved", () => {
    const rows = fixture.quadratic.filter(
      (row: { d: number; noise: number }) => row.d <= 64 && row.noise > 0,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows.slice(0, 4)) {
      const problem = { ...row, network: "quadratic" };
      expect(independentResidual(problem, row)).toBeLessThan(1e-8);
      expect(independentResidual(problem, { delta: row.delta * 1.001, cut: row.cut })).toBeGreaterThan(1e-4);
      expect(independentResidual(problem, stateEvolution(problem))).toBeLessThan(1e-9);
    }
  });
});

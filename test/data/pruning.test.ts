import { expect, test } from "vitest";
import { prunedPoints } from "../../data/pruning.js";
import { prunedRisk } from "../../theory/pruning.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const point = { d: 100, n: 10_000, gamma: 1.25, noise: 0.5, lambda: 0.1 };
const run = { ...point, final: true, excessRisk: 0.2, prunedMse: 0.05, converged: true };

test("pruned runs are averaged over their seeds, as excess risk, with state evolution beside them", () => {
  const rows = prunedPoints([
    run,
    { ...run, excessRisk: 0.4, prunedMse: 0.07 },
    { ...run, final: false, prunedMse: null },
    { ...run, lambda: 1 },
  ]);
  expect(rows).toHaveLength(1);
  const [row] = rows;
  expect(row).toMatchObject({ ...point, seeds: 2, converged: true });
  expect(row.excessRisk).toBeCloseTo(0.3, 12);
  expect(row.standardError).toBeCloseTo(0.1, 12);
  // R = 2 mse.
  expect(row.prunedRisk).toBeCloseTo(0.12, 12);
  expect(row.prunedError).toBeCloseTo(0.02, 12);
  const solution = stateEvolution({ network: "quadratic", ...point, alpha: 1 });
  expect(row.theory).toBe(solution.excessRisk);
  expect(row.prunedTheory).toBe(prunedRisk(solution).excessRisk);
});

test("one run that missed its tolerance is told by its point", () => {
  expect(prunedPoints([run, { ...run, converged: false }])[0].converged).toBe(false);
});

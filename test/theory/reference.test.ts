import { describe, expect, it } from "vitest";
import { inverseMap, stateEvolution } from "../../theory/state-evolution.js";
import { expectClose } from "./close.js";
import { diagonalRows, quadraticRows, type ReferenceRow, widthRows, wrongRow } from "./reference.js";

function compare(rows: ReferenceRow[], relative: number): void {
  expect(rows.length).toBeGreaterThan(0);
  for (const { problem, ...row } of rows) {
    const s = stateEvolution(problem);
    const where = JSON.stringify(problem);
    expect(s.converged, where).toBe(true);
    expect(s.residual, where).toBeLessThanOrEqual(1e-10);
    for (const key of ["delta", "cut", "mse"] as const)
      expectClose(s[key], row[key], { relative }, `${key} of ${where}`);
    if (row.divergence !== undefined)
      expectClose(s.divergence, row.divergence, { relative }, `divergence of ${where}`);
  }
}

describe("the reference fixed points", () => {
  it("of the quadratic network are reproduced to 1e-8", () => {
    expect(quadraticRows).toHaveLength(30);
    compare(
      quadraticRows.filter((row) => row !== wrongRow),
      1e-8,
    );
  });

  it("of the quadratic network at finite width are reproduced to 1e-10", () => {
    expect(widthRows).toHaveLength(10);
    compare(widthRows, 1e-10);
  });

  it("of the diagonal network are reproduced to 1e-8", () => {
    expect(diagonalRows).toHaveLength(40);
    compare(diagonalRows, 1e-8);
  });

  it("are reproduced to 1e-11 in all but the three rows of very small error and the wrong one", () => {
    const inexact = [
      wrongRow,
      quadraticRows.find((row) => row.problem.d === 160 && row.problem.alpha === 5.675),
      diagonalRows.find((row) => row.problem.d === 1000 && row.problem.alpha === 30.16),
      diagonalRows.find((row) => row.problem.d === 50 && row.problem.alpha === 14.03),
    ];
    const exact = [...quadraticRows, ...diagonalRows].filter((row) => !inexact.includes(row));
    expect(exact).toHaveLength(66);
    compare(exact, 1.5e-11);
  });

  it("contain one row that breaks its own error equation, of which we have the closed form", () => {
    const { problem, delta, cut, mse, divergence } = wrongRow;
    const { alpha, lambda } = problem;
    expect(problem.noise).toBe(0);
    expect(divergence).toBe(1);
    // What the row says of itself: 4αδ² = 2·mse.
    expect(Math.abs((2 * mse) / (4 * alpha * delta ** 2) - 1)).toBeGreaterThan(1e-5);
    // Every eigenvalue is above the cut: D = 1, mse = δ² + c², hence λ/c = 4α − 2 and (2α − 1)δ² = c².
    const exactCut = lambda / (4 * alpha - 2);
    const exactDelta = exactCut / Math.sqrt(2 * alpha - 1);
    const s = stateEvolution(problem);
    expect(s.divergence).toBe(1);
    expectClose(s.cut, exactCut, { relative: 1e-13 }, "cut");
    expectClose(s.delta, exactDelta, { relative: 1e-13 }, "delta");
    expectClose(s.mse, exactDelta ** 2 + exactCut ** 2, { relative: 1e-13 }, "mse");
    // The row has the cut right and the noise wrong.
    expectClose(cut, exactCut, { relative: 1e-11 }, "cut of the row");
    expect(Math.abs(delta / exactDelta - 1)).toBeGreaterThan(1e-5);
  });

  it("are mapped back to their own load and weight decay", () => {
    for (const { problem, delta, cut } of [...quadraticRows, ...widthRows, ...diagonalRows]) {
      if (problem === wrongRow.problem) continue;
      const { network, d, gamma, noise, width } = problem;
      const back = inverseMap(network, d, gamma, noise, delta, cut, width);
      const where = JSON.stringify(problem);
      expectClose(back.alpha, problem.alpha, { relative: 1e-8 }, `alpha of ${where}`);
      // λ = c(4α − 2D) magnifies the digits the reference was rounded to wherever 4α − 2D cancels.
      const magnified = (cut * 4 * problem.alpha) / problem.lambda;
      expectClose(back.lambda, problem.lambda, { relative: 1e-8 + 1e-11 * magnified }, `lambda of ${where}`);
    }
  });
});

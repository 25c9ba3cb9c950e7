// @vitest-environment jsdom
import { expect, test } from "vitest";
import { riskSlice, sliceFinding, sliceRows, sliceTitle } from "../../../components/figures/risk-slice.js";
import { interpolate, riskRange } from "../../../components/phase-grid.js";
import { phases } from "../../../theory/regimes.js";
import { drawn } from "../drawn.js";
import { smallGrid } from "./fixtures.js";

const grid = smallGrid("diagonal");
const cursor = { effectiveSamples: grid.effectiveSamples[12], lambda: grid.lambda[9] };
const options = {
  width: 420,
  height: 260,
  along: "samples" as const,
  cursor,
  logRiskAtCursor: interpolate(grid, grid.logRisk, cursor),
  riskRange: riskRange([grid]),
  predicted: (phase: string) => phases(grid)[phase as "II"].exponents.samples,
};

test("on a grid line the slice is that line of the diagram", () => {
  const nx = grid.effectiveSamples.length;
  sliceRows(grid, cursor, "samples").forEach((row, i) => {
    expect(row.logRisk).toBeCloseTo(grid.logRisk[9 * nx + i], 9);
    expect(row.phase).toBe(grid.phase[9 * nx + i]);
  });
  sliceRows(grid, cursor, "lambda").forEach((row, j) => {
    expect(row.logRisk).toBeCloseTo(grid.logRisk[j * nx + 12], 9);
  });
});

test("a band per stretch of a phase, a guide with the phase's exponent, the line and the ring", () => {
  const drawing = riskSlice(sliceRows(grid, cursor, "samples"), options);
  expect(drawing.querySelectorAll("rect[fill^='var(--p-']").length).toBeGreaterThan(3);
  expect(drawing.querySelector(".theory-line")!.getAttribute("d")!.split("L").length).toBe(36);
  expect([...drawing.querySelectorAll(".guide-label")].map((node) => node.textContent)).toContain("−1.00");
  expect(drawing.querySelectorAll(".ring")).toHaveLength(1);
  expect(drawn(drawing)).toMatchSnapshot();
});

test("the finding along the weight decay names the lowest risk of the slice", () => {
  const rows = sliceRows(grid, cursor, "lambda");
  const lowest = Math.min(...rows.map((row) => row.logRisk));
  const text = sliceFinding(rows, { ...options, along: "lambda" });
  expect(text).toContain((10 ** lowest).toPrecision(3).slice(0, 4));
});

test("points that did not converge are left out of the line", () => {
  const rows = sliceRows(grid, cursor, "samples");
  rows[5].converged = false;
  const drawing = riskSlice(rows, options);
  expect(drawing.querySelector(".theory-line")!.getAttribute("d")!.split("L").length).toBe(35);
});

test("the title says whether more samples can hurt, and names the best weight decay", () => {
  const row = (value: number, logRisk: number) => ({ value, logRisk, phase: "IV" as const, converged: true });
  expect(sliceTitle([row(1, 0), row(10, -1), row(100, 0.5), row(1000, -2)], "samples")).toBe(
    "More samples can hurt: the risk peaks at n_eff = 100",
  );
  expect(sliceTitle([row(1, 0), row(10, -1), row(100, -2)], "samples")).toBe("More samples never hurt here");
  expect(sliceTitle([row(0.01, 0), row(0.1, -1), row(1, 1)], "lambda")).toBe(
    "Some weight decay is best: λ = 0.1",
  );
  expect(sliceTitle([row(0.01, 0), row(0.1, 0), row(1, 1)], "lambda")).toContain("no matter");
});

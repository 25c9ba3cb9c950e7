// @vitest-environment jsdom
import { expect, test } from "vitest";
import {
  riskSlice,
  type SliceAlong,
  type SlicePoint,
  sliceFinding,
  sliceTitle,
} from "../../../components/pages/home/risk-slice.js";
import { interpolate, riskRange } from "../../../components/phase-grid.js";
import { phases } from "../../../theory/regimes.js";
import { drawn } from "../drawn.js";
import { smallGrid } from "../figures/fixtures.js";

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

/** The line of the diagram that the cursor is on. */
function lineOf(along: SliceAlong): SlicePoint[] {
  const nx = grid.effectiveSamples.length;
  return Array.from(along === "samples" ? grid.effectiveSamples : grid.lambda, (value, i) => {
    const at = along === "samples" ? 9 * nx + i : i * nx + 12;
    return { value, logRisk: grid.logRisk[at], phase: grid.phase[at], converged: grid.converged[at] === 1 };
  });
}

test("a band per stretch of a phase, a guide with the phase's exponent, the line and the ring", () => {
  const drawing = riskSlice(lineOf("samples"), options);
  expect(drawing.querySelectorAll("rect[fill^='var(--p-']").length).toBeGreaterThan(3);
  expect(drawing.querySelector(".theory-line")!.getAttribute("d")!.split("L").length).toBe(36);
  expect([...drawing.querySelectorAll(".guide-label")].map((node) => node.textContent)).toContain("−1.00");
  expect(drawing.querySelectorAll(".ring")).toHaveLength(1);
  expect(drawn(drawing)).toMatchSnapshot();
});

test("the finding along the weight decay names the lowest risk of the slice", () => {
  const rows = lineOf("lambda");
  const lowest = Math.min(...rows.map((row) => row.logRisk));
  const text = sliceFinding(rows, { ...options, along: "lambda" });
  expect(text).toContain((10 ** lowest).toPrecision(3).slice(0, 4));
});

test("points that did not converge are left out of the line", () => {
  const rows = lineOf("samples");
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

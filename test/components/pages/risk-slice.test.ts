// @vitest-environment jsdom
import { expect, test } from "vitest";
import {
  decayFinding,
  decayTitle,
  riskSlice,
  type SlicePoint,
  samplesTitle,
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
  finding: "The risk along the samples.",
  riskRange: riskRange([grid]),
  predicted: (phase: string) => phases(grid)[phase as "II"].exponents.samples,
};

/** The line of the diagram along the samples that the cursor is on. */
function line(): SlicePoint[] {
  const nx = grid.effectiveSamples.length;
  return Array.from(grid.effectiveSamples, (value, i) => {
    const at = 9 * nx + i;
    return { value, logRisk: grid.logRisk[at], phase: grid.phase[at], converged: grid.converged[at] === 1 };
  });
}

test("a band per stretch of a phase, a guide with the phase's exponent, the line and the ring", () => {
  const drawing = riskSlice(line(), options);
  expect(drawing.querySelectorAll("rect[fill^='var(--p-']").length).toBeGreaterThan(3);
  expect(drawing.querySelector(".theory-line")!.getAttribute("d")!.split("L").length).toBe(36);
  expect([...drawing.querySelectorAll(".guide-label")].map((node) => node.textContent)).toContain("−1.00");
  expect(drawing.querySelectorAll(".ring")).toHaveLength(1);
  expect(drawn(drawing)).toMatchSnapshot();
});

const tuned = { lambda: 0.1, excessRisk: 0.1, converged: true, where: "interior" as const };

test("the finding along the weight decay is the certified least risk, wherever it lies", () => {
  const text = (where: "interior" | "vanishing" | "collapse") => decayFinding({ ...tuned, where }, options);
  expect(text("interior")).toContain("the risk is lowest, 0.1, at weight decay 0.1;");
  expect(text("vanishing")).toContain("lowest, 0.1, as the weight decay vanishes;");
  expect(text("collapse")).toContain("lowest, 0.1, where all weights are zero;");
});

test("points that did not converge are left out of the line", () => {
  const rows = line();
  rows[5].converged = false;
  const drawing = riskSlice(rows, options);
  expect(drawing.querySelector(".theory-line")!.getAttribute("d")!.split("L").length).toBe(35);
});

test("the title says whether more samples can hurt, and names the best weight decay", () => {
  const row = (value: number, logRisk: number) => ({ value, logRisk, phase: "IV" as const, converged: true });
  expect(samplesTitle([row(1, 0), row(10, -1), row(100, 0.5), row(1000, -2)])).toBe(
    "More samples can hurt: the risk peaks at n_eff = 100",
  );
  expect(samplesTitle([row(1, 0), row(10, -1), row(100, -2)])).toBe("More samples never hurt here");
  const slice = [row(0.01, 0), row(0.2, -0.9), row(1, 1)];
  expect(decayTitle(slice, tuned)).toBe("Some weight decay is best: λ = 0.1");
  expect(decayTitle(slice, { ...tuned, where: "collapse" })).toBe("Here no weight is worth its noise");
  expect(decayTitle(slice, { ...tuned, excessRisk: 0.95 })).toContain("no matter");
});

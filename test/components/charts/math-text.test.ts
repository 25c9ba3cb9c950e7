import { expect, test } from "vitest";
import { mathRuns } from "../../../components/charts/math-text.js";
import { PHASE_IDS, phases } from "../../../theory/regimes.js";

test.each([
  ["\\Theta(1)", [["Θ(1)", 0]]],
  [
    "n_{\\mathrm{eff}}^{-1+1/(2\\gamma)}",
    [
      ["n", 0],
      ["eff", -1],
      ["−1+1/(2γ)", 1],
    ],
  ],
  [
    "\\left(\\lambda\\sqrt{d}/n\\right)^{2-1/\\gamma}",
    [
      ["(λ√d/n)", 0],
      ["2−1/γ", 1],
    ],
  ],
  ["\\frac{d}{n+1}", [["d/(n+1)", 0]]],
  [
    "d^{2\\gamma}",
    [
      ["d", 0],
      ["2γ", 1],
    ],
  ],
])("%s", (tex, runs) => {
  expect(mathRuns(tex).map(({ text, level }) => [text, level])).toEqual(runs);
});

test("the rate of every phase becomes text without a trace of TeX", () => {
  for (const network of ["diagonal", "quadratic"] as const)
    for (const noise of [0, 0.5])
      for (const id of PHASE_IDS) {
        const { rate } = phases({ network, gamma: 1.25, noise })[id];
        for (const { text } of mathRuns(rate)) expect(text).not.toMatch(/[\\{}$^_]/);
      }
});

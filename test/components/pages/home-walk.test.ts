import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { learnedWeights } from "../../../components/learned-weights.js";
import { spectrumCounts } from "../../../components/spectrum-rows.js";
import { phaseAt } from "../../../theory/regimes.js";
import { stateEvolution } from "../../../theory/state-evolution.js";
import { repository } from "../../../tools/paths.js";

/** The views of the walk, as the page's text gives them. */
const page = readFileSync(join(repository, "src", "index.md"), "utf8");
const views = [...page.matchAll(/<li data-view="([^"]+)">/g)].map(([, view]) => new URLSearchParams(view));

describe("the walk through the map of the quadratic network", () => {
  const problem = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5 } as const;
  const points = views.map((view) => ({
    effectiveSamples: Number(view.get("n")),
    lambda: Number(view.get("lambda")),
  }));
  const solutions = points.map(({ effectiveSamples, lambda }) =>
    stateEvolution({ ...problem, alpha: effectiveSamples / problem.d, lambda }),
  );
  const risks = solutions.map(({ excessRisk }) => excessRisk);

  test("names nothing but the ring: all else is at its default", () => {
    for (const view of views) expect([...view.keys()]).toEqual(["n", "lambda"]);
  });

  test("visits the phases its titles speak of", () => {
    expect(points.map((point) => phaseAt({ ...problem, ...point }).id)).toEqual([
      "Ib",
      "II",
      "IV",
      "V",
      "peak",
      "II",
      "VIb",
    ]);
  });

  test("finds what its texts say: zero weights, a peak above knowing nothing, its cure, the lowest risk at the end", () => {
    expect(learnedWeights(solutions[0]).zeroMass).toBeGreaterThan(1 - 1e-9);
    expect(risks[4]).toBeGreaterThan(risks[0]);
    expect(risks[4]).toBeGreaterThan(3 * risks[3]);
    expect(risks[5]).toBeLessThan(risks[4] / 10);
    expect(Math.min(...risks)).toBe(risks[6]);
  });

  test("shows noise where it speaks of noise, and hardly any where it does not", () => {
    const noise = solutions.map((solution) => spectrumCounts(learnedWeights(solution)).bulk);
    expect(noise[1]).toBeLessThan(1);
    expect(noise[3]).toBeGreaterThan(noise[2]);
    expect(noise[4]).toBe(Math.max(...noise));
    expect(noise[5]).toBeLessThan(noise[4] / 8);
    expect(noise[6]).toBeLessThan(1);
  });
});

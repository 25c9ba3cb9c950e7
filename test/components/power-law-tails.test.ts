// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bulkEdge } from "../../components/learned-runs.js";
import { learnedWeights, teacherRanks } from "../../components/learned-weights.js";
import { exponentRisk, PATHS } from "../../components/pages/power-law-tails/exponent-risk.js";
import { fitCurves, hillCurve } from "../../components/pages/power-law-tails/fit-curves.js";
import {
  expectedWeights,
  fitNear,
  tailSample,
  tailSlope,
  trainedAt,
} from "../../components/pages/power-law-tails/sample.js";
import { trainedRanks } from "../../components/pages/power-law-tails/tail.js";
import { tailPlot } from "../../components/pages/power-law-tails/tail-plot.js";
import { exponentPaths, syntheticDistances } from "../../components/topics/tails.js";
import { readTable } from "../../data/tables/read.js";
import { trainedRunsTable } from "../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../data/tables/trained-spectra.js";
import type { Network } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { hillPlot, TAIL_OF_PHASE, teacherTailExponent } from "../../theory/tails.js";
import { repository } from "../../tools/paths.js";
import { drawn } from "./drawn.js";

const at = (
  d: number,
  gamma: number,
  effectiveSamples: number,
  lambda: number,
  network: Network = "quadratic",
) => {
  const problem = { network, d, gamma, noise: 0.5 };
  const solution = stateEvolution({ ...problem, alpha: effectiveSamples / d, lambda });
  const spectrum = learnedWeights(solution);
  const expected = expectedWeights(spectrum);
  const features = expected.filter(({ kind }) => kind === "spike").map(({ value }) => value);
  const { id } = phaseAt({ ...problem, effectiveSamples, lambda });
  return {
    solution,
    spectrum,
    expected,
    features,
    sample: tailSample(expected.map(({ value }) => value)),
    id,
  };
};

describe("the teacher's exponent is seen", () => {
  test.each([0.75, 1, 1.5])("in all of the spectrum in VIb and deep in III, γ = %d", (gamma) => {
    for (const lambda of [1, 500 * 200 ** (1 - gamma)]) {
      const { sample, features, id } = at(200, gamma, 1e9, lambda);
      expect(TAIL_OF_PHASE[id]).toBe("whole");
      expect(features.length).toBe(200);
      const fit = sample.nearest!;
      expect(Math.abs(fit.alpha - teacherTailExponent(gamma))).toBeLessThan(0.05);
      expect(tailSlope(features)).toBeCloseTo(-1 / gamma, 1);
    }
  });

  test("over the outliers in VIa, and the rest is bulk", () => {
    const { features, spectrum, expected, id } = at(800, 1, 20_000, 1 / 800);
    expect(id).toBe("VIa");
    expect(features.length).toBeGreaterThan(30);
    expect(Math.abs(tailSlope(features.slice(0, 30)) + 1)).toBeLessThan(0.05);
    const edge = bulkEdge(spectrum);
    for (const { value, kind } of expected) expect(kind === "spike").toBe(value > edge);
  });

  test("not at the peak: the method fits the bulk's edge, with an exponent far from the teacher's", () => {
    const { sample, features, spectrum } = at(200, 1, 50, 1 / 200);
    const fit = sample.nearest!;
    expect(features.length).toBeLessThan(8);
    expect(fit.alpha).toBeGreaterThan(3);
    const edge = bulkEdge(spectrum);
    const inBulk = sample.values.filter((x) => x >= fit.xMin && x <= edge).length;
    expect(inBulk / fit.count).toBeGreaterThan(0.5);
  });

  test("and a cut bends it as (x + c)^(−1/γ) does", () => {
    const { features, solution } = at(200, 1, 1e9, 2e5);
    const shifted = teacherRanks("quadratic", 200, 1);
    for (const { rank, value } of shifted.filter(({ rank }) => rank % 10 === 1))
      if (value - solution.cut > 1e-3) expect(features[rank - 1]).toBeCloseTo(value - solution.cut, 2);
  });
});

test("the same exponent, another risk; another exponent, the same risk", () => {
  const paths = exponentPaths(PATHS);
  for (const path of paths) {
    const first = path[0];
    const third = path.find(({ lambda }) => Math.abs(lambda / 1e4 - 1) < 1e-9)!;
    expect(Math.abs(first.alpha - third.alpha)).toBeLessThan(0.05);
    expect(third.excessRisk / first.excessRisk).toBeGreaterThan(50);
    expect(first.excessRisk / paths[0][0].excessRisk).toBeCloseTo(1, 2);
  }
  const alphas = paths.map((path) => path[0].alpha);
  expect(Math.max(...alphas) - Math.min(...alphas)).toBeGreaterThan(0.6);
  expect(drawn(exponentRisk(paths, { width: 640, lambda: 100, finding: "paths" }))).toMatchSnapshot();
});

test("every row of the table of phases shows what it says", () => {
  const text = readFileSync(join(repository, "src", "power-law-tails.md"), "utf8");
  const rows = [...text.matchAll(/<a data-view="\?([^"]*)".*<td><b>(\w+)<\/b>, ([^<]*)<\/td>/g)].map(
    ([, view, id, title]) => {
      const params = new URLSearchParams(view);
      const [samples, lambda] = [Number(params.get("n")), Number(params.get("lambda") ?? 0.005)];
      return { id, title, samples, lambda, shown: at(200, 1, samples, lambda) };
    },
  );
  expect(rows.map(({ id }) => id)).toEqual(["peak", "VIa", "VIa", "VIa", "VIb", "Ib"]);
  for (const { id, title, samples, lambda } of rows) {
    const problem = { network: "quadratic", d: 200, gamma: 1, noise: 0.5 } as const;
    expect(phaseAt({ ...problem, effectiveSamples: samples, lambda })).toMatchObject({ id, title });
  }
  const counts = rows.map(({ shown }) => shown.features.length);
  // More and more features leave the bulk, then all have, then all are cut.
  expect([...counts.slice(0, 5)].sort((a, b) => a - b)).toEqual(counts.slice(0, 5));
  expect(counts[4]).toBe(200);
  expect(rows[5].shown.expected).toEqual([]);
});

test("synthetic distances are the same whether they are asked for at once or in portions", () => {
  const { sample } = at(200, 1, 5000, 1 / 200);
  const [fit] = sample.fits.slice(-1);
  const all = syntheticDistances(sample.values, fit, { seed: 1, first: 0, count: 6 });
  const portions = [0, 2, 4].flatMap((first) =>
    syntheticDistances(sample.values, fit, { seed: 1, first, count: 2 }),
  );
  expect(portions).toEqual(all);
  expect(new Set(all).size).toBe(6);
  expect(syntheticDistances(sample.values, fit, { seed: 2, first: 0, count: 1 })).not.toEqual([all[0]]);
});

test("trained weights are averaged rank by rank, as far as every network has one", () => {
  const { spectrum } = at(200, 1, 400, 1 / 200);
  const settings = {
    network: "quadratic",
    d: 200,
    gamma: 1,
    noise: 0.5,
    effectiveSamples: 400,
    lambda: 0.005,
  } as const;
  const weights = [
    [9, 5, 0.01],
    [11, 6],
  ].flatMap((values, seed) => values.map((value, k) => ({ ...settings, seed, rank: k + 1, value })));
  expect(trainedRanks({ trained: weights, spectrum })).toEqual([
    { rank: 1, value: 10, error: 1, kind: "spike" },
    { rank: 2, value: 5.5, error: 0.5, kind: "spike" },
  ]);
});

test("trained settings are found across the rounding of an address", () => {
  const settings = {
    network: "quadratic",
    d: 200,
    gamma: 1,
    noise: 0.5,
    effectiveSamples: 500,
    lambda: Math.sqrt(200),
  } as const;
  const row = { ...settings, seed: 0, rank: 1, value: 2 };
  expect(trainedAt([row], { ...settings, lambda: 14.14 })).toEqual([row]);
  expect(trainedAt([row], { ...settings, lambda: 14.2 })).toEqual([]);
  expect(trainedAt([row], { ...settings, gamma: 1.5 })).toEqual([]);
});

test("an own beginning of the tail goes to the nearest value", () => {
  const { sample } = at(200, 1, 5000, 1 / 200);
  expect(fitNear(sample.fits, 0.15)!.xMin / 0.15).toBeCloseTo(1, 1);
  expect(fitNear(sample.fits, 1e3)).toBe(sample.fits[0]);
  expect(fitNear([], 1)).toBeUndefined();
});

const folder = join(repository, "data", "experiments");

describe.each(["spectra-II", "spectra-VIa", "spectra-III"])("the trained networks of %s", (name) => {
  test("have the expected outliers within 5 %", () => {
    const read = (kind: string) => readFileSync(join(folder, `${name}.${kind}.arrow`));
    const runs = readTable(trainedRunsTable, read("runs")).rows.filter(({ final }) => final);
    const weights = readTable(trainedSpectraTable, read("spectra")).rows;
    const { d, n, gamma, lambda } = runs[0] as Record<"d" | "n" | "gamma" | "lambda", number>;
    const { features } = at(d, gamma, n / d, lambda);
    const strong = features.slice(0, Math.max(3, Math.floor(features.length / 3)));
    strong.forEach((value, i) => {
      const found = weights.filter(({ rank }) => rank === i + 1).map((row) => row.value as number);
      const mean = found.reduce((sum, x) => sum + x, 0) / found.length;
      expect(Math.abs(mean / value - 1)).toBeLessThan(0.05);
    });
  });
});

test("the figures are the same drawings every time", () => {
  const { expected, sample, features } = at(200, 1, 5000, 1 / 200);
  const teacher = teacherRanks("quadratic", 200, 1);
  const fit = sample.nearest;
  const of = { network: "quadratic", d: 200, gamma: 1 } as const;
  const domain = [0.03, 20] as const;
  const trained = expected.slice(0, 30).map((weight) => ({ ...weight, error: 0.1 * weight.value }));
  const tail = { teacher, expected, trained, fit };
  for (const view of ["ccdf", "rank"] as const) {
    const drawing = tailPlot(tail, { ...of, view }, { width: 640, domain, finding: "a tail" });
    expect(drawn(drawing)).toMatchSnapshot();
  }
  const panels = fitCurves({ fits: sample.fits, nearest: fit }, fit, { width: 640, gamma: 1, domain });
  expect(panels.map(drawn)).toMatchSnapshot();
  const hill = hillCurve(hillPlot(sample.values), fit, {
    width: 640,
    d: 200,
    gamma: 1,
    features: features.length,
  });
  expect(drawn(hill)).toMatchSnapshot();
  const nothing = { teacher, expected: [], trained: [] };
  const shape = { width: 320, domain, finding: "nothing" };
  expect(() => tailPlot(nothing, { ...of, view: "ccdf" }, shape)).not.toThrow();
  const none = { fits: [], nearest: undefined };
  expect(() => fitCurves(none, undefined, { width: 320, gamma: 1, domain })).not.toThrow();
  expect(() => hillCurve([], undefined, { width: 320, d: 200, gamma: 1, features: 0 })).not.toThrow();
});

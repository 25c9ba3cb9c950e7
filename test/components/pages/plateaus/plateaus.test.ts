// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { trainedOnPlateau } from "../../../../components/pages/plateaus/agreement.js";
import { crossoverFigure } from "../../../../components/pages/plateaus/crossover.js";
import { plateauPhases } from "../../../../components/pages/plateaus/phases.js";
import { plateauFigure } from "../../../../components/pages/plateaus/plateau.js";
import { GRID, SAMPLES } from "../../../../components/pages/plateaus/quantities.js";
import { staircaseFigure, swing } from "../../../../components/pages/plateaus/staircase.js";
import { featuresAt, stepPoints } from "../../../../components/pages/plateaus/staircase-chart.js";
import { featureCounts } from "../../../../components/pages/plateaus/trained-features.js";
import { point as solvedPoint } from "../../../../components/topics/map.js";
import { curve } from "../../../../components/topics/plateaus.js";
import { effectiveSamplesOf, medianDeviation, type Trained } from "../../../../components/trained.js";
import { agreementTable } from "../../../../data/tables/agreement.js";
import { readTable } from "../../../../data/tables/read.js";
import { trainedRunsTable } from "../../../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../../../data/tables/trained-spectra.js";
import { crossoverCurve } from "../../../../theory/crossovers.js";
import { featureSteps, learnedFeatures, leastFeature } from "../../../../theory/learned-features.js";
import { logGrid } from "../../../../theory/numeric/grids.js";
import { stateEvolution } from "../../../../theory/state-evolution.js";
import { drawn } from "../../drawn.js";

const full = ({ network, d, gamma, noise, lambda }: Trained) => ({ network, d, gamma, noise, lambda });

const base = { network: "quadratic", d: 200, gamma: 1, noise: 0.5 } as const;

describe("the finding of the page", () => {
  test("in rank collapse the risk is R(0) exactly up to the end of the plateau, and falls right after it", () => {
    const { points, end } = curve({ ...base, lambda: Math.sqrt(200) }, GRID);
    const before = points.filter(({ effectiveSamples }) => effectiveSamples < end.effectiveSamples);
    expect(before.length).toBeGreaterThan(50);
    for (const point of before) {
      expect(point.excessRisk).toBe(2);
      expect(point.zero).toBe(true);
    }
    const after = points.find(({ effectiveSamples }) => effectiveSamples > 1.2 * end.effectiveSamples);
    expect(after?.excessRisk).toBeLessThan(1.9);
    expect(points.every(({ converged }) => converged)).toBe(true);
  });

  test("without weight decay the risk stays within 6 % of R(0) until one effective sample", () => {
    for (const d of [200, 400]) {
      const { points } = curve(
        { ...base, d, lambda: 1 / d },
        GRID.filter((n) => n <= 1),
      );
      for (const { excessRisk, features } of points) {
        expect(Math.abs(excessRisk / 2 - 1)).toBeLessThan(0.06);
        expect(features).toBe(0);
      }
    }
  });

  test("at γ = 3 the slope of the risk swings by more than 0.4 between the first steps; at γ = 1 it settles at the rate", () => {
    const problem = { ...base, gamma: 3, lambda: Math.sqrt(200) };
    const { points } = curve(problem, GRID);
    const rises = featureSteps(problem, SAMPLES, { count: 73, most: 4 }).map(
      ({ effectiveSamples }) => effectiveSamples,
    );
    const { least, most } = swing(points, rises[1], rises[2]);
    expect(most - least).toBeGreaterThan(0.4);
    // Just before and after the second step: −2K/(K + 1) → −2 with K = 1, less the hidden features.
    expect(swing(points, rises[0] * 4, rises[1]).most).toBeCloseTo(-1, 1);
    expect(least).toBeLessThan(-1.8);
    const dense = curve({ ...base, lambda: Math.sqrt(200) }, GRID).points;
    const settled = swing(dense, 700, 2000);
    expect(settled.least).toBeGreaterThan(-1.15);
    expect(settled.most).toBeLessThan(-0.95);
  });
});

test("features at a number of samples follow the steps, and the staircase stops above its highest", () => {
  const steps = [
    { effectiveSamples: 10, from: 0, to: 1 },
    { effectiveSamples: 20, from: 1, to: 3 },
  ];
  expect([5, 10, 15, 30].map((n) => featuresAt(steps, n))).toEqual([0, 1, 1, 3]);
  expect(stepPoints(steps, [1, 100], 12).at(-1)).toEqual({ x: 100, y: 3 });
  expect(stepPoints(steps, [1, 100], 2).at(-1)).toEqual({ x: 20, y: 3 });
});

test("trained networks of one point are counted together; those that did not converge are left out", () => {
  const row = { d: 200, n: 2000, gamma: 1, noise: 0.5, lambda: 0.005, predicted: 2, converged: true };
  const rows = [
    { ...row, seed: 0, features: 2 },
    { ...row, seed: 1, features: 4 },
    { ...row, seed: 2, features: 9, converged: false },
    { ...row, seed: 0, features: 7, lambda: 1 },
  ];
  const [count, ...others] = featureCounts(rows, { d: 200, gamma: 1, noise: 0.5, lambda: 0.005 });
  expect(others).toEqual([]);
  expect(count).toEqual({
    effectiveSamples: 10,
    lambda: 0.005,
    networks: 2,
    features: 3,
    standardError: 1,
    predicted: 2,
  });
  expect(featureCounts(rows, { d: 200, gamma: 1, noise: 0.5 }).length).toBe(2);
  expect(featureCounts(rows, { d: 100, gamma: 1, noise: 0.5 })).toEqual([]);
});

test("trained networks have learned as many features as state evolution expects, to one on average, phase by phase", () => {
  const folder = join("data", "experiments");
  // Phase III has no feature that stands apart.
  for (const phase of ["Ia", "Ib", "II", "IV", "VIa"]) {
    const read = (kind: string) => readFileSync(join(folder, `spectra-${phase}.${kind}.arrow`));
    const spectra = readTable(trainedSpectraTable, read("spectra")).rows;
    const ends = readTable(trainedRunsTable, read("runs")).rows.filter(({ final }) => final);
    const { d, n, gamma, noise, lambda } = ends[0];
    const solution = stateEvolution({ network: "quadratic", d, gamma, noise, lambda, alpha: n / d ** 2 });
    const least = leastFeature(solution);
    const found = ends.map(
      ({ run, iterations }) =>
        spectra.filter((row) => row.run === run && row.iterations === iterations && row.value > least).length,
    );
    const mean = found.reduce((a, b) => a + b) / found.length;
    expect(Math.abs(mean - learnedFeatures(solution))).toBeLessThanOrEqual(1);
  }
});

test("trained networks: rank collapse is exact but for a feature about to appear, the plateau of the diagonal network within 6 % in the median", () => {
  const { rows } = readTable(agreementTable, readFileSync(join("data", "experiments", "agreement.arrow")));
  const { zero, noise } = trainedOnPlateau(rows);
  const collapsed = zero.filter(({ network }) => network === "quadratic");
  expect(collapsed.length).toBeGreaterThan(0);
  // One draw may have its first feature before the plateau ends on average, or from the loudest of very few labels.
  for (const { excessRisk } of collapsed) expect(Math.abs(excessRisk / 2 - 1)).toBeLessThan(0.06);
  const deep = collapsed.filter(
    (row) =>
      effectiveSamplesOf(row) >= 1 && stateEvolution({ ...full(row), alpha: (4 * row.n) / row.d ** 2 }).zero,
  );
  expect(deep.length).toBeGreaterThan(3);
  for (const { excessRisk } of deep) expect(excessRisk).toBeCloseTo(2, 9);
  expect(medianDeviation(zero.filter(({ network }) => network === "diagonal"))).toBeLessThan(0.06);
  for (const row of noise.filter(({ network }) => network === "quadratic"))
    expect(Math.abs(row.deviation)).toBeLessThan(0.25);
});

test("the figures are the same drawings every time", () => {
  const lambda = Math.sqrt(200);
  const problem = { ...base, lambda };
  const plateau = curve(
    problem,
    GRID.filter((_, i) => i % 9 === 0),
  );
  const { points, end } = plateau;
  // Made up, so that the drawing does not change with the experiments.
  const rows: Trained[] = [
    {
      ...problem,
      n: 1000,
      width: 200,
      seeds: 3,
      excessRisk: 2,
      standardError: 0.1,
      theory: 2,
      deviation: 0,
      deviationError: 0.05,
      zScore: 0,
      gap: 1e-6,
      converged: true,
      residual: 0,
    },
  ];
  const of = { ...problem, samples: 20, crossover: "IV-V", bend: 1 } as const;
  const view = { of, set: () => {} };
  const point = solvedPoint({ ...problem, alpha: 20 / 200 });
  const picture = plateauFigure(rows).draw({ ...view, curve: plateau, point }, 560) as Element;
  expect(drawn(picture)).toMatchSnapshot();
  expect(picture.textContent).toContain("R(0) = 2");
  expect(picture.querySelector("line.guide")).not.toBeNull();
  const steps = featureSteps(problem, SAMPLES, { count: 25, most: 3 });
  const stairs = staircaseFigure([]).draw({ ...view, curve: plateau, steps }, 560) as Element[];
  expect(stairs.map(drawn)).toMatchSnapshot();
  const xs = logGrid(1e-2, 1e2, 7);
  const lines = [1e3, 1e4].map((d) => {
    const crossover = { id: "IV-V", network: "quadratic", d, gamma: 1, noise: 0.5 } as const;
    return { crossover, points: crossoverCurve(crossover, xs) };
  });
  expect((crossoverFigure.draw({ ...view, lines }, 560) as Element[]).map(drawn)).toMatchSnapshot();
  expect(plateauPhases({ points, end }, problem)[0].phase).toBe("Ib");
});

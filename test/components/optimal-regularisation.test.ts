// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { at } from "../../components/charts/read-curve.js";
import { optimaCurves, optimaRatios } from "../../components/pages/optimal-regularisation/chart.js";
import { curvesOf, type OptimumRow } from "../../components/pages/optimal-regularisation/curves.js";
import { decayPlane, decayRatio } from "../../components/pages/optimal-regularisation/plane-chart.js";
import { decayRace, prunedNetworks } from "../../components/pages/optimal-regularisation/race-chart.js";
import { best, tuned, untunedLine } from "../../components/topics/decay.js";
import { OPTIMA } from "../../data/tables/optima.js";
import { readTable } from "../../data/tables/read.js";
import { trainedRunsTable } from "../../data/tables/trained-runs.js";
import { bayesOptimal } from "../../theory/bayes.js";
import { logGrid } from "../../theory/numeric/grids.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import { prunedRisk } from "../../theory/pruning.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { drawn } from "./drawn.js";

const problem = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5 } as const;
const values = { ...problem, samples: 300, lambda: 0.02, edge: "noise" } as const;
const samples = [1, 10, 100, 1000, 1e4] as const;

/** The rows of the loader, at a few samples. */
const rows: OptimumRow[] = samples.map((effectiveSamples) => {
  const alpha = effectiveSamples / problem.d;
  const tuned = optimalWeightDecay({ ...problem, alpha });
  const bayes = bayesOptimal({ ...problem, alpha });
  return {
    ...problem,
    effectiveSamples,
    tunedRisk: tuned.solution.excessRisk,
    tunedLambda: tuned.where === "interior" ? tuned.lambda : null,
    where: tuned.where,
    bayesRisk: bayes.excessRisk,
    converged: tuned.solution.converged && bayes.converged,
  };
});

const untuned = untunedLine(
  logGrid(1, 1e4, 41).map((effectiveSamples) => ({ ...problem, alpha: effectiveSamples / problem.d })),
);

test("the best weight decay is the certified one, wherever it is asked for", () => {
  const at = { ...problem, alpha: 2.5 };
  const { lambda, solution } = optimalWeightDecay(at);
  for (const found of [best(at), tuned(at)]) {
    expect(found.lambda).toBe(lambda);
    expect(found.excessRisk).toBe(solution.excessRisk);
  }
});

test("the tuned network stays within a small factor of Bayes; the untuned one does not, and pruning lies between", () => {
  const { tuned, bayes, pruned, untuned: raw } = curvesOf(rows, untuned, values);
  for (const { x, y } of bayes) {
    expect(at(tuned, x) / y).toBeGreaterThan(1);
    expect(at(tuned, x) / y).toBeLessThan(1.6);
  }
  const peak = at(bayes, 100);
  expect(at(raw, 100) / peak).toBeGreaterThan(50);
  expect(at(pruned, 100) / peak).toBeLessThan(12);
  // Where features sit between the noise and twice its strength, pruning costs.
  expect(at(pruned, 1000)).toBeLessThan(at(raw, 1000));
  expect(at(pruned, 1e4)).toBeGreaterThan(at(raw, 1e4));
});

test("the best weight decay lies within the factors of √(Δα) that the page names", () => {
  for (const { effectiveSamples, tunedLambda } of rows.slice(1)) {
    const ratio = (tunedLambda as number) / Math.sqrt((problem.noise * effectiveSamples) / problem.d);
    expect(ratio).toBeGreaterThan(1);
    expect(ratio).toBeLessThan(4);
  }
});

test("a curve is read between its points in the logarithms, and not beyond them", () => {
  const line = [1, 100].map((x) => ({ x, y: x ** -0.5, converged: true }));
  expect(at(line, 10)).toBeCloseTo(10 ** -0.5, 12);
  expect(at(line, 100)).toBeCloseTo(0.1, 12);
  expect(at(line, 0.5)).toBeNaN();
  expect(at(line, 200)).toBeNaN();
  expect(at([line[0], { ...line[1], converged: false }], 10)).toBeNaN();
});

test("the shipped samples are three a decade and the combinations those of the page", () => {
  expect(OPTIMA.effectiveSamples.at(-1)).toBe(1e6);
  expect(OPTIMA.effectiveSamples[1]).toBe(1);
  expect(OPTIMA.effectiveSamples[4] / OPTIMA.effectiveSamples[1]).toBeCloseTo(10, 9);
});

const experiment = "data/experiments/pruning.runs.arrow";
test("trained networks, pruned, agree with state evolution", () => {
  const ends = readTable(trainedRunsTable, readFileSync(experiment), experiment).rows.filter(
    (row) => row.final && row.prunedMse !== null,
  );
  for (const n of new Set(ends.map((row) => row.n)))
    for (const lambda of [0.01, 0.1]) {
      const runs = ends.filter((row) => row.n === n && row.lambda === lambda);
      const { d, gamma, noise } = runs[0];
      const s = stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
      const mean = runs.reduce((sum, row) => sum + (row.prunedMse as number), 0) / runs.length;
      expect(Math.abs(mean / prunedRisk(s).mse - 1)).toBeLessThan(0.15);
    }
});

test("the figures are the same drawings every time", () => {
  const curves = curvesOf(rows, untuned, values);
  const race = logGrid(1e-3, 1e4, 29).map((lambda) => {
    const s = stateEvolution({ ...problem, alpha: 300 / 400, lambda });
    return { x: lambda, y: s.excessRisk, converged: s.converged };
  });
  const shared = { width: 640, problem, samples: [1, 1e4] as const, cursor: 100, finding: "finding" };
  expect(
    drawn(
      decayRace(race, {
        width: 640,
        problem,
        effectiveSamples: 300,
        lambda: [1e-3, 1e4],
        risks: [0.01, 5],
        tuned: { lambda: 1.45, excessRisk: 0.0479 },
        bayes: 0.0342,
        pruned: 0.0818,
        ring: { lambda: 0.02, excessRisk: 0.261 },
        finding: "finding",
      }),
    ),
  ).toMatchSnapshot();
  expect(drawn(optimaCurves(curves, { ...shared, risks: [1e-3, 10] }))).toMatchSnapshot();
  expect(drawn(optimaRatios(curves, shared))).toMatchSnapshot();
  const plane = decayPlane(curves.decay, {
    ...shared,
    lambda: [1e-3, 1e4],
    ring: { effectiveSamples: 100, lambda: 0.1 },
  });
  // One path for every phase that the window shows.
  expect(plane.querySelectorAll('path[fill^="var(--p-"]').length).toBe(6);
  expect(drawn(decayRatio(curves.decay, shared))).toMatchSnapshot();
  const before = race.map((point) => ({ ...point }));
  expect(
    drawn(
      prunedNetworks(
        [
          {
            lambda: 0.01,
            excessRisk: 0.3,
            standardError: 0.02,
            prunedRisk: 0.1,
            prunedError: 0.01,
            converged: true,
          },
        ],
        { before, after: before.map((point) => ({ ...point, y: point.y / 2 })) },
        { width: 320, risks: [0.01, 5], finding: "finding" },
      ),
    ),
  ).toMatchSnapshot();
});

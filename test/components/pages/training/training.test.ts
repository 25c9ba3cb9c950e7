// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readValues } from "../../../../components/kit/address.js";
import type { Store } from "../../../../components/kit/store.js";
import {
  earlyStopping,
  type StoppingRow,
  stoppingFindings,
} from "../../../../components/pages/training/early-stopping.js";
import { approachFigure, endsOf } from "../../../../components/pages/training/equivalence.js";
import {
  flowDeviation,
  measuredTime,
  passed,
  seriesOf,
  snapshotAt,
  type TimeRow,
  timingDeviation,
  withFlow,
} from "../../../../components/pages/training/in-time.js";
import { specificationOf } from "../../../../components/pages/training/live-run.js";
import {
  quantities,
  type TrainingSchema,
  type TrainingValues,
} from "../../../../components/pages/training/quantities.js";
import { riskFigure } from "../../../../components/pages/training/risk-in-time.js";
import { spectraFigure } from "../../../../components/pages/training/spectra-in-time.js";
import { staircaseFigure } from "../../../../components/pages/training/staircase.js";
import { trainedSpectrum } from "../../../../components/pages/training/trained-spectrum.js";
import { curve, exponentOver, scaledFlow } from "../../../../components/topics/flow.js";
import { point } from "../../../../components/topics/map.js";
import { readTable } from "../../../../data/tables/read.js";
import { trainedRunsTable } from "../../../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../../../data/tables/trained-spectra.js";
import { flowConstants, flowCurve, flowTeacher, logistic } from "../../../../theory/gradient-flow.js";
import { repository } from "../../../../tools/paths.js";
import { train } from "../../../../training/train.js";
import { drawn } from "../../drawn.js";

const file = (name: string) => readFileSync(join(repository, `data/experiments/${name}.arrow`));
const runs = readTable(trainedRunsTable, file("training-in-time.runs")).rows.filter(({ final }) => !final);
const spectra = readTable(trainedSpectraTable, file("training-in-time.spectra")).rows;
const { d, n, gamma, noise, lambda } = runs[0];
const problem = { d, n, gamma, noise, lambda, start: 1e-3 };
const flow = { d, gamma, alpha: n / d ** 2, lambda, start: 1e-3 };

/** The rows of the page's file, from the first seed alone. */
function rowsOfSeed(seed: number): TimeRow[] {
  const { rate, cut, first } = flowConstants(flow);
  return runs
    .filter((run) => run.seed === seed && run.method !== "cd" && run.method !== "lbfgs")
    .flatMap((run) => {
      const time = run.time!;
      const theory = flowCurve(flow, [time]);
      const method = run.method as TimeRow["method"];
      const common = { method, iterations: run.iterations, time, standardError: 0 };
      const row = (
        quantity: TimeRow["quantity"],
        rank: number,
        value: number,
        expected: number,
      ): TimeRow => ({
        ...common,
        quantity,
        rank,
        value,
        flow: expected,
      });
      return [
        row("risk", 0, run.excessRisk, theory.excessRisk[0]),
        row("loss", 0, run.trainLoss / n, theory.loss[0] + noise),
        ...spectra
          .filter((line) => line.run === run.run && line.iterations === run.iterations)
          .map(({ rank, value }) =>
            row("eigenvalue", rank, value, logistic(first, flowTeacher(flow)[rank - 1] - cut, rate, time)),
          ),
      ];
    });
}
const rows = rowsOfSeed(0);
const experiment = withFlow(problem, rows);
const { solution: limit } = point({ network: "quadratic", d, gamma, noise, lambda, alpha: n / d ** 2 });
const features = experiment.teacher.filter((strength) => strength > limit.delta).length;

const { values: initial } = readValues(quantities, "");
/** A view of the page at its defaults but for some values. */
const viewOf = (values: Partial<TrainingValues>) => ({
  of: { ...initial, ...values },
  set: (() => {}) as Store<TrainingSchema>["set"],
});

describe("features are learned one after the other", () => {
  it("at the times of the closed form, within 10 % for the first four", () => {
    for (const method of ["gd", "sgd"] as const)
      for (const rank of [1, 2, 3, 4]) {
        const ratio = measuredTime(experiment, method, rank) / experiment.learningTimes[rank - 1];
        expect(Math.abs(ratio - 1), `${method}, feature ${rank}`).toBeLessThan(0.1);
        if (method === "gd") expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(timingDeviation(experiment, 4));
      }
  });

  it("the strongest first, weak ones before their time", () => {
    const times = [1, 2, 3, 4, 5, 6, 8].map((rank) => measuredTime(experiment, "gd", rank));
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[6]).toBeLessThan(0.9 * experiment.learningTimes[7]);
  });

  it("and the risk follows the flow until noise is learned, then stays above it", () => {
    const [first, fourth] = [experiment.learningTimes[0], experiment.learningTimes[3]];
    expect(flowDeviation(rows, "gd", [1e-9, first / 2])).toBeLessThan(0.001);
    expect(flowDeviation(rows, "gd", [first, fourth])).toBeLessThan(0.06);
    const last = seriesOf(rows, "gd", "risk").at(-1)!;
    expect(last.value).toBeGreaterThan(1.5 * last.flow);
    // The training loss, though, falls below the flow's, and below the noise: labels are being fitted.
    const loss = seriesOf(rows, "gd", "loss").at(-1)!;
    expect(loss.value).toBeLessThan(loss.flow);
    expect(loss.value).toBeLessThan(noise);
  });

  it("SGD does the same in the same time", () => {
    const [gd, sgd] = (["gd", "sgd"] as const).map((method) => seriesOf(rows, method, "risk"));
    gd.forEach((row, i) => {
      expect(Math.abs(sgd[i].value / row.value - 1), `step ${row.iterations}`).toBeLessThan(0.12);
    });
  });
});

describe("the flow", () => {
  it("has a plateau between features at large γ, and none to speak of at small γ", () => {
    const slopes = (power: number) => {
      const scaled = scaledFlow({ d: 500, gamma: power, start: 1e-6 });
      const between = Math.sqrt(scaled.steps[1] * scaled.steps[2]);
      const [plateau, step] = scaled.at([between, scaled.steps[2]]);
      return plateau.exponent / step.exponent;
    };
    expect(Math.abs(slopes(3))).toBeLessThan(1e-3);
    expect(slopes(0.75)).toBeGreaterThan(0.05);
  });

  it("falls over a decade with the exponent that the caption sets beside −2 + 1/γ, closer for a smaller start", () => {
    const difference = (start: number) => {
      const scaled = scaledFlow({ d: 10_000, gamma: 1.25, start });
      return Math.abs(exponentOver(scaled, 100) - scaled.exponent);
    };
    expect(difference(1e-4)).toBeLessThan(0.12);
    expect(difference(1e-12)).toBeLessThan(0.6 * difference(1e-4));
  });
});

it("trained on factors, every run ends at the solution of the convex problem", () => {
  const approach = readTable(trainedRunsTable, file("equivalence.runs")).rows;
  for (const network of ["diagonal", "quadratic"] as const)
    for (const method of ["gd", "lbfgs"]) {
      const ends = endsOf(approach, network, method);
      expect(ends).toHaveLength(4);
      for (const end of ends) {
        expect(end.distance).toBeLessThan(1e-7);
        expect(end.gap).toBeLessThan(1e-8);
        expect(end.converged).toBe(true);
      }
    }
  for (const measure of ["distance", "gap"] as const)
    expect(
      (approachFigure(approach).draw(viewOf({ measure }), 700) as Element).querySelectorAll("svg"),
    ).toHaveLength(2);
});

it("stopping early is worth nearly as much as weight decay, on one small network", {
  timeout: 60_000,
}, async () => {
  const spec = { network: "quadratic", d: 24, n: 288, gamma: 1.25, noise: 0.5, seed: 1 } as const;
  const risks = [];
  for (const weight of [0.01, 0.3, 0.7, 1, 1.5])
    risks.push((await train({ ...spec, lambda: weight })).excessRisk);
  const way = await train({
    ...spec,
    lambda: 0.01,
    method: "gd",
    initialScale: 1e-3,
    step: 3e-3,
    maxIterations: 2500,
    snapshots: Array.from({ length: 50 }, (_, i) => 50 * (i + 1)),
  });
  const best = Math.min(...way.snapshots.map(({ excessRisk }) => excessRisk));
  expect(best / Math.min(...risks)).toBeLessThan(1.25);
  expect(best).toBeLessThan(0.7 * risks[0]);
});

it("a network trained on the page has the spectrum and the risk that state evolution expects", async () => {
  const { values } = readValues(quantities, "?by=lbfgs&seed=3");
  const spec = specificationOf(values);
  const result = await train(spec);
  const { solution, spectrum } = point({ ...spec, network: "quadratic", alpha: spec.n / spec.d ** 2 });
  expect(result.converged).toBe(true);
  expect(Math.abs(result.excessRisk / solution.excessRisk - 1)).toBeLessThan(0.5);
  const drawing = trainedSpectrum(spectrum, {
    width: 500,
    trained: result.spectrum,
    finding: "",
  });
  expect(drawing.querySelectorAll("circle").length).toBeGreaterThan(spec.d);
});

it("a seed that is no integer is refused", () => {
  expect(readValues(quantities, "?seed=1.5").notices).toHaveLength(1);
  expect(readValues(quantities, "?seed=12").values.seed).toBe(12);
  expect(quantities.seed.clamp(3.4)).toBe(3);
});

it("the figures are the same drawings every time", () => {
  const { teacher } = experiment;
  const snapshot = snapshotAt(rows, "gd", 0.16);
  expect(snapshot).toHaveLength(d);
  expect(passed(snapshot, experiment).every((row) => row.value >= teacher[row.rank - 1] / 2)).toBe(true);
  const view = { ...viewOf({ time: 0.16 }), end: { features, excessRisk: 0.05 } };
  const thinned = { ...experiment, rows: rows.filter((row) => row.iterations % 7 === 0) };
  expect(drawn(spectraFigure(thinned).draw(view, 620) as Element)).toMatchSnapshot();
  expect(drawn(riskFigure(experiment).draw(view, 560) as Element)).toMatchSnapshot();
  const flow = curve({ d: 50, gamma: 2, start: 1e-4 }, 40);
  const reading = { point: flow.points[20], mean: -1, shown: true };
  const steep = { ...viewOf({ d: 50, gamma: 2, start: 1e-4 }), flow, reading };
  expect(drawn(staircaseFigure.draw(steep, 560) as Element)).toMatchSnapshot();
  const stopping: StoppingRow[] = [
    {
      way: "stopping",
      iterations: 10,
      time: 0.2,
      lambda: 0.01,
      excessRisk: 2,
      standardError: 0.1,
      theory: 0.7,
      converged: true,
    },
    {
      way: "stopping",
      iterations: 50,
      time: 1,
      lambda: 0.01,
      excessRisk: 0.3,
      standardError: 0.01,
      theory: 0.7,
      converged: true,
    },
    {
      way: "stopping",
      iterations: 500,
      time: 10,
      lambda: 0.01,
      excessRisk: 0.6,
      standardError: 0.01,
      theory: 0.7,
      converged: true,
    },
    {
      way: "decay",
      iterations: 0,
      time: null,
      lambda: 0.01,
      excessRisk: 0.7,
      standardError: 0.01,
      theory: 0.7,
      converged: true,
    },
    {
      way: "decay",
      iterations: 0,
      time: null,
      lambda: 0.7,
      excessRisk: 0.25,
      standardError: 0.01,
      theory: 0.24,
      converged: true,
    },
  ];
  const { stopped, tuned, end } = stoppingFindings(stopping);
  expect([stopped.time, tuned.lambda, end.excessRisk]).toEqual([1, 0.7, 0.7]);
  expect(
    drawn(
      earlyStopping(
        stopping,
        [
          { lambda: 0.1, excessRisk: 0.5, converged: true },
          { lambda: 1, excessRisk: 0.3, converged: true },
        ],
        620,
      ),
    ),
  ).toMatchSnapshot();
});

// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  binEdges,
  binned,
  bulkEdge,
  divide,
  type LearnedRun,
  leastOf,
  meanByRank,
  meanOf,
  trainedCounts,
} from "../../components/learned-runs.js";
import { learnedWeights } from "../../components/learned-weights.js";
import { overview, type PhaseSpectrum, predictedCounts } from "../../components/pages/spectra/counts.js";
import { spectrumHistogram } from "../../components/pages/spectra/histogram.js";
import { overlapPlot } from "../../components/pages/spectra/overlaps.js";
import { phasePanels } from "../../components/pages/spectra/panels.js";
import { figurePoints, type PhasePoint } from "../../components/pages/spectra/points.js";
import { standingAt } from "../../components/pages/spectra/sweep.js";
import { outlierSweep } from "../../components/pages/spectra/sweep-chart.js";
import { tailPlot } from "../../components/pages/spectra/tail-plot.js";
import { readTable } from "../../data/tables/read.js";
import { trainedRunsTable } from "../../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../../data/tables/trained-spectra.js";
import { spectrumOutline } from "../../theory/spectrum-outline.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { repository } from "../../tools/paths.js";
import { drawn } from "./drawn.js";

const solve = ({ d, n, gamma, noise, lambda }: Omit<PhasePoint, "phase">) =>
  stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });

const pointOf = (phase: string) => figurePoints().find((point) => point.phase === phase)!;

/** The committed networks of a phase. */
function committed(phase: string): LearnedRun[] {
  const path = (kind: string) => join(repository, "data", "experiments", `spectra-${phase}.${kind}.arrow`);
  const runs = readTable(trainedRunsTable, readFileSync(path("runs"))).rows;
  const rows = readTable(trainedSpectraTable, readFileSync(path("spectra"))).rows;
  const { gamma, noise } = pointOf(phase);
  return runs.map((run) => {
    const own = rows.filter((row) => row.run === run.run);
    return {
      ...run,
      gamma,
      noise,
      phase: phase as LearnedRun["phase"],
      values: own.map(({ value }) => value).filter((value) => value > 1e-5),
      zeros: own.filter(({ value }) => value <= 1e-5).length,
      overlaps: own.flatMap(({ overlap }) => (overlap === null ? [] : [overlap])),
    };
  });
}

/** Two made-up networks of eight weights. */
const made: LearnedRun[] = [
  [3, 1, 0.4, 0.02],
  [5, 1.2, 0.5],
].map((values, seed) => ({
  phase: "IV",
  d: 8,
  n: 80,
  gamma: 1,
  noise: 0.5,
  lambda: 0.1,
  seed,
  mse: 0.1 + 0.1 * seed,
  converged: true,
  values,
  zeros: 8 - values.length,
  overlaps: [0.9, 0.5],
}));

describe("the spectra that state evolution predicts for Figure 2", () => {
  const spectrumOf = (phase: string) => learnedWeights(solve(pointOf(phase)));
  const counts = (phase: string) => predictedCounts(spectrumOf(phase));

  test("all their masses add up to d", () => {
    for (const { phase, d } of figurePoints()) {
      const { zeros, bulk, outliers } = counts(phase);
      // A piece of a thousandth of an eigenvalue is not listed.
      expect(zeros + bulk + outliers, phase).toBeCloseTo(d, 1);
    }
  });

  test("each phase has the parts that its name says", () => {
    expect(counts("Ia")).toMatchObject({ outliers: 0 });
    expect(counts("Ia").bulk).toBeGreaterThan(1);
    expect(counts("Ib")).toEqual({ zeros: 200, bulk: 0, outliers: 0 });
    expect(counts("II").bulk).toBe(0);
    expect(counts("II").outliers).toBeGreaterThan(5);
    expect(counts("II").zeros).toBeGreaterThan(150);
    // All features but those that the cut removes.
    expect(counts("III").bulk).toBe(0);
    expect(counts("III").outliers).toBeGreaterThan(150);
    for (const phase of ["IV", "VIa"]) {
      expect(counts(phase).bulk, phase).toBeGreaterThan(20);
      expect(counts(phase).outliers, phase).toBeGreaterThanOrEqual(2);
    }
    expect(counts("VIa").outliers).toBeGreaterThan(counts("IV").outliers);
    expect(bulkEdge(spectrumOf("VIa"))).toBeLessThan(bulkEdge(spectrumOf("IV")));
  });

  test("the cut hides the noise in phase II and not in VIa", () => {
    const two = solve(pointOf("II"));
    const six = solve(pointOf("VIa"));
    expect(two.cut).toBeGreaterThan(2 * two.delta);
    expect(six.cut).toBeLessThan(0.1 * six.delta);
  });

  test("the tail of phase III has the teacher's exponent: eigenvalue plus cut falls as rank^−γ", () => {
    const { gamma } = pointOf("III");
    const solution = solve(pointOf("III"));
    const { outliers } = spectrumOutline(solution);
    const logs = outliers.map(({ feature, position }) => ({
      x: Math.log(feature),
      y: Math.log(position + solution.cut),
    }));
    const last = logs[logs.length - 1];
    expect((last.y - logs[0].y) / last.x).toBeCloseTo(-gamma, 1);
  });
});

describe("features leave the noise", () => {
  const at = (effectiveSamples: number) => {
    const point = { network: "quadratic", d: 200, gamma: 1, noise: 0.5, lambda: 1 / 200 } as const;
    const solution = stateEvolution({ ...point, alpha: effectiveSamples / 200 });
    return { solution, outline: spectrumOutline(solution) };
  };
  const outliersAt = ({ samples }: { samples: number }) =>
    at(samples).outline.outliers.filter(({ position }) => position > 0).length;
  test("a curve says how many stand alone between two of its points, where they agree", () => {
    const curve = [5, 8, 12, 15, 25].map(at);
    expect([4, 6, 9, 13, 20, 30].map((samples) => standingAt(curve, samples))).toEqual([
      undefined,
      undefined,
      undefined,
      3,
      undefined,
      undefined,
    ]);
    expect(standingAt([6, 8].map(at), 7)).toBe(2);
  });
  test("none below one effective sample, two at ten, twelve at four hundred", () => {
    expect(outliersAt({ samples: 0.5 })).toBe(0);
    expect(outliersAt({ samples: 10 })).toBe(2);
    expect(outliersAt({ samples: 400 })).toBe(12);
  });
  test("the exercise has the answer it gives", () => {
    const counts = [10.5, 11, 19.8, 20.6, 55].map((samples) => outliersAt({ samples }));
    expect(counts).toEqual([2, 3, 3, 4, 3]);
  });
  test("half of the eigenvalues are zero where n = d²/4, at large d", () => {
    const d = 10_000;
    const s = stateEvolution({ network: "quadratic", d, gamma: 1, noise: 0.5, alpha: 0.25, lambda: 1e-6 });
    expect(spectrumOutline(s).zeroMass).toBeCloseTo(0.5, 1);
  });
});

describe("trained networks beside the prediction", () => {
  test("means, ranks, bins and counts", () => {
    expect(meanOf([1, 3])).toEqual({ mean: 2, error: 1 });
    expect(meanOf([2]).error).toBe(0);
    expect(meanByRank(made).map(({ mean }) => mean)).toEqual([4, 1.1, 0.45]);
    const bins = binned(made, binEdges(0, 6, 1, false));
    expect(bins.map(({ count }) => count)).toEqual([1.5, 1, 0, 0.5, 0, 0.5]);
    const log = binEdges(0.01, 10, 0.1, true);
    expect(log[10]).toBeCloseTo(0.1, 12);
    expect(log[log.length - 1]).toBeGreaterThanOrEqual(10);
  });

  test("the border between noise and features lies between the predicted ones", () => {
    const rows = learnedWeights(solve(pointOf("IV")));
    const lowest = Math.min(...rows.pieces.filter(({ kind }) => kind === "spike").map(({ x }) => x[0]));
    expect(divide(rows)).toBeGreaterThan(bulkEdge(rows));
    expect(divide(rows)).toBeLessThan(lowest);
  });

  test("in Ib every committed network is empty, as predicted", () => {
    const runs = committed("Ib");
    expect(runs.length).toBeGreaterThan(0);
    expect(trainedCounts(runs, learnedWeights(solve(pointOf("Ib")))).zeros).toEqual({ mean: 200, error: 0 });
  });

  test("in Ia the spectrum of committed networks is not the predicted one, though their error nearly is, as the page says", () => {
    const runs = committed("Ia");
    const solution = solve(pointOf("Ia"));
    const rows = learnedWeights(solution);
    expect(predictedCounts(rows).zeros - trainedCounts(runs, rows).zeros.mean).toBeGreaterThan(50);
    expect(meanOf(runs.map(({ mse }) => mse)).mean / solution.mse).toBeCloseTo(0.95, 1);
  });

  test.each(["II", "III", "IV", "VIa"])(
    "in %s committed networks have the predicted counts, within five of 200 eigenvalues, and the predicted overlaps",
    (phase) => {
      const solution = solve(pointOf(phase));
      const rows = learnedWeights(solution);
      const runs = committed(phase);
      const trained = trainedCounts(runs, rows);
      const predicted = predictedCounts(rows);
      for (const kind of ["zeros", "bulk", "outliers"] as const)
        expect(Math.abs(trained[kind].mean - predicted[kind]), kind).toBeLessThan(5);
      const { outliers } = spectrumOutline(solution);
      for (const { feature, overlap } of outliers.slice(0, Math.min(5, outliers.length))) {
        const { mean } = meanOf(runs.map(({ overlaps }) => overlaps[feature - 1]));
        expect(Math.abs(mean - overlap), `overlap of feature ${feature}`).toBeLessThan(0.12);
      }
    },
  );

  test("the page says how many there are, where, and how few samples Ia has seen", () => {
    const text = readFileSync(join(repository, "src", "spectra.md"), "utf8");
    const points = figurePoints();
    const networks = points.reduce((sum, { phase }) => sum + committed(phase).length, 0);
    const [{ n, d }] = points;
    expect(text).toContain(`The bars are ${networks} networks of dimension ${d},`);
    expect(text).toContain(`in the phases ${points.map(({ phase }) => phase).join(", ")}.`);
    expect(text).toContain(`only ${n} samples for a matrix with ${(d * (d + 1)) / 2} free entries`);
  });

  test("the caption names the phases that agree, those that do not, and those without networks", () => {
    const of = (zeros: number, bulk: number, outliers: number) => ({ zeros, bulk, outliers });
    const mean = (value: number) => ({ mean: value, error: 0 });
    const text = overview([
      {
        phase: "Ia",
        predicted: of(198, 2, 0),
        trained: { zeros: mean(80), bulk: mean(120), outliers: mean(0) },
      },
      {
        phase: "Ib",
        predicted: of(200, 0, 0),
        trained: { zeros: mean(200), bulk: mean(0), outliers: mean(0) },
      },
      { phase: "II", predicted: of(192, 0, 8) },
    ]);
    expect(text).toContain(
      "In Ib the numbers of zeros, noise and features of trained networks lie within 0 of",
    );
    expect(text).toContain("Not in Ia, where they differ by up to 118");
    expect(text).toContain("No networks have been trained for II yet");
  });
});

describe("the figures", () => {
  const rows = learnedWeights(solve(pointOf("IV")));
  const runs = made.map((run) => ({ ...run, d: 200 }));
  const spectrum: PhaseSpectrum = { phase: "IV", title: "fast decay", where: "here", runs, theory: rows };
  const size = { width: 420, height: 280, domain: [0.01, 20] as const, finding: "a finding" };

  test("a bar that holds one eigenvalue is as high as the stem of one", () => {
    const one = { ...runs[0], values: [8.4], zeros: 199 };
    const drawing = spectrumHistogram({ ...spectrum, runs: [one] }, { ...size, axis: "log", most: 24 });
    const bar = /V([\d.]+)H/.exec(drawing.querySelector(".trained-bars")!.getAttribute("d")!)![1];
    const stem = [...drawing.querySelectorAll("g > line")].find(
      (line) => line.getAttribute("stroke") === "var(--c-learned)",
    );
    expect(Number(bar)).toBeCloseTo(Number(stem!.getAttribute("y2")), 6);
  });

  test("are the same drawings every time", () => {
    for (const axis of ["log", "linear"] as const)
      expect(drawn(spectrumHistogram(spectrum, { ...size, axis, most: 24 }))).toMatchSnapshot();
    for (const view of ["rank", "ccdf"] as const)
      expect(drawn(tailPlot(spectrum, { ...size, view, gamma: 1 }))).toMatchSnapshot();
    const solution = solve(pointOf("IV"));
    const outline = spectrumOutline(solution);
    expect(
      drawn(
        outlierSweep([{ solution, outline }], [], {
          ...size,
          samples: [0.1, 1e6],
          values: [0.03, 30],
          cursor: 10,
          ring: 2.6,
          slice: rows,
          phases: [{ phase: "IV", from: 1, to: 50 }],
        }),
      ),
    ).toMatchSnapshot();
    const points = [{ strength: 4, mean: 0.9, error: 0.01 }];
    expect(
      drawn(
        overlapPlot(outline, solution.delta, [{ phase: "IV", here: true, points }], {
          ...size,
          strengths: [0.3, 300],
        }),
      ),
    ).toMatchSnapshot();
  });

  test("a panel is chosen by its button and lights up", () => {
    const picked: string[] = [];
    const panels = phasePanels([{ ...spectrum, counts: {}, finding: "" }], {
      width: 900,
      domain: [0.01, 20],
      most: 24,
      onPick: (phase) => picked.push(phase),
    });
    panels.light("VIa");
    const button = panels.querySelector("button")!;
    expect(button.getAttribute("aria-pressed")).toBe("false");
    button.click();
    panels.light("IV");
    expect(picked).toEqual(["IV"]);
    expect(button.getAttribute("aria-pressed")).toBe("true");
  });

  test("an eigenvalue below a thousandth of the teacher's largest counts as zero", () => {
    expect(leastOf(rows)).toBeCloseTo(rows.teacher[0].value / 1000, 12);
    const tiny = [{ ...runs[0], values: [leastOf(rows) * 0.9], zeros: 199 }];
    expect(trainedCounts(tiny, rows).zeros.mean).toBe(200);
  });
});

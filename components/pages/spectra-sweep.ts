import { html } from "htl";
import { leadingOverlap } from "../../theory/leading-overlap.js";
import type { Parameters } from "../../theory/parameters.js";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import {
  chart,
  curveLabels,
  dragAlong,
  landmark,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { boundSegments, boundSlider } from "../controls/bound.js";
import { outlierSweep, type SweepPoint, type SweepTrained, sweepScales } from "../figures/outlier-sweep.js";
import { overlapPlot, type TrainedOverlaps } from "../figures/overlaps.js";
import { divide, type LearnedRun, leastOf, meanOf, trainedCounts } from "../learned-runs.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { OutlinePoint, SpectrumPoint } from "../spectra.worker.js";
import { solveOutlines, solveSpectra } from "../spectra-client.js";
import type { SpectrumRows } from "../spectrum-rows.js";
import type { Store } from "../state.js";
import type { spectraSchema } from "./spectra.js";
import { parametersOf } from "./spectra-phases.js";

interface Problem {
  d: number;
  noise: number;
}

export type DecayRule = "small" | "one" | "large";

/** Weight decay of each rule, as in the paper's figures, and its name. */
export const DECAY_RULES: Record<DecayRule, { name: string; value: (d: number) => number }> = {
  small: { name: "λ = 1/d", value: (d) => 1 / d },
  one: { name: "λ = 1", value: () => 1 },
  large: { name: "λ = √d", value: Math.sqrt },
};

const SAMPLES = [0.08, 1e6] as const;
const VALUES = [0.03, 30] as const;
const STRENGTHS = [0.3, 300] as const;
const POINTS = 97;

interface At extends Problem {
  gamma: number;
  decay: DecayRule;
  samples: number;
}

const parametersAt = ({ d, noise, gamma, decay, samples }: At): Parameters => ({
  network: "quadratic",
  d,
  gamma,
  noise,
  alpha: samples / d,
  lambda: DECAY_RULES[decay].value(d),
});

/** How many features stand alone, above zero. */
const standingIn = ({ outline }: OutlinePoint): number =>
  outline.outliers.filter(({ position }) => position > 0).length;

/**
 * The number of features that stand alone at some number of samples, read off a curve: undefined where the points of the curve to
 * its left and right differ, or where it ends.
 */
export function standingAt(curve: readonly OutlinePoint[], samples: number): number | undefined {
  const k = curve.findIndex(({ solution }) => solution.effectiveSamples >= samples);
  if (k < 1) return undefined;
  const [left, right] = [standingIn(curve[k - 1]), standingIn(curve[k])];
  return left === right ? left : undefined;
}

interface Experiment {
  phase: PhaseId;
  runs: LearnedRun[];
  effectiveSamples: number;
  lambda: number;
  gamma: number;
  delta: number;
  /** Predicted error per coordinate. */
  mse: number;
  rows: SpectrumRows;
}

/** The experiments with state evolution beside them; those of another dimension or noise left out. */
async function experimentsOf(runs: readonly LearnedRun[], { d, noise }: Problem): Promise<Experiment[]> {
  const groups = new Map<string, LearnedRun[]>();
  for (const run of runs) {
    if (run.d !== d || run.noise !== noise) continue;
    const key = [run.phase, run.n, run.gamma, run.lambda].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const all = [...groups.values()];
  const solved = await solveSpectra(all.map(([first]) => parametersOf(first)));
  return all.map((group, k) => {
    const { phase, n, gamma, lambda } = group[0];
    const { solution, rows } = solved[k];
    return {
      phase,
      runs: group,
      effectiveSamples: n / d,
      lambda,
      gamma,
      delta: solution.delta,
      mse: solution.mse,
      rows,
    };
  });
}

/** Trained overlaps by rank. */
function overlapsOf({ phase, runs, delta, rows }: Experiment, here: boolean): TrainedOverlaps {
  const depth = Math.min(...runs.map(({ overlaps }) => overlaps.length));
  return {
    phase,
    here,
    points: Array.from({ length: Number.isFinite(depth) ? depth : 0 }, (_, k) => ({
      strength: rows.teacher[k].value / delta,
      ...meanOf(runs.map(({ overlaps }) => overlaps[k])),
    })),
  };
}

/** The sweep over the samples with its two small charts, and what the page says of trained networks in numbers. */
export function sweepFigures(
  store: Store<typeof spectraSchema>,
  problem: Problem,
  runs: readonly LearnedRun[],
) {
  const { values } = store;
  const { d, noise } = problem;
  let experiments: Experiment[] = [];
  let curve: OutlinePoint[] = [];
  let ring: SpectrumPoint | undefined;
  const at = (samples: number): At => ({ ...problem, gamma: values.gamma, decay: values.decay, samples });
  const sameRule = (e: Experiment) =>
    e.gamma === values.gamma && Math.abs(e.lambda / DECAY_RULES[values.decay].value(d) - 1) < 1e-9;
  const here = (e: Experiment) =>
    sameRule(e) && Math.abs(Math.log(e.effectiveSamples / values.samples)) < 0.02;
  const sweep = (): SweepPoint[] =>
    curve.map(({ solution, outline }) => ({
      effectiveSamples: solution.effectiveSamples,
      outline,
      converged: solution.converged,
    }));
  const phaseOf = (effectiveSamples: number) =>
    phaseAt({
      network: "quadratic",
      ...problem,
      gamma: values.gamma,
      effectiveSamples,
      lambda: DECAY_RULES[values.decay].value(d),
    });
  const bands = () =>
    stretchesOf(
      curve.map(({ solution }) => ({
        x: solution.effectiveSamples,
        phase: phaseOf(solution.effectiveSamples).id,
      })),
    );
  const trainedSweep = (): SweepTrained[] =>
    experiments.filter(sameRule).map(({ effectiveSamples, runs: mine, rows }) => {
      const features = Math.round(trainedCounts(mine, rows).outliers.mean);
      const largest = mine.map(({ values: all }) =>
        all.find((value) => value <= divide(rows) && value >= leastOf(rows)),
      );
      const noisy = largest.filter((value) => value !== undefined);
      return {
        effectiveSamples,
        features: Array.from({ length: features }, (_, k) =>
          meanOf(mine.filter((run) => run.values.length > k).map((run) => run.values[k])),
        ),
        ...(noisy.length === mine.length && { noise: meanOf(noisy) }),
      };
    });
  const standing = () => (ring ? standingIn(ring) : 0);
  const strong = () => ring?.outline.stronger ?? 0;
  const noiseBand = () => ring?.outline.bulks.filter(({ merged }) => !merged) ?? [];
  const finding = (): string => {
    if (!ring) return "The spectrum is being solved.";
    const count = standing();
    const bulk = noiseBand();
    const merged = ring.outline.bulks.some((b) => b.merged);
    const features = `${count === 0 ? "no feature stands" : count === 1 ? "one feature stands" : `${count} features stand`} alone`;
    const zero = Math.round(ring.outline.zeroMass * d);
    const below =
      bulk.length > 0
        ? `, the noise reaches up to ${formatNumber(Math.max(...bulk.map(({ right }) => right)))}`
        : merged
          ? ", the others are too crowded to be told apart, and none is noise"
          : ", and no noise shows";
    return `With ${formatNumber(ring.solution.effectiveSamples)} effective samples ${features}${below}; ${zero} of ${d} eigenvalues are exactly zero.`;
  };
  const size = (width: number) => ({ width, height: Math.round(Math.min(400, Math.max(300, width * 0.52))) });
  const main = liveFigure({
    name: "outlier-sweep",
    store,
    depends: ["samples", "gamma", "decay"],
    title: "The noise narrows with the samples, and features leave it one by one",
    draw(width) {
      if (curve.length === 0) return null;
      const bulk = ring?.outline.bulks ?? [];
      const top =
        bulk.length > 0 ? Math.max(...bulk.map(({ right }) => right)) : ring?.outline.outliers[0]?.position;
      const options = {
        ...size(width),
        samples: SAMPLES,
        values: VALUES,
        cursor: values.samples,
        ring: top !== undefined && top > 0 ? top : undefined,
        slice: ring?.rows,
        phases: bands(),
        finding: finding(),
      };
      const drawing = outlierSweep(sweep(), trainedSweep(), options);
      dragAlong(drawing, sweepScales(options).x, (samples) => store.set({ samples }));
      return drawing;
    },
    caption: () => {
      const dots = experiments.filter(sameRule);
      const parted = ring?.outline.outliers.length ?? 0;
      const removed = parted - standing();
      const strongText =
        ring && strong() !== parted
          ? ` By the rule s > δ (δ = ${formatNumber(ring.solution.delta)}) ${strong()} would have parted from the noise${removed > 0 ? `, not ${parted}` : ""}; the exact condition also asks for distance from the next feature.`
          : "";
      const below = removed > 0 ? ` The cut removes ${removed} more that have parted from the noise.` : "";
      const seen =
        dots.length > 0
          ? ` Dots: trained networks (${dots.map(({ phase, effectiveSamples }) => `${phase} at ${formatNumber(effectiveSamples)}`).join(", ")}), features round, the largest eigenvalue of noise square.`
          : " No networks were trained at this γ and weight decay.";
      return `${finding()}${below}${strongText}${seen} Lines: mean position of the first twelve features, every fourth up to 40, every twentieth beyond; the axis ends at ${formatNumber(VALUES[0])}.`;
    },
    rows: () =>
      rowsOf(
        curve.flatMap(({ solution, outline }) => [
          ...outline.bulks.map(({ left, right, feature, features, merged }) => ({
            effectiveSamples: solution.effectiveSamples,
            kind: merged ? "features" : "noise",
            feature,
            features,
            left,
            right,
            position: null,
            overlap: null,
            zeroMass: outline.zeroMass,
            converged: solution.converged,
          })),
          ...outline.outliers.map(({ feature, position, overlap }) => ({
            effectiveSamples: solution.effectiveSamples,
            kind: "feature",
            feature,
            features: 1,
            left: null,
            right: null,
            position,
            overlap,
            zeroMass: outline.zeroMass,
            converged: solution.converged,
          })),
        ]),
      ),
    command: () =>
      `npm run -s cli -- spectrum --network quadratic --d ${d} --gamma ${formatPlain(values.gamma)} --noise ${noise} --alpha ${formatPlain(values.samples / d)} --lambda ${DECAY_RULES[values.decay].value(d)}`,
  });

  const overlaps = liveFigure({
    name: "overlaps",
    store,
    level: 3,
    depends: ["samples", "gamma", "decay"],
    title: "The stronger a feature, the better its direction is learned",
    draw: (width) =>
      overlapPlot(
        ring?.outline,
        ring?.solution.delta ?? 1,
        experiments.map((e) => overlapsOf(e, here(e))),
        { width, height: 260, strengths: STRENGTHS, finding: overlapFinding() },
      ),
    caption: () =>
      `${overlapFinding()} Dashed: the leading order 1 − δ²/s². ${experiments.some(here) ? "Filled dots: networks trained at the ring." : ""} Hollow: networks trained in ${experiments.map(({ phase }) => phase).join(", ") || "no phase yet"}, each over its own δ.`,
    rows: () =>
      rowsOf(
        (ring?.outline.outliers ?? []).map(({ feature, strength, overlap }) => ({
          feature,
          strength,
          overlap,
          leading: leadingOverlap(strength, ring!.solution.delta),
        })),
      ),
  });
  function overlapFinding(): string {
    const first = ring?.outline.outliers.filter(({ position }) => position > 0) ?? [];
    if (first.length === 0) return "No feature stands alone at the ring, so no direction is learned.";
    const last = first[first.length - 1];
    const of = (x: number) => formatNumber(x, 2);
    return first.length === 1
      ? `The one feature that stands alone has the squared overlap ${of(first[0].overlap)}.`
      : `The squared overlap falls from ${of(first[0].overlap)} for the first feature to ${of(last.overlap)} for number ${last.feature}, the last that stands alone.`;
  }

  const zeros = liveFigure({
    name: "zero-mass",
    store,
    level: 3,
    depends: ["samples", "gamma", "decay"],
    title: "Zeros give way to noise, then to features",
    draw(width) {
      const points = curve.map(({ solution, outline }) => ({
        x: solution.effectiveSamples,
        y: outline.zeroMass,
        converged: solution.converged,
      }));
      const trained = experiments.filter(sameRule).map(({ effectiveSamples, runs: mine, rows }) => {
        const { mean, error } = trainedCounts(mine, rows).zeros;
        return { x: effectiveSamples, y: mean / d, error: error / d };
      });
      return chart({
        width,
        height: 260,
        x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff", spacing: 34 },
        y: { domain: [0, 1.04], type: "linear", title: "share of zeros" },
        finding: zeroFinding(),
        marks: [
          landmark(d / 4, "n = d²/4"),
          theoryLine(points, { meaning: "hidden" }),
          ...trainedDots(trained, { meaning: "hidden" }),
          curveLabels([{ text: "zeros", points, meaning: "hidden" }]),
          ...(ring ? [readerRing(values.samples, ring.outline.zeroMass)] : []),
        ],
      });
    },
    caption: () =>
      `${zeroFinding()} Dots: trained networks, eigenvalues below a thousandth of the teacher's largest.`,
    rows: () =>
      rowsOf(
        curve.map(({ solution, outline }) => ({
          effectiveSamples: solution.effectiveSamples,
          zeroMass: outline.zeroMass,
          delta: solution.delta,
          cut: solution.cut,
          converged: solution.converged,
        })),
      ),
  });
  function zeroFinding(): string {
    if (!ring) return "The share of zeros is being solved.";
    return `${formatNumber(100 * ring.outline.zeroMass)} % of the eigenvalues are exactly zero at the ring.`;
  }

  const all = [main, overlaps, zeros];
  const redraw = () => {
    for (const figure of all) figure.redraw();
  };
  const failed = (message: string) => main.setCaption(`The spectra could not be solved: ${message}`);
  liveData(
    store,
    ["gamma", "decay"],
    () => {
      const ratio = SAMPLES[1] / SAMPLES[0];
      return solveOutlines(
        Array.from({ length: POINTS }, (_, k) => parametersAt(at(SAMPLES[0] * ratio ** (k / (POINTS - 1))))),
      );
    },
    (data) => {
      curve = data;
      redraw();
    },
    failed,
  );
  liveData(
    store,
    ["samples", "gamma", "decay"],
    () => solveSpectra([parametersAt(at(values.samples))]),
    ([point]) => {
      ring = point;
      redraw();
    },
    failed,
  );
  const ready = experimentsOf(runs, problem).then((found) => {
    experiments = found;
    redraw();
    return {
      overlaps: overlapDeviation(found),
      // How far the mean error of the trained networks lies above the predicted one, relative.
      errors: found.map(({ phase, runs: mine, mse }) => ({
        phase,
        excess: meanOf(mine.map((run) => run.mse)).mean / mse - 1,
      })),
    };
  });

  const controls = html`<div class="controls">
    ${boundSlider(store, "samples", { label: "Effective samples", symbol: "n_eff", min: SAMPLES[0], max: SAMPLES[1] })}
    ${boundSlider(store, "gamma", { label: "Teacher decay", symbol: "γ", min: 0.6, max: 2, scale: "linear", step: 0.05 })}
    ${boundSegments(store, "decay", { label: "Weight decay", values: ["small", "one", "large"], format: (rule: DecayRule) => DECAY_RULES[rule].name })}
  </div>`;
  return {
    figure: [controls, main] as Element[],
    charts: html`<div class="spectra-pair">${overlaps}${zeros}</div>` as Element,
    ready,
    standingAt: (samples: number) => standingAt(curve, samples),
  };
}

const formatPlain = (value: number) => String(Number(value.toPrecision(6)));

/** Median distance of the trained overlaps from the exact ones, over all outliers of all experiments; NaN without any. */
export function overlapDeviation(experiments: readonly Experiment[]): { median: number; count: number } {
  const distances = experiments.flatMap((e) => {
    const { points } = overlapsOf(e, true);
    const exact = e.rows.pieces.filter(({ overlap }) => overlap !== undefined).map(({ overlap }) => overlap!);
    return points.slice(0, exact.length).map(({ mean }, k) => Math.abs(mean - exact[k]));
  });
  distances.sort((a, b) => a - b);
  return { median: distances[distances.length >> 1] ?? Number.NaN, count: distances.length };
}

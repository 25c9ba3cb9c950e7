import { html } from "htl";
import { hillPlot } from "../../theory/tails.js";
import { chartScales, dragAlong } from "../charts/chart.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { slider } from "../controls/log-slider.js";
import { addressNotices } from "../controls/notices.js";
import { story } from "../controls/steps.js";
import { fitAxes, fitCurves, hillFigure, tailAxes, tailPlot } from "../figures/power-law-tails.js";
import { liveData, liveFigure } from "../live-figure.js";
import { rowsOf } from "../rows.js";
import { expectedWeights, fitNear, type TrainedWeight, tailSample, trainedAt } from "../tail-sample.js";
import { teacherRanks } from "../teacher-ranks.js";
import { solveOne } from "../theory-client.js";
import { exponentRiskFigure } from "./exponent-risk.js";
import {
  featuresOf,
  fitFinding,
  fitTitle,
  hillFinding,
  type Known,
  noiseIn,
  tailFinding,
  tailTitle,
  trainedRanks,
} from "./tail-findings.js";
import { phaseTable } from "./tail-phases.js";
import { createTailStore, DIMENSIONS, GAMMAS, NOISES, settingsOf } from "./tail-state.js";
import { tailExercises, tailSteps } from "./tail-story.js";
import { tailTests } from "./tail-tests.js";

const NOTHING: Known = {
  spectrum: null,
  expected: [],
  trained: [],
  sample: { values: new Float64Array(), fits: [], nearest: undefined },
  fit: undefined,
};

/** The page on power-law tails; `weights`: every positive weight of the networks trained for their spectra. */
export function powerLawTailsPage(weights: readonly TrainedWeight[]) {
  const store = createTailStore();
  const { values } = store;
  let known = NOTHING;
  const refit = () => {
    const ofSeed = known.trained.filter(({ seed }) => seed === known.trained[0].seed);
    const trained = values.source === "trained" && known.trained.length > 0;
    const sample = tailSample((trained ? ofSeed : known.expected).map(({ value }) => value));
    const fit = values.follow === "best" ? sample.nearest : fitNear(sample.fits, values.xMin);
    known = { ...known, sample, fit };
  };
  const command = () => {
    const { network, d, gamma, noise, effectiveSamples, lambda } = values;
    return `npm run -s cli -- spectrum --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --alpha ${effectiveSamples / d} --lambda ${lambda}`;
  };
  const domain = (): [number, number] => {
    const ranks = teacherRanks(values.network, values.d, values.gamma);
    const largest = [
      ranks[0].value,
      known.expected[0]?.value ?? 0,
      ...known.trained.map(({ value }) => value),
    ];
    const top = 1.7 * Math.max(...largest);
    return [Math.max(top * 10 ** -3.2, ranks[ranks.length - 1].value * 0.6), top];
  };
  const choose = (value: number) => store.set({ xMin: value, follow: "own" });

  const tail = liveFigure({
    name: "tail",
    store,
    title: () => tailTitle(store, known),
    draw(width) {
      const { network, d, gamma, view } = values;
      const options = { width, network, d, gamma, view, fit: known.fit, domain: domain() };
      const drawing = tailPlot(
        teacherRanks(network, d, gamma),
        known.expected,
        trainedRanks(known.trained, known.spectrum),
        { ...options, finding: tailFinding(store, known) },
      );
      if (view === "ccdf") dragAlong(drawing, chartScales({ width, ...tailAxes(options) }).x, choose);
      return drawing;
    },
    caption: () => tailFinding(store, known),
    rows: () =>
      rowsOf([
        ...known.expected.map(({ rank, value, kind }) => ({
          source: "theory",
          seed: null,
          rank,
          value,
          kind,
        })),
        ...known.trained.map(({ seed, rank, value }) => ({
          source: "trained",
          seed,
          rank,
          value,
          kind: null,
        })),
      ]),
    command,
  });
  const start = slider({
    label: "Tail begins at",
    symbol: "xₘᵢₙ",
    min: 1e-3,
    max: 50,
    value: values.xMin,
    initial: store.initial("xMin"),
    onInput: choose,
  });
  const back =
    html`<button type="button" class="frame-button" onclick=${() => store.set({ follow: "best" })}>Take the least distance</button>` as HTMLButtonElement;
  const fit = liveFigure({
    name: "fit",
    store,
    title: () => fitTitle(store, known),
    controls: [
      start,
      html`<div class="control">${back}</div>`,
      boundSegments(store, "source", {
        label: "Fitted weights",
        values: ["theory", "trained"],
        format: (source) => (source === "theory" ? "expected" : "one trained network"),
      }),
    ],
    draw(width) {
      const drawings = fitCurves(known.sample.fits, {
        width,
        gamma: values.gamma,
        domain: domain(),
        fit: known.fit,
        nearest: known.sample.nearest,
      });
      const axes = fitAxes(domain());
      for (const drawing of drawings) dragAlong(drawing, chartScales({ width, ...axes.alpha }).x, choose);
      return drawings;
    },
    caption: () => fitFinding(store, known),
    rows: () => rowsOf(known.sample.fits.map((row) => ({ ...row }))),
    command,
  });
  const hill = liveFigure({
    name: "hill",
    store,
    level: 3,
    title: "Hill's plot: the same estimate, by the number of weights it uses",
    draw: (width) =>
      hillFigure(hillPlot(known.sample.values), {
        width,
        d: values.d,
        gamma: values.gamma,
        features: values.network === "quadratic" ? featuresOf(known).length : 0,
        fit: known.fit,
      }),
    caption: () => hillFinding(store, known),
    rows: () => rowsOf(hillPlot(known.sample.values).map((row) => ({ ...row }))),
    command,
  });
  const tests = tailTests();
  const refresh = () => {
    refit();
    const shown = known.fit ?? known.sample.nearest;
    if (shown) start.setValue(shown.xMin);
    back.disabled = values.follow === "best";
    tests.show({
      sample: known.sample,
      fit: known.fit,
      gamma: values.gamma,
      noise: known.fit && values.network === "quadratic" ? noiseIn(known) : undefined,
    });
    for (const figure of [tail, fit, hill]) figure.redraw();
  };
  store.subscribe((_, changed) => {
    if (changed.has("xMin") || changed.has("follow") || changed.has("source")) refresh();
  });
  const names = ["network", "d", "gamma", "noise", "effectiveSamples", "lambda"] as const;
  liveData(
    store,
    [...names],
    async () => {
      const { effectiveSamples, ...problem } = settingsOf(store);
      const { spectrum, solution } = await solveOne({ ...problem, alpha: effectiveSamples / problem.d });
      if (!solution.converged) throw new Error("the fixed point was not found");
      return { spectrum, settings: { ...problem, effectiveSamples } };
    },
    ({ spectrum, settings }) => {
      known = {
        ...known,
        spectrum,
        expected: expectedWeights(spectrum),
        trained: trainedAt(weights, settings),
      };
      refresh();
    },
    (message) => tail.setCaption(`The spectrum could not be solved: ${message}`),
  );
  const controls = html`<div class="controls">
    ${boundSegments(store, "network", { label: "Network", values: ["quadratic", "diagonal"] })}
    ${boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: GAMMAS })}
    ${boundSlider(store, "effectiveSamples", { label: "Effective samples", symbol: "n_eff", min: 0.1, max: 1e9 })}
    ${boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: 1e-3, max: 1e7 })}
    ${boundChoice(store, "noise", { label: "Label noise", symbol: "Δ", values: NOISES })}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: DIMENSIONS })}
    ${boundSegments(store, "view", { label: "Picture", values: ["ccdf", "rank"], format: (view) => (view === "ccdf" ? "fraction at or above" : "by rank") })}
  </div>`;
  return {
    notices: addressNotices(store.notices),
    figure: story(html`<div>${controls}${tail}</div>` as HTMLElement, tailSteps(store)),
    fit,
    hill,
    tests: tests.element,
    phases: phaseTable(store, "tail"),
    risk: exponentRiskFigure(store),
    exercises: tailExercises(store),
  };
}

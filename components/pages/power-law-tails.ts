import { html } from "htl";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import { hillPlot, type TailFit, teacherTailExponent } from "../../theory/tails.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { slider } from "../controls/log-slider.js";
import { addressNotices } from "../controls/notices.js";
import { story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { chartScales, dragAlong } from "../figures/chart.js";
import {
  fitAxes,
  fitCurves,
  hillFigure,
  type TrainedRank,
  tailAxes,
  tailPlot,
} from "../figures/power-law-tails.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { RankedWeight, SpectrumRows } from "../spectrum-rows.js";
import { withSymbols } from "../symbols.js";
import {
  bulkEdge,
  expectedWeights,
  fitNear,
  type TailSample,
  type TrainedWeight,
  tailSample,
  tailSlope,
  trainedAt,
} from "../tail-sample.js";
import { teacherRanks } from "../teacher-ranks.js";
import { solveOne } from "../theory-client.js";
import { exponentRiskFigure } from "./exponent-risk.js";
import { phaseTable } from "./tail-phases.js";
import { createTailStore, DIMENSIONS, GAMMAS, NOISES, settingsOf, type TailStore } from "./tail-state.js";
import { tailTests } from "./tail-tests.js";

/** What is known at the reader's settings. */
interface Known {
  spectrum: SpectrumRows | null;
  expected: RankedWeight[];
  trained: TrainedWeight[];
  sample: TailSample;
  fit: TailFit | undefined;
}

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

/** Expected weights that are learned features. */
const featuresOf = ({ expected }: Known) => expected.filter(({ kind }) => kind === "spike");

/** Weights of the fitted tail that lie within the noise bulk of the theory. */
function noiseIn({ spectrum, sample, fit }: Known): number {
  const edge = spectrum ? bulkEdge(spectrum) : 0;
  return sample.values.filter((value) => value >= (fit?.xMin ?? 0) && value <= edge).length;
}

/** Mean and standard error over the networks, rank by rank. */
function trainedRanks(trained: readonly TrainedWeight[], spectrum: SpectrumRows | null): TrainedRank[] {
  const edge = spectrum ? bulkEdge(spectrum) : 0;
  const ranks = new Map<number, number[]>();
  for (const { rank, value } of trained) ranks.set(rank, [...(ranks.get(rank) ?? []), value]);
  const seeds = new Set(trained.map(({ seed }) => seed)).size;
  return [...ranks]
    .filter(([, found]) => found.length === seeds)
    .map(([rank, found]) => {
      const value = found.reduce((sum, x) => sum + x, 0) / found.length;
      const square = found.reduce((sum, x) => sum + (x - value) ** 2, 0);
      const error = seeds > 1 ? Math.sqrt(square / (seeds - 1) / seeds) : undefined;
      return { rank, value, error, kind: value <= edge ? ("bulk" as const) : ("spike" as const) };
    })
    .sort((a, b) => a.rank - b.rank);
}

const phaseOf = (store: TailStore) => phaseAt(settingsOf(store));

type Shown = "whole" | "outliers" | "none" | "zero";

/** How much of the teacher's tail stands clear of noise, counted in the spectrum itself. */
function shownOf(store: TailStore, known: Known): Shown {
  if (known.spectrum && known.expected.length === 0) return "zero";
  if (store.values.network === "diagonal") {
    const tail = { III: "whole", VIb: "whole", II: "outliers", IV: "outliers", VIa: "outliers" } as Partial<
      Record<PhaseId, Shown>
    >;
    return tail[phaseOf(store).id] ?? "none";
  }
  const features = featuresOf(known).length;
  if (features >= 0.95 * store.values.d) return "whole";
  return features >= 8 ? "outliers" : "none";
}

function tailTitle(store: TailStore, known: Known): string {
  if (!known.spectrum) return "The tail of the learned weights";
  const noise = known.expected.some(({ kind }) => kind === "bulk");
  const shown = shownOf(store, known);
  if (shown === "zero") return "All weights are zero: there is no tail";
  if (store.values.network === "diagonal" && shown === "outliers")
    return "The large weights fall off like the teacher's; the small ones are cut or noise";
  if (shown === "none") return "Too few features stand out for a tail to be seen";
  if (!followsTeacher(store, known))
    return noise
      ? "The outliers lie near the teacher's power law, pushed up by the noise"
      : "Weight decay bends the teacher's power law";
  if (shown === "whole") return "The whole spectrum carries the teacher's power law";
  return noise
    ? "The outliers carry the teacher's power law, down to where the noise begins"
    : "The outliers carry the teacher's power law; what the cut took is exactly zero";
}

/** Whether the slope over the features is the teacher's within 15 %; of the diagonal network's features no slope is taken. */
function followsTeacher(store: TailStore, known: Known): boolean {
  if (store.values.network === "diagonal") return true;
  const slope = tailSlope(featuresOf(known).map(({ value }) => value));
  return Math.abs(slope * store.values.gamma + 1) <= 0.15;
}

function tailFinding(store: TailStore, known: Known): string {
  const { gamma, d, network } = store.values;
  if (!known.spectrum) return "Solving…";
  const { id, title } = phaseOf(store);
  const where = `Phase ${id}, ${title}`;
  if (known.expected.length === 0) return `${where}: every one of the ${d} weights is exactly zero.`;
  const features = featuresOf(known);
  const bulk = known.expected.length - features.length;
  const slope = tailSlope(features.map(({ value }) => value));
  const counts =
    network === "quadratic"
      ? `${features.length} of ${d} eigenvalues are learned features, ${bulk} are noise, ${d - known.expected.length} are zero.`
      : `${known.expected.length} of ${d} weights are not zero.`;
  const slopes =
    network === "quadratic" && Number.isFinite(slope)
      ? ` Over the features the fraction falls with slope ${formatExponent(slope)}; the teacher's is −1/γ = ${formatExponent(-1 / gamma)}.${!followsTeacher(store, known) ? ` The difference has a reason: ${reason(store, bulk)}.` : ""}`
      : "";
  const trained = known.trained.length > 0;
  const seeds = new Set(known.trained.map(({ seed }) => seed)).size;
  const dots = trained
    ? ` Dots: mean of ${seeds} trained networks${store.values.view === "rank" ? ", bars their standard error" : ""}.`
    : "";
  return `${where}: ${counts}${slopes}${dots}`;
}

/** Why the slope over the features is not yet the teacher's. */
function reason(store: TailStore, bulk: number): string {
  if (bulk > 0) return "few features stand out, and the last of them are pushed up by the noise";
  return phaseOf(store).id === "VIb"
    ? "the sum over few features"
    : "the cut has moved every weight down by the same amount, which matters most for the small ones";
}

function fitTitle({ values }: TailStore, { fit, expected }: Known): string {
  if (!fit) return expected.length === 0 ? "Nothing is left to fit" : "Too few weights to fit";
  const teacher = teacherTailExponent(values.gamma);
  return Math.abs(fit.alpha - teacher) <= 2 * fit.error && Math.abs(fit.alpha / teacher - 1) < 0.1
    ? "The fitted exponent is near the teacher's"
    : "A fit always returns an exponent, here not the teacher's";
}

function fitFinding({ values }: TailStore, known: Known): string {
  const { fit, sample } = known;
  if (!fit) return `${sample.values.length} positive weights: fewer than a fit needs.`;
  const teacher = teacherTailExponent(values.gamma);
  const noise = noiseIn(known);
  const which = values.follow === "best" ? "The distance is least" : "You have let the tail begin";
  const mixed =
    values.network === "quadratic" && noise > 0.05 * fit.count
      ? ` ${noise} of these ${fit.count} weights lie in the bulk, where noise and hidden features are mixed.`
      : "";
  const source =
    values.source === "trained"
      ? known.trained.length > 0
        ? " Fitted: the eigenvalues of one trained network."
        : " No network was trained at these settings, so the expected weights are fitted."
      : "";
  return `${which} at xₘᵢₙ = ${formatNumber(fit.xMin)}, where α = ${formatNumber(fit.alpha)} ± ${formatNumber(fit.error, 2)} from ${fit.count} weights; the teacher's exponent is ${formatNumber(teacher)}.${mixed} Drag along the curves. The band is one standard error of independent values; exponents and distances are drawn on linear axes, as they are compared by differences.${source}`;
}

function hillFinding({ values }: TailStore, known: Known): string {
  const points = hillPlot(known.sample.values);
  const teacher = teacherTailExponent(values.gamma);
  const inside = points.filter(({ k, alpha }) => k >= 3 && Math.abs(alpha - teacher) < 0.1 * teacher);
  if (points.length < 3) return "Fewer than four weights are left.";
  if (inside.length === 0)
    return `For no k is the estimate within 10 % of the teacher's ${formatNumber(teacher)}.`;
  return `The estimate is within 10 % of the teacher's ${formatNumber(teacher)} for ${inside.length} of ${points.length} values of k, between ${inside[0].k} and ${inside[inside.length - 1].k}. An exponent that stays the same over a wide stretch of k is a finding; one that is crossed is not.`;
}

function tailSteps(store: TailStore): HTMLElement {
  const base = { network: "quadratic", d: 200, gamma: 1, noise: 0.5, follow: "best" } as const;
  return storySteps(store, [
    {
      title: "The tail is put in by the teacher",
      text: "The i-th feature has strength i^(−γ), so the fraction of features stronger than x is x^(−1/γ): a straight line of slope −1/γ. With very many samples every feature is learned, and the spectrum is that line.",
      state: { ...base, effectiveSamples: 1e7, lambda: 0.005 },
    },
    {
      title: "Fewer samples hide its lower part",
      text: "The noise on the learned weights forms a bulk. Features below its edge are lost in it; the ones above keep the teacher's slope. Here trained networks are drawn as well.",
      state: { ...base, effectiveSamples: 400, lambda: 0.005 },
    },
    {
      title: "At the interpolation peak nothing is left of it",
      text: "The bulk is as wide as it gets. A fit still returns an exponent and a small distance: it has found the edge of the noise.",
      state: { ...base, effectiveSamples: 50, lambda: 0.005 },
    },
    {
      title: "Weight decay bends it",
      text: "Everything moves down by the cut, and what falls below zero is gone. For large weights the slope remains, for small ones it flattens.",
      state: { ...base, effectiveSamples: 1e7, lambda: 20_000 },
    },
    {
      title: "Too much weight decay removes it",
      text: "The cut lies above every feature.",
      state: { ...base, effectiveSamples: 5, lambda: 14.14 },
    },
  ]);
}

function tailExercises(store: TailStore): HTMLElement[] {
  return [
    exercise({
      id: "see-the-tail",
      question:
        "Keep the quadratic network, γ = 1 and the smallest weight decay of the slider. How many effective samples does it take until no noise bulk is left below the tail?",
      answer: withSymbols(
        "The weakest feature must stand out of the noise: n_eff ≫ Δ d^(2γ), at d = 200 and Δ = 0.5 that is 20 000. It is phase VIb.",
      ),
      check: {
        store,
        solved: (values) =>
          values.network === "quadratic" &&
          values.gamma === 1 &&
          values.lambda < 0.002 &&
          phaseAt({ ...settingsOf(store) }).id === "VIb",
        praise: "You are in phase VIb: the bulk has dissolved.",
      },
    }),
    exercise({
      id: "mislead-the-fit",
      question:
        "Find a state in which the method returns an exponent above 3, although the teacher's is 2. What are the weights it has fitted?",
      answer:
        "Between 25 and 100 effective samples at λ = 1/d the tail that is nearest to a power law is the upper edge of the noise bulk. The last row of the tests counts how much of it lies in the bulk.",
    }),
    exercise({
      id: "same-tail",
      question:
        "At ten million effective samples, raise the weight decay from 0.005 to 10 000. What happens to the exponent, and what to the risk?",
      answer: withSymbols(
        "The exponent hardly moves while the risk, about (λd/n_eff)², grows by orders of magnitude: the bias shifts all weights, and a shift leaves a tail a tail.",
      ),
    }),
  ];
}

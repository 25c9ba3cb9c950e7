import { html } from "htl";
import { chartScales, dragAlong } from "../charts/chart.js";
import { at } from "../charts/read-curve.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { story, storySteps } from "../controls/steps.js";
import { decayRace, raceAxes, times } from "../figures/optimal-regularisation.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import type { Race, UntunedPoint } from "../optimal-regularisation.worker.js";
import { recheckable } from "../recheck.js";
import { rowsOf } from "../rows.js";
import { createStore } from "../state.js";
import { whenNear } from "../when-near.js";
import { type Panel, planeFigure, ratesFigure } from "./optimal-regularisation/along-samples.js";
import { optimaExercises } from "./optimal-regularisation/exercises.js";
import type { PruningRow } from "./optimal-regularisation/pruning.js";
import {
  curvesOf,
  DECAYS,
  logSpaced,
  type OptimumRow,
  optimaSchema,
  problemOf,
  prunedAt,
  type ShippedOptima,
  sameProblem,
  worker,
} from "./optimal-regularisation/state.js";

const GRID = logSpaced(DECAYS[0], DECAYS[1], 113);

/** The page of Corollaries 1 and 2. */
export function optimalRegularisation(options: {
  shipped: ShippedOptima;
  /** Reads what is drawn below the first figure. */
  read: () => Promise<{ optima: readonly OptimumRow[]; pruning: readonly PruningRow[] }>;
}) {
  const { shipped, read } = options;
  const store = createStore(optimaSchema(shipped));
  const checked = recheckable(store);
  const { values } = store;
  const samples = [shipped.effectiveSamples[0], shipped.effectiveSamples.at(-1) as number] as const;
  let optima: readonly OptimumRow[] = [];
  let race: Race | null = null;
  let untuned: UntunedPoint[] = [];
  let exactBayes: { key: string; excessRisk: number } | null = null;

  const key = () => JSON.stringify([problemOf(values), values.samples]);
  const curves = () => curvesOf(optima, untuned, values);
  const bayesHere = () =>
    exactBayes?.key === key() ? exactBayes.excessRisk : at(curves().bayes, values.samples);
  /** The race of the present problem and samples, or null while it is being run. */
  const current = () =>
    race && sameProblem(race.problem, problemOf(values)) && race.effectiveSamples === values.samples
      ? race
      : null;
  const curveOf = (shown: Race) =>
    shown.curve.map(({ lambda, excessRisk, converged }) => ({ x: lambda, y: excessRisk, converged }));
  const riskAtRing = (shown: Race) => at(curveOf(shown), values.lambda);

  const main = liveFigure({
    name: "decay-race",
    store,
    title: () => {
      if (!race) return "Some weight decay is best";
      const { where, lambda } = race.tuned;
      if (where === "vanishing") return "Here the samples suffice without any weight decay";
      if (where === "collapse") return "Here no weight is worth its noise";
      return `Some weight decay is best: λ = ${formatNumber(lambda, 2)}`;
    },
    draw(width) {
      if (!race) return null;
      const problem = race.problem;
      const curve = curveOf(race);
      const bayes = bayesHere();
      const pruned = prunedAt(race.untuned, values);
      const seen = [...curve.map(({ y }) => y), bayes, pruned].filter((y) => y > 0);
      const risks = [Math.min(...seen) / 2, Math.max(...seen) * 2] as const;
      const { where, lambda, excessRisk } = race.tuned;
      const ring = { lambda: values.lambda, excessRisk: riskAtRing(race) };
      const drawing = decayRace(curve, {
        width,
        problem,
        effectiveSamples: race.effectiveSamples,
        lambda: DECAYS,
        risks,
        tuned: { lambda: where === "interior" ? lambda : Number.NaN, excessRisk },
        bayes,
        pruned,
        ring,
        finding: raceCaption(),
      });
      dragAlong(drawing, chartScales({ width, ...raceAxes(DECAYS, risks) }).x, (value) =>
        store.set({ lambda: value }),
      );
      return drawing;
    },
    caption: () => raceCaption(),
    rows: () => rowsOf((race?.curve ?? []).map((point) => ({ effectiveSamples: values.samples, ...point }))),
    command: () =>
      `npm run -s cli -- solve --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${values.noise} --alpha ${values.samples / (values.d as number)} --lambda ${values.lambda}`,
  });

  function raceCaption(): string {
    const shown = current();
    if (!shown) return "The risk is being solved at these settings.";
    const { tuned } = shown;
    const bayes = bayesHere();
    const ring = riskAtRing(shown);
    const pruned = prunedAt(shown.untuned, values);
    const best =
      tuned.where === "interior"
        ? `At n_eff = ${formatNumber(values.samples)} the best weight decay, λ = ${formatNumber(tuned.lambda)}, gives a risk of ${formatNumber(tuned.excessRisk)}`
        : tuned.where === "vanishing"
          ? `At n_eff = ${formatNumber(values.samples)} the risk is lowest, ${formatNumber(tuned.excessRisk)}, as the weight decay vanishes`
          : `At n_eff = ${formatNumber(values.samples)} the zero network, with a risk of ${formatNumber(tuned.excessRisk)}, is not beaten at any weight decay`;
    const there = Number.isFinite(ring)
      ? `The ring, at λ = ${formatNumber(values.lambda)}, has ${formatNumber(ring)}, ${ring < 1.005 * tuned.excessRisk ? "the least to within half a per cent" : `${times(ring / tuned.excessRisk)} times the least`}`
      : "The point of the ring did not converge";
    return `${best}, ${times(tuned.excessRisk / bayes)} times the Bayes-optimal ${formatNumber(bayes)}. ${there}. Trained with hardly any weight decay (λ = ${formatNumber(shown.untuned.lambda)}) the network has ${formatNumber(shown.untuned.excessRisk)}, and ${formatNumber(pruned)} after pruning. Names above the picture: the phases at this n_eff.`;
  }

  const rates = ratesFigure({ store, samples, curves, slope: () => current()?.tuned.slope ?? Number.NaN });
  const plane = planeFigure({ store, samples, curves, current });
  let weights: Panel | undefined;
  const spectrumPlace = html`<div style="min-height: 26rem"></div>` as HTMLElement;
  const failed = (message: string) => main.setCaption(`This point could not be solved: ${message}`);

  const racing = worker();
  liveData(
    store,
    ["network", "d", "gamma", "noise", "samples", "lambda"],
    (now) => {
      const lambdas = [...GRID.filter((x) => Math.abs(x / now.lambda - 1) > 1e-9), now.lambda].sort(
        (a, b) => a - b,
      );
      return racing.race(problemOf(now), now.samples, lambdas);
    },
    (data) => {
      race = data;
      main.redraw();
      rates.redraw();
      plane.redraw();
      weights?.redraw();
      checked.recheck();
    },
    failed,
  );
  let bayesian: ReturnType<typeof worker> | undefined;
  let asked = 0;
  liveData(
    store,
    ["network", "d", "gamma", "noise", "samples"],
    async (now) => {
      const wanted = key();
      // The first answer comes from the worker that is there; later ones, which may take a second, must not delay it.
      if (++asked === 2) bayesian = worker();
      const answer = await (bayesian ?? racing).bayes(problemOf(now), now.samples);
      return { key: wanted, ...answer };
    },
    (data) => {
      if (data.converged) exactBayes = data;
      main.redraw();
    },
    failed,
  );
  const pruned = html`<div style="min-height: 22rem"></div>` as HTMLElement;
  whenNear(rates.element, async () => {
    try {
      const [data, { spectrumFigure }, { pruningFigure }] = await Promise.all([
        read(),
        import("./optimal-regularisation/spectrum.js"),
        import("./optimal-regularisation/pruning.js"),
      ]);
      optima = data.optima;
      weights = spectrumFigure({ store, race: () => race, current });
      spectrumPlace.replaceChildren(weights.element);
      rates.redraw();
      plane.redraw();
      pruned.replaceChildren(pruningFigure(store, data.pruning));
    } catch (error) {
      rates.element.setCaption(
        `The curves could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const along = worker();
    liveData(
      store,
      ["network", "d", "gamma", "noise"],
      (now) => along.untuned(problemOf(now), logSpaced(samples[0], samples[1], 191)),
      (found) => {
        untuned = found;
        rates.redraw();
        checked.recheck();
      },
      failed,
    );
  });

  const controls = html`<div class="controls">
    ${boundSegments(store, "network", { label: "Network", values: ["quadratic", "diagonal"] })}
    ${boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: shipped.gammas })}
    ${boundChoice(store, "noise", { label: "Label noise", symbol: "Δ", values: shipped.noises })}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: shipped.dimensions })}
    ${boundSlider(store, "samples", { label: "Effective samples", symbol: "n_eff", min: samples[0], max: samples[1] })}
    ${boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: DECAYS[0], max: DECAYS[1] })}
  </div>`;
  const start = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, samples: 1000 } as const;
  const steps = storySteps(store, [
    {
      title: "Hardly any weight decay: noise is learned",
      text: "On the left the network fits its labels, noise included. Making λ smaller still changes nothing: the curve is flat.",
      state: { ...start, lambda: 0.003 },
    },
    {
      title: "Too much: features are lost",
      text: "On the right the cut rises through the features, the weak ones first, until no weight is left and the risk is that of the zero network.",
      state: { ...start, lambda: 30 },
    },
    {
      title: "Best in between, where the noise ends",
      text: "At the lowest point the cut lies inside the edge of the noise, where it has grown thin: what it lets through costs less than a higher cut would cost every feature.",
      state: { ...start, lambda: 2.37 },
    },
    {
      title: "It matters most at the interpolation peak",
      text: "With just enough samples to fit every label, the untuned network is at its worst, and the tuned one does not notice the peak.",
      state: { ...start, samples: 100, lambda: 0.003 },
    },
    {
      title: "With enough samples nothing is left to tune",
      text: "Beyond n ~ Δd²ᵞ even the weakest feature stands out of the noise. The curve is flat up to the best weight decay and beyond: none is needed.",
      state: { ...start, gamma: 1, samples: 5e5, lambda: 0.03 },
    },
  ]);
  return {
    notices: addressNotices(store.notices),
    main: story(html`<div>${controls}${main}</div>`, steps),
    rates: rates.element,
    plane: plane.element,
    spectrum: spectrumPlace,
    pruning: pruned,
    exercises: optimaExercises({
      store: checked.store,
      ratioAtRing: () => {
        const shown = current();
        return shown ? at(curveOf(shown), values.lambda) / shown.tuned.excessRisk : Number.NaN;
      },
      pruningGain: () => {
        const { pruned, untuned: raw } = curves();
        return at(pruned, values.samples) / at(raw, values.samples);
      },
    }),
  };
}

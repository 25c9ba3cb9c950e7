import { html } from "htl";
import { spectrum, spectrumDomain } from "../charts/spectrum.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { plateau } from "../figures/plateau.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { phaseCommand } from "../phase-command.js";
import { plateaus } from "../plateaus-client.js";
import { rowsOf } from "../rows.js";
import { spectrumCounts } from "../spectrum-rows.js";
import { steady } from "../steady.js";
import { solveOne } from "../theory-client.js";
import type { Trained } from "../trained.js";
import type { TrainedFeatures } from "../trained-features.js";
import { crossoverFigure } from "./crossovers.js";
import {
  GRID,
  isOf,
  NOISE,
  type PlateauData,
  type PlateausStore,
  plateausStore,
  problemOf,
  SAMPLES,
  trainedAt,
  zeroRisk,
} from "./plateaus-state.js";
import { plateauExercises, plateauSteps } from "./plateaus-story.js";
import { plateauAgreement } from "./plateaus-trained.js";
import { staircaseFigure } from "./staircase.js";

/** The page on plateaus and staircases. */
export function plateausPage(trained: readonly Trained[], features: readonly TrainedFeatures[]) {
  const store = plateausStore();
  const data: PlateauData = { points: [] };
  const main = mainFigure(store, data, trained);
  const staircase = staircaseFigure(store, data, features);
  const redraw = () => {
    main.redraw();
    staircase.redraw();
  };
  const failed = (message: string) => main.setCaption(`The curves could not be solved: ${message}`);
  liveData(
    store,
    ["network", "d", "gamma", "lambda"],
    async (values) => {
      const problem = problemOf(values);
      return { problem, ...(await plateaus("curve").curve(problem, GRID)) };
    },
    (found) => {
      Object.assign(data, found);
      redraw();
    },
    failed,
  );
  liveData(
    store,
    ["network", "d", "gamma", "lambda", "samples"],
    (values) => solveOne({ ...problemOf(values), alpha: values.samples / values.d }),
    (solved) => {
      data.solved = solved;
      redraw();
    },
    failed,
  );
  return {
    notices: addressNotices(store.notices),
    figure: main,
    steps: plateauSteps(store),
    staircase,
    crossovers: crossoverFigure(store),
    agreement: plateauAgreement(trained, features),
    exercises: plateauExercises(store),
  };
}

function mainFigure(store: PlateausStore, data: PlateauData, trained: readonly Trained[]) {
  const { values } = store;
  const words = steady(
    "The risk of the network against effective samples, its plateau, and the learned weights.",
    () => (isOf(values, data.problem) ? caption(store, data, trained) : undefined),
  );
  return liveFigure({
    name: "plateau",
    store,
    depends: ["network", "d", "gamma", "lambda", "samples"],
    title: () => headline(values.network, data),
    controls: [
      boundSegments(store, "network", { label: "Network", values: ["quadratic", "diagonal"] }),
      boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [50, 100, 200, 400] }),
      boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: [1, 1.5, 3] }),
      boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: 1e-3, max: 100 }),
      boundSlider(store, "samples", {
        label: "Effective samples",
        symbol: "n_eff",
        min: SAMPLES[0],
        max: SAMPLES[1],
      }),
    ],
    draw(width) {
      const { network, d, gamma, lambda, samples } = values;
      const beside = width >= 760;
      const left = beside ? Math.round(width * 0.58) - 8 : width;
      const height = beside ? 330 : width > 480 ? 240 : 280;
      const risk = plateau(data.points, trainedAt(trained, values), {
        width: left,
        height,
        network,
        d,
        gamma,
        noise: NOISE,
        lambda,
        zeroRisk: zeroRisk(values),
        end: data.end,
        samples: SAMPLES,
        risks: [1e-3, 6],
        reader: { effectiveSamples: samples, excessRisk: riskAt(data, samples) },
        finding: words(),
        onDrag: (value) => store.set({ samples: value }),
      });
      const weights =
        data.solved &&
        spectrum(data.solved.spectrum, {
          width: beside ? width - left - 16 : width,
          height: beside ? height : 220,
          view: "rank",
          domain: spectrumDomain(data.solved.spectrum.teacher, network),
        });
      return html`<div class="figure-pair">${risk}${weights}</div>` as Element;
    },
    caption: words,
    rows: () => rowsOf(data.points.map((point) => ({ ...problemOf(values), ...point }))),
    command: () => {
      const [from, to] = SAMPLES;
      return phaseCommand(problemOf(values), { from, to, count: GRID.length }, values.lambda);
    },
  });
}

/** The risk at the reader's point, or on the curve as long as the point is on its way. */
export function riskAt({ points, solved }: PlateauData, samples: number): number {
  if (solved && Math.abs(solved.solution.effectiveSamples / samples - 1) < 1e-9)
    return solved.solution.excessRisk;
  const near = points.find(({ effectiveSamples }) => effectiveSamples >= samples);
  return near?.excessRisk ?? Number.NaN;
}

function headline(network: string, { end }: PlateauData): string {
  if (!end) return "More data do not help until the first feature is learned";
  return network === "quadratic"
    ? `More data do not help before n_eff = ${formatNumber(end.effectiveSamples)}, where the first feature is learned`
    : `More data hardly help before the strongest weight stands out, near n_eff = ${formatNumber(end.effectiveSamples)}`;
}

/** What is seen at the reader's point, in words. */
function caption(
  { values }: PlateausStore,
  { end, solved }: PlateauData,
  trained: readonly Trained[],
): string | undefined {
  if (!solved || !end) return undefined;
  const { effectiveSamples, excessRisk, zero, lambda, d, divergence } = solved.solution;
  const empty = zeroRisk(values);
  const place = `At n_eff = ${formatNumber(effectiveSamples)} and λ = ${formatNumber(lambda)}`;
  const counts = spectrumCounts(solved.spectrum);
  const features = Math.round(counts.spikes);
  const share = excessRisk / empty;
  const relative =
    Math.abs(share - 1) < 0.005
      ? "as high as that of zero weights"
      : share < 1
        ? `${formatNumber(100 * share)} % of that of zero weights`
        : `${formatNumber(100 * (share - 1))} % above that of zero weights`;
  const noun = values.network === "quadratic" ? "eigenvalues" : "weights";
  const sentences: string[] = [];
  if (zero)
    sentences.push(
      `${place} every learned weight is exactly zero and the risk is exactly R(0) = ${formatNumber(empty)}.`,
      `Nothing changes with more data until n_eff = ${formatNumber(end.effectiveSamples)}.`,
    );
  else if (effectiveSamples < end.effectiveSamples)
    sentences.push(
      divergence * d < 0.5
        ? `${place} hardly any weight is learned and the risk, ${formatNumber(excessRisk)}, is ${relative}.`
        : `${place} about ${formatNumber(Math.max(1, Math.round(counts.bulk)))} of ${d} ${noun} are learned, all of them noise; the risk, ${formatNumber(excessRisk)}, is ${relative}.`,
    );
  else
    sentences.push(
      `${place} ${features === 1 ? "one feature is" : `${formatNumber(features)} features are`} learned${values.network === "diagonal" ? " on average" : ""}, and the risk, ${formatNumber(excessRisk)}, is ${relative}.`,
    );
  if (values.network === "diagonal")
    sentences.push(
      `The diagonal network has no sharp end: its strongest weight is Gaussian; where its typical size √d passes noise and cut, the risk is ${formatNumber(100 * end.relativeRisk)} % of R(0).`,
    );
  const shown = trainedAt(trained, values).length;
  sentences.push(
    shown > 0
      ? values.network === "quadratic"
        ? "Line: state evolution. Dots: trained networks, mean of several seeds."
        : "Line: state evolution, averaged over teachers. Dots: trained networks, mean of several seeds; short bars: state evolution of the very teachers that they had."
      : `Line: state evolution. No trained networks at these settings: there are some at γ = 1 and 1.5 for λ = 1/d, 1 and √d, where the slider holds.`,
  );
  return sentences.join(" ");
}

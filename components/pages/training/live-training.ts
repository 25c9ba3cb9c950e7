import { effect } from "@preact/signals-core";
import { html } from "htl";
import { facts } from "../../../theory/networks.js";
import type { Result } from "../../../training/specification.js";
import type { Drawing, View } from "../../kit/figure.js";
import { solver } from "../../kit/solver.js";
import type { Store } from "../../kit/store.js";
import { formatNumber } from "../../numbers.js";
import { rankedWeights } from "../../spectrum-rows.js";
import type { SolvedPoint } from "../../topics/map.js";
import { type LiveRun, STEPS, specificationOf, TOLERANCE } from "./live-run.js";
import { SEEDS, type TrainingSchema, type TrainingValues } from "./quantities.js";
import { trainedSpectrum } from "./trained-spectrum.js";

type Needs = { expected: SolvedPoint; run: { result?: Result } };
type LiveView = View<TrainingSchema, Needs>;

/** State evolution for the network that the page's values describe. */
export function solveExpected(
  of: Pick<TrainingValues, "size" | "load" | "power" | "decay">,
): Promise<SolvedPoint> {
  const { d, n, gamma, noise, lambda } = specificationOf({ ...of, optimiser: "gd", seed: 0 });
  const alpha = facts("quadratic").load(d, n);
  return solver("map", "hand").point({ network: "quadratic", d, gamma, noise, alpha, lambda });
}

/** A network trained in the reader's browser when asked to, beside state evolution. */
export const liveFigure: Drawing<TrainingSchema, Needs> = {
  title: "Train one yourself: the spectrum that comes out is the one that state evolution expects",
  caption,
  draw: (view, width) =>
    trainedSpectrum(view.expected.spectrum, {
      width,
      trained: view.run.result?.spectrum,
      converged: view.run.result?.converged,
      finding: caption(view),
    }),
  rows({ of, expected, run: { result } }) {
    const rank = Array.from({ length: of.size }, (_, k) => k + 1);
    const law = new Map(rankedWeights(expected.spectrum, rank).map((row) => [row.rank, row.value]));
    return {
      columns: {
        rank,
        theory: rank.map((k) => law.get(k) ?? 0),
        trained: rank.map((k) => result?.spectrum[k - 1] ?? Number.NaN),
      },
      length: rank.length,
    };
  },
  command({ of }) {
    const { network, d, n, gamma, noise, lambda, method, seed } = specificationOf(of);
    const ends = { tolerance: TOLERANCE, iterations: STEPS };
    return { command: "train", options: { network, d, n, gamma, noise, lambda, method, seed, ...ends } };
  },
};

/** The buttons of a training run, with its progress. */
export function trainingButtons(store: Store<TrainingSchema>, run: LiveRun): HTMLElement {
  const button = (text: string, onclick: () => void) =>
    html`<button type="button" class="frame-button" onclick=${onclick}>${text}</button>` as HTMLButtonElement;
  const start = button("Train it", () => void run.start());
  const stop = button("Stop", () => run.stop());
  const other = button("Another seed", () => store.set({ seed: (store.values.seed + 1) % SEEDS }));
  const bar =
    html`<progress max="1" value="0" aria-label="Progress of the training"></progress>` as HTMLProgressElement;
  const status = html`<p class="training-status" role="status"></p>`;
  effect(() => {
    const running = run.running();
    start.disabled = other.disabled = running !== undefined;
    stop.disabled = !running;
    bar.hidden = !running;
    const { progress } = running ?? {};
    bar.value = progress ? progress.seconds / (progress.seconds + Math.max(progress.secondsLeft, 1e-3)) : 0;
    status.textContent = progress
      ? `Step ${progress.iteration}, duality gap ${formatNumber(progress.gap)}`
      : running
        ? "Drawing the data …"
        : run.failure() !== undefined || run.fresh()?.data.result
          ? ""
          : `Seed ${store.values.seed}: not trained yet.`;
  });
  return html`<div class="training-buttons">${start}${stop}${other}${bar}${status}</div>` as HTMLElement;
}

function caption({ of, expected, run: { result } }: LiveView): string {
  const spec = specificationOf(of);
  const { excessRisk } = expected.solution;
  const problem = `d = ${spec.d}, ${formatNumber(spec.n)} samples, λ = ${formatNumber(spec.lambda)}`;
  if (!result)
    return `For ${problem}, state evolution expects an excess risk of ${formatNumber(excessRisk)} and the spectrum drawn as a line. Press “Train it”: everything is computed in this browser, and the same seed gives the same network everywhere.`;
  const deviation = (100 * (result.excessRisk / excessRisk - 1)).toFixed(0);
  const sign = Number(deviation) > 0 ? "+" : "";
  const gap = formatNumber(result.gap ?? Number.NaN);
  const end = result.converged
    ? `The training loss is within ${gap} (relative) of the least possible one.`
    : `Training was not finished (hollow dots): the loss may still lie ${gap} (relative) above the least possible one.`;
  return `Trained with seed ${spec.seed} (${problem}), the network has an excess risk of ${formatNumber(result.excessRisk)}; state evolution expects ${formatNumber(excessRisk)} (${sign}${deviation.replace("-", "−")} %) on average over large networks. ${end} ${formatNumber(result.iterations)} steps, ${formatNumber(result.seconds, 2)} s.`;
}

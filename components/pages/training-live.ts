import { html } from "htl";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { startTrainer, type Trainer } from "../../training/client.js";
import type { Result, Specification } from "../../training/specification.js";
import type { Progress } from "../../training/watch.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { trainedSpectrum } from "../figures/trained-spectrum.js";
import { learnedWeights } from "../learned-weights.js";
import { liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rankedWeights } from "../spectrum-rows.js";
import type { Store, Values } from "../state.js";
import type { TrainingSchema } from "./training-state.js";

const NOISE = 0.5;
const STEPS = 4000;

/** The network that the page's values describe. */
export function specificationOf(values: Readonly<Values<TrainingSchema>>): Specification {
  const { size: d, load, power, decay, optimiser, seed } = values;
  return {
    network: "quadratic",
    d,
    n: Math.round(load * d * d),
    gamma: power,
    noise: NOISE,
    lambda: decay,
    method: optimiser,
    seed,
    tolerance: 1e-5,
    maxIterations: STEPS,
  };
}

/** State evolution for the same network. */
export function expectedOf({ d, n, gamma, noise, lambda }: Specification): Solution {
  return stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
}

/** A figure that trains a network in the reader's browser when asked to, and shows it beside state evolution. */
export function liveTraining(store: Store<TrainingSchema>) {
  const { values } = store;
  let trainer: Trainer | undefined;
  let running = false;
  let done: { key: string; result: Result } | undefined;
  let failure = "";
  const keyOf = () => JSON.stringify(specificationOf(values));
  const current = () => (done?.key === keyOf() ? done.result : undefined);

  const status = html`<p class="training-status" role="status"></p>`;
  const bar =
    html`<progress max="1" value="0" aria-label="Progress of the training"></progress>` as HTMLProgressElement;
  const start =
    html`<button type="button" class="frame-button" onclick=${() => void run()}>Train it</button>` as HTMLButtonElement;
  const stop =
    html`<button type="button" class="frame-button" onclick=${() => void trainer?.stop()}>Stop</button>` as HTMLButtonElement;
  const other =
    html`<button type="button" class="frame-button" onclick=${() => store.set({ seed: (values.seed + 1) % 1_000_000 })}>Another seed</button>` as HTMLButtonElement;

  const show = (progress?: Progress) => {
    start.disabled = other.disabled = running;
    stop.disabled = !running;
    bar.hidden = !running;
    if (progress) {
      const { iteration, secondsLeft, gap } = progress;
      bar.value = progress.seconds / (progress.seconds + Math.max(secondsLeft, 1e-3));
      status.textContent = `Step ${iteration}, duality gap ${formatNumber(gap)}`;
    } else {
      status.textContent =
        failure ||
        (running ? "Drawing the data …" : current() ? "" : `Seed ${values.seed}: not trained yet.`);
    }
  };
  const run = async () => {
    if (running) return;
    const [key, spec] = [keyOf(), specificationOf(values)];
    running = true;
    failure = "";
    show();
    try {
      trainer ??= startTrainer();
      done = { key, result: await trainer.train(spec, { progress: show }) };
    } catch (error) {
      failure = `It could not be trained: ${error instanceof Error ? error.message : error}`;
      trainer?.close();
      trainer = undefined;
    }
    running = false;
    show();
    figure.redraw();
  };

  const figure = liveFigure({
    name: "live-training",
    store,
    depends: ["size", "load", "power", "decay", "optimiser", "seed"],
    title: "Train one yourself: the spectrum that comes out is the one that state evolution expects",
    draw(width) {
      const solution = expectedOf(specificationOf(values));
      const result = current();
      return trainedSpectrum(learnedWeights(solution), {
        width,
        trained: result?.spectrum,
        converged: result?.converged,
        finding: caption(),
      });
    },
    caption,
    rows() {
      const solution = expectedOf(specificationOf(values));
      const result = current();
      const ranks = Array.from({ length: values.size }, (_, k) => k + 1);
      const expected = new Map(
        rankedWeights(learnedWeights(solution), ranks).map((row) => [row.rank, row.value]),
      );
      return {
        columns: {
          rank: ranks,
          theory: ranks.map((rank) => expected.get(rank) ?? 0),
          trained: ranks.map((rank) => result?.spectrum[rank - 1] ?? Number.NaN),
        },
        length: ranks.length,
      };
    },
    command() {
      const { d, n, gamma, noise, lambda, method, seed } = specificationOf(values);
      return `npm run -s cli -- train --network quadratic --d ${d} --n ${n} --gamma ${gamma} --noise ${noise} --lambda ${lambda} --method ${method} --seed ${seed} --tolerance 1e-5 --iterations ${STEPS}`;
    },
    controls: [
      boundChoice(store, "size", { label: "Dimension", symbol: "d", values: [16, 24, 32, 40] }),
      boundSlider(store, "load", { label: "Samples per d²", symbol: "α", min: 0.1, max: 8 }),
      boundSlider(store, "decay", { label: "Weight decay", symbol: "λ", min: 0.01, max: 10 }),
      boundSlider(store, "power", {
        label: "Teacher decay",
        symbol: "γ",
        min: 0.75,
        max: 2,
        scale: "linear",
        step: 0.05,
      }),
      boundSegments(store, "optimiser", {
        label: "Trained by",
        values: ["gd", "lbfgs"],
        format: (id) => (id === "gd" ? "gradient descent" : "L-BFGS"),
      }),
      html`<div class="training-buttons">${start}${stop}${other}${bar}${status}</div>`,
    ],
  });
  function caption(): string {
    const spec = specificationOf(values);
    const { excessRisk } = expectedOf(spec);
    const result = current();
    const problem = `d = ${spec.d}, ${formatNumber(spec.n)} samples, λ = ${formatNumber(spec.lambda)}`;
    if (!result)
      return `For ${problem}, state evolution expects an excess risk of ${formatNumber(excessRisk)} and the spectrum drawn as a line. Press “Train it”: everything is computed in this browser, and the same seed gives the same network everywhere.`;
    const deviation = (100 * (result.excessRisk / excessRisk - 1)).toFixed(0);
    const sign = Number(deviation) > 0 ? "+" : "";
    const end = result.converged
      ? `The training loss is within ${formatNumber(result.gap!)} (relative) of the least possible one.`
      : `Training was not finished (hollow dots): the loss may still lie ${formatNumber(result.gap!)} (relative) above the least possible one.`;
    return `Trained with seed ${spec.seed} (${problem}), the network has an excess risk of ${formatNumber(result.excessRisk)}; state evolution expects ${formatNumber(excessRisk)} (${sign}${deviation.replace("-", "−")} %) on average over large networks. ${end} ${formatNumber(result.iterations)} steps, ${formatNumber(result.seconds, 2)} s.`;
  }
  store.subscribe(() => {
    if (!running) show();
  });
  show();
  return figure;
}

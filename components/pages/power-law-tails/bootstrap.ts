import { effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { html } from "htl";
import type { TailFit } from "../../../theory/tails.js";
import { begin } from "../../kit/pending.js";
import type { Question } from "../../kit/question.js";
import { solver } from "../../kit/solver.js";
import type { Store } from "../../kit/store.js";
import type { TailSchema } from "./quantities.js";
import { fitted, type Settings, type Weights } from "./weights.js";

/** Samples that are drawn, and how many before it is said how far it is. */
export const REPLICATES = 200;
const PORTION = 10;

/** Distances of synthetic samples that were found for a fit, so far. */
export interface Found {
  fit: TailFit;
  distances: readonly number[];
}

/** The bootstrap of the chosen tail: the button that runs and stops it, and what it has found. */
export interface Bootstrap {
  element: HTMLElement;
  found: ReadonlySignal<Found | undefined>;
}

export function bootstrap(store: Store<TailSchema>, weights: Question<Settings, Weights>): Bootstrap {
  const found = signal<Found | undefined>(undefined);
  /** The run that is under way. */
  const job = signal<object | undefined>(undefined);
  const failure = signal("");
  const chosen = () => {
    const answer = weights.fresh();
    return answer && fitted(store.values, answer.data);
  };

  async function run() {
    const { sample, fit } = chosen() ?? {};
    if (!sample || !fit) return;
    const own = {};
    const end = begin();
    job.value = own;
    failure.value = "";
    found.value = { fit, distances: [] };
    try {
      for (let first = 0; first < REPLICATES; first += PORTION) {
        const options = { seed: 1, first, count: Math.min(PORTION, REPLICATES - first) };
        const more = await solver("tails").syntheticDistances(sample.values, fit, options);
        // Stopped, or another tail has been chosen meanwhile.
        if (job.peek() !== own || chosen()?.fit !== fit) break;
        found.value = { fit, distances: [...(found.peek()?.distances ?? []), ...more] };
      }
    } catch (error) {
      failure.value = `The bootstrap failed: ${error instanceof Error ? error.message : error}`;
    }
    if (job.peek() === own) job.value = undefined;
    end();
  }

  const toggle = () => {
    if (job.peek()) job.value = undefined;
    else void run();
  };
  const button =
    html`<button type="button" class="frame-button" onclick=${toggle}></button>` as HTMLButtonElement;
  const progress =
    html`<progress max=${REPLICATES} aria-label="Bootstrap samples drawn"></progress>` as HTMLProgressElement;
  const status = html`<span role="status"></span>`;
  effect(() => {
    button.textContent = job.value ? "Stop" : `Run the bootstrap (${REPLICATES} samples)`;
    button.disabled = !job.value && !chosen()?.fit;
    progress.hidden = !job.value;
    progress.value = found.value?.distances.length ?? 0;
    status.textContent = failure.value;
  });
  return {
    element: html`<p class="tail-bootstrap">${button} ${progress} ${status}</p>` as HTMLElement,
    found,
  };
}

import { batch, signal } from "@preact/signals-core";
import { startTrainer, type Trainer } from "../../../training/client.js";
import type { Result, Specification } from "../../../training/specification.js";
import type { Progress } from "../../../training/watch.js";
import type { Values } from "../../kit/field.js";
import { begin } from "../../kit/pending.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import type { TrainingSchema, TrainingValues } from "./quantities.js";

const NOISE = 0.5;
export const STEPS = 4000;
export const TOLERANCE = 1e-5;

type RunValues = Pick<Values<TrainingSchema>, "size" | "load" | "power" | "decay" | "optimiser" | "seed">;

/** The network that the page's values describe. */
export function specificationOf({ size: d, load, power, decay, optimiser, seed }: RunValues): Specification {
  return {
    network: "quadratic",
    d,
    n: Math.round(load * d * d),
    gamma: power,
    noise: NOISE,
    lambda: decay,
    method: optimiser,
    seed,
    tolerance: TOLERANCE,
    maxIterations: STEPS,
  };
}

/** A training run in the reader's browser: a question that is asked when the reader presses a button. Its answer has no result before that. */
export interface LiveRun extends Question<RunValues, { result?: Result }> {
  /** Trains the network of the present values, unless one is being trained. */
  start(): Promise<void>;
  /** Ends the run after its present step, with what it has. */
  stop(): void;
  /** How far the run is that is on its way, of whatever values; undefined where none is. */
  running(): { progress?: Progress } | undefined;
}

/** What came of a run; neither where there was none. */
interface Outcome {
  result?: Result;
  failure?: string;
}

const nameOf = (of: RunValues) => JSON.stringify(specificationOf(of));

/** The training run of a page; `trainer` makes what trains. */
export function liveRun(store: Store<TrainingSchema>, trainer: () => Trainer = startTrainer): LiveRun {
  const outcomes = new Map<string, Outcome>();
  /** The network that is being trained. Its steps are told apart from it, so that no figure is drawn again at each. */
  const current = signal<string | undefined>(undefined);
  const progress = signal<Progress | undefined>(undefined);
  let working: Trainer | undefined;
  /** The values now, each read where it counts. */
  const now = (): RunValues => {
    const { size, load, power, decay, optimiser, seed }: TrainingValues = store.values;
    return { size, load, power, decay, optimiser, seed };
  };
  /** What came of the network of the present values; undefined while it is being trained. */
  const outcome = (name: string): Outcome | undefined =>
    current.value === name ? undefined : (outcomes.get(name) ?? {});

  async function start() {
    if (current.peek()) return;
    const of = now();
    const name = nameOf(of);
    const end = begin();
    let found: Outcome;
    batch(() => {
      progress.value = undefined;
      current.value = name;
    });
    try {
      working ??= trainer();
      const tell = (step: Progress) => {
        progress.value = step;
      };
      found = { result: await working.train(specificationOf(of), { progress: tell }) };
    } catch (error) {
      found = { failure: error instanceof Error ? error.message : String(error) };
      working?.close();
      working = undefined;
    }
    batch(() => {
      outcomes.set(name, found);
      current.value = undefined;
    });
    end();
  }
  const fresh = () => {
    const of = now();
    const found = outcome(nameOf(of));
    return found && found.failure === undefined ? { of, data: { result: found.result } } : undefined;
  };
  return {
    fresh,
    last: fresh,
    failure: () => outcome(nameOf(now()))?.failure,
    want() {},
    retry: () => void start(),
    start,
    stop: () => void working?.stop(),
    running: () => (current.value === undefined ? undefined : { progress: progress.value }),
  };
}

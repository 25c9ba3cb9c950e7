import { type PlateauEnd, zeroRisk as zeroRiskOf } from "../../theory/learned-features.js";
import { snap } from "../controls/snap.js";
import type { PlateauPoint, Problem } from "../plateau-curve.js";
import { choiceField, createStore, numberField, type Store } from "../state.js";
import type { SolvedPoint } from "../theory.worker.js";
import { type Trained, trainedOf } from "../trained.js";

/** Range of effective samples of the figures. */
export const SAMPLES = [0.03, 3e4] as const;
/** Label noise of every figure, that of the paper's experiments. */
export const NOISE = 0.5;

/** The points of the curves. */
export const GRID = Array.from(
  { length: 181 },
  (_, i) => SAMPLES[0] * (SAMPLES[1] / SAMPLES[0]) ** (i / 180),
);

/** What the figures of the page have been told by the theory. */
export interface PlateauData {
  points: PlateauPoint[];
  end?: PlateauEnd;
  /** What the points are of. */
  problem?: Problem;
  /** The reader's point. */
  solved?: SolvedPoint;
}

const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["quadratic", "diagonal"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: [50, 100, 200, 400] }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: [1, 1.5, 3] }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 14.14, min: 1e-3, max: 100 }),
  samples: numberField({ key: "n", label: "n_eff", initial: 20, min: SAMPLES[0], max: SAMPLES[1] }),
  crossover: choiceField({
    key: "crossover",
    label: "crossover",
    initial: "IV-V",
    values: ["IV-V", "II-III"],
  }),
  bend: choiceField({ key: "bend", label: "γ of the crossover", initial: 1, values: [0.75, 1, 1.5] }),
};

export type PlateausSchema = typeof schema;
export type PlateausStore = Store<PlateausSchema>;

/** The weight decays at which networks were trained: 1/d, 1 and √d. */
export const trainedDecays = (d: number): number[] => [1 / d, 1, Math.sqrt(d)];

/** The store of the page on plateaus. */
export function plateausStore(): PlateausStore {
  const store = createStore(schema);
  snap(store, "lambda", ({ d }) => trainedDecays(d));
  // The paper's weight decays move with d: a slider that stands on one of them stays on it.
  let d = store.values.d;
  store.subscribe((values, changed) => {
    if (!changed.has("d")) return;
    const index = trainedDecays(d).findIndex((value) => Math.abs(values.lambda / value - 1) < 1e-9);
    d = values.d;
    if (index >= 0 && !changed.has("lambda")) store.set({ lambda: trainedDecays(d)[index] });
  });
  return store;
}

/** The problem of the page's figures. */
export const problemOf = ({ network, d, gamma, lambda }: PlateausStore["values"]) => ({
  network,
  d,
  gamma,
  lambda,
  noise: NOISE,
});

/** Whether data are of the present state. */
export const isOf = (values: PlateausStore["values"], problem: Problem | undefined): boolean =>
  problem !== undefined &&
  Object.entries(problemOf(values)).every(([name, value]) => problem[name as keyof Problem] === value);

/** R(0) of the page's problem. */
export const zeroRisk = (values: PlateausStore["values"]): number => zeroRiskOf(values);

/** The trained networks of the page's problem. */
export const trainedAt = (trained: readonly Trained[], values: PlateausStore["values"]): Trained[] =>
  trainedOf(trained, { ...values, noise: NOISE });

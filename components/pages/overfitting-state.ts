import { peakSamples } from "../../theory/interpolation-peak.js";
import type { Network } from "../../theory/parameters.js";
import { snap } from "../controls/snap.js";
import { choiceField, createStore, numberField, type Store } from "../state.js";
import { isFullWidth, type Trained, trainedOf } from "../trained.js";

/** Range of effective samples of the main figure. */
export const SAMPLES = [1, 3e4] as const;
/** Label noise of every figure, that of the paper's experiments. */
export const NOISE = 0.5;
/** The weight decays of the faint family. */
export const FAMILY = [1e-4, 1e-3, 1e-2, 0.1, 1, 10];

const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "diagonal",
    values: ["diagonal", "quadratic"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: [50, 100, 200, 400] }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: [1, 1.5, 2] }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 0.005, min: 1e-4, max: 30 }),
  samples: numberField({ key: "n", label: "n_eff", initial: 200, min: SAMPLES[0], max: SAMPLES[1] }),
  load: numberField({ key: "t", label: "t", initial: 0.01, min: 1e-4, max: 0.95 }),
};

export type OverfittingSchema = typeof schema;
export type OverfittingStore = Store<OverfittingSchema>;

/** The weight decays at which networks were trained along n_eff, and at the peak. */
export const trainedDecays = (d: number): number[] => [
  1 / d,
  1,
  Math.sqrt(d),
  1e-3,
  3e-3,
  1e-2,
  3e-2,
  0.1,
  0.3,
];

/** The store of the page on overfitting. */
export function overfittingStore(): OverfittingStore {
  const store = createStore(schema);
  snap(store, "lambda", ({ d }) => trainedDecays(d));
  let d = store.values.d;
  store.subscribe((values, changed) => {
    if (!changed.has("d")) return;
    const index = [1 / d, 1, Math.sqrt(d)].findIndex((value) => Math.abs(values.lambda / value - 1) < 1e-9);
    d = values.d;
    if (index >= 0 && !changed.has("lambda")) store.set({ lambda: trainedDecays(d)[index] });
  });
  return store;
}

/** The problem of the main figure. */
export const problemOf = ({
  network,
  d,
  gamma,
}: Pick<OverfittingStore["values"], "network" | "d" | "gamma">) => ({ network, d, gamma, noise: NOISE });

/** R/mse. */
export const riskFactor = (network: Network): number => (network === "quadratic" ? 2 : 1);

/** The trained networks of the main figure's line. */
export const trainedAt = (trained: readonly Trained[], values: OverfittingStore["values"]): Trained[] =>
  trainedOf(trained, { ...values, noise: NOISE });

/** Trained networks at the place of the peak. */
export function trainedPeaks(trained: readonly Trained[], network: Network, gamma: number): Trained[] {
  return trained.filter(
    (row) =>
      row.network === network &&
      row.gamma === gamma &&
      row.noise === NOISE &&
      isFullWidth(row) &&
      Math.abs((network === "quadratic" ? row.n / row.d : row.n) / peakSamples(network, row.d) - 1) < 1e-6,
  );
}

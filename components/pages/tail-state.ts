import { choiceField, createStore, numberField } from "../state.js";

export const DIMENSIONS = [200, 400, 800] as const;
export const GAMMAS = [0.6, 0.75, 1, 1.25, 1.5, 2] as const;
export const NOISES = [0.1, 0.5, 1] as const;

/** The state of the page on power-law tails. */
export const tailSchema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["quadratic", "diagonal"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: DIMENSIONS }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: GAMMAS }),
  noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: NOISES }),
  effectiveSamples: numberField({ key: "n", label: "n_eff", initial: 5000, min: 0.1, max: 1e9 }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 0.005, min: 1e-3, max: 1e7 }),
  view: choiceField({ key: "view", label: "view", initial: "ccdf", values: ["ccdf", "rank"] }),
  source: choiceField({
    key: "fit",
    label: "fitted weights",
    initial: "theory",
    values: ["theory", "trained"],
  }),
  follow: choiceField({ key: "start", label: "choice of x_min", initial: "best", values: ["best", "own"] }),
  xMin: numberField({ key: "xmin", label: "x_min", initial: 0.15, min: 1e-5, max: 100 }),
  path: numberField({ key: "path", label: "λ of the paths", initial: 1, min: 1, max: 1e6 }),
};

export const createTailStore = () => createStore(tailSchema);
export type TailStore = ReturnType<typeof createTailStore>;

/** The settings that the spectrum depends on. */
export const settingsOf = ({ values }: TailStore) => ({
  network: values.network,
  d: values.d,
  gamma: values.gamma,
  noise: values.noise,
  effectiveSamples: values.effectiveSamples,
  lambda: values.lambda,
});

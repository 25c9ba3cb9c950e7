import { choiceField } from "../../kit/field.js";
import { ranged, segments } from "../../kit/quantity.js";
import { dimension, gamma, lambda, network, noise, samples } from "../../quantities.js";

/** What the address of the page holds. */
export const quantities = {
  network: network(["quadratic", "diagonal"], "quadratic"),
  gamma: gamma([0.6, 0.75, 1, 1.25, 1.5, 2], 1),
  effectiveSamples: samples([0.1, 1e9], 5000),
  lambda: lambda([1e-3, 1e7], 0.005),
  noise: noise([0.1, 0.5, 1], 0.5),
  d: dimension([200, 400, 800], 200),
  view: segments({
    key: "view",
    label: "Picture",
    values: ["ccdf", "rank"],
    initial: "ccdf",
    format: (view) => (view === "ccdf" ? "fraction at or above" : "by rank"),
  }),
  source: segments({
    key: "fit",
    label: "Fitted weights",
    values: ["theory", "trained"],
    initial: "theory",
    format: (source) => (source === "theory" ? "expected" : "one trained network"),
  }),
  /** Whether the tail begins where the distance is least, or where the reader has put it. */
  follow: choiceField({ key: "start", label: "choice of x_min", initial: "best", values: ["best", "own"] }),
  xMin: ranged({ key: "xmin", label: "Tail begins at", symbol: "xₘᵢₙ", min: 1e-5, max: 100, initial: 0.15 }),
  /** Weight decay along the paths of risk against exponent. */
  path: {
    ...ranged({ key: "path", label: "Weight decay", symbol: "λ", min: 1, max: 1e6, initial: 1, step: 0.25 }),
    label: "λ of the paths",
  },
};

export type TailSchema = typeof quantities;

/** Names of the settings that the spectrum depends on. */
export const SETTINGS = ["network", "d", "gamma", "noise", "effectiveSamples", "lambda"] as const;

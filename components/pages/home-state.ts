import { choiceField, numberField } from "../state.js";

export const NETWORK_CHOICES = ["quadratic", "diagonal", "both"] as const;
export const VIEWS = ["log", "linear", "rank"] as const;

/** The combinations whose phase diagrams the site ships. */
export interface Shipped {
  gammas: readonly number[];
  noises: readonly number[];
  dimension: number;
  limit: { dimension: number; noise: number };
}

/** What the address of the home page holds. */
export function homeSchema(shipped: Shipped) {
  return {
    network: choiceField({ key: "network", label: "network", initial: "quadratic", values: NETWORK_CHOICES }),
    gamma: choiceField({ key: "gamma", label: "γ", initial: 1.25, values: shipped.gammas }),
    noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: shipped.noises }),
    d: choiceField({
      key: "d",
      label: "d",
      initial: shipped.dimension,
      values: [shipped.dimension, shipped.limit.dimension],
    }),
    effectiveSamples: numberField({ key: "n", label: "n_eff", initial: 1000, min: 0.1, max: 1e27 }),
    lambda: numberField({ key: "lambda", label: "λ", initial: 0.005, min: 1e-6, max: 1e25 }),
    view: choiceField({ key: "view", label: "view of the spectrum", initial: "log", values: VIEWS }),
  };
}

export type HomeSchema = ReturnType<typeof homeSchema>;

import type { Field, Values } from "../../kit/field.js";
import { numberField } from "../../kit/field.js";
import { listed, ranged, segments } from "../../kit/quantity.js";
import { dimension } from "../../quantities.js";

/** An integer in [min, max]. */
function integerField(options: { key: string; label: string; initial: number; min: number; max: number }) {
  const field = numberField({ ...options, digits: 10 });
  return {
    ...field,
    range: `an integer from ${options.min} to ${options.max}`,
    parse(text) {
      const value = field.parse(text);
      return Number.isInteger(value) ? value : undefined;
    },
    clamp: (value) => Math.round(field.clamp(value)),
  } satisfies Field<number>;
}

/** Time of the experiment training-in-time that is on show. */
export const TIMES = [0.01, 0.6] as const;
/** Time of the flow, over that of its first feature. */
export const ELAPSED = [0.3, 3000] as const;
/** There are so many seeds to choose from. */
export const SEEDS = 1_000_000;

/** What the address of the page holds. */
export const quantities = {
  time: ranged({
    key: "t",
    label: "Time",
    symbol: "t",
    min: TIMES[0],
    max: TIMES[1],
    initial: 0.12,
    step: 1 / 32,
  }),
  method: segments({
    key: "method",
    label: "Trained by",
    values: ["gd", "sgd"],
    initial: "gd",
    format: (id) => (id === "gd" ? "gradient descent" : "SGD"),
  }),
  gamma: ranged({
    key: "gamma",
    label: "Teacher decay",
    symbol: "γ",
    min: 0.75,
    max: 3,
    initial: 1.25,
    scale: "linear",
    step: 0.05,
  }),
  d: dimension([50, 500, 10_000], 10_000),
  start: ranged({
    key: "start",
    label: "Size of the start",
    symbol: "σ",
    min: 1e-12,
    max: 0.1,
    initial: 1e-4,
  }),
  elapsed: ranged({
    key: "tau",
    label: "Time",
    symbol: "t/t₁",
    min: ELAPSED[0],
    max: ELAPSED[1],
    initial: 30,
  }),
  measure: segments({
    key: "measure",
    label: "Shown",
    values: ["distance", "gap"],
    initial: "distance",
    format: (id) => (id === "gap" ? "duality gap" : "distance to the solution"),
  }),
  size: listed({ key: "size", label: "Dimension", symbol: "d", values: [16, 24, 32, 40], initial: 32 }),
  load: ranged({ key: "load", label: "Samples per d²", symbol: "α", min: 0.1, max: 8, initial: 1 }),
  decay: ranged({ key: "decay", label: "Weight decay", symbol: "λ", min: 0.01, max: 10, initial: 0.3 }),
  power: ranged({
    key: "power",
    label: "Teacher decay",
    symbol: "γ",
    min: 0.75,
    max: 2,
    initial: 1.25,
    scale: "linear",
    step: 0.05,
  }),
  optimiser: segments({
    key: "by",
    label: "Trained by",
    values: ["gd", "lbfgs"],
    initial: "gd",
    format: (id) => (id === "gd" ? "gradient descent" : "L-BFGS"),
  }),
  seed: integerField({ key: "seed", label: "seed", initial: 0, min: 0, max: SEEDS - 1 }),
};

export type TrainingSchema = typeof quantities;
export type TrainingValues = Readonly<Values<TrainingSchema>>;

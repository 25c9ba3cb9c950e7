import { choiceField } from "../../kit/field.js";
import { ranged, segments } from "../../kit/quantity.js";
import { samples } from "../../quantities.js";
import { PROBLEM, SHOWN } from "./points.js";

export type DecayRule = "small" | "one" | "large";

/** Weight decay of each rule, as in the paper's figures, and its name. */
const DECAY_RULES: Record<DecayRule, { name: string; value: (d: number) => number }> = {
  small: { name: "λ = 1/d", value: (d) => 1 / d },
  one: { name: "λ = 1", value: () => 1 },
  large: { name: "λ = √d", value: Math.sqrt },
};

/** The weight decay of a rule on this page. */
export const lambdaOf = (decay: DecayRule): number => DECAY_RULES[decay].value(PROBLEM.d);

/** Effective samples of the sweep. */
export const SAMPLES = [0.08, 1e6] as const;

/** What the address of the page holds. */
export const quantities = {
  /** The phase whose spectrum is enlarged; chosen by its panel. */
  phase: choiceField({ key: "phase", label: "enlarged phase", initial: "IV", values: SHOWN }),
  axis: segments({
    key: "axis",
    label: "Histogram on",
    values: ["log", "linear"],
    initial: "log",
    format: (axis) => (axis === "log" ? "a log axis" : "a linear axis"),
  }),
  tail: segments({
    key: "tail",
    label: "Beside it",
    values: ["rank", "ccdf"],
    initial: "rank",
    format: (tail) => (tail === "rank" ? "rank plot" : "CCDF"),
  }),
  samples: samples(SAMPLES, 10),
  gamma: ranged({
    key: "gamma",
    label: "Teacher decay",
    symbol: "γ",
    min: 0.6,
    max: 2,
    initial: 1,
    scale: "linear",
    step: 0.05,
  }),
  decay: segments<DecayRule>({
    key: "decay",
    label: "Weight decay",
    values: ["small", "one", "large"],
    initial: "small",
    format: (rule) => DECAY_RULES[rule].name,
  }),
};

export type SpectraSchema = typeof quantities;

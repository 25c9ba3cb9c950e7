import { choiceField, type Field, numberField } from "../state.js";

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

/** What the address of the page on training holds. */
export const trainingSchema = {
  time: numberField({ key: "t", label: "t", initial: 0.12, min: TIMES[0], max: TIMES[1] }),
  method: choiceField({ key: "method", label: "method", initial: "gd", values: ["gd", "sgd"] }),
  gamma: numberField({ key: "gamma", label: "γ", initial: 1.25, min: 0.75, max: 3 }),
  d: choiceField({ key: "d", label: "d", initial: 10_000, values: [50, 500, 10_000] }),
  start: numberField({ key: "start", label: "σ", initial: 1e-4, min: 1e-12, max: 0.1 }),
  elapsed: numberField({ key: "tau", label: "t/t_1", initial: 30, min: 0.3, max: 3000 }),
  measure: choiceField({
    key: "measure",
    label: "distance",
    initial: "distance",
    values: ["distance", "gap"],
  }),
  size: choiceField({
    key: "size",
    label: "d of the trained network",
    initial: 32,
    values: [16, 24, 32, 40],
  }),
  load: numberField({ key: "load", label: "n/d²", initial: 1, min: 0.1, max: 8 }),
  power: numberField({ key: "power", label: "γ of the trained network", initial: 1.25, min: 0.75, max: 2 }),
  decay: numberField({ key: "decay", label: "λ of the trained network", initial: 0.3, min: 0.01, max: 10 }),
  optimiser: choiceField({ key: "by", label: "trained by", initial: "gd", values: ["gd", "lbfgs"] }),
  seed: integerField({ key: "seed", label: "seed", initial: 0, min: 0, max: 999_999 }),
};

export type TrainingSchema = typeof trainingSchema;

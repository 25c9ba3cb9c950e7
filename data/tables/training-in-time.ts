import { defineTable, type RowOf } from "./column.js";

/** For a number that is known in closed form, or solved for. */
export const closedForm = {
  converged: {
    type: "bool",
    unit: "",
    meaning: "whether the theory beside it is to be trusted: true for a closed form",
  },
  residual: {
    type: "float32",
    unit: "1",
    meaning: "defect of the theory's equations, relative to their largest term; 0 for a closed form",
    range: [0, Number.MAX_VALUE],
  },
} as const;

export const standardError = {
  type: "float32",
  unit: "as the value",
  meaning: "standard error of that mean over the seeds",
  range: [0, Number.MAX_VALUE],
  rounding: { bits: 6 },
} as const;

/** Gradient descent and SGD from a small start, means over the seeds, the population gradient flow beside them. */
export const trainingInTimeTable = defineTable({
  name: "training-in-time",
  title: "Spectrum, risk and loss in time, beside the gradient flow",
  origin: "theory",
  columns: {
    method: {
      type: "category",
      unit: "",
      meaning: "full-batch gradient descent or mini-batch SGD",
      values: ["gd", "sgd"],
    },
    iterations: { type: "int32", unit: "steps", meaning: "steps so far", range: [0, 1e9] },
    time: {
      type: "float64",
      unit: "gradient-flow time",
      meaning: "sum of all steps so far",
      range: [0, 1e12],
    },
    quantity: {
      type: "category",
      unit: "",
      meaning: "excess risk R, training loss per sample, or an eigenvalue of the learned S",
      values: ["risk", "loss", "eigenvalue"],
    },
    rank: {
      type: "int32",
      unit: "",
      meaning: "rank of the eigenvalue, from 1 for the largest; 0 for risk and loss",
      range: [0, 65536],
    },
    value: {
      type: "float32",
      unit: "1",
      meaning: "mean over the seeds of the trained networks",
      rounding: { bits: 11 },
    },
    standardError,
    flow: {
      type: "float32",
      unit: "1",
      meaning: "the same by the population gradient flow (theory/gradient-flow.ts)",
      rounding: { bits: 11 },
    },
    ...closedForm,
  },
});

export type TrainingInTimeRow = RowOf<typeof trainingInTimeTable>;

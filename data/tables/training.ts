/** Tables of the page on training. */
import { defineTable } from "../column.js";

const closedForm = {
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

const standardError = {
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

/** Risk along gradient descent with hardly any weight decay, and at the end of training for a range of weight decays. */
export const earlyStoppingTable = defineTable({
  name: "early-stopping",
  title: "Early stopping beside weight decay",
  origin: "theory",
  columns: {
    way: {
      type: "category",
      unit: "",
      meaning: "stopping: along one run of gradient descent; decay: at the end of training",
      values: ["stopping", "decay"],
    },
    iterations: {
      type: "int32",
      unit: "steps",
      meaning: "steps of gradient descent so far; 0 at the end of training",
      range: [0, 1e9],
    },
    time: {
      type: "float64",
      unit: "gradient-flow time",
      meaning: "sum of all steps so far",
      range: [0, 1e12],
      emptyWhen: "the row is the end of training",
    },
    lambda: { type: "float64", unit: "1", meaning: "weight decay λ", range: [0, 1e15] },
    excessRisk: {
      type: "float64",
      unit: "1",
      meaning: "mean excess risk of the trained networks",
      range: [0, 1e300],
      rounding: { bits: 24 },
    },
    standardError,
    theory: {
      type: "float64",
      unit: "1",
      meaning: "excess risk of state evolution at this weight decay, that is, at the end of training",
      range: [0, 1e300],
    },
    gap: {
      type: "float64",
      unit: "1",
      meaning: "largest relative duality gap of the runs",
      range: [-1e-9, 1 + 1e-9],
    },
    ...closedForm,
  },
});

import { defineTable, type RowOf } from "./column.js";
import { closedForm, standardError } from "./training-in-time.js";

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

export type EarlyStoppingRow = RowOf<typeof earlyStoppingTable>;

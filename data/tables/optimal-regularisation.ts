import { defineTable, type RowOf } from "./column.js";
import { effectiveSamples, network } from "./columns.js";

/** The least risk that weight decay can reach, and the least that anything can, along n_eff. */
export const optimalRegularisationTable = defineTable({
  name: "optimal-regularisation",
  title: "Tuned weight decay beside the Bayes-optimal risk",
  origin: "theory",
  columns: {
    network,
    d: { type: "int32", unit: "", meaning: "input dimension", range: [2, 4096] },
    gamma: {
      type: "float64",
      unit: "1",
      meaning: "exponent γ of the teacher's power law",
      range: [0.5, 10],
    },
    noise: { type: "float64", unit: "1", meaning: "label noise variance Δ", range: [0, 1e12] },
    effectiveSamples,
    tunedRisk: {
      type: "float32",
      unit: "1",
      meaning: "least excess risk over all weight decays",
      rounding: { bits: 16 },
      range: [0, 1e300],
    },
    tunedLambda: {
      type: "float32",
      unit: "1",
      meaning: "weight decay λ at which it is reached",
      rounding: { bits: 16 },
      range: [0, 1e300],
      emptyWhen: "the least risk lies at no weight decay at all, or at so much that all weights vanish",
    },
    where: {
      type: "category",
      unit: "",
      meaning: "where the least risk lies: at a weight decay, as it vanishes, or where all weights are zero",
      values: ["interior", "vanishing", "collapse"],
    },
    exponent: {
      type: "float32",
      unit: "1",
      meaning: "certificate: ∂ log R / ∂ log λ at the optimum, 0 at an interior minimum",
      rounding: { bits: 8 },
    },
    bayesRisk: {
      type: "float32",
      unit: "1",
      meaning: "excess risk of the Bayes-optimal estimator",
      rounding: { bits: 16 },
      range: [0, 1e300],
    },
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether both risks were found to their tolerance; a row without it is never drawn",
    },
    residual: {
      type: "float32",
      unit: "1",
      meaning: "larger of the two residuals, each relative to its equation's largest term",
      range: [0, Number.MAX_VALUE],
      rounding: { upToPowerOf: 10 },
    },
  },
});

export type OptimumRow = RowOf<typeof optimalRegularisationTable>;

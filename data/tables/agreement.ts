import { defineTable, type RowOf } from "./column.js";
import { trainedRunsTable } from "./trained-runs.js";

const { network, d, n, gamma, noise, lambda, width, gap } = trainedRunsTable.columns;

/** Trained networks beside state evolution, one point a row. */
export const agreementTable = defineTable({
  name: "agreement",
  title: "Trained networks beside state evolution",
  origin: "theory",
  columns: {
    network,
    d,
    n,
    gamma,
    noise,
    lambda,
    width,
    seeds: { type: "int32", unit: "", meaning: "number of trained networks", range: [2, 1e6] },
    excessRisk: {
      type: "float64",
      unit: "1",
      meaning: "mean excess risk of the trained networks",
      range: [0, 1e300],
      rounding: { bits: 30 },
    },
    standardError: {
      type: "float64",
      unit: "1",
      meaning: "standard error of that mean",
      range: [0, 1e300],
      rounding: { bits: 16 },
    },
    theory: {
      type: "float64",
      unit: "1",
      meaning: "excess risk of state evolution; diagonal: of the very teachers that were drawn, averaged",
      range: [0, 1e300],
    },
    deviation: {
      type: "float64",
      unit: "1",
      meaning: "mean over the seeds of R/R_theory − 1",
      rounding: { bits: 24 },
    },
    deviationError: {
      type: "float64",
      unit: "1",
      meaning: "standard error of the deviation",
      range: [0, 1e300],
      rounding: { bits: 16 },
    },
    zScore: {
      type: "float64",
      unit: "standard errors",
      meaning: "deviation over its standard error; 0 where the deviation is rounding (below 1e-9)",
    },
    gap: { ...gap, rounding: { bits: 16 } },
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether every run reached its tolerance and state evolution its own",
    },
    residual: {
      type: "float64",
      unit: "1",
      meaning: "largest defect of the fixed points, relative to each equation's largest term",
      range: [0, 1e300],
      rounding: { upToPowerOf: 10 },
    },
  },
});

export type AgreementRow = RowOf<typeof agreementTable>;

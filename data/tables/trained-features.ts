import { defineTable, type RowOf } from "./column.js";
import { trainedRunsTable } from "./trained-runs.js";

const { d, n, gamma, noise, lambda, seed, iterations, seconds, gap, converged } = trainedRunsTable.columns;

/** One trained quadratic network a row. */
export const trainedFeaturesTable = defineTable({
  name: "trained-features",
  title: "Features learned by trained networks",
  origin: "training",
  columns: {
    d,
    n,
    gamma,
    noise,
    lambda,
    seed,
    features: {
      type: "int32",
      unit: "eigenvalues",
      meaning:
        "eigenvalues of the learned S beyond the right edge of the bulk of state evolution by more than its finite-size scatter, 3δ·d^(−2/3), and above a thousandth of the teacher's largest",
      range: [0, 65536],
    },
    predicted: {
      type: "int32",
      unit: "eigenvalues",
      meaning: "the same by state evolution: outliers above the cut",
      range: [0, 65536],
    },
    iterations,
    seconds,
    gap,
    converged,
  },
});

export type TrainedFeaturesRow = RowOf<typeof trainedFeaturesTable>;

/** Declaration of the table behind the page on power-law tails. */
import { defineTable } from "../column.js";
import { trainedRunsTable, trainedSpectraTable } from "../experiments/tables.js";

const { network, d, gamma, noise, lambda } = trainedRunsTable.columns;
const { seed, rank, value, iterations, seconds, gap } = trainedSpectraTable.columns;

/** Positive weights of trained networks, condensed from the tables of trained spectra. */
export const tailSpectraTable = defineTable({
  name: "tail-spectra",
  title: "Positive weights of trained networks",
  origin: "training",
  columns: {
    network,
    d,
    effectiveSamples: {
      type: "float64",
      unit: "samples",
      meaning: "effective samples n_eff: n for the diagonal network, n/d for the quadratic one",
      range: [0, Number.MAX_VALUE],
    },
    gamma,
    noise,
    lambda,
    seed,
    rank,
    value: { ...value, type: "float32", rounding: { bits: 16 } },
    iterations,
    seconds,
    gap,
  },
});

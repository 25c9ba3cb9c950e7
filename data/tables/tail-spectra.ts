import { defineTable, type RowOf } from "./column.js";
import { effectiveSamples } from "./columns.js";
import { trainedRunsTable } from "./trained-runs.js";
import { trainedSpectraTable } from "./trained-spectra.js";

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
    effectiveSamples,
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

export type TailSpectrumRow = RowOf<typeof tailSpectraTable>;

import { defineTable, type RowOf } from "./column.js";
import { gap, iterations, run, seconds, seed } from "./columns.js";

/** Learned spectra, one eigenvalue a row. */
export const trainedSpectraTable = defineTable({
  name: "trained-spectra",
  title: "Learned spectra",
  origin: "training",
  columns: {
    run,
    seed,
    iterations,
    rank: {
      type: "int32",
      unit: "",
      meaning: "rank of the eigenvalue, from 1 for the largest",
      range: [1, 65536],
    },
    value: {
      type: "float64",
      unit: "weight",
      meaning: "eigenvalue of the learned S (quadratic) or |θ| (diagonal)",
    },
    overlap: {
      type: "float32",
      unit: "1",
      meaning: "squared overlap of the learned eigenvector with the teacher's of the same rank",
      range: [0, 1 + 1e-6],
      emptyWhen: "the rank is above 10, or the network is diagonal",
    },
    seconds,
    gap,
  },
});

export type TrainedSpectrumRow = RowOf<typeof trainedSpectraTable>;

/** Declaration of the condensed spectra of trained networks. */
import { defineTable } from "../column.js";
import { trainedRunsTable, trainedSpectraTable } from "../experiments/tables.js";

const { d, n, gamma, noise, lambda, mse, converged } = trainedRunsTable.columns;
const { seed, iterations, seconds, gap, overlap } = trainedSpectraTable.columns;

/** Eigenvalues of the quadratic networks at the ends of their runs; those that training has brought to nothing counted in one row. */
export const learnedSpectraTable = defineTable({
  name: "learned-spectra",
  title: "Eigenvalues of trained networks, one experiment per phase",
  origin: "training",
  columns: {
    phase: {
      type: "category",
      unit: "",
      meaning: "phase that the experiment stands for",
      values: ["Ia", "Ib", "II", "III", "IV", "V", "peak", "VIa", "VIb"],
    },
    d,
    n,
    gamma,
    noise,
    lambda,
    seed,
    rank: {
      type: "int32",
      unit: "",
      meaning:
        "rank of the eigenvalue, from 1 for the largest; of the first one where the row counts several",
      range: [1, 65536],
    },
    value: {
      type: "float32",
      unit: "weight",
      meaning:
        "eigenvalue of the learned S; 0 in the row that counts those below a millionth of the teacher's largest",
      rounding: { bits: 16 },
      range: [0, 1e12],
    },
    count: {
      type: "int32",
      unit: "eigenvalues",
      meaning: "number of eigenvalues that the row stands for",
      range: [1, 65536],
    },
    overlap,
    mse: { ...mse, meaning: `${mse.meaning}; of the whole network, the same in all its rows` },
    iterations,
    seconds,
    gap,
    converged,
  },
});

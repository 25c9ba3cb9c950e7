import { defineTable, type RowOf } from "./column.js";
import type { Dataset } from "./read.js";
import { trainedRunsTable } from "./trained-runs.js";
import { trainedSpectraTable } from "./trained-spectra.js";

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

export type LearnedSpectraRow = RowOf<typeof learnedSpectraTable>;

/** One trained quadratic network with its spectrum. */
export interface LearnedSpectrum
  extends Pick<
    LearnedSpectraRow,
    "phase" | "d" | "n" | "gamma" | "noise" | "lambda" | "seed" | "mse" | "converged"
  > {
  /** Eigenvalues of the learned S, the largest first, without those that are as good as zero. */
  values: readonly number[];
  /** How many are as good as zero. */
  zeros: number;
  /** Squared overlap of the eigenvector with the teacher's of the same rank, for the first ranks. */
  overlaps: readonly number[];
}

/** The networks of the table, one entry each, in the order of their rows. */
export function learnedSpectra({ columns, length }: Dataset<typeof learnedSpectraTable>): LearnedSpectrum[] {
  const spectra: LearnedSpectrum[] = [];
  let [values, overlaps]: [number[], number[]] = [[], []];
  for (let row = 0; row < length; row++) {
    const phase = columns.phase[row];
    const seed = columns.seed[row];
    let last = spectra.at(-1);
    if (last?.phase !== phase || last.seed !== seed) {
      [values, overlaps] = [[], []];
      last = {
        phase,
        d: columns.d[row],
        n: columns.n[row],
        gamma: columns.gamma[row],
        noise: columns.noise[row],
        lambda: columns.lambda[row],
        seed,
        mse: columns.mse[row],
        converged: columns.converged[row] === 1,
        values,
        zeros: 0,
        overlaps,
      };
      spectra.push(last);
    }
    if (columns.value[row] === 0) last.zeros += columns.count[row];
    else values.push(columns.value[row]);
    const overlap = columns.overlap[row];
    if (!Number.isNaN(overlap)) overlaps.push(overlap);
  }
  return spectra;
}

/** Tuned and Bayes-optimal risks as pages draw them: the shipped problems, and the reader. Runs in Node and in a browser. */
import { decodeTable } from "./decode.js";
import { optimalRegularisationTable, pruningTable } from "./tables/optimal-regularisation.js";

/** What the table holds: every combination, each along the same effective samples. */
export const OPTIMA = {
  networks: ["diagonal", "quadratic"],
  dimensions: [100, 400],
  gammas: [0.75, 1, 1.25, 1.5, 2],
  noises: [0.1, 0.5],
  /** Three points a decade, from 10^(−1/3) to 10⁶. */
  effectiveSamples: Array.from({ length: 20 }, (_, k) => Number((10 ** ((k - 1) / 3)).toPrecision(12))),
} as const;

/** Reads optimal-regularisation.arrow. Throws DataError. */
export function readOptima(bytes: ArrayBuffer | Uint8Array, source = "optimal-regularisation.arrow") {
  return decodeTable(optimalRegularisationTable, bytes, source).rows();
}

/** Reads pruning.arrow; no rows where the experiment has not been run. Throws DataError. */
export function readPruning(bytes: ArrayBuffer | Uint8Array, source = "pruning.arrow") {
  return decodeTable(pruningTable, bytes, source).rows();
}

/** Tuned and Bayes-optimal risks, and pruned networks, as pages draw them. Runs in Node and in a browser. */
import { decodeTable } from "./decode.js";
import { optimalRegularisationTable, pruningTable } from "./tables/optimal-regularisation.js";

/** Reads optimal-regularisation.arrow. Throws DataError. */
export function readOptima(bytes: ArrayBuffer | Uint8Array, source = "optimal-regularisation.arrow") {
  return decodeTable(optimalRegularisationTable, bytes, source).rows();
}

/** Reads pruning.arrow; no rows where the experiment has not been run. Throws DataError. */
export function readPruning(bytes: ArrayBuffer | Uint8Array, source = "pruning.arrow") {
  return decodeTable(pruningTable, bytes, source).rows();
}

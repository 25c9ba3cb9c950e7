import { expose } from "comlink";
import { bestWeightDecay, solveHere, solveOvershoot, solveTerms } from "./decomposition-solver.js";
import { compareTerms } from "./decomposition-trained.js";

const decompositions = {
  here: solveHere,
  terms: solveTerms,
  overshoot: solveOvershoot,
  best: bestWeightDecay,
  compare: compareTerms,
};

export type Decompositions = typeof decompositions;

expose(decompositions);

/** Declarations of the tables of tuned and Bayes-optimal risks, and of pruned networks. */
import { defineTable } from "../column.js";

/** The least risk that weight decay can reach, and the least that anything can, along n_eff. */
export const optimalRegularisationTable = defineTable({
  name: "optimal-regularisation",
  title: "Tuned weight decay beside the Bayes-optimal risk",
  origin: "theory",
  columns: {
    network: { type: "category", unit: "", meaning: "architecture", values: ["diagonal", "quadratic"] },
    d: { type: "int32", unit: "", meaning: "input dimension", range: [2, 4096] },
    gamma: {
      type: "float64",
      unit: "1",
      meaning: "exponent γ of the teacher's power law",
      range: [0.5, 10],
    },
    noise: { type: "float64", unit: "1", meaning: "label noise variance Δ", range: [0, 1e12] },
    effectiveSamples: {
      type: "float64",
      unit: "samples",
      meaning: "effective samples n_eff: n for the diagonal network, n/d for the quadratic one",
      range: [0, Number.MAX_VALUE],
    },
    tunedRisk: {
      type: "float32",
      unit: "1",
      meaning: "least excess risk over all weight decays",
      rounding: { bits: 16 },
      range: [0, 1e300],
    },
    tunedLambda: {
      type: "float32",
      unit: "1",
      meaning: "weight decay λ at which it is reached",
      rounding: { bits: 16 },
      range: [0, 1e300],
      emptyWhen: "the least risk lies at no weight decay at all, or at so much that all weights vanish",
    },
    where: {
      type: "category",
      unit: "",
      meaning: "where the least risk lies: at a weight decay, as it vanishes, or where all weights are zero",
      values: ["interior", "vanishing", "collapse"],
    },
    exponent: {
      type: "float32",
      unit: "1",
      meaning: "certificate: ∂ log R / ∂ log λ at the optimum, 0 at an interior minimum",
      rounding: { bits: 8 },
    },
    bayesRisk: {
      type: "float32",
      unit: "1",
      meaning: "excess risk of the Bayes-optimal estimator",
      rounding: { bits: 16 },
      range: [0, 1e300],
    },
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether both risks were found to their tolerance; a row without it is never drawn",
    },
    residual: {
      type: "float32",
      unit: "1",
      meaning: "larger of the two residuals, each relative to its equation's largest term",
      range: [0, Number.MAX_VALUE],
      rounding: { upToPowerOf: 10 },
    },
  },
});

/** Trained networks before and after pruning, one point a row, with state evolution beside it. */
export const pruningTable = defineTable({
  name: "pruning",
  title: "Networks before and after pruning",
  origin: "theory",
  columns: {
    d: { type: "int32", unit: "", meaning: "input dimension", range: [2, 4096] },
    n: { type: "int32", unit: "samples", meaning: "number of training samples", range: [1, 1e9] },
    gamma: {
      type: "float64",
      unit: "1",
      meaning: "exponent γ of the teacher's power law",
      range: [0.5, 10],
    },
    noise: { type: "float64", unit: "1", meaning: "label noise variance Δ", range: [0, 1e12] },
    lambda: { type: "float64", unit: "1", meaning: "weight decay λ", range: [0, 1e15] },
    seeds: { type: "int32", unit: "", meaning: "number of trained networks", range: [2, 1e6] },
    excessRisk: {
      type: "float64",
      unit: "1",
      meaning: "mean excess risk of the trained networks",
      range: [0, 1e300],
    },
    standardError: { type: "float64", unit: "1", meaning: "standard error of that mean", range: [0, 1e300] },
    prunedRisk: {
      type: "float64",
      unit: "1",
      meaning: "mean excess risk after every learned eigenvalue x became (x − (2δ − c))₊",
      range: [0, 1e300],
    },
    prunedError: { type: "float64", unit: "1", meaning: "standard error of that mean", range: [0, 1e300] },
    theory: {
      type: "float64",
      unit: "1",
      meaning: "excess risk by state evolution, before pruning",
      range: [0, 1e300],
    },
    prunedTheory: {
      type: "float64",
      unit: "1",
      meaning: "excess risk by state evolution, after pruning",
      range: [0, 1e300],
    },
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether every run reached its tolerance and state evolution its own",
    },
    residual: {
      type: "float64",
      unit: "1",
      meaning: "largest defect of the fixed point, relative to each equation's largest term",
      range: [0, 1e300],
    },
  },
});

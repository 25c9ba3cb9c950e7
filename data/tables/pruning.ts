import { defineTable, type RowOf } from "./column.js";

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

export type PruningRow = RowOf<typeof pruningTable>;

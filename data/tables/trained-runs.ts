import { defineTable, type RowOf } from "./column.js";
import { gap, iterations, network, run, seconds, seed } from "./columns.js";

/** Ends of training runs, and snapshots on the way. */
export const trainedRunsTable = defineTable({
  name: "trained-runs",
  title: "Trained networks",
  origin: "training",
  columns: {
    run,
    network,
    d: { type: "int32", unit: "", meaning: "input dimension", range: [2, 4096] },
    n: { type: "int32", unit: "samples", meaning: "number of training samples", range: [1, 1e9] },
    gamma: { type: "float64", unit: "1", meaning: "exponent of the teacher's power law", range: [0.5, 10] },
    noise: { type: "float64", unit: "1", meaning: "label noise variance Δ", range: [0, 1e12] },
    lambda: { type: "float64", unit: "1", meaning: "weight decay λ", range: [0, 1e15] },
    width: {
      type: "int32",
      unit: "units",
      meaning: "hidden units p of the quadratic network; 0 for the diagonal one",
      range: [0, 65536],
    },
    method: {
      type: "category",
      unit: "",
      meaning:
        "how it was trained: L-BFGS, gradient descent or mini-batch SGD on the weights; or by its equivalent convex problem: in S by proximal and Newton steps (quadratic), coordinate descent on the LASSO (diagonal)",
      values: ["lbfgs", "gd", "sgd", "cd", "convex"],
    },
    seed,
    iterations,
    final: { type: "bool", unit: "", meaning: "whether the row is the end of its run, not a snapshot" },
    time: {
      type: "float64",
      unit: "gradient-flow time",
      meaning: "sum of all steps so far",
      range: [0, 1e12],
      emptyWhen: "the row is the end of a run, or the method has no step size",
    },
    trainLoss: {
      type: "float64",
      unit: "squared label",
      meaning: "training loss Σ(y − f)² + λ‖weights‖²",
      range: [0, 1e300],
    },
    gap,
    relativeGradient: {
      type: "float64",
      unit: "1",
      meaning: "‖∇loss‖·‖weights‖/loss",
      range: [0, 1e300],
      emptyWhen: "the row is a snapshot",
    },
    mse: {
      type: "float64",
      unit: "1",
      meaning: "error per coordinate: ‖Ŝ − S*‖²_F/d (quadratic) or ‖θ̂ − θ*‖²/d (diagonal)",
      range: [0, 1e300],
    },
    excessRisk: {
      type: "float64",
      unit: "1",
      meaning: "excess risk R = E(f* − f̂)²: twice mse (quadratic) or mse (diagonal)",
      range: [0, 1e300],
    },
    prunedMse: {
      type: "float64",
      unit: "1",
      meaning: "mse after every learned eigenvalue x became (x − (2δ − c))₊, δ and c from state evolution",
      range: [0, 1e300],
      emptyWhen: "the run was not pruned",
    },
    distance: {
      type: "float64",
      unit: "1",
      meaning: "‖weights − ŵ‖/‖ŵ‖, ŵ the solution of the equivalent convex problem",
      range: [0, 1e300],
      emptyWhen: "it was not measured",
    },
    seconds,
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether the run reached its tolerance in duality gap (below full width: in gradient norm)",
    },
  },
});

export type TrainedRunRow = RowOf<typeof trainedRunsTable>;

/** Declarations of the tables of trained networks. */
import { defineTable } from "../column.js";

const common = {
  run: {
    type: "int32",
    unit: "",
    meaning: "index of the training run within its experiment, from 0",
    range: [0, 2 ** 31 - 1],
  },
  seed: {
    type: "int32",
    unit: "",
    meaning: "seed of the run: teacher, data, noise and initialisation each take their own streams of it",
    range: [0, 2 ** 31 - 1],
  },
  iterations: {
    type: "int32",
    unit: "steps",
    meaning: "steps of the method up to this row (coordinate descent: sweeps)",
    range: [0, 2 ** 31 - 1],
  },
  seconds: {
    type: "float32",
    unit: "s",
    meaning:
      "time of the whole run on the machine that made the file; the only column that another machine changes",
    range: [0, 1e9],
  },
  gap: {
    type: "float64",
    unit: "1",
    meaning:
      "relative duality gap of the equivalent convex problem: the training loss is within this fraction of the least possible one",
    range: [-1e-9, 1 + 1e-9],
    emptyWhen: "the width is below d, where the problem is not convex",
  },
} as const;

/** Ends of training runs, and snapshots on the way. */
export const trainedRunsTable = defineTable({
  name: "trained-runs",
  title: "Trained networks",
  origin: "training",
  columns: {
    run: common.run,
    network: { type: "category", unit: "", meaning: "architecture", values: ["diagonal", "quadratic"] },
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
    seed: common.seed,
    iterations: common.iterations,
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
    gap: common.gap,
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
    seconds: common.seconds,
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether the run reached its tolerance in duality gap (below full width: in gradient norm)",
    },
  },
});

/** Learned spectra, one eigenvalue a row. */
export const trainedSpectraTable = defineTable({
  name: "trained-spectra",
  title: "Learned spectra",
  origin: "training",
  columns: {
    run: common.run,
    seed: common.seed,
    iterations: common.iterations,
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
    seconds: common.seconds,
    gap: common.gap,
  },
});

/** Trained networks beside state evolution, one point a row. */
export const agreementTable = defineTable({
  name: "agreement",
  title: "Trained networks beside state evolution",
  origin: "theory",
  columns: {
    network: trainedRunsTable.columns.network,
    d: trainedRunsTable.columns.d,
    n: trainedRunsTable.columns.n,
    gamma: trainedRunsTable.columns.gamma,
    noise: trainedRunsTable.columns.noise,
    lambda: trainedRunsTable.columns.lambda,
    width: trainedRunsTable.columns.width,
    seeds: { type: "int32", unit: "", meaning: "number of trained networks", range: [2, 1e6] },
    excessRisk: {
      type: "float64",
      unit: "1",
      meaning: "mean excess risk of the trained networks",
      range: [0, 1e300],
    },
    standardError: { type: "float64", unit: "1", meaning: "standard error of that mean", range: [0, 1e300] },
    theory: {
      type: "float64",
      unit: "1",
      meaning: "excess risk of state evolution; diagonal: of the very teachers that were drawn, averaged",
      range: [0, 1e300],
    },
    deviation: { type: "float64", unit: "1", meaning: "mean over the seeds of R/R_theory − 1" },
    deviationError: {
      type: "float64",
      unit: "1",
      meaning: "standard error of the deviation",
      range: [0, 1e300],
    },
    zScore: {
      type: "float64",
      unit: "standard errors",
      meaning: "deviation over its standard error; 0 where the deviation is rounding (below 1e-9)",
    },
    gap: common.gap,
    converged: {
      type: "bool",
      unit: "",
      meaning: "whether every run reached its tolerance and state evolution its own",
    },
    residual: {
      type: "float64",
      unit: "1",
      meaning: "largest defect of the fixed points, relative to each equation's largest term",
      range: [0, 1e300],
    },
  },
});

// What one training run is, what it reports, and the checks before it starts.

import { checkParameter, type Network, ParameterError } from "../theory/parameters.js";
import type { GapSource } from "./gap.js";
import { kernelBytes, MEMORY_LIMIT, pad4 } from "./kernel/kernel.js";
import { sliceCount, sliceRange } from "./partition.js";
import { SliceRows } from "./quadratic/rows.js";

export type Method = "lbfgs" | "gd" | "sgd" | "convex" | "cd";

/** One training run, reproducible from these values alone. */
export interface Specification {
  network: Network;
  d: number;
  /** Number of samples. */
  n: number;
  gamma: number;
  /** Label noise Δ. */
  noise: number;
  /** Weight decay λ. */
  lambda: number;
  /** Hidden units p of the quadratic network, any number ≥ 1; default d. */
  width?: number;
  /**
   * Default: "lbfgs" (quadratic), "cd" (diagonal: coordinate descent on the equivalent LASSO). "convex" solves the
   * quadratic network's equivalent problem in S, where width ≥ d.
   */
  method?: Method;
  /** An integer from 0 to 2⁵³ − 1; teacher, data, noise and initialisation each take their own streams of it. */
  seed: number;
  /** Relative duality gap to stop at (where p < d: relative gradient norm); default 1e-6. */
  tolerance?: number;
  /** Default 10 000 steps (lbfgs, gd, sgd, convex) or 20 000 sweeps (cd). */
  maxIterations?: number;
  /** Standard deviation of the initial W, or of the initial a and w; default 1 (quadratic), 0.3 (diagonal). */
  initialScale?: number;
  /** Step of gd (then constant) and of sgd (divided by 1 + t/decay); default from the data's curvature. */
  step?: number;
  /** Momentum of gd and sgd; default 0.9 for gd without a given step, else 0. */
  momentum?: number;
  /** Rows in a batch of sgd, a multiple of 4; default 128. */
  batch?: number;
  /** Iterations after which the step of sgd has halved; default none. */
  decay?: number;
  /** Iterations after which to record error, spectrum and overlaps. */
  snapshots?: readonly number[];
  /** In place of the power law: eigenvalues of S* (≥ 0), or θ*. */
  spectrum?: readonly number[];
}

export interface Snapshot {
  iteration: number;
  /** Sum of all steps so far: the time of the gradient flow. NaN for lbfgs. */
  time: number;
  trainLoss: number;
  mse: number;
  excessRisk: number;
  spectrum: Float64Array;
  overlaps?: Float64Array;
  /** As in Result. */
  gap: number | null;
  /** ‖weights − reference‖/‖reference‖, where a reference was given. */
  distance?: number;
}

export interface Result {
  mse: number;
  excessRisk: number;
  /** Σ(y − f)² + λ‖weights‖² at the end. */
  trainLoss: number;
  /** Relative duality gap of the equivalent convex problem; null where p < d, which is not convex. */
  gap: number | null;
  /** What the gap was computed from: "moments" of the data or the "residuals" of all rows; null where there is none. */
  gapFrom: GapSource | null;
  convex: boolean;
  /** ‖∇loss‖·‖weights‖/loss. */
  relativeGradient: number;
  iterations: number;
  evaluations: number;
  seconds: number;
  converged: boolean;
  spectrum: Float64Array;
  overlaps?: Float64Array;
  /** Ŝ or θ̂. */
  weights: Float64Array;
  snapshots: Snapshot[];
}

const integer = (low: number, high: number) => (x: unknown) =>
  Number.isInteger(x) && (x as number) >= low && (x as number) <= high;
const positive = (x: unknown) => typeof x === "number" && x > 0 && x < Infinity;

const RULES: [keyof Specification, (x: unknown) => boolean, string][] = [
  ["d", integer(2, 4096), "an integer from 2 to 4096"],
  ["n", integer(1, 1e9), "an integer from 1 to 1e9"],
  ["seed", integer(0, 2 ** 53 - 1), "an integer from 0 to 2^53 − 1"],
  ["width", (x) => x === undefined || integer(1, 65536)(x), "an integer from 1 to 65536"],
  ["tolerance", (x) => x === undefined || (positive(x) && (x as number) < 1), "a number above 0 and below 1"],
  ["maxIterations", (x) => x === undefined || integer(0, 1e9)(x), "an integer from 0 to 1e9"],
  ["initialScale", (x) => x === undefined || positive(x), "a number above 0"],
  ["step", (x) => x === undefined || positive(x), "a number above 0"],
  ["decay", (x) => x === undefined || positive(x), "a number above 0"],
  ["momentum", (x) => x === undefined || x === 0 || (positive(x) && (x as number) < 1), "a number in [0, 1)"],
  [
    "batch",
    (x) => x === undefined || (integer(4, 1e9)(x) && (x as number) % 4 === 0),
    "a multiple of 4, at least 4",
  ],
];

/** Throws a ParameterError for the first value outside its range. */
export function checkSpecification(spec: Specification): void {
  for (const name of ["network", "gamma", "noise", "lambda"] as const) checkParameter(name, spec[name]);
  for (const [name, holds, range] of RULES) {
    if (!holds(spec[name])) throw new ParameterError(name, spec[name], range);
  }
  const diagonal = spec.network === "diagonal";
  if (diagonal && spec.width !== undefined) {
    throw new ParameterError(
      "width",
      spec.width,
      "the quadratic network only (the diagonal one has no width)",
    );
  }
  const methods = diagonal ? ["cd", "lbfgs", "gd"] : ["lbfgs", "gd", "sgd", "convex"];
  if (spec.method !== undefined && !methods.includes(spec.method)) {
    throw new ParameterError("method", spec.method, `${methods.join(", ")} for the ${spec.network} network`);
  }
  if (spec.method === "convex" && !isConvex(spec)) {
    throw new ParameterError("method", spec.method, "lbfgs, gd or sgd below full width, which is not convex");
  }
  if (spec.method === "convex" && spec.snapshots?.length) {
    throw new ParameterError("snapshots", spec.snapshots.join(","), "none where the method is convex");
  }
}

/** Whether the problem is convex in S or θ, so that the duality gap certifies a run. */
export const isConvex = ({ network, width, d }: Specification) => network === "diagonal" || (width ?? d) >= d;

/** Most pairs of vectors that L-BFGS keeps. */
export const LBFGS_MEMORY = 12;

/** Bytes that a run takes, and the most that one worker's kernel takes. */
export function memoryNeed(spec: Specification, workers: number): { total: number; largestKernel: number } {
  const { network, d, n } = spec;
  if (network === "diagonal")
    return { total: 8 * (6 * d * d + 60 * d) * (1 + workers / 4), largestKernel: 0 };
  const width = spec.width ?? d;
  const kernels = Array.from(
    { length: Math.min(workers, sliceCount(n)) },
    (_, w) => 8 * SliceRows.memory(d, n, sliceRange(n, w, Math.min(workers, sliceCount(n)))),
  );
  const vectors = 8 * width * d * (2 * LBFGS_MEMORY + 8);
  const matrices = 8 * d * d * 20 + 40 * pad4(Math.max(width, d)) * pad4(d);
  return {
    total: kernels.reduce((sum, x) => sum + x, vectors + matrices),
    largestKernel: Math.max(...kernels),
  };
}

/**
 * Throws a ParameterError for n where the run would not fit.
 * @param available bytes this machine has
 */
export function checkMemory(spec: Specification, workers: number, available: number): void {
  const { total, largestKernel } = memoryNeed(spec, workers);
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toPrecision(3)} GB`;
  if (total > available) {
    throw new ParameterError(
      "n",
      spec.n,
      `what fits in memory (it needs ${gigabytes(total)} at d = ${spec.d}; ${gigabytes(available)} are there)`,
    );
  }
  if (kernelBytes(largestKernel / 8) > MEMORY_LIMIT) {
    throw new ParameterError(
      "n",
      spec.n,
      `what fits in ${workers} worker${workers === 1 ? "" : "s"} of 4.29 GB (one needs ${gigabytes(largestKernel)}; up to 16 workers share it)`,
    );
  }
}

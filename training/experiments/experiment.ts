// What an experiment is: a named list of independent points, each reproducible alone.

import type { DataOptions } from "../data.js";
import { computeMoments, type Moments } from "../diagonal/moments.js";
import { dot } from "../lbfgs.js";
import { prune } from "../pruning.js";
import { isConvex, type Method, type Result, type Specification } from "../specification.js";
import { meanSquare } from "../spectra.js";
import { drawTeacher } from "../teacher.js";
import { train } from "../train.js";
import type { Environment } from "../watch.js";

/** One training run of an experiment and what is kept of it. */
export interface ExperimentPoint {
  spec: Specification;
  /** Keep every eigenvalue (or |θ|), at the end and at snapshots. */
  spectrum?: boolean;
  /** Measure, at snapshots, the distance to the solution of the convex problem. */
  distance?: boolean;
  /** Also the error after pruning: learned eigenvalues x become (x − shift)₊. */
  pruneShift?: number;
}

export interface Experiment {
  /** Name of its files. */
  name: string;
  title: string;
  points: readonly ExperimentPoint[];
}

/** One row: the end of a run, or a snapshot on the way. */
export interface RunRow {
  network: "diagonal" | "quadratic";
  d: number;
  n: number;
  gamma: number;
  noise: number;
  lambda: number;
  /** 0 for the diagonal network. */
  width: number;
  method: Method;
  seed: number;
  iterations: number;
  final: boolean;
  time: number | null;
  trainLoss: number;
  gap: number | null;
  relativeGradient: number | null;
  mse: number;
  excessRisk: number;
  prunedMse: number | null;
  distance: number | null;
  seconds: number;
  converged: boolean;
}

/** One learned eigenvalue. */
export interface SpectrumRow {
  iterations: number;
  rank: number;
  value: number;
  overlap: number | null;
}

export interface PointResult {
  runs: RunRow[];
  spectrum: SpectrumRow[];
}

const spectrumRows = (
  iterations: number,
  { spectrum, overlaps }: { spectrum: Float64Array; overlaps?: Float64Array },
): SpectrumRow[] =>
  Array.from(spectrum, (value, k) => ({ iterations, rank: k + 1, value, overlap: overlaps?.[k] ?? null }));

let lastMoments: { key: string; moments: Moments } | undefined;

/** Moments of a data set; the last ones are kept, since neighbouring points differ in weight decay alone. */
async function momentsOf(spec: Specification, data: DataOptions): Promise<Moments> {
  const { d, n, gamma, noise, seed, spectrum } = spec;
  const key = JSON.stringify([d, n, gamma, noise, seed, spectrum]);
  if (lastMoments?.key !== key) lastMoments = { key, moments: computeMoments(data) };
  return lastMoments.moments;
}

/** Runs one point. All numbers but `seconds` depend on the point alone. */
export async function runPoint(point: ExperimentPoint, environment: Environment = {}): Promise<PointResult> {
  const { spec } = point;
  environment = { moments: (data) => momentsOf(spec, data), ...environment };
  const { network, d, n, gamma, noise, lambda, seed } = spec;
  let reference: Float64Array | undefined;
  if (point.distance) {
    const exact: Specification = {
      network,
      d,
      n,
      gamma,
      noise,
      lambda,
      width: spec.width,
      seed,
      method: isConvex(spec) && network === "quadratic" ? "convex" : undefined,
      tolerance: 1e-9,
    };
    reference = (await train(exact, { ...environment, progress: undefined })).weights;
  }
  const result: Result = await train(spec, { ...environment, reference });
  const { seconds, converged } = result;
  const common = {
    network,
    d,
    n,
    gamma,
    noise,
    lambda,
    width: network === "quadratic" ? (spec.width ?? d) : 0,
    method: spec.method ?? (network === "diagonal" ? "cd" : "lbfgs"),
    seed,
    seconds,
    converged,
  };
  let prunedMse: number | null = null;
  if (point.pruneShift !== undefined) {
    const teacher = drawTeacher(spec);
    prunedMse = meanSquare(prune(result.weights, point.pruneShift), teacher.weights, d);
  }
  const runs: RunRow[] = result.snapshots.map((snapshot) => ({
    ...common,
    iterations: snapshot.iteration,
    final: false,
    time: Number.isNaN(snapshot.time) ? null : snapshot.time,
    trainLoss: snapshot.trainLoss,
    gap: snapshot.gap,
    relativeGradient: null,
    mse: snapshot.mse,
    excessRisk: snapshot.excessRisk,
    prunedMse: null,
    distance: snapshot.distance ?? null,
  }));
  const { iterations, trainLoss, gap, relativeGradient, mse, excessRisk } = result;
  const distance =
    reference && Math.sqrt(meanSquare(result.weights, reference, 1) / dot(reference, reference));
  runs.push({
    ...common,
    iterations,
    final: true,
    time: null,
    trainLoss,
    gap,
    relativeGradient,
    mse,
    excessRisk,
    prunedMse,
    distance: distance ?? null,
  });
  const spectrum = point.spectrum
    ? [
        ...result.snapshots.flatMap((snapshot) => spectrumRows(snapshot.iteration, snapshot)),
        ...(result.snapshots.at(-1)?.iteration === iterations ? [] : spectrumRows(iterations, result)),
      ]
    : [];
  return { runs, spectrum };
}

/** Rough work of a point in kernel operations, to order points and estimate the time left. */
export function estimateWork({ spec }: ExperimentPoint): number {
  const { network, d, n, lambda, method, maxIterations } = spec;
  if (network === "diagonal") return n * d * (60 + d) + 3e7 + 2e2 * d * d;
  const hard = Math.min(900, 60 + (200 * d * d) / n);
  const steps =
    method === "gd" || method === "sgd"
      ? (maxIterations ?? 5000)
      : method === "convex"
        ? 30 + hard / (2 + 20 * lambda)
        : hard;
  const rows = method === "sgd" ? Math.min(n, spec.batch ?? 128) : n;
  return steps * (2 * rows * d * d + 6 * d ** 3 + 2e6);
}

// One training run from its specification.

import type { DataOptions } from "./data.js";
import { collectMoments, computeMoments, type Moments, sliceMoments } from "./diagonal/moments.js";
import { trainDiagonal } from "./diagonal/train.js";
import { sliceCount } from "./partition.js";
import { localRows } from "./quadratic/local.js";
import { batchOf, trainQuadratic } from "./quadratic/train.js";
import { checkSpecification, type Method, type Result, type Specification } from "./specification.js";
import { describe } from "./spectra.js";
import { drawTeacher } from "./teacher.js";
import { type Environment, type Outcome, Stopped, Watch } from "./watch.js";

/** Iterations between certificates: often enough to stop in time, seldom enough to cost a tenth of the run at most. */
function certificateInterval(spec: Specification, method: Method): number {
  if (spec.network === "diagonal") return 20;
  // It asks only where a certificate is at hand.
  if (method === "convex") return 1;
  const interval = Math.min(50, Math.max(5, Math.ceil((600 * spec.d) / spec.n)));
  if (method !== "sgd") return interval;
  // A certificate takes a pass over all rows, so at most one an epoch.
  const epoch = Math.ceil(spec.n / batchOf(spec));
  return epoch * Math.ceil(interval / epoch);
}

/** The moments, slice by slice where the run may be told to stop. */
async function momentsOf(data: DataOptions, environment: Environment, watch: Watch): Promise<Moments> {
  if (!environment.stopped) return computeMoments(data, environment.kernel);
  const parts = [];
  for (let slice = 0; slice < sliceCount(data.n); slice++) {
    parts.push(...sliceMoments(data, [slice, slice + 1], environment.kernel));
    if (await watch.heard()) throw new Stopped();
  }
  return collectMoments(parts, data.teacher.d, data.n);
}

/**
 * Trains one network. The result depends on the specification alone: not on the number of workers, on the version of
 * the kernel or on the engine.
 * @throws ParameterError for a value outside its range, before anything is computed; Stopped where it is stopped before
 * its first step
 */
export async function train(spec: Specification, environment: Environment = {}): Promise<Result> {
  checkSpecification(spec);
  const now = environment.now ?? (() => performance.now());
  const start = now();
  const { network, d, n, gamma, noise, seed, spectrum } = spec;
  const method = spec.method ?? (network === "diagonal" ? "cd" : "lbfgs");
  const teacher = drawTeacher({ network, d, seed, gamma, spectrum });
  const data = { teacher, n, noise, seed };
  const watch = new Watch(
    spec,
    environment,
    teacher,
    now,
    spec.tolerance ?? 1e-6,
    spec.maxIterations ?? (method === "cd" ? 20_000 : 10_000),
    certificateInterval(spec, method),
  );
  let outcome: Outcome;
  if (network === "diagonal") {
    const moments = await (environment.moments?.(data) ?? momentsOf(data, environment, watch));
    if (await watch.heard()) throw new Stopped();
    outcome = await trainDiagonal(spec, method, moments, watch);
  } else {
    const rows = await (environment.rows?.(data) ?? localRows(data, environment.kernel));
    try {
      if (await watch.heard()) throw new Stopped();
      outcome = await trainQuadratic(spec, method, environment, rows, watch);
    } finally {
      rows.close();
    }
  }
  return {
    ...describe(outcome.weights, teacher),
    ...outcome,
    convex: outcome.gap !== null,
    seconds: (now() - start) / 1000,
    snapshots: watch.snapshots,
  };
}

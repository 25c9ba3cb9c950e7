// One training run from its specification.

import { computeMoments } from "./diagonal/moments.js";
import { trainDiagonal } from "./diagonal/train.js";
import { localRows } from "./quadratic/local.js";
import { batchOf, trainQuadratic } from "./quadratic/train.js";
import { checkSpecification, type Method, type Result, type Specification } from "./specification.js";
import { describe } from "./spectra.js";
import { drawTeacher } from "./teacher.js";
import { type Environment, type Outcome, Watch } from "./watch.js";

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

/**
 * Trains one network. The result depends on the specification alone: not on the number of workers, on the version of
 * the kernel or on the engine.
 * @throws ParameterError for a value outside its range, before anything is computed
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
    const moments = await (environment.moments?.(data) ?? computeMoments(data, environment.kernel));
    outcome = await trainDiagonal(spec, method, moments, watch);
  } else {
    const rows = await (environment.rows?.(data) ?? localRows(data, environment.kernel));
    try {
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

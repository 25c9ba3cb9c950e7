// One training run from its specification.

import type { DataOptions } from "./data.js";
import { descend } from "./descent.js";
import { certifyLasso } from "./diagonal/certificate.js";
import { solveLasso } from "./diagonal/lasso.js";
import { computeMoments, type Moments } from "./diagonal/moments.js";
import { diagonalGap, diagonalLoss, weightsOf } from "./diagonal/network.js";
import { type Kernel, pad4 } from "./kernel/kernel.js";
import { dot, lbfgs, type Objective } from "./lbfgs.js";
import { certify } from "./quadratic/certificate.js";
import { localRows } from "./quadratic/local.js";
import { QuadraticObjective } from "./quadratic/objective.js";
import type { Rows } from "./quadratic/rows.js";
import { sgd } from "./quadratic/sgd.js";
import { Stream } from "./random.js";
import {
  checkSpecification,
  isConvex,
  LBFGS_MEMORY,
  type Method,
  type Result,
  type Snapshot,
  type Specification,
} from "./specification.js";
import { describe, meanSquare } from "./spectra.js";
import { drawTeacher, type Teacher } from "./teacher.js";

export interface Progress {
  iteration: number;
  maxIterations: number;
  trainLoss: number;
  /** Last duality gap (or relative gradient where p < d) that was computed. */
  gap: number;
  seconds: number;
  /** Estimate, from the decay of the gap; never more than the iterations left would take. */
  secondsLeft: number;
}

/** How and where a run computes; none of it changes the result. */
export interface Environment {
  /** Milliseconds; default performance.now. */
  now?: () => number;
  progress?: (progress: Progress) => void;
  /** Asked after every step; true ends the run, unconverged. */
  stopped?: () => boolean;
  /** Holders of the rows; default: this thread. */
  rows?: (options: DataOptions) => Promise<Rows>;
  moments?: (options: DataOptions) => Promise<Moments>;
  kernel?: Kernel["kind"];
  /** Weights to measure the distance to, at every snapshot. */
  reference?: Float64Array;
}

interface Outcome {
  weights: Float64Array;
  trainLoss: number;
  gap: number | null;
  relativeGradient: number;
  iterations: number;
  evaluations: number;
  converged: boolean;
}

/** Milliseconds of work between two looks at messages and signals. */
const BREATH = 100;

/** Follows a run: certificate at intervals, snapshots, progress. */
class Watch {
  readonly snapshots: Snapshot[] = [];
  gap = Number.NaN;
  stopped = false;
  readonly #first: number;
  #breath: number;
  #firstGap: { iteration: number; gap: number } | undefined;
  readonly #wanted: Set<number>;
  constructor(
    readonly spec: Specification,
    readonly environment: Environment,
    readonly teacher: Teacher,
    readonly now: () => number,
    readonly tolerance: number,
    readonly maxIterations: number,
    readonly interval: number,
  ) {
    this.#first = now();
    this.#breath = this.#first;
    this.#wanted = new Set(spec.snapshots);
  }

  /** After a step; true where the run is to end. `certify` is called at intervals only. */
  async step(
    iteration: number,
    time: number,
    trainLoss: number,
    weights: () => Float64Array,
    certify: () => number,
  ): Promise<boolean> {
    if (this.environment.stopped && this.now() - this.#breath > BREATH) {
      // Messages and signals are heard only between tasks.
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#breath = this.now();
    }
    const wanted = this.#wanted.has(iteration);
    const certified = wanted || iteration % this.interval === 0 || iteration === this.maxIterations;
    if (certified) this.gap = certify();
    if (wanted) this.#record(iteration, time, trainLoss, weights());
    if (this.environment.stopped?.()) {
      this.stopped = true;
      return true;
    }
    if (certified || iteration % 10 === 0) this.#report(iteration, trainLoss);
    return certified && this.gap <= this.tolerance;
  }

  #record(iteration: number, time: number, trainLoss: number, weights: Float64Array): void {
    const { reference } = this.environment;
    const { d } = this.teacher;
    const distance =
      reference && Math.sqrt(meanSquare(weights, reference, d) / (dot(reference, reference) / d));
    this.snapshots.push({
      iteration,
      time,
      trainLoss,
      gap: isConvex(this.spec) ? this.gap : null,
      ...describe(weights, this.teacher),
      distance,
    });
  }

  #report(iteration: number, trainLoss: number): void {
    if (!this.environment.progress || iteration === 0) return;
    const seconds = (this.now() - this.#first) / 1000;
    const { gap } = this;
    let left = this.maxIterations - iteration;
    if (gap < 1) {
      this.#firstGap ??= { iteration, gap };
      const rate = Math.log(this.#firstGap.gap / gap) / (iteration - this.#firstGap.iteration);
      if (rate > 0) left = Math.min(left, Math.max(0, Math.log(gap / this.tolerance) / rate));
    }
    this.environment.progress({
      iteration,
      maxIterations: this.maxIterations,
      trainLoss,
      gap,
      seconds,
      secondsLeft: (left * seconds) / iteration,
    });
  }
}

/** Rows in a batch of sgd. */
const batchOf = (spec: Specification) => Math.min(spec.batch ?? 128, pad4(spec.n));

/** Iterations between certificates: often enough to stop in time, seldom enough to cost a tenth of the run at most. */
function certificateInterval(spec: Specification, method: Method): number {
  if (spec.network === "diagonal") return 20;
  const interval = Math.min(50, Math.max(5, Math.ceil((600 * spec.d) / spec.n)));
  if (method !== "sgd") return interval;
  // A certificate takes a pass over all rows, so at most one an epoch.
  const epoch = Math.ceil(spec.n / batchOf(spec));
  return epoch * Math.ceil(interval / epoch);
}

/**
 * Half the step at which gradient descent on batches is stable near the teacher: the loss curves by 4n/d in S, by
 * 16 n s₁/(d√(pd)) in W along the leading eigenvector, times the spread (1 + d/√(2·batch))² of a batch's Gram matrix.
 */
function stableStep(spec: Specification, labelVariance: number, batch: number): number {
  const { d, n, width = d } = spec;
  const leading = Math.sqrt((d * labelVariance) / 2);
  const spread = (1 + d / Math.sqrt(2 * batch)) ** 2;
  return (d * Math.sqrt(width * d)) / (16 * n * Math.max(leading, 1e-300) * spread);
}

async function trainQuadratic(
  spec: Specification,
  method: Method,
  environment: Environment,
  rows: Rows,
  watch: Watch,
): Promise<Outcome> {
  const { d, width = d, lambda, maxIterations = 5000 } = spec;
  const convex = isConvex(spec);
  const objective = new QuadraticObjective(rows, { d, width, lambda }, environment.kernel);
  const scale = spec.initialScale ?? 1;
  const w = new Stream(spec.seed, "initialisation").gaussians(width * d).map((x) => scale * x);
  const gradient = new Float64Array(w.length);
  const state = () => objective.state as NonNullable<typeof objective.state>;
  const relativeGradient = () => (state().gradientNorm * Math.sqrt(state().weightNorm)) / state().loss;
  const measure = () => (convex ? certify(state(), objective).gap : relativeGradient());
  const evaluate: Objective = (x, g) => objective.evaluate(x, g);
  let iterations: number;
  let evaluations: number;
  let converged: boolean;
  if (method === "sgd") {
    const batch = batchOf(spec);
    const step =
      spec.step ?? stableStep(spec, (await rows.sums(new Float64Array(d * d))).squares / rows.n, batch);
    evaluations = 0;
    const run = await sgd(objective, w, {
      step,
      decay: spec.decay,
      momentum: spec.momentum,
      batch,
      maxIterations,
      order: new Stream(spec.seed, "order"),
      async stop(iteration, x, time) {
        const looks =
          iteration % watch.interval === 0 ||
          iteration === maxIterations ||
          spec.snapshots?.includes(iteration);
        if (!looks) return environment.stopped?.() ?? false;
        await objective.evaluate(x, gradient);
        evaluations++;
        return watch.step(iteration, time, state().loss, () => state().s, measure);
      },
    });
    evaluations += iterations = run.iterations;
    converged = run.converged && !watch.stopped;
  } else {
    const stop = (iteration: number, value: number, _: number, x: Float64Array, time = Number.NaN) =>
      watch.step(iteration, time, value, () => objective.learned(x), measure);
    const run =
      method === "gd"
        ? await descend(evaluate, w, {
            step: spec.step,
            growth: spec.step ? 1 : undefined,
            momentum: spec.momentum ?? (spec.step ? 0 : 0.9),
            maxIterations,
            stop,
          })
        : await lbfgs(evaluate, w, { memory: LBFGS_MEMORY, maxIterations, stop });
    ({ iterations, evaluations } = run);
    converged = run.converged && !watch.stopped;
  }
  // The last evaluation may have been a rejected trial or a single batch.
  await objective.evaluate(w, gradient);
  const gap = convex ? certify(state(), objective).gap : null;
  return {
    weights: state().s,
    trainLoss: state().loss,
    gap,
    relativeGradient: relativeGradient(),
    iterations,
    evaluations,
    converged,
  };
}

async function trainDiagonal(
  spec: Specification,
  method: Method,
  moments: Moments,
  watch: Watch,
): Promise<Outcome> {
  const { d, lambda } = spec;
  if (method === "cd") {
    const lasso = solveLasso(moments, {
      lambda,
      tolerance: watch.tolerance,
      maxSweeps: watch.maxIterations,
    });
    // The network's loss at its balanced parameters, a = ±√|θ|, is twice the LASSO's.
    const parameters = new Float64Array(2 * d);
    for (let i = 0; i < d; i++) {
      parameters[i] = Math.sqrt(Math.abs(lasso.theta[i]));
      parameters[d + i] = Math.sign(lasso.theta[i]) * parameters[i];
    }
    const gradient = new Float64Array(2 * d);
    diagonalLoss(moments, lambda, parameters, gradient);
    return {
      weights: lasso.theta,
      trainLoss: 2 * lasso.primal,
      gap: lasso.gap,
      relativeGradient: Math.sqrt(dot(gradient, gradient) * dot(parameters, parameters)) / (2 * lasso.primal),
      iterations: lasso.sweeps,
      evaluations: lasso.sweeps,
      converged: lasso.converged,
    };
  }
  const scale = spec.initialScale ?? 0.3;
  const x = new Stream(spec.seed, "initialisation").gaussians(2 * d).map((value) => scale * value);
  const objective: Objective = (parameters, gradient) => diagonalLoss(moments, lambda, parameters, gradient);
  const stop = (iteration: number, value: number, _: number, parameters: Float64Array, time = Number.NaN) =>
    watch.step(
      iteration,
      time,
      value,
      () => weightsOf(parameters),
      () => diagonalGap(moments, lambda, parameters, value),
    );
  const { maxIterations } = watch;
  const run =
    method === "gd"
      ? await descend(objective, x, {
          step: spec.step,
          growth: spec.step ? 1 : undefined,
          momentum: spec.momentum ?? (spec.step ? 0 : 0.9),
          maxIterations,
          stop,
        })
      : await lbfgs(objective, x, { memory: LBFGS_MEMORY, maxIterations, stop });
  const gradient = new Float64Array(2 * d);
  const loss = await objective(x, gradient);
  const weights = weightsOf(x);
  const { dual } = certifyLasso(moments, weights, lambda);
  return {
    weights,
    trainLoss: loss,
    gap: (loss - 2 * dual) / loss,
    relativeGradient: Math.sqrt(dot(gradient, gradient) * dot(x, x)) / loss,
    iterations: run.iterations,
    evaluations: run.evaluations,
    converged: run.converged && !watch.stopped,
  };
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
    spec.maxIterations ?? (method === "cd" ? 20_000 : 5000),
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

// A run of the quadratic network.

import { descend } from "../descent.js";
import { pad4 } from "../kernel/kernel.js";
import { lbfgs, type Objective } from "../lbfgs.js";
import { Stream } from "../random.js";
import { isConvex, LBFGS_MEMORY, type Method, type Specification } from "../specification.js";
import type { Environment, Outcome, Watch } from "../watch.js";
import { certify } from "./certificate.js";
import { Cone } from "./cone.js";
import { networkAt, solveConvex } from "./convex.js";
import { QuadraticObjective } from "./objective.js";
import type { Rows } from "./rows.js";
import { sgd } from "./sgd.js";

/** Rows in a batch of sgd. */
export const batchOf = (spec: Specification) => Math.min(spec.batch ?? 128, pad4(spec.n));

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

/** Solves the convex problem, and describes the network at its minimum. */
async function trainConvex(
  spec: Specification,
  environment: Environment,
  rows: Rows,
  watch: Watch,
): Promise<Outcome> {
  const { d, width = d, lambda } = spec;
  const { s, iterations, evaluations, converged } = await solveConvex(spec, environment, rows, watch);
  const objective = new QuadraticObjective(rows, { d, width, lambda }, environment.kernel);
  const w = networkAt(s, d, width, new Cone(d, environment.kernel));
  await objective.evaluate(w, new Float64Array(w.length));
  const state = objective.state as NonNullable<typeof objective.state>;
  const { gap } = certify(state, objective);
  return {
    weights: state.s,
    trainLoss: state.loss,
    gap,
    gapFrom: "residuals",
    relativeGradient: (state.gradientNorm * Math.sqrt(state.weightNorm)) / state.loss,
    iterations,
    evaluations,
    converged: converged || (!watch.stopped && gap <= watch.tolerance),
  };
}

/** Trains W from its random start. */
export async function trainQuadratic(
  spec: Specification,
  method: Method,
  environment: Environment,
  rows: Rows,
  watch: Watch,
): Promise<Outcome> {
  const { d, width = d, lambda } = spec;
  const { maxIterations } = watch;
  const convex = isConvex(spec);
  if (method === "convex") return trainConvex(spec, environment, rows, watch);
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
        if (!looks) return watch.heard();
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
  // A run also ends where rounding lets no step lower the loss: what counts then is the certificate.
  converged ||= !watch.stopped && (gap ?? relativeGradient()) <= watch.tolerance;
  return {
    weights: state().s,
    trainLoss: state().loss,
    gap,
    gapFrom: convex ? "residuals" : null,
    relativeGradient: relativeGradient(),
    iterations,
    evaluations,
    converged,
  };
}

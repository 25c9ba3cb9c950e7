// A run of the diagonal network.

import { descend } from "../descent.js";
import { dot, lbfgs, type Objective } from "../lbfgs.js";
import { Stream } from "../random.js";
import { LBFGS_MEMORY, type Method, type Specification } from "../specification.js";
import type { Outcome, Watch } from "../watch.js";
import { solveLasso } from "./lasso.js";
import type { Moments } from "./moments.js";
import { diagonalGap, diagonalLoss, weightsOf } from "./network.js";
import { diagonalRows } from "./rows.js";

/** Trains (a, w) from a random start, or solves the equivalent LASSO (method "cd"). */
export async function trainDiagonal(
  spec: Specification,
  method: Method,
  moments: Moments,
  watch: Watch,
): Promise<Outcome> {
  const { d, lambda } = spec;
  if (method === "cd") {
    const lasso = await solveLasso(moments, {
      lambda,
      tolerance: watch.tolerance,
      maxSweeps: watch.maxIterations,
      rows: diagonalRows({ teacher: watch.teacher, n: spec.n, noise: spec.noise, seed: spec.seed }),
      stopped: () => watch.heard(),
      progress: ({ sweeps, primal, gap }) => watch.report(sweeps, 2 * primal, gap),
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
      gapFrom: lasso.from,
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
  const gap = diagonalGap(moments, lambda, x, loss);
  return {
    weights: weightsOf(x),
    trainLoss: loss,
    gap,
    gapFrom: "moments",
    relativeGradient: Math.sqrt(dot(gradient, gradient) * dot(x, x)) / loss,
    iterations: run.iterations,
    evaluations: run.evaluations,
    converged: !watch.stopped && (run.converged || gap <= watch.tolerance),
  };
}

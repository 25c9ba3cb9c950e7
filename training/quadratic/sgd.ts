// Mini-batch stochastic gradient descent: rows are dealt into batches once, and each epoch visits all batches in a new
// random order (the rows are independent, so which of them share a batch carries no information).

import type { Stream } from "../random.js";
import type { QuadraticObjective } from "./objective.js";

export interface SgdOptions {
  /** First step; the step of iteration t is step/(1 + t/decay). */
  step: number;
  /** Iterations after which the step has halved; default Infinity: constant. */
  decay?: number;
  /** Momentum in [0, 1); default 0. */
  momentum?: number;
  /** Rows in a batch, a multiple of 4 (the last batch may be smaller). */
  batch: number;
  maxIterations: number;
  order: Stream;
  /** Called after every step, with the sum of all steps so far; true ends the run as converged. */
  stop(iteration: number, x: Float64Array, time: number): Promise<boolean> | boolean;
}

/** Runs SGD from w, which is overwritten. `converged` is what `stop` said. */
export async function sgd(
  objective: QuadraticObjective,
  w: Float64Array,
  options: SgdOptions,
): Promise<{ iterations: number; converged: boolean }> {
  const { step, decay = Infinity, momentum = 0, batch, maxIterations, order } = options;
  const { n } = objective.rows;
  const batches = Math.ceil(n / batch);
  const gradient = new Float64Array(w.length);
  const velocity = new Float64Array(w.length);
  let permutation = order.permutation(batches);
  let time = 0;
  let converged = await options.stop(0, w, 0);
  let iteration = 0;
  while (!converged && iteration < maxIterations) {
    const position = iteration % batches;
    if (position === 0 && iteration > 0) permutation = order.permutation(batches);
    const from = permutation[position] * batch;
    // With the number of batches as the factor, an epoch's gradients average to the full one, a short last batch included.
    objective.evaluateBatch(w, gradient, from, Math.min(n, from + batch), batches);
    const eta = step / (1 + iteration / decay);
    for (let i = 0; i < w.length; i++) {
      velocity[i] = momentum * velocity[i] - eta * gradient[i];
      w[i] += velocity[i];
    }
    time += eta;
    iteration++;
    converged = await options.stop(iteration, w, time);
  }
  return { iterations: iteration, converged };
}

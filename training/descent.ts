// Gradient descent with momentum and step control.

import { dot, type MinimiseResult, type Objective } from "./lbfgs.js";

export interface DescentOptions {
  /** First step; default: a tenth of the parameters' length over the gradient's. */
  step?: number;
  /** Heavy-ball momentum in [0, 1); it restarts where it points uphill. Default 0. */
  momentum?: number;
  /** Factor on the step after every success; 1 keeps gradient descent a discretised gradient flow. Default 1.02. */
  growth?: number;
  maxIterations: number;
  /** Called after every step, with the sum of all steps so far; true ends the run as converged. */
  stop(
    iteration: number,
    value: number,
    gradientNorm: number,
    x: Float64Array,
    time: number,
  ): Promise<boolean> | boolean;
}

/** Minimises `objective` from x, which is overwritten. A step that raises the value is undone and halved. */
export async function descend(
  objective: Objective,
  x: Float64Array,
  options: DescentOptions,
): Promise<MinimiseResult> {
  const { momentum = 0, growth = 1.02 } = options;
  let gradient = new Float64Array(x.length);
  let next = new Float64Array(x.length);
  const velocity = new Float64Array(x.length);
  const origin = new Float64Array(x.length);
  let value = await objective(x, gradient);
  let norm = Math.sqrt(dot(gradient, gradient));
  let step = options.step ?? (0.1 * Math.sqrt(dot(x, x))) / norm;
  let evaluations = 1;
  let time = 0;
  let iteration = 0;
  let converged = await options.stop(0, value, norm, x, 0);
  while (!converged && iteration < options.maxIterations) {
    if (momentum > 0 && dot(gradient, velocity) > 0) velocity.fill(0);
    origin.set(x);
    for (let i = 0; i < x.length; i++) {
      velocity[i] = momentum * velocity[i] - step * gradient[i];
      x[i] += velocity[i];
    }
    const trial = await objective(x, next);
    evaluations++;
    if (!(trial <= value + 1e-14 * Math.abs(value))) {
      x.set(origin);
      velocity.fill(0);
      step /= 2;
      if (!(step > 1e-300)) break;
      continue;
    }
    [gradient, next] = [next, gradient];
    value = trial;
    time += step;
    step *= growth;
    norm = Math.sqrt(dot(gradient, gradient));
    iteration++;
    converged = await options.stop(iteration, value, norm, x, time);
  }
  return { value, iterations: iteration, evaluations, converged };
}

// Training loss of the diagonal network on its own parameters (a, w), θ = a ⊙ w:
//
//   loss = Σ_μ (y_μ − θ·x_μ/√d)² + λ(‖a‖² + ‖w‖²),
//
// which is at least twice the LASSO objective at θ, with equality where |a_i| = |w_i|.

import { relativeGap } from "../gap.js";
import { dot } from "../lbfgs.js";
import { certifyLasso } from "./certificate.js";
import { applyGram, type Moments } from "./moments.js";

/** θ = a ⊙ w of the 2d parameters (a first, then w). */
export function weightsOf(parameters: Float64Array): Float64Array {
  const d = parameters.length / 2;
  return Float64Array.from({ length: d }, (_, i) => parameters[i] * parameters[d + i]);
}

/** Loss at the parameters, its gradient written to `gradient`. */
export function diagonalLoss(
  moments: Moments,
  lambda: number,
  parameters: Float64Array,
  gradient: Float64Array,
): number {
  const { d, correlation, labelNorm } = moments;
  const theta = weightsOf(parameters);
  const image = new Float64Array(d);
  applyGram(moments, theta, image);
  const squares = labelNorm - 2 * dot(theta, correlation) + dot(theta, image);
  let decay = 0;
  for (let i = 0; i < d; i++) {
    const a = parameters[i];
    const w = parameters[d + i];
    const g = 2 * (image[i] - correlation[i]);
    decay += a * a + w * w;
    gradient[i] = w * g + 2 * lambda * a;
    gradient[d + i] = a * g + 2 * lambda * w;
  }
  return squares + lambda * decay;
}

/**
 * Relative gap between the loss at the parameters and the least possible one, from the LASSO's dual; NaN where it is
 * not finite.
 */
export function diagonalGap(
  moments: Moments,
  lambda: number,
  parameters: Float64Array,
  loss: number,
): number {
  const { primal, dual, rounding } = certifyLasso(moments, weightsOf(parameters), lambda);
  return relativeGap(loss, 2 * dual, loss > 0 ? (rounding * 2 * primal) / loss : 0);
}

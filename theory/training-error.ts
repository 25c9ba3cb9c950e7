// Training and test error of a trained network, from the two equations of state evolution; derived on the page training-error.
import { facts } from "./networks.js";
import type { Solution } from "./state-evolution.js";

/** Mean squared errors of a trained network on noisy labels. */
export interface TrainingError {
  /** (1/n)Σ(y − f̂)² over the samples that it was trained on; in [0, `test`]. */
  training: number;
  /** The same over new samples, R + Δ. */
  test: number;
  /** Fraction of each residual that training has fitted away: D/α (diagonal), D/(2α) (quadratic); in [0, 1]. */
  fitted: number;
}

/**
 * E_train = (1 − fitted)²·E_test at a solution of state evolution, of any width. `fitted` is the number of degrees of freedom per
 * sample: the mean derivative of a prediction with respect to its own label.
 */
export function trainingError({
  network,
  alpha,
  lambda,
  cut,
  excessRisk,
  noise,
}: Pick<Solution, "network" | "alpha" | "lambda" | "cut" | "excessRisk" | "noise">): TrainingError {
  // load·α − response·D = 1/ε = λ/c without the difference, which has no digits left where the network interpolates.
  const left = Math.min(1, lambda / (cut * facts(network).equations.load * alpha));
  const test = excessRisk + noise;
  return { training: left * left * test, test, fitted: 1 - left };
}

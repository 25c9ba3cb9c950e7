// The Bayes-optimal benchmark (Corollary 1): the least risk that any estimator can reach with n samples.
import type { BayesPoint } from "./model.js";
import { model } from "./models.js";
import { checkParameters, type Network } from "./parameters.js";
import { riskOfMse } from "./state-evolution.js";
import { powerLawTeacher } from "./teacher.js";

export interface BayesOptimum extends BayesPoint {
  excessRisk: number;
}

/**
 * Solves 2αδ² = mmse(δ) + Δ/2 (quadratic) or αδ² = mmse(δ) + Δ (diagonal, variances known).
 * Where nothing but δ = 0 solves it (no noise, enough samples), the error is 0. Throws a ParameterError for a parameter outside its range.
 */
export function bayesOptimal(p: {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
}): BayesOptimum {
  const { network, d, gamma, noise, alpha } = checkParameters({ ...p, lambda: 1, width: undefined });
  const { kernel } = powerLawTeacher(network, d, gamma);
  const { delta, mse, converged, residual } = model(network).bayes(kernel, { d, gamma, noise, alpha });
  return { delta, mse, excessRisk: riskOfMse(network, mse), converged, residual };
}

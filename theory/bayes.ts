// The Bayes-optimal benchmark (Corollary 1): the least risk that any estimator can reach with n samples.
import { diagonalBayes } from "./diagonal/bayes.js";
import { CONVERGED } from "./fixed-point.js";
import { checkParameters, type Network } from "./parameters.js";
import { minimumMse } from "./quadratic/bayes.js";
import { riskOfMse } from "./state-evolution.js";
import { quadraticKernelOf } from "./teacher.js";

export interface BayesOptimum {
  delta: number;
  /** Per-coordinate error, as in `Solution`. */
  mse: number;
  excessRisk: number;
  converged: boolean;
  /** Defect of the scalar equation relative to its largest term. */
  residual: number;
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
  if (network === "diagonal") {
    const s = diagonalBayes({ d, gamma, noise, alpha });
    return { delta: s.delta, mse: s.mse, excessRisk: s.mse, converged: s.converged, residual: s.residual };
  }
  // mmse(δ)/δ² rises to 1 − 1/d as δ → 0, so without noise 2α ≥ 1 − 1/d leaves no positive solution.
  const { atoms } = quadraticKernelOf(d, gamma);
  if (noise === 0 && alpha >= 0.5 * (1 - 1 / d))
    return { delta: 0, mse: 0, excessRisk: 0, converged: true, residual: 0 };
  let mse = 0;
  const defect = (x: number) => {
    const tau = Math.exp(x);
    mse = minimumMse(atoms, tau);
    return Math.log((mse + noise / 2) / (2 * alpha * tau));
  };
  const x = root(defect, Math.log((1 + noise / 2) / (2 * alpha)));
  const tau = Math.exp(x);
  mse = minimumMse(atoms, tau);
  const left = 2 * alpha * tau;
  const residual = Math.abs(mse + noise / 2 - left) / Math.max(left, mse, noise / 2);
  return {
    delta: Math.sqrt(tau),
    mse,
    excessRisk: riskOfMse(network, mse),
    converged: residual <= CONVERGED,
    residual,
  };
}

/** Defect of the logarithm of the equation below which iterating on only chases the rounding of the quadrature. */
const ENOUGH = 1e-12;

/** The root of a decreasing function at or below `high`: steps down until it is bracketed, then ITP (Oliveira & Takahashi, ACM TOMS 47, 2021). */
function root(f: (x: number) => number, high: number): number {
  let b = high;
  let fb = f(b);
  if (fb >= 0) return b;
  let step = 0.25;
  let a = b - step;
  let fa = f(a);
  for (let k = 0; fa < 0 && k < 60; k++) {
    b = a;
    fb = fa;
    step *= 2;
    a -= step;
    fa = f(a);
  }
  const tolerance = 1e-15 * Math.max(1, Math.abs(a));
  const most = Math.ceil(Math.log2((b - a) / (2 * tolerance))) + 1;
  const scale = 0.2 / (b - a);
  for (let k = 0; k < 100 && b - a > 2 * tolerance; k++) {
    const half = (a + b) / 2;
    const radius = tolerance * 2 ** Math.min(60, most - k) - (b - a) / 2;
    const secant = (fb * a - fa * b) / (fb - fa);
    const side = Math.sign(half - secant);
    const shift = Math.min(scale * (b - a) ** 2, Math.abs(half - secant));
    const closer = secant + side * shift;
    const x = Math.abs(closer - half) <= radius ? closer : half - side * radius;
    const fx = f(x);
    if (fx > 0) {
      a = x;
      fa = fx;
    } else {
      b = x;
      fb = fx;
    }
    if (Math.abs(fx) <= ENOUGH) return x;
  }
  return (a + b) / 2;
}

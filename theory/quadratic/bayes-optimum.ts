// The Bayes-optimal fixed point of the quadratic network.
import { CONVERGED } from "../fixed-point.js";
import type { BayesPoint } from "../model.js";
import type { Atoms } from "./atoms.js";
import { minimumMse } from "./bayes.js";

/**
 * Solves 2αδ² = mmse(δ) + Δ/2 for a teacher of d eigenvalues. mmse(δ)/δ² rises to 1 − 1/d as δ → 0, so without noise
 * 2α ≥ 1 − 1/d leaves no solution but δ = 0, and the error is 0.
 */
export function quadraticBayes(
  atoms: Atoms,
  { d, noise, alpha }: { d: number; noise: number; alpha: number },
): BayesPoint {
  if (noise === 0 && alpha >= 0.5 * (1 - 1 / d)) return { delta: 0, mse: 0, converged: true, residual: 0 };
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
  return { delta: Math.sqrt(tau), mse, converged: residual <= CONVERGED, residual };
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

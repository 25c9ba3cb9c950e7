// What is in closed form of the diagonal linear network, f(x) = Σ θ_i x_i with θ = u·v: its weight decay makes it the LASSO.
import { DIAGONAL_EQUATIONS } from "../kernel.js";
import type { NetworkFacts } from "../model.js";
import { secondTailMoment } from "../normal.js";
import { diagonalNoiseFit } from "./noise-fit.js";

/**
 * With 2Φ̄(c/δ) = α, c² ≈ 2δ²L with L = log(d/n_eff): ρ = 1/L, and features below the cut are lost, which makes the rate of
 * phase IV (LΔ/n_eff)^{1−1/(2γ)}: the onset is a power of log d.
 */
function overfittingOnset({ d, gamma, noise }: { d: number; gamma: number; noise: number }): number {
  const rate = 1 - 0.5 / gamma;
  let low = -800;
  let high = Math.log(d);
  while (high - low > 1e-13 * Math.max(1, high)) {
    const x = 0.5 * (low + high);
    if ((1 - rate) * Math.log(noise) + rate * x < (1 + rate) * Math.log(Math.log(d) - x)) low = x;
    else high = x;
  }
  return Math.exp(0.5 * (low + high));
}

export const diagonalFacts: NetworkFacts = {
  name: "diagonal",
  words: {
    title: "diagonal linear network",
    weight: "weight",
    weights: "weights",
    size: "size",
    symbol: "|θ|",
    load: "n/d",
    peak: "d",
    peakSamples: "d",
    recovery: "d",
    recoverySamples: "d",
    error: "error ‖θ̂−θ*‖²/d",
    errorKey: "mse",
    bayesErrorKey: "bayesMse",
    largest: "largest |θ|",
    convex: "LASSO",
    noiseEdge: "δ√(2 log d)",
  },
  shape: "vector",
  randomTeacher: true,
  resolvesFeatures: false,
  equations: DIAGONAL_EQUATIONS,
  riskPerMse: 1,
  samplesAtUnitLoad: (d) => d,
  load: (d, n) => n / d,
  samples: (d, alpha) => alpha * d,
  effectiveSamples: (_, n) => n,
  peakLoad: 1,
  recoveryLoad: 1,
  overfittingOnset,
  firstFeature: (d) => Math.sqrt(d),
  // The largest of d Gaussians (Donoho and Johnstone's universal threshold).
  noiseEdge: (d) => Math.sqrt(2 * Math.log(d)),
  positivePart: 1 / Math.sqrt(2 * Math.PI),
  noiseFit: diagonalNoiseFit,
  featureErrors: {
    learned: ({ count, tau, cut }) => count * (tau + cut * cut),
    passed: (a) => 2 * secondTailMoment(a),
  },
  // Six standard deviations stand for the largest of many Gaussians.
  collapse: { reach: 6, margin: 6 },
};

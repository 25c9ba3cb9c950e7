// What is in closed form of the quadratic network, f(x) = Σ_k (w_k·x)² centred, S = WᵀW/√(pd): its weight decay makes it
// nuclear-norm matrix sensing.
import { QUADRATIC_EQUATIONS } from "../kernel.js";
import type { NetworkFacts } from "../model.js";
import { powerSum } from "../power-sum.js";
import { quadraticNoiseFit } from "./noise-fit.js";

/** ∫(x − a)₊² over the semicircle law of variance 1, a ≥ 0; absolute error below 1e-15. */
export function semicircleTail(a: number): number {
  if (a >= 2) return 0;
  const root = Math.sqrt(4 - a * a);
  const rest = 0.5 - Math.asin(a / 2) / Math.PI;
  const mass = rest - (a * root) / (4 * Math.PI);
  const first = root ** 3 / (6 * Math.PI);
  const second = rest - (a * (a * a - 2) * root) / (8 * Math.PI);
  return Math.max(0, second - 2 * a * first + a * a * mass);
}

export const quadraticFacts: NetworkFacts = {
  name: "quadratic",
  words: {
    title: "quadratic network",
    weight: "eigenvalue",
    weights: "eigenvalues",
    size: "eigenvalue",
    symbol: "x",
    load: "n/d²",
    peak: "d/4",
    peakSamples: "d²/4",
    recovery: "d/2",
    recoverySamples: "d²/2",
    error: "matrix error ‖Ŝ−S*‖²/d",
    errorKey: "matrixMse",
    bayesErrorKey: "bayesMatrixMse",
    largest: "leading eigenvalues",
    convex: "nuclear norm",
    noiseEdge: "2δ",
  },
  shape: "matrix",
  randomTeacher: false,
  resolvesFeatures: true,
  equations: QUADRATIC_EQUATIONS,
  // E(Tr A(xxᵀ−I))² = 2‖A‖²_F.
  riskPerMse: 2,
  samplesAtUnitLoad: (d) => d ** 2,
  load: (d, n) => n / d / d,
  samples: (d, alpha) => alpha * d * d,
  effectiveSamples: (d, n) => n / d,
  peakLoad: 0.25,
  recoveryLoad: 0.5,
  // A semicircle cut at distance δs from its edge has D = 8s^{5/2}/(15π), hence ρ(t) = t^{2/5} (with constant 0.77).
  overfittingOnset({ d, gamma, noise }) {
    const rate = 1 - 0.5 / gamma;
    return (d ** 0.4 * noise ** (rate - 1)) ** (1 / (0.4 + rate));
  },
  firstFeature: (d, gamma) => Math.sqrt(d / powerSum(1, d, -2 * gamma)),
  // The edge of pure noise, as in the paper.
  noiseEdge: () => 2,
  positivePart: 4 / (3 * Math.PI),
  noiseFit: quadraticNoiseFit,
  featureErrors: {
    // With r = δ²/s the error of a feature is 3r² − 4rc + c² + 2δ²; two learned features share the entries that join them.
    learned({ count, first, d, gamma, tau, cut }) {
      const rise = tau / first;
      return (
        3 * rise * rise * powerSum(1, count, 2 * gamma) -
        4 * rise * cut * powerSum(1, count, gamma) +
        count * (cut * cut + 2 * tau - (tau * count) / d)
      );
    },
    passed: semicircleTail,
  },
  collapse: { reach: 2.1, margin: 1 },
  width: { rescaledDecay: (lambda, d, width) => lambda * Math.sqrt(width / d) },
};

// The diagonal linear network: soft-thresholded Gaussian weights, θ*_i ~ N(0, d·i^{−2γ}).
import type { Kernel } from "../kernel.js";
import type { Model } from "../model.js";
import { diagonalAtoms, learnableFeatures } from "./atoms.js";
import { diagonalBayes } from "./bayes.js";
import { diagonalDecomposition } from "./decomposition.js";
import { diagonalFacts } from "./facts.js";
import { diagonalKernel, fixedTeacherKernel } from "./kernel.js";
import { diagonalSpectrum, magnitudeLaw } from "./spectrum.js";

export const diagonalModel: Model<Kernel> = {
  ...diagonalFacts,
  kernel(d, gamma) {
    const { variances, weights } = diagonalAtoms(d, gamma);
    return diagonalKernel(variances, weights);
  },
  givenTeacher: fixedTeacherKernel,
  feature: (d, gamma) => (rank) => Math.sqrt(d) * rank ** -gamma,
  meanWeight: () => 0,
  tailSamples: (_, { d, gamma, lambda }) => lambda * d ** (gamma + 0.5),
  spectrum: (_, point) => diagonalSpectrum(point),
  decomposition: (_, { d, gamma, delta, cut }) => diagonalDecomposition(d, gamma, delta, cut),
  /** Those with a variance above δ². */
  featuresAboveNoise: (_, { d, gamma, delta }) => learnableFeatures(d, gamma, delta),
  /** The expected number of active weights among those with √d·i^{−γ} > δ; the Gaussian teacher has no sharp steps. */
  learnedFeatures(_, { d, gamma, delta, cut }) {
    if (learnableFeatures(d, gamma, delta) < 1) return 0;
    return magnitudeLaw({ d, gamma, delta, cut }, Float64Array.of(1)).activeFeatures;
  },
  /** Where the typical size √d of the strongest weight exceeds both the noise and the cut. */
  firstLearned: (_, { d, delta, cut }) => Math.sqrt(d) > Math.max(delta, cut),
  collapsed: ({ d, divergence }) => divergence * d < 1,
  bayes: (_, p) => diagonalBayes(p),
};

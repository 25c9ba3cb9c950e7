// The quadratic network: eigenvalues of S* + δZ soft-thresholded at the cut.
import type { Model, NoisyPoint } from "../model.js";
import { powerLawAtoms } from "./atoms.js";
import { lastGap } from "./bayes.js";
import { quadraticBayes } from "./bayes-optimum.js";
import { components } from "./components.js";
import { quadraticDecomposition } from "./decomposition.js";
import { quadraticFacts } from "./facts.js";
import { type QuadraticKernel, quadraticKernel } from "./kernel.js";
import { quadraticSpectrum } from "./spectrum.js";

/**
 * Eigenvalues of the noisy teacher above the cut and to the right of the support's last gap, below which the features are
 * hidden in the noise.
 */
function learnedFeatures({ atoms }: QuadraticKernel, { delta, cut }: NoisyPoint): number {
  let count = 0;
  for (const component of components(atoms, delta * delta)) {
    if (component.right <= cut) break;
    const last = component.atoms[0] + component.atoms[1] >= atoms.size;
    // Where even the weakest feature exceeds the noise, the last component is features too close to be told apart.
    if (!last || atoms.value(atoms.size - 1) > delta) count += component.atoms[1];
  }
  return count;
}

export const quadraticModel: Model<QuadraticKernel> = {
  ...quadraticFacts,
  kernel: (d, gamma, width) =>
    quadraticKernel(powerLawAtoms(d, gamma), width === undefined ? undefined : { fraction: width / d }),
  feature(d, gamma) {
    const atoms = powerLawAtoms(d, gamma);
    return (rank) => atoms.value(rank - 1);
  },
  matrix: (kernel) => kernel,
  meanWeight: ({ atoms }) => atoms.mean,
  tailSamples: ({ atoms }, { d, lambda }) => (lambda * d) / (4 * atoms.value(atoms.size - 1)),
  spectrum: quadraticSpectrum,
  decomposition: (kernel, { delta, cut }) => quadraticDecomposition(kernel, delta * delta, cut),
  /** Those above the last gap of the spectrum. */
  featuresAboveNoise({ atoms }, { delta }) {
    const outliers = lastGap(atoms, delta * delta);
    // The last gap above the weakest feature alone: nothing is hidden.
    return outliers === atoms.size - 1 ? atoms.size : outliers;
  },
  learnedFeatures,
  firstLearned: (kernel, point) => learnedFeatures(kernel, point) > 0,
  collapsed: ({ zero }) => zero,
  bayes: ({ atoms }, p) => quadraticBayes(atoms, p),
};

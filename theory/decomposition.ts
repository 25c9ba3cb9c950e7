// Result 3: the error of the trained network as a sum over the parts of its spectrum, exact at finite d.
import { learnableFeatures } from "./diagonal/atoms.js";
import { diagonalDecomposition } from "./diagonal/decomposition.js";
import { lastGap } from "./quadratic/bayes.js";
import { quadraticDecomposition } from "./quadratic/decomposition.js";
import type { Solution } from "./state-evolution.js";
import { quadraticKernelOf } from "./teacher.js";

/** Terms of the per-coordinate error; they add up to `Solution.mse`. */
export interface Decomposition {
  /** Noise learned by the bulk, ∫_bulk (x−c)₊² dμ. */
  overfitting: number;
  /** Features hidden in the bulk, (1/d)Σ_bulk s_i². */
  underfitting: number;
  /** What is wrong with the learned features: bias of the cut, noise in value and direction. */
  approximation: number;
  /** What the bulk still learns of its hidden features: −2∫_bulk (x−c)₊(x−2δ²H) dμ ≤ 0. */
  alignment: number;
  total: number;
}

/** Splits the error of a full-width solution. Throws a RangeError for a finite width. */
export function decomposition(s: Solution): Decomposition {
  if (s.width !== undefined && s.width < s.d)
    throw new RangeError("the decomposition holds at full width only");
  return s.network === "diagonal"
    ? diagonalDecomposition(s.d, s.gamma, s.delta, s.cut)
    : quadraticDecomposition(quadraticKernelOf(s.d, s.gamma), s.delta * s.delta, s.cut);
}

/**
 * Number of features whose error the decomposition counts as approximation, the strongest first: those above the last gap of the
 * spectrum (quadratic), or with a variance above δ² (diagonal).
 */
export function learnedFeatures(s: Pick<Solution, "network" | "d" | "gamma" | "delta">): number {
  const { network, d, gamma, delta } = s;
  if (network === "diagonal") return learnableFeatures(d, gamma, delta);
  const { atoms } = quadraticKernelOf(d, gamma);
  const outliers = lastGap(atoms, delta * delta);
  // The last gap above the weakest feature alone: nothing is hidden.
  return outliers === atoms.size - 1 ? atoms.size : outliers;
}

// Result 2 in outline: where bulk and outliers of the learned spectrum lie, how much they hold, and how well each outlier points.
import { components, spikeLaw } from "./quadratic/components.js";
import type { Solution } from "./state-evolution.js";
import { matrixKernelOf } from "./teacher.js";

/** An eigenvalue of the learned S that stands apart and belongs to one feature. */
export interface Outlier {
  /** Rank of its feature, from 1. */
  feature: number;
  /** The feature's eigenvalue s_i in the teacher. */
  strength: number;
  /** Mean after the cut; 0 or below where the cut removes it. */
  position: number;
  /** Squared overlap of its eigenvector with the teacher's, exact at finite d. */
  overlap: number;
}

/** The learned spectrum of the quadratic network without its densities. Ends and positions are after the cut. */
export interface SpectrumOutline {
  /** Fraction of exact zeros. */
  zeroMass: number;
  /** Components of the support that several features share, the largest first; `left` is at least 0. */
  bulks: {
    left: number;
    right: number;
    /** Rank of its strongest feature, and the number of features that share it. */
    feature: number;
    features: number;
    /** Whether all its features exceed the noise: too close to be told apart, and yet learned. */
    merged: boolean;
  }[];
  /** Number of features stronger than the noise, s_i > δ: those that leading order expects outside the bulk. */
  stronger: number;
  /** Features with a component of their own, the strongest first, also those that the cut removes. */
  outliers: Outlier[];
}

/**
 * The outline at a solution of state evolution of the quadratic network at full width.
 * @throws RangeError for another network or a finite width
 */
export function spectrumOutline(
  s: Pick<Solution, "network" | "d" | "gamma" | "delta" | "cut" | "zero" | "width">,
): SpectrumOutline {
  const kernel = matrixKernelOf(s.network, s.d, s.gamma);
  if (!kernel || (s.width !== undefined && s.width < s.d))
    throw new RangeError("the outline is that of the quadratic network at full width");
  const { d, delta, cut, zero } = s;
  const { atoms } = kernel;
  const tau = delta * delta;
  kernel.reset?.();
  kernel.evaluate(tau, cut);
  const outline: SpectrumOutline = {
    zeroMass: zero ? 1 : Math.max(0, 1 - kernel.last.mass),
    bulks: [],
    stronger: atoms.countAbove(delta),
    outliers: [],
  };
  const weakest = atoms.value(atoms.size - 1);
  for (const { kind, atoms: owned, left, right } of components(atoms, tau)) {
    const [first, features] = owned;
    if (kind === "spike") {
      const { position, overlap } = spikeLaw(atoms, tau, first);
      const strength = atoms.value(first);
      outline.outliers.push({ feature: first + 1, strength, position: position - cut, overlap });
    } else if (right > cut) {
      const merged = first + features >= d && weakest > delta;
      outline.bulks.push({
        left: Math.max(0, left - cut),
        right: right - cut,
        feature: first + 1,
        features,
        merged,
      });
    }
  }
  return outline;
}

// Result 3: the error of the trained network as a sum over the parts of its spectrum, exact at finite d.
import type { Decomposition } from "./model.js";
import { model } from "./models.js";
import type { Solution } from "./state-evolution.js";
import { powerLawTeacher } from "./teacher.js";

export type { Decomposition } from "./model.js";

/** Splits the error of a full-width solution. Throws a RangeError for a finite width. */
export function decomposition(s: Solution): Decomposition {
  if (s.width !== undefined && s.width < s.d)
    throw new RangeError("the decomposition holds at full width only");
  return model(s.network).decomposition(powerLawTeacher(s.network, s.d, s.gamma).kernel, s);
}

/**
 * Number of features whose error the decomposition counts as approximation, the strongest first, whether or not the cut
 * removes them: those above the last gap of the spectrum (quadratic), or with a variance above δ² (diagonal). How many of
 * them survive the cut is `learnedFeatures` of theory/learned-features.ts.
 */
export function featuresAboveNoise(s: Pick<Solution, "network" | "d" | "gamma" | "delta">): number {
  return model(s.network).featuresAboveNoise(powerLawTeacher(s.network, s.d, s.gamma).kernel, s);
}

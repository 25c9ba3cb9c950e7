// Power-law tails of trained weights: what the teacher puts there, where the theory lets it be seen (section 5 of the
// spectra, Result 2 of arXiv:2509.24882), and the methods that estimate an exponent from a sample.
import { checkParameter } from "./parameters.js";
import type { PhaseId } from "./phases.js";
import { discreteTailFits } from "./tails/discrete.js";
import { LEAST_TAIL, type TailFit, tailFits } from "./tails/power-law.js";
import { type SampleKind, sampleKind, sampleWord } from "./tails/sample.js";

export { bootstrapP, syntheticDistance, syntheticSample } from "./tails/bootstrap.js";
export { discreteTailFits, hurwitzZeta } from "./tails/discrete.js";
export { type Alternative, type LikelihoodRatio, likelihoodRatios } from "./tails/likelihood.js";
export {
  descending,
  fittedAbove,
  type HillPoint,
  hillPlot,
  LEAST_TAIL,
  nearestTail,
  type TailFit,
  tailFits,
} from "./tails/power-law.js";
export { type SampleKind, sampleKind, sampleWord } from "./tails/sample.js";

/**
 * Exponent of the density of weights i^{−γ}: i features exceed x = i^{−γ}, so the mass above x is x^{−1/γ} and the density
 * falls as x^{−(1 + 1/γ)}. Throws a ParameterError for γ outside its range.
 */
export function teacherTailExponent(gamma: number): number {
  checkParameter("gamma", gamma);
  return 1 + 1 / gamma;
}

/** Where the teacher's tail shows in the learned spectrum: in all of it, in the outliers above a bulk or a cut, or nowhere. */
export type TailVisibility = "whole" | "outliers" | "none";

/** By phase. "Ia" has a few weights, all noise. */
export const TAIL_OF_PHASE: Readonly<Record<PhaseId, TailVisibility>> = {
  Ia: "none",
  Ib: "none",
  II: "outliers",
  III: "whole",
  IV: "outliers",
  V: "none",
  peak: "none",
  VIa: "outliers",
  VIb: "whole",
  exact: "whole",
};

/**
 * Every tail of a sample that can be fitted, by the discrete law where the values are integers and by the continuous one
 * else, with what a reader has to know of the sample.
 * @param sorted positive values, largest first
 */
export function tailsOf(
  sorted: ArrayLike<number>,
  least = LEAST_TAIL,
): { kind: SampleKind; word: string | undefined; fits: TailFit[] } {
  const kind = sampleKind(sorted);
  const fits = kind === "integers" ? discreteTailFits(sorted, least) : tailFits(sorted, least);
  return { kind, word: sampleWord(sorted), fits };
}

import type { Meaning } from "../../encoding.js";

/** The terms of the decomposition, in the order in which they are stacked. */
export const TERMS = ["overfitting", "underfitting", "approximation", "alignment"] as const;
export type Term = (typeof TERMS)[number];

/** The excess risk and its terms; alignment ≤ 0, and they add up to `total`. */
export interface Terms extends Record<Term, number> {
  total: number;
  converged: boolean;
}

/** The same at one point of a line. */
export interface TermsPoint extends Terms {
  x: number;
}

/** How each term is drawn everywhere: its colour, and a dash where it is subtracted. */
export const TERM_MARKS: Record<Term, { meaning: Meaning; name: string; dash?: string }> = {
  overfitting: { meaning: "bulk", name: "overfitting" },
  underfitting: { meaning: "hidden", name: "underfitting" },
  approximation: { meaning: "approximation", name: "approximation" },
  alignment: { meaning: "teacher", name: "alignment (subtracted)", dash: "2 3" },
};

/** Those that are positive. */
export const POSITIVE = ["overfitting", "underfitting", "approximation"] as const;

/** What the positive terms add up to. */
export const positiveSum = (terms: Terms): number => POSITIVE.reduce((sum, term) => sum + terms[term], 0);

/** The positive term that is largest, and its share in the sum of the three. */
export function largestTerm(terms: Terms): { term: (typeof POSITIVE)[number]; share: number } {
  const term = POSITIVE.reduce((a, b) => (terms[b] > terms[a] ? b : a));
  return { term, share: terms[term] / positiveSum(terms) };
}

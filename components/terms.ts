/** The terms of the decomposition, in the order in which they are stacked. */
export const TERMS = ["overfitting", "underfitting", "approximation", "alignment"] as const;
export type Term = (typeof TERMS)[number];

/** The excess risk and its terms at one point of a line; alignment ≤ 0, and they add up to `total`. */
export interface TermsPoint extends Record<Term, number> {
  x: number;
  total: number;
  converged: boolean;
}

/** The positive term that is largest, and its share in the sum of the three. */
export function largestTerm(point: TermsPoint): { term: Term; share: number } {
  const positive = TERMS.slice(0, 3);
  const term = positive.reduce((a, b) => (point[b] > point[a] ? b : a));
  return { term, share: point[term] / positive.reduce((sum, other) => sum + point[other], 0) };
}

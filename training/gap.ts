// Relative duality gap: how far above the least possible value a run may be.

/** What a gap was computed from: the moments of the data, or the residuals of all rows. */
export type GapSource = "moments" | "residuals";

/** Negative gaps up to this are rounding; weak duality excludes the others. */
const ROUNDING = 1e-10;

/**
 * (primal − dual)/primal with `rounding` added, an upper bound on the relative distance from the minimum. Never negative.
 * NaN, which certifies nothing, where a value is not finite or the dual lies above the primal by more than rounding.
 *
 * @param rounding relative error that the two values may have, ≥ 0
 */
export function relativeGap(primal: number, dual: number, rounding = 0): number {
  if (!(Number.isFinite(primal) && Number.isFinite(dual) && Number.isFinite(rounding))) return Number.NaN;
  if (primal <= 0) return primal === 0 && dual <= 0 ? 0 : Number.NaN;
  const gap = (primal - dual) / primal;
  if (gap < -Math.max(ROUNDING, rounding)) return Number.NaN;
  return Math.max(0, gap) + rounding;
}

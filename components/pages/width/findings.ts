import type { WidthCurve } from "./curves.js";

/** What a curve says: its best width, and whether width alone beats the full network. */
export function widthFindings(curve: WidthCurve) {
  const usable = curve.points.filter(({ converged }) => converged);
  const full = curve.points[curve.points.length - 1];
  const best = usable.reduce((a, b) => (b.excessRisk < a.excessRisk * (1 - 1e-9) ? b : a));
  /** A tenth or more below the full network. */
  const narrowWins = best.excessRisk < 0.9 * full.excessRisk;
  // From here on the risk stays within 5 % of that at full width.
  const lastOff = usable.findLastIndex(({ excessRisk }) => Math.abs(excessRisk / full.excessRisk - 1) > 0.05);
  const enough = (usable[lastOff + 1] ?? full).width;
  const worst = usable
    .filter(({ width }) => width >= best.width)
    .reduce((a, b) => (b.excessRisk > a.excessRisk ? b : a));
  return { full, best, narrowWins, enough, worst };
}

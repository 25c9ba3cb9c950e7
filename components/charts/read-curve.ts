import type { LinePoint } from "./chart.js";

/** A value of a curve between its points: linear in the logarithms; NaN outside or beside a point that did not converge. */
export function at(points: readonly LinePoint[], x: number): number {
  const i = points.findIndex((p) => p.x >= x * (1 - 1e-12));
  if (i < 0) return Number.NaN;
  const [a, b] = [points[Math.max(0, i - 1)], points[i]];
  if (Math.abs(b.x / x - 1) < 1e-9) return b.converged === false ? Number.NaN : b.y;
  if (i === 0 || a.converged === false || b.converged === false) return Number.NaN;
  const t = Math.log(x / a.x) / Math.log(b.x / a.x);
  return Math.exp((1 - t) * Math.log(a.y) + t * Math.log(b.y));
}

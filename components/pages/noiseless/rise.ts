import type { RiskAt } from "./curves.js";

/** A rise of the risk with more samples. */
export interface Rise {
  from: RiskAt;
  to: RiskAt;
  /** The risk at its top over that before it. */
  factor: number;
}

/**
 * The rise of a curve once the first features are learned, that is once it is below where it starts: its highest point after a
 * minimum, over that minimum; undefined where more samples never hurt by 1 %.
 */
export function rise(points: readonly RiskAt[]): Rise | undefined {
  const start = points.find(({ converged }) => converged);
  let low: RiskAt | undefined;
  let best: Rise | undefined;
  for (const point of points) {
    if (!point.converged || !start || (!low && !(point.y < 0.9 * start.y))) continue;
    if (!low || point.y < low.y) low = point;
    const factor = point.y / low.y;
    if (factor > (best?.factor ?? 1.01)) best = { from: low, to: point, factor };
  }
  return best;
}

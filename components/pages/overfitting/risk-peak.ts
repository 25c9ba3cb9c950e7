/** A point of the risk against effective samples. */
export interface RiskAt {
  effectiveSamples: number;
  excessRisk: number;
  converged: boolean;
}

/** A peak of the risk: the valley before it and its top. */
export interface RiskPeak<T extends RiskAt> {
  valley: T;
  top: T;
}

/** A rise by less than this factor is no peak. */
export const RISE = 1.02;

/** The highest interior maximum of the risk that rises at least `rise` above the valley before it; undefined where the risk only falls. */
export function riskPeak<T extends RiskAt>(points: readonly T[], rise = RISE): RiskPeak<T> | undefined {
  let best: RiskPeak<T> | undefined;
  let valley: T | undefined;
  for (let i = 0; i < points.length - 1; i++) {
    const point = points[i];
    if (!point.converged) continue;
    if (!valley || point.excessRisk <= valley.excessRisk) valley = point;
    const higher = point.excessRisk / valley.excessRisk;
    if (higher >= rise && (!best || point.excessRisk > best.top.excessRisk) && falls(points, i))
      best = { valley, top: point };
  }
  return best;
}

/** Whether the risk falls after point i. */
function falls(points: readonly RiskAt[], i: number): boolean {
  return points[i + 1].excessRisk < points[i].excessRisk;
}

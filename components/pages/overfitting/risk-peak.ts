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
  points.slice(0, -1).forEach((point, i) => {
    if (!point.converged) return;
    if (!valley || point.excessRisk <= valley.excessRisk) valley = point;
    const rises = point.excessRisk / valley.excessRisk >= rise;
    const falls = points[i + 1].excessRisk < point.excessRisk;
    if (rises && falls && (!best || point.excessRisk > best.top.excessRisk)) best = { valley, top: point };
  });
  return best;
}

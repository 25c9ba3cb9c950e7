import type { PlateauEnd } from "../theory/learned-features.js";
import type { Network } from "../theory/parameters.js";
import { type PhaseId, phaseAt } from "../theory/regimes.js";
import type { PlateauPoint } from "./plateau-curve.js";

export interface PlateauProblem {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  lambda: number;
}

/**
 * The phase of every point of a curve. On this page the plateau ends where the first feature is learned, exactly, instead of where the
 * order of magnitude says; beyond it the map's lines hold.
 */
export function plateauPhases(
  points: readonly PlateauPoint[],
  problem: PlateauProblem,
  end: PlateauEnd | undefined,
): { x: number; phase: PhaseId }[] {
  return points.map(({ effectiveSamples, zero }) => {
    const phase = phaseAt({ ...problem, effectiveSamples }).id;
    const x = effectiveSamples;
    if (!end || problem.network === "diagonal") return { x, phase };
    if (effectiveSamples < end.effectiveSamples) return { x, phase: zero ? "Ib" : "Ia" };
    return { x, phase: phase === "Ib" ? "II" : phase === "Ia" ? "IV" : phase };
  });
}

/** One point in every phase, whose spectra the site shows side by side. Runs in Node and in a browser. */
import type { Network } from "../theory/parameters.js";
import type { PhaseId } from "../theory/phases.js";

/** The problem in which the points lie. */
export const PHASE_POINT_PROBLEM = { d: 400, gamma: 1.25, noise: 0.5 } as const;

export interface PhasePoint {
  phase: PhaseId;
  effectiveSamples: number;
  lambda: number;
}

const LOW = 1 / PHASE_POINT_PROBLEM.d;
const HIGH = Math.sqrt(PHASE_POINT_PROBLEM.d);

/** Number of effective samples at the interpolation peak: n = d (diagonal), n = d²/4 (quadratic). */
const PEAK: Record<Network, number> = {
  diagonal: PHASE_POINT_PROBLEM.d,
  quadratic: PHASE_POINT_PROBLEM.d / 4,
};

/** The named points, in the order of the phases; λ as in the paper's Figure 2 (1/d or √d) where the phase allows. */
export function phasePoints(network: Network): PhasePoint[] {
  const peak = PEAK[network];
  return [
    { phase: "Ia", effectiveSamples: 0.5, lambda: LOW },
    { phase: "Ib", effectiveSamples: 100, lambda: HIGH },
    { phase: "II", effectiveSamples: 1e4, lambda: HIGH },
    { phase: "III", effectiveSamples: 1e9, lambda: 6e3 },
    { phase: "IV", effectiveSamples: 8, lambda: LOW },
    { phase: "V", effectiveSamples: peak / 2, lambda: LOW },
    { phase: "peak", effectiveSamples: peak, lambda: LOW },
    { phase: "VIa", effectiveSamples: 1e5, lambda: LOW },
    { phase: "VIb", effectiveSamples: 1e8, lambda: LOW },
  ];
}

import { facts } from "../../../theory/networks.js";
import { type PhaseId, phaseAt } from "../../../theory/regimes.js";
import { stretchesOf } from "../../charts/chart.js";
import type { PlateauCurve, Problem } from "../../topics/plateaus.js";

/** A stretch of n_eff in one phase. */
export type Stretch = ReturnType<typeof stretchesOf>[number];

/**
 * The phases along a curve. On this page the plateau ends where the first feature is learned, exactly, instead of where the order of
 * magnitude says, wherever features have steps; beyond it the map's lines hold.
 */
export function plateauPhases({ points, end }: Omit<PlateauCurve, "zeroRisk">, problem: Problem): Stretch[] {
  const sharp = facts(problem.network).resolvesFeatures;
  return stretchesOf(
    points.map(({ effectiveSamples: x, zero }) => {
      const phase = phaseAt({ ...problem, effectiveSamples: x }).id;
      if (!sharp) return { x, phase };
      if (x < end.effectiveSamples) return { x, phase: zero ? "Ib" : "Ia" };
      const after: Partial<Record<PhaseId, PhaseId>> = { Ib: "II", Ia: "IV" };
      return { x, phase: after[phase] ?? phase };
    }),
  );
}

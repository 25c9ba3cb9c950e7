import { PHASE_IDS } from "../../theory/phases.js";
import { defineTable, type RowOf } from "./column.js";
import { effectiveSamples, residual } from "./columns.js";

const lambda = {
  type: "float64",
  unit: "1",
  meaning: "weight decay λ",
  range: [0, Number.MAX_VALUE],
} as const;

const converged = {
  type: "bool",
  unit: "",
  meaning: "whether the fixed point was found to the tolerance; a row without it is never drawn as if it had",
} as const;

/** A phase diagram: one row per point of a grid in (n_eff, λ), row-major with n_eff running fastest. */
export const phaseDiagramTable = defineTable({
  name: "phase-diagram",
  title: "Excess risk over effective samples and weight decay",
  origin: "theory",
  columns: {
    effectiveSamples,
    lambda,
    logRisk: {
      type: "float32",
      unit: "decades",
      meaning: "log10 of the excess risk R = E(f* − f̂)²",
      rounding: { step: 2 ** -11 },
    },
    logDelta: {
      type: "float32",
      unit: "decades",
      meaning: "log10 of the strength δ of the noise on the learned weights",
      rounding: { step: 2 ** -9 },
    },
    logCut: {
      type: "float32",
      unit: "decades",
      meaning: "log10 of the cut c = λε that thresholds the noisy weights",
      rounding: { step: 2 ** -9 },
    },
    exponentSamples: {
      type: "float32",
      unit: "1",
      meaning: "local exponent ∂ log R / ∂ log n_eff at fixed d and λ",
      rounding: { step: 2 ** -7 },
    },
    exponentLambda: {
      type: "float32",
      unit: "1",
      meaning: "local exponent ∂ log R / ∂ log λ at fixed d and n_eff",
      rounding: { step: 2 ** -7 },
    },
    phase: {
      type: "category",
      unit: "",
      meaning: "phase of the point, by the asymptotic boundaries of theory/regimes.ts",
      values: PHASE_IDS,
    },
    converged,
    residual,
  },
});

export type PhaseDiagramRow = RowOf<typeof phaseDiagramTable>;

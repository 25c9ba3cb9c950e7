/**
 * Every table of the site, declared once. From here come the row types, the checks on writing and reading,
 * and the data dictionary (src/data-dictionary.md).
 */
import type { PhaseId } from "../theory/phases.js";
import { type Column, defineTable, type Rounding, type TableDeclaration } from "./column.js";
import { agreementTable, trainedRunsTable, trainedSpectraTable } from "./experiments/tables.js";
import { learnedSpectraTable } from "./tables/learned-spectra.js";
import { optimalRegularisationTable, pruningTable } from "./tables/optimal-regularisation.js";
import { tailSpectraTable } from "./tables/power-law-tails.js";
import { trainedFeaturesTable } from "./tables/trained-features.js";
import { earlyStoppingTable, trainingInTimeTable } from "./tables/training.js";

const networks = ["diagonal", "quadratic"] as const;

/** Ids of the phases, in the order of theory/phases.ts. */
export const PHASE_IDS = [
  "Ia",
  "Ib",
  "II",
  "III",
  "IV",
  "V",
  "peak",
  "VIa",
  "VIb",
  "exact",
] as const satisfies readonly PhaseId[];

const converged = {
  type: "bool",
  unit: "",
  meaning: "whether the fixed point was found to the tolerance; a row without it is never drawn as if it had",
} as const;

const residual = {
  type: "float32",
  unit: "1",
  meaning: "larger of the two equations' defects, each relative to the equation's largest term",
  range: [0, Number.MAX_VALUE],
  rounding: { upToPowerOf: 10 },
} as const;

const effectiveSamples = {
  type: "float64",
  unit: "samples",
  meaning: "effective samples n_eff: n for the diagonal network, n/d for the quadratic one",
  range: [0, Number.MAX_VALUE],
} as const;

const lambda = {
  type: "float64",
  unit: "1",
  meaning: "weight decay λ",
  range: [0, Number.MAX_VALUE],
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

/** The law of the weights at one or more named points, as curves (bulk, spike) and single masses. */
export const spectrumTable = defineTable({
  name: "spectrum",
  title: "Spectrum of the weights",
  origin: "theory",
  columns: {
    point: {
      type: "category",
      unit: "",
      meaning: "phase whose name the point carries",
      values: PHASE_IDS,
    },
    network: { type: "category", unit: "", meaning: "architecture", values: networks },
    effectiveSamples,
    lambda,
    kind: {
      type: "category",
      unit: "",
      meaning:
        "what the row describes: a sample of the density of a bulk (noise), of one spike, of the features of a diagonal network together, or of the rest below the largest thousand spikes; a spike as a whole; or the mass of exact zeros",
      values: ["bulk", "spike-density", "features", "rest", "spike", "zeros"],
    },
    feature: {
      type: "float64",
      unit: "rank",
      meaning:
        "rank of the largest teacher feature in the component, from 1, which also tells components apart; 0 for the zeros",
      range: [0, 1e12],
    },
    features: {
      type: "float64",
      unit: "features",
      meaning: "number of teacher features in the component",
      range: [0, 1e12],
    },
    x: {
      type: "float32",
      unit: "weight",
      rounding: { bits: 14 },
      meaning:
        "abscissa: eigenvalue of the learned S (quadratic) or magnitude of a learned weight θ (diagonal); a spike's mean",
    },
    density: {
      type: "float32",
      unit: "1/weight",
      rounding: { bits: 10 },
      meaning: "density of the law at x",
      emptyWhen: "the row is a mass: a spike as a whole, or the zeros",
    },
    mass: {
      type: "float64",
      unit: "fraction of the weights",
      meaning: "mass of the component above zero, or of the exact zeros",
      range: [0, 1 + 1e-9],
    },
    overlap: {
      type: "float32",
      unit: "1",
      meaning: "squared overlap of a spike's eigenvector with its teacher's",
      rounding: { step: 2 ** -10 },
      range: [0, 1 + 1e-6],
      emptyWhen: "the row is not a spike as a whole, or the network is diagonal",
    },
    converged,
    residual,
  },
});

export const TABLES: readonly TableDeclaration[] = [
  phaseDiagramTable,
  spectrumTable,
  trainedRunsTable,
  trainedSpectraTable,
  agreementTable,
  trainedFeaturesTable,
  learnedSpectraTable,
  tailSpectraTable,
  optimalRegularisationTable,
  pruningTable,
  trainingInTimeTable,
  earlyStoppingTable,
];

/** One line of the data dictionary. */
export interface DictionaryEntry {
  table: string;
  column: string;
  type: string;
  unit: string;
  meaning: string;
  /** Rounding, range and emptiness, in words. */
  notes: string;
}

/** The data dictionary: every column of every table, in order. */
export function dataDictionary(tables: readonly TableDeclaration[] = TABLES): DictionaryEntry[] {
  return tables.flatMap((table) =>
    Object.entries(table.columns).map(([name, column]) => ({
      table: table.name,
      column: name,
      type: column.type,
      unit: column.unit,
      meaning: column.meaning,
      notes: notesOn(column),
    })),
  );
}

/** A rounding in words, for metadata and for the data dictionary. */
export function describeRounding(rounding: Rounding): string {
  if ("step" in rounding) return `to the nearest multiple of ${rounding.step}`;
  if ("bits" in rounding) return `to ${rounding.bits} significant bits`;
  return `up to a power of ${rounding.upToPowerOf}`;
}

function notesOn(column: Column): string {
  const notes: string[] = [];
  if (column.type === "category") notes.push(`one of ${column.values.join(", ")}`);
  if ("rounding" in column && column.rounding) notes.push(`rounded ${describeRounding(column.rounding)}`);
  if (column.emptyWhen) notes.push(`empty when ${column.emptyWhen}`);
  return notes.join("; ");
}

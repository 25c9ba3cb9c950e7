import { PHASE_IDS } from "../../theory/phases.js";
import { defineTable, type RowOf } from "./column.js";
import { network } from "./columns.js";
import { phaseDiagramTable } from "./phase-diagram.js";

const { effectiveSamples, lambda, converged, residual } = phaseDiagramTable.columns;

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
    network,
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

export type SpectrumRow = RowOf<typeof spectrumTable>;

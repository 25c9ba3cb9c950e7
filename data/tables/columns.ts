/** Columns that several tables share. */
import { NETWORKS } from "../../theory/networks.js";

export const network = { type: "category", unit: "", meaning: "architecture", values: NETWORKS } as const;

export const effectiveSamples = {
  type: "float64",
  unit: "samples",
  meaning: "effective samples n_eff: n for the diagonal network, n/d for the quadratic one",
  range: [0, Number.MAX_VALUE],
} as const;

/** Of the two equations of state evolution. */
export const residual = {
  type: "float32",
  unit: "1",
  meaning: "larger of the two equations' defects, each relative to the equation's largest term",
  range: [0, Number.MAX_VALUE],
  rounding: { upToPowerOf: 10 },
} as const;

export const run = {
  type: "int32",
  unit: "",
  meaning: "index of the training run within its experiment, from 0",
  range: [0, 2 ** 31 - 1],
} as const;

export const seed = {
  type: "int32",
  unit: "",
  meaning: "seed of the run: teacher, data, noise and initialisation each take their own streams of it",
  range: [0, 2 ** 31 - 1],
} as const;

export const iterations = {
  type: "int32",
  unit: "steps",
  meaning: "steps of the method up to this row (coordinate descent: sweeps)",
  range: [0, 2 ** 31 - 1],
} as const;

export const seconds = {
  type: "float32",
  unit: "s",
  meaning:
    "time of the whole run on the machine that made the file; the only column that another machine changes",
  range: [0, 1e9],
} as const;

export const gap = {
  type: "float64",
  unit: "1",
  meaning:
    "relative duality gap of the equivalent convex problem: the training loss is within this fraction of the least possible one",
  range: [-1e-9, 1 + 1e-9],
  emptyWhen: "the width is below d, where the problem is not convex",
} as const;

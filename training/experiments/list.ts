// Every experiment.

import { dynamicsExperiments } from "./dynamics.js";
import type { Experiment } from "./experiment.js";
import { peakExperiments } from "./peak.js";
import { riskExperiments } from "./risk.js";
import { spectraExperiments } from "./spectra.js";
import { structureExperiments } from "./structure.js";

/** Every experiment, by name. */
export const EXPERIMENTS: readonly Experiment[] = [
  ...riskExperiments,
  ...peakExperiments,
  ...spectraExperiments,
  ...dynamicsExperiments,
  ...structureExperiments,
];

import { median } from "../../../theory/numeric/statistics.js";
import type { Values } from "../../kit/field.js";
import { divide, leastOf, type Mean, meanOf, trainedCounts } from "../../learned-runs.js";
import { PROBLEM } from "./points.js";
import { lambdaOf, type SpectraSchema } from "./quantities.js";
import type { Experiment } from "./solved.js";

type Of = Readonly<Values<SpectraSchema>>;

/** Whether an experiment was made at the reader's γ and weight decay. */
export const onLine = ({ gamma, lambda }: Experiment, of: Of): boolean =>
  gamma === of.gamma && Math.abs(lambda / lambdaOf(of.decay) - 1) < 1e-9;

/** Whether it was made at the reader's point. */
export const atRing = (experiment: Experiment, of: Of): boolean =>
  onLine(experiment, of) && Math.abs(Math.log(experiment.effectiveSamples / of.samples)) < 0.02;

/** Trained eigenvalues at one number of samples: the features, and the largest that counts as noise. */
export interface SweepTrained {
  effectiveSamples: number;
  features: readonly Mean[];
  noise?: Mean;
}

export function sweepTrained({ effectiveSamples, runs, rows }: Experiment): SweepTrained {
  const count = Math.round(trainedCounts(runs, rows).outliers.mean);
  const features = Array.from({ length: count }, (_, k) =>
    meanOf(runs.filter(({ values }) => values.length > k).map(({ values }) => values[k])),
  );
  const noisy = runs.flatMap(
    ({ values }) => values.find((value) => value <= divide(rows) && value >= leastOf(rows)) ?? [],
  );
  return { effectiveSamples, features, ...(noisy.length === runs.length && { noise: meanOf(noisy) }) };
}

/** Share of zeros among the trained eigenvalues. */
export function zerosTrained({ effectiveSamples, runs, rows }: Experiment) {
  const { mean, error } = trainedCounts(runs, rows).zeros;
  return { effectiveSamples, zeroMass: mean / PROBLEM.d, standardError: error / PROBLEM.d };
}

/** Trained overlaps of one experiment by rank: strength of the feature over δ, and the squared overlap. */
export function overlapsTrained({ runs, solution, rows }: Experiment): (Mean & { strength: number })[] {
  const depth = Math.min(...runs.map(({ overlaps }) => overlaps.length));
  return Array.from({ length: Number.isFinite(depth) ? depth : 0 }, (_, k) => ({
    strength: rows.teacher[k].value / solution.delta,
    ...meanOf(runs.map(({ overlaps }) => overlaps[k])),
  }));
}

/** Distance of the trained overlaps from the exact ones, over all outliers of all experiments: its median, NaN without any. */
export function overlapDeviation(experiments: readonly Experiment[]): { median: number; count: number } {
  const distances = experiments.flatMap((experiment) => {
    const exact = experiment.rows.pieces.flatMap(({ overlap }) => overlap ?? []);
    return overlapsTrained(experiment)
      .slice(0, exact.length)
      .map(({ mean }, k) => Math.abs(mean - exact[k]));
  });
  return { median: median(distances), count: distances.length };
}

/** How far the mean error of the trained networks lies above the predicted one, relative, phase by phase. */
export const errorExcess = (experiments: readonly Experiment[]): { phase: string; excess: number }[] =>
  experiments.map(({ phase, runs, solution }) => ({
    phase,
    excess: meanOf(runs.map(({ mse }) => mse)).mean / solution.mse - 1,
  }));

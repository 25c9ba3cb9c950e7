import type { TrainedFeaturesRow } from "../../../data/tables/trained-features.js";
import { mean, standardError } from "../../../theory/numeric/statistics.js";
import { groupsOf } from "../../groups.js";

/** One trained quadratic network. */
export type TrainedFeatures = Omit<TrainedFeaturesRow, "iterations" | "seconds" | "gap">;

/** The networks of one point of the plane together. */
export interface FeatureCount {
  effectiveSamples: number;
  lambda: number;
  networks: number;
  /** Mean over the networks, and its standard error. */
  features: number;
  standardError: number;
  predicted: number;
}

/** Means over the seeds at d, γ and Δ, and at one weight decay where one is given; networks that did not converge are left out. */
export function featureCounts(
  rows: readonly TrainedFeatures[],
  problem: { d: number; gamma: number; noise: number; lambda?: number },
): FeatureCount[] {
  const { d, gamma, noise, lambda } = problem;
  const own = rows.filter(
    (row) =>
      row.converged &&
      row.d === d &&
      row.gamma === gamma &&
      row.noise === noise &&
      (lambda === undefined || Math.abs(row.lambda / lambda - 1) <= 1e-9),
  );
  const counts = groupsOf(own, ({ n, lambda }) => `${n} ${lambda}`).map((group) => {
    const features = group.map((row) => row.features);
    const { n, d, lambda, predicted } = group[0];
    return {
      effectiveSamples: n / d,
      lambda,
      networks: group.length,
      features: mean(features),
      standardError: standardError(features),
      predicted,
    };
  });
  return counts.sort((a, b) => a.effectiveSamples - b.effectiveSamples);
}

import type { TrainedFeaturesRow } from "../../../data/tables/trained-features.js";
import { mean, standardError } from "../../../theory/numeric/statistics.js";

/** One trained quadratic network. */
export type TrainedFeatures = Omit<TrainedFeaturesRow, "iterations" | "seconds" | "gap">;

/** The networks of one point of the plane together. */
export interface FeatureCount {
  effectiveSamples: number;
  lambda: number;
  networks: number;
  /** Mean over the networks, and its standard error. */
  mean: number;
  error: number;
  predicted: number;
}

/** Means over the seeds at d, γ and Δ, and at one weight decay where one is given; networks that did not converge are left out. */
export function featureCounts(
  rows: readonly TrainedFeatures[],
  problem: { d: number; gamma: number; noise: number; lambda?: number },
): FeatureCount[] {
  const groups = new Map<string, TrainedFeatures[]>();
  for (const row of rows) {
    const { d, gamma, noise, lambda } = problem;
    if (row.d !== d || row.gamma !== gamma || row.noise !== noise || !row.converged) continue;
    if (lambda !== undefined && Math.abs(row.lambda / lambda - 1) > 1e-9) continue;
    const key = `${row.n} ${row.lambda}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const counts = [...groups.values()].map((group) => {
    const features = group.map((row) => row.features);
    const { n, d, lambda, predicted } = group[0];
    return {
      effectiveSamples: n / d,
      lambda,
      networks: group.length,
      mean: mean(features),
      error: standardError(features),
      predicted,
    };
  });
  return counts.sort((a, b) => a.effectiveSamples - b.effectiveSamples);
}

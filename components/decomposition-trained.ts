import { decomposition } from "../theory/decomposition.js";
import { type SpectrumOutline, spectrumOutline } from "../theory/spectrum-outline.js";
import { stateEvolution } from "../theory/state-evolution.js";
import { type LearnedRun, type Mean, meanOf } from "./learned-runs.js";

/** One experiment: what its networks have, and what the theory says, each as contribution to the excess risk. */
export interface TermComparison {
  phase: string;
  effectiveSamples: number;
  lambda: number;
  seeds: number;
  overfitting: { theory: number; trained: Mean };
  total: { theory: number; trained: Mean };
}

/** Half way between the band, be it noise or a crowd of features, and the lowest outlier above it; 0 without a band. */
function bandEnd({ bulks, outliers }: SpectrumOutline): number {
  if (bulks.length === 0) return 0;
  const end = bulks[bulks.length - 1].right;
  const above = outliers.map(({ position }) => position).filter((position) => position > end);
  return above.length > 0 ? (end + Math.min(...above)) / 2 : Number.POSITIVE_INFINITY;
}

/** The overfitting of trained networks, (1/d)Σx² over the eigenvalues of their band, beside the predicted one; and the whole error. */
export function compareTerms(runs: readonly LearnedRun[], noise: number): TermComparison[] {
  const groups = new Map<string, LearnedRun[]>();
  for (const run of runs) {
    if (run.noise !== noise) continue;
    groups.set(run.phase, [...(groups.get(run.phase) ?? []), run]);
  }
  return [...groups.entries()].map(([phase, group]) => {
    const { d, n, gamma, lambda } = group[0];
    const solution = stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
    const parts = decomposition(solution);
    const border = bandEnd(spectrumOutline(solution));
    const band = ({ values }: LearnedRun) =>
      values.filter((value) => value <= border).reduce((sum, value) => sum + value * value, 0) / d;
    return {
      phase,
      effectiveSamples: n / d,
      lambda,
      seeds: group.length,
      overfitting: { theory: 2 * parts.overfitting, trained: meanOf(group.map((run) => 2 * band(run))) },
      total: { theory: 2 * parts.total, trained: meanOf(group.map(({ mse }) => 2 * mse)) },
    };
  });
}

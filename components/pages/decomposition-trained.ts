import { html } from "htl";
import { decomposition } from "../../theory/decomposition.js";
import { type SpectrumOutline, spectrumOutline } from "../../theory/spectrum-outline.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { type LearnedRun, type Mean, meanOf } from "../learned-runs.js";
import { formatNumber } from "../numbers.js";
import { isFullWidth, medianDeviation, type Trained } from "../trained.js";

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

/** Trained networks beside the terms, as a table and a sentence. */
export function trainedTerms(
  runs: readonly LearnedRun[],
  trained: readonly Trained[],
  noise: number,
): HTMLElement {
  const rows = compareTerms(runs, noise);
  const full = trained.filter((row) => isFullWidth(row) && row.noise === noise);
  const median = (network: string) => {
    const own = full.filter((row) => row.network === network);
    return own.length > 0
      ? `${formatNumber(100 * medianDeviation(own), 2)} % for the ${network} network (${own.length} points)`
      : `not measured for the ${network} network yet`;
  };
  const shown = ({ mean, error }: Mean) =>
    error > 1e-9 * mean ? `${formatNumber(mean)} ± ${formatNumber(error, 1)}` : formatNumber(mean);
  return html`<div>
    <p>The sum of the terms is the excess risk. Trained networks deviate from it by a median of ${median("diagonal")} and ${median("quadratic")}; they are the dots in the figure above wherever the settings match. One term can be read off trained weights directly: overfitting is the sum of squares of the eigenvalues in the band.</p>
    ${
      rows.length === 0
        ? html`<p>No spectra of trained networks are at hand.</p>`
        : html`<div class="table-scroll" tabindex="0" role="region" aria-label="Overfitting of trained networks"><table class="term-compare">
      <thead><tr><th scope="col">phase</th><th scope="col">n/d</th><th scope="col">λ</th><th scope="col">overfitting, theory</th><th scope="col">trained</th><th scope="col">excess risk, theory</th><th scope="col">trained</th></tr></thead>
      <tbody>${rows.map(
        ({ phase, effectiveSamples, lambda, overfitting, total }) =>
          html`<tr><th scope="row">${phase}</th><td>${formatNumber(effectiveSamples)}</td><td>${formatNumber(lambda)}</td><td>${formatNumber(overfitting.theory)}</td><td>${shown(overfitting.trained)}</td><td>${formatNumber(total.theory)}</td><td>${shown(total.trained)}</td></tr>`,
      )}</tbody></table></div>`
    }
  </div>` as HTMLElement;
}

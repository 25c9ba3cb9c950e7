import { html } from "htl";
import type { TermComparison } from "../decomposition-trained.js";
import type { Mean } from "../learned-runs.js";
import { formatNumber } from "../numbers.js";
import { isFullWidth, medianDeviation, type Trained } from "../trained.js";

/** Trained networks beside the terms, as a table and a sentence. */
export function trainedTerms(
  rows: readonly TermComparison[],
  trained: readonly Trained[],
  noise: number,
): HTMLElement {
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

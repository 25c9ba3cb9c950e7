import { html } from "htl";
import { host } from "../../kit/host.js";
import { live } from "../../kit/live.js";
import type { Question } from "../../kit/question.js";
import type { Mean } from "../../learned-runs.js";
import { formatNumber } from "../../numbers.js";
import type { TermComparison } from "../../topics/decomposition.js";
import { isFullWidth, medianDeviation, type Trained } from "../../trained.js";
import { NOISE } from "./quantities.js";

/** How far trained networks lie from the sum of the terms, in words. */
export function medianOf(trained: readonly Trained[], network: Trained["network"]): string {
  const own = trained.filter((row) => isFullWidth(row) && row.noise === NOISE && row.network === network);
  return own.length > 0
    ? `${formatNumber(100 * medianDeviation(own), 2)} % for the ${network} network (${own.length} points)`
    : `not measured for the ${network} network yet`;
}

const shown = ({ mean, error }: Mean) =>
  error > 1e-9 * mean ? `${formatNumber(mean)} ± ${formatNumber(error, 1)}` : formatNumber(mean);

function table(rows: readonly TermComparison[]): HTMLElement {
  if (rows.length === 0) return html`<p>No spectra of trained networks are at hand.</p>` as HTMLElement;
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="Overfitting of trained networks"><table class="term-compare">
    <thead><tr><th scope="col">phase</th><th scope="col">n/d</th><th scope="col">λ</th><th scope="col">overfitting, theory</th><th scope="col">trained</th><th scope="col">excess risk, theory</th><th scope="col">trained</th></tr></thead>
    <tbody>${rows.map(
      ({ phase, effectiveSamples, lambda, overfitting, total }) =>
        html`<tr><th scope="row">${phase}</th><td>${formatNumber(effectiveSamples)}</td><td>${formatNumber(lambda)}</td><td>${formatNumber(overfitting.theory)}</td><td>${shown(overfitting.trained)}</td><td>${formatNumber(total.theory)}</td><td>${shown(total.trained)}</td></tr>`,
    )}</tbody></table></div>` as HTMLElement;
}

/** Trained networks beside the terms, asked for when the reader comes near. */
export function comparisonTable(compared: Question<unknown, TermComparison[]>): HTMLElement {
  const place = live(() => {
    const failure = compared.failure();
    const answer = compared.last();
    if (failure !== undefined) return `The comparison could not be made: ${failure}`;
    return answer ? table(answer.data) : "";
  });
  host().whenNear(place, compared.want);
  return place;
}

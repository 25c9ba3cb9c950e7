import { html } from "htl";
import { textColor } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { Here } from "../../topics/decomposition.js";
import { TERM_MARKS, TERMS, type Term } from "./terms.js";

/** The terms in numbers, with the leading orders beside them where there are any. */
export function termTable({ terms, leading }: Here): HTMLElement {
  const exact = (value: number) => html`<td>${formatNumber(value)}</td>`;
  const paper = (value?: number) =>
    leading ? html`<td>${value === undefined ? "–" : formatNumber(value)}</td>` : null;
  const ofPaper = (term: Term) => (term === "alignment" ? undefined : leading?.[term]);
  return html`<table class="term-table">
    <thead><tr><th scope="col">contribution to R</th><th scope="col">exact</th>${leading ? html`<th scope="col">leading order</th>` : null}</tr></thead>
    <tbody>${TERMS.map(
      (term) =>
        html`<tr data-part=${term}><th scope="row" style=${`color: ${textColor(TERM_MARKS[term].meaning)}`}>${TERM_MARKS[term].name}</th>${exact(terms[term])}${paper(ofPaper(term))}</tr>`,
    )}
    <tr><th scope="row">the band's three together</th>${exact(terms.overfitting + terms.underfitting + terms.alignment)}${paper(leading && leading.overfitting + leading.underfitting)}</tr>
    <tr class="term-total"><th scope="row">excess risk</th>${exact(terms.total)}${paper(leading?.total)}</tr></tbody>
  </table>` as HTMLElement;
}

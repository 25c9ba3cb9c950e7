import { html } from "htl";
import type { LocalExponents } from "../../theory/local-exponents.js";
import type { Solution } from "../../theory/state-evolution.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { mathRuns } from "./math-text.js";

export interface ReadoutRow {
  quantity: string;
  symbol: string;
  value: string;
  /** What the phase's rate predicts for it, where it predicts something. */
  predicted?: string;
}

/** The numbers at the reader's point. */
export function readoutRows(
  solution: Solution,
  exponents: LocalExponents,
  predicted: { samples: number | null; lambda: number | null },
): ReadoutRow[] {
  const state = solution.converged ? "" : " (not converged)";
  const expected = (value: number | null) => (value === null ? undefined : formatExponent(value));
  return [
    { quantity: "excess risk", symbol: "R", value: formatNumber(solution.excessRisk) + state },
    { quantity: "noise on the weights", symbol: "δ", value: formatNumber(solution.delta) },
    { quantity: "cut", symbol: "c", value: formatNumber(solution.cut) },
    {
      quantity: "slope in samples",
      symbol: "∂ log R / ∂ log n_{eff}",
      value: formatExponent(exponents.samples),
      predicted: expected(predicted.samples),
    },
    {
      quantity: "slope in weight decay",
      symbol: "∂ log R / ∂ log λ",
      value: formatExponent(exponents.lambda),
      predicted: expected(predicted.lambda),
    },
  ];
}

/** The numbers at the reader's point, the local slopes beside those of the phase. */
export function pointReadout(rows: readonly ReadoutRow[], note = "phase"): HTMLElement {
  return html`<dl class="readout">${rows.map(
    ({ quantity, symbol, value, predicted }) => html`<div>
      <dt>${quantity} <span class="symbol">${inline(symbol)}</span></dt>
      <dd><b>${value}</b>${predicted === undefined ? "" : html` <span class="predicted">${note}: ${predicted}</span>`}</dd>
    </div>`,
  )}</dl>`;
}

function inline(symbol: string): unknown[] {
  return mathRuns(symbol.replaceAll(" ", "\\ ")).map(({ text, level }) =>
    level === 0 ? text : level > 0 ? html`<sup>${text}</sup>` : html`<sub>${text}</sub>`,
  );
}

import { html } from "htl";
import { phaseAt } from "../../../theory/regimes.js";
import { formatNumber } from "../../numbers.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation, type Trained } from "../../trained.js";
import { NOISE } from "./quantities.js";

/** Trained networks in the phases of this page: harmful overfitting, and the peak. */
export function trainedOverfitting(trained: readonly Trained[]): { harmful: Trained[]; peak: Trained[] } {
  const rows = trained.filter((row) => row.noise === NOISE && isFullWidth(row) && row.converged);
  const phaseOf = (row: Trained) => phaseAt({ ...row, effectiveSamples: effectiveSamplesOf(row) }).id;
  return {
    harmful: rows.filter((row) => phaseOf(row) === "V"),
    peak: rows.filter((row) => phaseOf(row) === "peak"),
  };
}

/** What the trained networks of these phases say, from the data. */
export function peakAgreement(trained: readonly Trained[]): Element {
  const { harmful, peak } = trainedOverfitting(trained);
  const said = (rows: readonly Trained[], name: string, network: string) => {
    const own = rows.filter((row) => row.network === network);
    if (own.length === 0) return null;
    const worst = own.reduce((a, b) => (Math.abs(b.deviation) > Math.abs(a.deviation) ? b : a));
    return html`<li>${name}, ${network} network, ${own.length} ${own.length === 1 ? "point" : "points"}: median deviation from state evolution ${formatNumber(100 * medianDeviation(own), 2)} %, largest ${formatNumber(100 * Math.abs(worst.deviation), 2)} % (d = ${worst.d}, λ = ${formatNumber(worst.lambda)}, over ${worst.seeds} seeds).</li>`;
  };
  const items = [
    said(peak, "At the peak", "diagonal"),
    said(peak, "At the peak", "quadratic"),
    said(harmful, "Before it (V)", "diagonal"),
    said(harmful, "Before it (V)", "quadratic"),
  ].filter((item) => item !== null);
  return items.length > 0
    ? (html`<ul>${items}</ul>` as Element)
    : (html`<p>There are no trained networks near the peak in the data of this build.</p>` as Element);
}

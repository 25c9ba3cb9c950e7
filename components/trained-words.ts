import { html } from "htl";
import { type PhaseId, phaseAt } from "../theory/regimes.js";
import { formatNumber } from "./numbers.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation, type Trained } from "./trained.js";

/** Full-width networks of one noise that reached their tolerance. */
export const settledAt = (trained: readonly Trained[], noise: number): Trained[] =>
  trained.filter((row) => row.noise === noise && isFullWidth(row) && row.converged);

/** The phase in which a network was trained. */
export const trainedPhase = (row: Trained): PhaseId =>
  phaseAt({ ...row, effectiveSamples: effectiveSamplesOf(row) }).id;

/**
 * How far the trained networks of a kind lie from state evolution, as an item of a list; null of none.
 *
 * @param about what is said of the one that lies furthest
 */
export function deviationItem(
  name: string,
  network: Trained["network"],
  rows: readonly Trained[],
  about: (furthest: Trained) => string = () => "",
): Node | null {
  const own = rows.filter((row) => row.network === network);
  if (own.length === 0) return null;
  const furthest = own.reduce((a, b) => (Math.abs(b.deviation) > Math.abs(a.deviation) ? b : a));
  const largest = Math.abs(furthest.deviation);
  const start = `${name}, ${network} network, ${own.length} ${own.length === 1 ? "point" : "points"}`;
  return largest < 1e-9
    ? html`<li>${start}: R = ${formatNumber(own[0].excessRisk)}, state evolution to within rounding.</li>`
    : html`<li>${start}: median deviation from state evolution ${formatNumber(100 * medianDeviation(own), 2)} %, largest ${formatNumber(100 * largest, 2)} %${about(furthest)}.</li>`;
}

/** The items that there are as a list, or else a sentence. */
export function listOr(items: readonly (Node | null)[], otherwise: string): Element {
  const found = items.filter((item) => item !== null);
  return (found.length > 0 ? html`<ul>${found}</ul>` : html`<p>${otherwise}</p>`) as Element;
}

import { html } from "htl";
import { collapsingWeightDecay } from "../../../theory/learned-features.js";
import { phaseAt } from "../../../theory/regimes.js";
import { formatNumber } from "../../numbers.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation, type Trained } from "../../trained.js";
import { NOISE } from "./quantities.js";
import { featureCounts, type TrainedFeatures } from "./trained-features.js";

/** Trained networks on the plateau, by what holds them there. */
export function trainedOnPlateau(trained: readonly Trained[]): { zero: Trained[]; noise: Trained[] } {
  const rows = trained.filter((row) => row.noise === NOISE && isFullWidth(row) && row.converged);
  const phaseOf = (row: Trained) => phaseAt({ ...row, effectiveSamples: effectiveSamplesOf(row) }).id;
  return {
    zero: rows.filter((row) =>
      row.network === "quadratic"
        ? row.lambda >= collapsingWeightDecay({ ...row, alpha: effectiveSamplesOf(row) / row.d })
        : phaseOf(row) === "Ib",
    ),
    noise: rows.filter((row) => phaseOf(row) === "Ia"),
  };
}

/** A sentence on the trained networks of the plateau and how far they lie from state evolution, from the data. */
export function plateauAgreement(trained: readonly Trained[], features: readonly TrainedFeatures[]): Element {
  const { zero, noise } = trainedOnPlateau(trained);
  const said = (rows: readonly Trained[], name: string, network: string) => {
    const own = rows.filter((row) => row.network === network);
    if (own.length === 0) return null;
    const largest = Math.max(...own.map(({ deviation }) => Math.abs(deviation)));
    if (largest < 1e-9)
      return html`<li>${name}, ${network} network, ${own.length} ${own.length === 1 ? "point" : "points"}: R = ${formatNumber(own[0].excessRisk)}, state evolution to within rounding.</li>`;
    return html`<li>${name}, ${network} network, ${own.length} ${own.length === 1 ? "point" : "points"}: median deviation from state evolution ${formatNumber(100 * medianDeviation(own), 2)} %, largest ${formatNumber(100 * largest, 2)} %.</li>`;
  };
  const items = [
    said(zero, "Rank collapse (Ib)", "quadratic"),
    said(zero, "Rank collapse (Ib)", "diagonal"),
    said(noise, "No data (Ia)", "quadratic"),
    said(noise, "No data (Ia)", "diagonal"),
    ...featureCounts(features, { d: 200, gamma: 1, noise: NOISE }).map(
      ({ effectiveSamples, lambda, networks, mean, predicted }) =>
        html`<li>Features learned at d = 200, n<sub>eff</sub> = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(lambda)}: ${formatNumber(mean)} on average over ${networks} networks, ${predicted} by state evolution.</li>`,
    ),
  ].filter((item) => item !== null);
  return items.length > 0
    ? (html`<ul>${items}</ul>` as Element)
    : (html`<p>There are no trained networks on the plateau in the data of this build.</p>` as Element);
}

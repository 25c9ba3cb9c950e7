import { html } from "htl";
import type { SpectrumRows } from "../spectrum-rows.js";
import { type SpectrumView, spectrum, spectrumDomain } from "./spectrum.js";

/** Wide enough for two drawings side by side. */
const WIDE = 760;

/** A chart of the risk, and the learned weights at the reader's point: beside it where there is room, else below. */
export function riskBesideWeights(
  risk: (width: number, height: number) => SVGSVGElement,
  weights: SpectrumRows,
  options: {
    width: number;
    view: SpectrumView;
    /** Side by side; of the chart above the other on a tablet and on a phone; of the weights below it. */
    heights: { beside: number; tablet: number; phone: number; below: number };
  },
): HTMLElement {
  const { width, view, heights } = options;
  const beside = width >= WIDE;
  const left = beside ? Math.round(width * 0.58) - 8 : width;
  const above = width > 480 ? heights.tablet : heights.phone;
  return html`<div class="figure-pair">${[
    risk(left, beside ? heights.beside : above),
    spectrum(weights, {
      width: beside ? width - left - 16 : width,
      height: beside ? heights.beside : heights.below,
      view,
      domain: spectrumDomain(weights.teacher, weights.network),
    }),
  ]}</div>` as HTMLElement;
}

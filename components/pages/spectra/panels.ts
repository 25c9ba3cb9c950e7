import { html } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import { textColor } from "../../encoding.js";
import type { Mean } from "../../learned-runs.js";
import { formatNumber } from "../../numbers.js";
import type { PanelCounts, PhaseSpectrum } from "./counts.js";
import { spectrumHistogram } from "./histogram.js";

export interface PhasePanels extends HTMLElement {
  /** Shows which panel is enlarged. */
  light(phase: PhaseId): void;
}

/** Small multiples, one phase each, on the same axes, with the counts below; a click enlarges one. */
export function phasePanels(
  spectra: readonly (PhaseSpectrum & { counts: PanelCounts; finding: string })[],
  options: {
    width: number;
    domain: readonly [number, number];
    most: number;
    onPick: (phase: PhaseId) => void;
  },
): PhasePanels {
  const columns = options.width >= 840 ? 3 : options.width >= 520 ? 2 : 1;
  const inner = Math.floor((options.width - (columns - 1) * 12) / columns) - 16;
  const panels = spectra.map((spectrum) => {
    const { phase, title, where, counts, finding } = spectrum;
    const drawing = spectrumHistogram(spectrum, {
      width: inner,
      height: 168,
      axis: "log",
      domain: options.domain,
      most: options.most,
      compact: true,
      finding,
    });
    const panel = html`<div class="phase-panel" data-phase=${phase}>
      <button type="button" onclick=${() => options.onPick(phase)}><b>${phase}</b> ${title}<span class="visually-hidden">: enlarge this spectrum</span></button>
      <p class="panel-where">${where}</p>
      ${drawing}
      ${countTable(counts, phase)}
    </div>` as HTMLElement;
    drawing.addEventListener("click", () => options.onPick(phase));
    return panel;
  });
  const root =
    html`<div class="phase-panels" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${panels}</div>` as PhasePanels;
  root.light = (phase) => {
    for (const panel of panels) {
      const lit = panel.dataset.phase === phase;
      panel.classList.toggle("lit", lit);
      panel.querySelector("button")?.setAttribute("aria-pressed", String(lit));
    }
  };
  return root;
}

const KINDS = [
  ["zeros", "zeros", "hidden"],
  ["bulk", "noise", "bulk"],
  ["outliers", "features", "learned"],
] as const;

function countTable({ predicted, trained }: PanelCounts, phase: PhaseId): HTMLElement {
  const shown = (mean?: Mean) =>
    mean && Number.isFinite(mean.mean)
      ? `${formatNumber(mean.mean)}${mean.error > 0 ? ` ± ${formatNumber(mean.error, 1)}` : ""}`
      : "–";
  return html`<table class="panel-counts" aria-label=${`Eigenvalues in phase ${phase}`}>
    <thead><tr><th scope="col"><span class="visually-hidden">kind</span></th>${KINDS.map(([, name, meaning]) => html`<th scope="col" style=${`color: ${textColor(meaning)}`}>${name}</th>`)}</tr></thead>
    <tbody>
      <tr><th scope="row">theory</th>${KINDS.map(([kind]) => html`<td>${predicted ? formatNumber(predicted[kind]) : "–"}</td>`)}</tr>
      <tr><th scope="row">trained</th>${KINDS.map(([kind]) => html`<td>${shown(trained?.[kind])}</td>`)}</tr>
    </tbody>
  </table>` as HTMLElement;
}

import { html } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { spectrum } from "../charts/spectrum.js";
import { describe, type SpectrumRows } from "../spectrum-rows.js";

export interface Multiple {
  phase: PhaseId;
  title: string;
  rows: SpectrumRows;
}

export interface MultiplesOptions {
  /** Width of one panel. */
  width: number;
  height: number;
  domain: readonly [number, number];
  current: PhaseId;
  onPick: (phase: PhaseId) => void;
}

export interface Multiples extends HTMLElement {
  /** Lights the panel of a phase. */
  light(phase: PhaseId): void;
}

/** One spectrum per phase on the same axes; the one of the cursor's phase is lit, a click moves the cursor there. */
export function spectrumMultiples(multiples: readonly Multiple[], options: MultiplesOptions): Multiples {
  const panels = multiples.map(({ phase, title, rows }) => {
    const panel = html`<button type="button" class="multiple" data-phase=${phase} onclick=${() => options.onPick(phase)}>
      <span class="multiple-title"><b>${phase === "exact" || phase === "peak" ? "" : phase}</b> ${title}</span>
      ${spectrum(rows, { ...options, view: "log", compact: true })}
      <span class="visually-hidden">${describe(rows)} Move the ring to this phase.</span>
    </button>`;
    panel.querySelector("svg")?.setAttribute("aria-hidden", "true");
    panel.querySelector("svg")?.removeAttribute("role");
    return panel;
  });
  const root = html`<div class="multiples">${panels}</div>` as Multiples;
  root.light = (phase) => {
    for (const panel of panels) {
      const lit = panel.dataset.phase === phase;
      panel.classList.toggle("lit", lit);
      panel.setAttribute("aria-pressed", String(lit));
    }
  };
  root.light(options.current);
  return root;
}

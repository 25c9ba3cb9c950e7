import { html } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import { spectrum } from "../../charts/spectrum.js";
import { describe } from "../../spectrum-rows.js";
import type { PhaseSpectrum } from "./asked.js";

/** One spectrum of many, with its phase. */
export type Multiple = Pick<PhaseSpectrum, "phase" | "title" | "spectrum">;

export interface MultiplesOptions<M extends Multiple> {
  /** Width of one panel. */
  width: number;
  height: number;
  domain: readonly [number, number];
  current: PhaseId;
  onPick: (picked: M) => void;
}

export interface Multiples extends HTMLElement {
  /** Lights the panel of a phase. */
  light(phase: PhaseId): void;
}

/** One spectrum per phase on the same axes; the one of the cursor's phase is lit, a click moves the cursor there. */
export function spectrumMultiples<M extends Multiple>(
  multiples: readonly M[],
  options: MultiplesOptions<M>,
): Multiples {
  const { width, height, domain } = options;
  const panels = multiples.map((each) => {
    const { phase, title, spectrum: rows } = each;
    const panel = html`<button type="button" class="multiple" data-phase=${phase} onclick=${() => options.onPick(each)}>
      <span class="multiple-title"><b>${phase === "exact" || phase === "peak" ? "" : phase}</b> ${title}</span>
      ${spectrum(rows, { width, height, domain, view: "log", compact: true })}
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

import { html } from "htl";
import { facts } from "../../../theory/networks.js";
import { type Phase, phaseAt } from "../../../theory/regimes.js";
import { pointReadout, readoutRows } from "../../charts/point-readout.js";
import { spectrum, spectrumDomain } from "../../charts/spectrum.js";
import type { Drawing } from "../../kit/figure.js";
import { formatNumber } from "../../numbers.js";
import { pointFinding } from "../../point-findings.js";
import { describe, spectrumTable } from "../../spectrum-rows.js";
import type { SolvedPoint } from "../../topics/map.js";
import { inTurn, nameOf, sideBySide, stacked } from "./networks.js";
import type { HomeSchema } from "./quantities.js";
import { ringCommand } from "./ring.js";

/** What the theory says at the ring, of one network. */
const ofNetwork = (here: readonly SolvedPoint[]) =>
  here.map((point) => ({ ...point, network: point.solution.network, phase: phaseAt(point.solution) }));

type Here = ReturnType<typeof ofNetwork>[number];

const chip = ({ id, title }: Phase) =>
  html`<span class="phase-chip" style=${`background: var(--p-${id})`}>${id === "peak" || id === "exact" ? title : `${id}, ${title}`}</span>`;

function caption({ network, solution, spectrum }: Here): string {
  const where = `n_eff = ${formatNumber(solution.effectiveSamples)}, λ = ${formatNumber(solution.lambda)}`;
  const unit =
    facts(network).shape === "matrix"
      ? "Stems are single eigenvalues (mass 1/d each), not to the scale of the density. "
      : "Blue: weights whose teacher stands out of the noise, orange: the others. ";
  const state = solution.converged ? "" : "The solution did not converge here. ";
  return `At ${where}: ${describe(spectrum)} ${state}${unit}Hollow marks: the teacher.`;
}

/** The learned weights at the ring, what is happening there, and the numbers. */
export const spectrumFigure: Drawing<HomeSchema, { here: SolvedPoint[] }> = {
  title: ({ here }) =>
    html`<span>${ofNetwork(here).map(
      ({ network, phase, solution, spectrum }) =>
        html`<span class="network-finding">${here.length > 1 ? `${nameOf({ network })}: ` : ""}${chip(phase)} ${pointFinding(phase.id, solution, spectrum)}</span>`,
    )}</span>`,
  caption: ({ here }) => inTurn(ofNetwork(here), caption),
  draw: ({ here, of }, width) =>
    sideBySide(ofNetwork(here), width, ({ network, solution, exponents, phase, spectrum: rows }, each) => [
      spectrum(rows, {
        width: each,
        height: each < 420 ? 250 : 300,
        view: of.view,
        domain: spectrumDomain(rows.teacher, network),
      }),
      pointReadout(readoutRows(solution, exponents, phase.exponents)),
    ]),
  rows: ({ here }) =>
    stacked(
      "network",
      ofNetwork(here).map(({ network, spectrum }) => [network, spectrumTable(spectrum)]),
    ),
  command: ({ of }) => ringCommand("spectrum", of),
};

import { facts } from "../../../theory/networks.js";
import { spectrum, spectrumDomain } from "../../charts/spectrum.js";
import type { Drawing, View } from "../../kit/figure.js";
import { formatNumber } from "../../numbers.js";
import { describe, spectrumCounts, spectrumTable } from "../../spectrum-rows.js";
import { type OptimaSchema, problemAt } from "./quantities.js";
import type { Race } from "./solved.js";

type SpectrumView = View<OptimaSchema, { race: Race }>;

function title({ race: { tuned } }: SpectrumView): string {
  const { spikes, bulk } = spectrumCounts(tuned.spectrum);
  const [k, b] = [Math.round(spikes), Math.round(bulk)];
  if (tuned.where === "collapse") return "The best network is empty";
  if (k + b === 0) return "The best network is all but empty";
  if (bulk > 0.5 * spikes && b > 0)
    return `At this weight decay noise is still learned: ${formatNumber(b)} weights of it, beside ${formatNumber(k)} features`;
  return k > 0.9 * tuned.spectrum.d
    ? "At the best weight decay the teacher's whole heavy tail is learned"
    : `At the best weight decay ${formatNumber(k)} features stand alone, hardly any noise`;
}

function caption({ race: { tuned } }: SpectrumView): string {
  const { spectrum: rows, where, cut } = tuned;
  const matrix = facts(rows.network).shape === "matrix";
  const edge = matrix ? "2δ, the edge of the noise" : "δ√(2 log d), the largest noise";
  const about = {
    interior: ` The cut lies at ${formatNumber(cut)} times ${edge}.`,
    vanishing: " There is no cut: nothing but the weight's own sign removes noise.",
    collapse: "",
  }[where];
  const stems = matrix
    ? " Stems are single eigenvalues (mass 1/d each), not to the scale of the density."
    : " Blue: weights whose teacher stands out of the noise; orange: the others.";
  return `${describe(rows)}${about}${stems} Hollow marks: the teacher.`;
}

/** The learned weights at the best weight decay. */
export const spectrumFigure: Drawing<OptimaSchema, { race: Race }> = {
  title,
  caption,
  draw: ({ race: { tuned } }, width) =>
    spectrum(tuned.spectrum, {
      width,
      height: 300,
      view: "log",
      domain: spectrumDomain(tuned.spectrum.teacher, tuned.spectrum.network),
    }),
  rows: ({ race }) => spectrumTable(race.tuned.spectrum),
  command: ({ of, race }) => ({
    command: "spectrum",
    options: { ...problemAt(of, of.samples), lambda: race.tuned.lambda },
  }),
};

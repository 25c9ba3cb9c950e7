import { facts } from "../../../theory/networks.js";
import type { Drawing, View } from "../../kit/figure.js";
import { formatNumber } from "../../numbers.js";
import { spectrumTable } from "../../spectrum-rows.js";
import type { Here } from "../../topics/decomposition.js";
import { type DecompositionSchema, pointAt, writtenDimension } from "./quantities.js";
import { termSpectrum } from "./spectrum-chart.js";
import { termTable } from "./term-table.js";

/** The eigenvalues that the spectrum shows: the teacher and what noise makes of it. */
function range({ rows: { network, teacher }, solution }: Here): [number, number] {
  const first = teacher[0].value;
  const top = facts(network).shape === "vector" ? Math.max(first, 4 * solution.delta) : first;
  return [Math.max(teacher[teacher.length - 1].value / 2, first * 1e-4), top * 2.5];
}

function finding({
  here: { learned, solution, leading },
}: View<DecompositionSchema, { here: Here }>): string {
  const matrix = facts(solution.network).shape === "matrix";
  const [apart, others] = [formatNumber(learned), formatNumber(solution.d - learned)];
  const lead = `${apart} of ${writtenDimension(solution.d)} features ${matrix ? "stand apart" : "are stronger than the noise"}${learned > 0 ? ", each at the price of an approximation error" : ""}; ${learned >= solution.d ? "none is hidden" : `the other ${others} are ${matrix ? "in the band" : "hidden in the noise"}`}.`;
  const crowded = leading ? leading.outliers - learned : 0;
  return crowded > 1
    ? `${lead} ${formatNumber(crowded)} of these are stronger than the noise but too crowded to stand alone: what the band learns of them counts as overfitting and comes back as alignment, so read the band's three terms together.`
    : lead;
}

/** The spectrum at the reader's point, each part marked with its term, and the terms in numbers. */
export const spectrumFigure: Drawing<DecompositionSchema, { here: Here }> = {
  title: "Each term belongs to a part of the spectrum",
  caption: finding,
  draw: (view, width) => [
    termSpectrum(view.here.rows, {
      width,
      height: 330,
      domain: range(view.here),
      learned: view.here.learned,
      finding: finding(view),
    }),
    termTable(view.here),
  ],
  rows: ({ here }) => spectrumTable(here.rows),
  command: ({ of }) => ({ command: "spectrum", options: { ...pointAt(of) } }),
};

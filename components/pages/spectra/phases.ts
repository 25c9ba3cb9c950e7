import { html } from "htl";
import type { Command } from "../../kit/command.js";
import type { Drawing, View } from "../../kit/figure.js";
import { type Rows, rowsOf } from "../../kit/rows.js";
import { type LearnedRun, meanOf } from "../../learned-runs.js";
import { formatNumber } from "../../numbers.js";
import type { SpectrumPoint } from "../../topics/spectra.js";
import { overview, PHASES, type PhaseSpectrum, type ShownSpectrum, spectraOf } from "./counts.js";
import { mostPerBin, spectrumHistogram } from "./histogram.js";
import { type PhasePanels, phasePanels } from "./panels.js";
import { SHOWN } from "./points.js";
import type { SpectraSchema } from "./quantities.js";
import { tailPlot } from "./tail-plot.js";

type Needs = { predicted: SpectrumPoint[] };
type PhasesView = View<SpectraSchema, Needs>;

const DOMAIN = [0.01, 20] as const;
/** Eigenvalues per bin that the panels reach. */
const MOST = 24;

/** Figure 2: one spectrum per phase, side by side. */
export function phasesFigure(runs: readonly LearnedRun[]): Drawing<SpectraSchema, Needs> {
  // Lighting another panel leaves the panels in place, with the focus that they have.
  let last: { predicted: SpectrumPoint[]; width: number; panels: PhasePanels } | undefined;
  return {
    title: "Zeros, noise, features: every phase has its own spectrum",
    caption: ({ predicted }) =>
      overview(spectraOf(runs, predicted).map(({ phase, counts }) => ({ phase, ...counts }))),
    draw({ of, set, predicted }, width) {
      if (last?.predicted !== predicted || last.width !== width) {
        const onPick = (phase: PhaseSpectrum["phase"]) =>
          set({ phase: SHOWN.find((shown) => shown === phase) });
        const panels = phasePanels(spectraOf(runs, predicted), { width, domain: DOMAIN, most: MOST, onPick });
        last = { predicted, width, panels };
      }
      last.panels.light(of.phase);
      return last.panels;
    },
    rows: ({ predicted }) => histogramRows(spectraOf(runs, predicted)),
    command: (view) => commandOf(spectrumAt(runs, view)),
  };
}

/** One spectrum of Figure 2 enlarged: its histogram, and the same eigenvalues by rank or by the fraction above them. */
export function enlargedFigure(runs: readonly LearnedRun[]): Drawing<SpectraSchema, Needs> {
  const current = (view: PhasesView) => spectrumAt(runs, view);
  return {
    title: ({ of: { phase } }) => `Phase ${phase}, ${PHASES[phase].title}: ${PHASES[phase].spectrum}`,
    caption: (view) => enlarged(current(view)),
    draw(view, width) {
      const { axis, tail } = view.of;
      const spectrum = current(view);
      const two = width >= 720;
      const half = two ? Math.floor((width - 24) / 2) : width;
      const height = Math.round(Math.min(360, Math.max(270, half * 0.7)));
      const size = { width: half, height, domain: DOMAIN, finding: spectrum.finding };
      return html`<div class="spectra-pair" style=${`grid-template-columns: repeat(${two ? 2 : 1}, minmax(0, 1fr))`}>
        ${spectrumHistogram(spectrum, { ...size, axis, most: 1.15 * mostPerBin(spectrum, axis, DOMAIN) })}
        ${tailPlot(spectrum, { ...size, view: tail, gamma: spectrum.point.gamma })}
      </div>` as HTMLElement;
    },
    rows: (view) => histogramRows([current(view)]),
    command: (view) => commandOf(current(view)),
  };
}

const spectrumAt = (runs: readonly LearnedRun[], { of, predicted }: PhasesView): ShownSpectrum =>
  spectraOf(runs, predicted).find(({ phase }) => phase === of.phase)!;

const commandOf = ({ point: { d, n, gamma, noise, lambda } }: ShownSpectrum): Command => ({
  command: "spectrum",
  options: { network: "quadratic", d, gamma, noise, n, lambda },
});

function enlarged({ point, solution, runs, finding, where }: ShownSpectrum): string {
  const risk =
    runs.length > 0
      ? ` The ${runs.length} trained networks err by ${formatNumber(meanOf(runs.map(({ mse }) => mse)).mean)} per coordinate, state evolution says ${formatNumber(solution.mse)}.`
      : " No networks have been trained here yet.";
  return `${finding}${risk} Noise δ = ${formatNumber(solution.delta)}, cut c = ${formatNumber(solution.cut)}. ${where}, d = ${point.d}, Δ = ${point.noise}.`;
}

/** Trained eigenvalues and predicted densities, as they are downloaded. */
function histogramRows(spectra: readonly PhaseSpectrum[]): Rows {
  return rowsOf(
    spectra.flatMap(({ phase, runs, theory }) => {
      const row = { phase, source: "", seed: null, rank: null, kind: "", value: null, density: null };
      return [
        ...runs.flatMap(({ seed, values }) =>
          values.map((value, k) => ({ ...row, source: "trained", seed, rank: k + 1, kind: "", value })),
        ),
        ...(theory?.pieces ?? []).flatMap(({ kind, x, density }) =>
          Array.from(x, (value, i) => ({ ...row, source: "theory", kind, value, density: density[i] })),
        ),
      ];
    }),
  );
}

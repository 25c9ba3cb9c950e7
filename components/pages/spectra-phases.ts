import { html } from "htl";
import type { Parameters } from "../../theory/parameters.js";
import { type PhaseId, phases } from "../../theory/regimes.js";
import type { Solution } from "../../theory/state-evolution.js";
import { boundSegments } from "../controls/bound.js";
import {
  mostPerBin,
  type PanelCounts,
  type PhasePanels,
  type PhaseSpectrum,
  phasePanels,
  spectrumHistogram,
} from "../figures/spectra.js";
import { tailPlot } from "../figures/tail-plot.js";
import { type LearnedRun, type Mean, meanOf, trainedCounts } from "../learned-runs.js";
import { liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { type Rows, rowsOf } from "../rows.js";
import { solveSpectra } from "../spectra-client.js";
import { type SpectrumRows, spectrumCounts } from "../spectrum-rows.js";
import type { Store } from "../state.js";
import type { spectraSchema } from "./spectra.js";

/** The phases of the paper's Figure 2, in its order. */
export const SHOWN = ["Ia", "Ib", "II", "III", "IV", "VIa"] as const satisfies readonly PhaseId[];

/** What the six points are, where nothing was trained yet. */
export interface PhasePoint {
  phase: (typeof SHOWN)[number];
  d: number;
  n: number;
  gamma: number;
  noise: number;
  lambda: number;
}

interface Solved {
  solution: Solution;
  rows: SpectrumRows;
}

const DOMAIN = [0.01, 20] as const;
const MOST = 24;
const TITLES = phases({ network: "quadratic", gamma: 1, noise: 0.5 });

/** The number of runs in which the prediction is off by more than this many zeros is worth a word. */
const FAR = 20;

/** Figure 2: one spectrum per phase, and one of them enlarged. */
export function phaseFigures(
  store: Store<typeof spectraSchema>,
  points: readonly PhasePoint[],
  runs: readonly LearnedRun[],
) {
  const { values } = store;
  const solved = new Map<PhaseId, Solved>();
  const runsOf = (phase: PhaseId) => runs.filter((run) => run.phase === phase);
  const spectrumOf = (point: PhasePoint): PhaseSpectrum => ({
    phase: point.phase,
    title: TITLES[point.phase].title,
    where: whereOf(point),
    runs: runsOf(point.phase),
    theory: solved.get(point.phase)?.rows,
  });
  const countsOf = (phase: PhaseId): PanelCounts => {
    const theory = solved.get(phase)?.rows;
    const trained = runsOf(phase);
    if (!theory) return {};
    return {
      predicted: predictedCounts(theory),
      ...(trained.length > 0 && { trained: trainedCounts(trained, theory) }),
    };
  };
  const current = () => points.find(({ phase }) => phase === values.phase)!;

  let panels: PhasePanels | undefined;
  const all = liveFigure({
    name: "spectra-phases",
    store,
    depends: [],
    title: "Zeros, noise, features: every phase has its own spectrum",
    draw(width) {
      panels = phasePanels(
        points.map((point) => ({
          ...spectrumOf(point),
          counts: countsOf(point.phase),
          finding: finding(point.phase, countsOf(point.phase)),
        })),
        {
          width,
          domain: DOMAIN,
          most: MOST,
          current: values.phase,
          onPick: (phase) => store.set({ phase: phase as (typeof SHOWN)[number] }),
        },
      );
      return panels;
    },
    caption: () => overview(points.map(({ phase }) => ({ phase, ...countsOf(phase) }))),
    rows: () => histogramRows(points.map(spectrumOf)),
    command: () => "npx tsx data/learned-spectra.arrow.ts > learned-spectra.arrow",
  });
  store.subscribe((_, changed) => {
    if (changed.has("phase")) panels?.light(values.phase);
  });

  const one = liveFigure({
    name: "spectra-one",
    store,
    depends: ["phase", "axis", "tail"],
    title: () => `Phase ${values.phase}, ${TITLES[values.phase].title}: ${TITLES[values.phase].spectrum}`,
    draw(width) {
      const two = width >= 720;
      const half = two ? Math.floor((width - 24) / 2) : width;
      const size = { width: half, height: Math.round(Math.min(360, Math.max(270, half * 0.7))) };
      const spectrum = spectrumOf(current());
      const text = finding(values.phase, countsOf(values.phase));
      return html`<div class="spectra-pair" style=${`grid-template-columns: repeat(${two ? 2 : 1}, minmax(0, 1fr))`}>
        ${spectrumHistogram(spectrum, { ...size, axis: values.axis, domain: DOMAIN, most: 1.15 * mostPerBin(spectrum, values.axis, DOMAIN), finding: text })}
        ${tailPlot(spectrum, { ...size, view: values.tail, domain: DOMAIN, gamma: current().gamma, finding: text })}
      </div>`;
    },
    caption: () =>
      enlarged(current(), countsOf(values.phase), solved.get(values.phase), runsOf(values.phase)),
    rows: () => histogramRows([spectrumOf(current())]),
    command: () =>
      runsOf(values.phase).length > 0
        ? `npm run -s experiments -- --only spectra-${values.phase}`
        : commandOf(current()),
    controls: [
      boundSegments(store, "axis", {
        label: "Histogram on",
        values: ["log", "linear"],
        format: (axis) => (axis === "log" ? "a log axis" : "a linear axis"),
      }),
      boundSegments(store, "tail", {
        label: "Beside it",
        values: ["rank", "ccdf"],
        format: (tail) => (tail === "rank" ? "rank plot" : "CCDF"),
      }),
    ],
  });

  void solveSpectra(points.map(parametersOf))
    .then((found) => {
      for (const [k, { solution, rows }] of found.entries())
        if (solution.converged) solved.set(points[k].phase, { solution, rows });
      all.redraw();
      one.redraw();
    })
    .catch((error: Error) => all.setCaption(`The predictions could not be solved: ${error.message}`));
  return { all, one };
}

/** "n_eff = 10, λ = 0.005", and γ where it is not that of the others. */
export const whereOf = ({ n, d, gamma, lambda }: Omit<PhasePoint, "phase" | "noise">): string =>
  `n/d = ${formatNumber(n / d)}, λ = ${formatNumber(lambda)}${gamma === 1 ? "" : `, γ = ${formatNumber(gamma)}`}`;

/** The numbers that state evolution expects. */
export function predictedCounts(rows: SpectrumRows) {
  const { zeros, bulk, spikes } = spectrumCounts(rows);
  return { zeros, bulk, outliers: spikes };
}

/** The point of state evolution that belongs to a trained one. */
export const parametersOf = ({ d, n, gamma, noise, lambda }: Omit<PhasePoint, "phase">): Parameters => ({
  network: "quadratic",
  d,
  gamma,
  noise,
  alpha: n / d ** 2,
  lambda,
});

const commandOf = ({ d, n, gamma, noise, lambda }: PhasePoint) =>
  `npm run -s cli -- spectrum --network quadratic --d ${d} --gamma ${gamma} --noise ${noise} --n ${n} --lambda ${lambda}`;

const number = ({ mean }: Mean) => formatNumber(mean);

function finding(phase: PhaseId, { predicted, trained }: PanelCounts): string {
  if (!predicted) return `Phase ${phase}: trained eigenvalues.`;
  const { zeros, bulk, outliers } = predicted;
  const [z, b, o] = [zeros, bulk, outliers].map((count) => formatNumber(count));
  const seen = trained
    ? ` Trained: ${number(trained.zeros)}, ${number(trained.bulk)} and ${number(trained.outliers)}.`
    : "";
  return `Phase ${phase}: state evolution expects ${z} zeros, ${b} eigenvalues of noise, ${o} features.${seen}`;
}

type Named = PanelCounts & { phase: PhaseId };

const worst = ({ predicted, trained }: Named): number =>
  predicted && trained
    ? Math.max(
        ...(["zeros", "bulk", "outliers"] as const).map((kind) =>
          Math.abs(trained[kind].mean - predicted[kind]),
        ),
      )
    : 0;

/** The caption of the six panels: how far trained counts are from the predicted ones. */
export function overview(counts: readonly Named[]): string {
  const compared = counts.filter(({ predicted, trained }) => predicted && trained);
  const missing = counts.filter(({ trained, predicted }) => predicted && !trained).map(({ phase }) => phase);
  const close = compared.filter((count) => worst(count) <= FAR);
  const far = compared.filter((count) => worst(count) > FAR);
  const lead =
    compared.length === 0
      ? "The predictions are being solved."
      : close.length === 0
        ? "None of the trained spectra has the predicted counts."
        : `In ${list(close.map(({ phase }) => phase))} the numbers of zeros, noise and features of trained networks lie within ${formatNumber(Math.max(...close.map(worst)), 2)} of the prediction, of 200 eigenvalues.`;
  const exception =
    far.length > 0
      ? ` Not in ${list(far.map(({ phase }) => phase))}, where they differ by up to ${formatNumber(Math.max(...far.map(worst)))}: see the text.`
      : "";
  const none =
    missing.length > 0 ? ` No networks have been trained for ${list(missing)} yet: prediction only.` : "";
  return `${lead}${exception}${none} Bars: trained eigenvalues per bin, a tenth of a decade wide, mean over seeds; lines and stems: state evolution in the same unit, noise orange, features blue, a stem of height one for an eigenvalue that stands alone, a short line as high as their number where several share a bin. The vertical axis is a square root, on which counts fluctuate alike. Left column: share of zeros (below a thousandth of the teacher's largest), predicted as level, trained as dot.`;
}

function enlarged(
  point: PhasePoint,
  counts: PanelCounts,
  solved: Solved | undefined,
  runs: readonly LearnedRun[],
): string {
  if (!solved) return "The prediction is being solved.";
  const { solution } = solved;
  const risk =
    runs.length > 0
      ? ` The ${runs.length} trained networks err by ${number(meanOf(runs.map(({ mse }) => mse)))} per coordinate, state evolution says ${formatNumber(solution.mse)}.`
      : " No networks have been trained here yet.";
  return `${finding(point.phase, counts)}${risk} Noise δ = ${formatNumber(solution.delta)}, cut c = ${formatNumber(solution.cut)}. ${whereOf(point)}, d = ${point.d}, Δ = ${point.noise}.`;
}

const list = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

/** Trained eigenvalues and predicted densities, as they are downloaded. */
function histogramRows(spectra: readonly PhaseSpectrum[]): Rows {
  return rowsOf(
    spectra.flatMap(({ phase, runs, theory }) => [
      ...runs.flatMap(({ seed, values }) =>
        values.map((value, k) => ({
          phase,
          source: "trained",
          seed,
          rank: k + 1,
          kind: "",
          value,
          density: null,
        })),
      ),
      ...(theory?.pieces ?? []).flatMap(({ kind, x, density }) =>
        Array.from(x, (value, i) => ({
          phase,
          source: "theory",
          seed: null,
          rank: null,
          kind,
          value,
          density: density[i],
        })),
      ),
    ]),
  );
}

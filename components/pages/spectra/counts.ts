import { type PhaseId, phases } from "../../../theory/regimes.js";
import { type LearnedRun, type Mean, type SpectrumCount, trainedCounts } from "../../learned-runs.js";
import { formatNumber } from "../../numbers.js";
import { type SpectrumRows, spectrumCounts } from "../../spectrum-rows.js";
import type { SpectrumPoint } from "../../topics/spectra.js";
import { figurePoints, type PhasePoint, PROBLEM, whereOf } from "./points.js";

/** Titles and spectra of the phases in words. */
export const PHASES = phases({ network: "quadratic", gamma: 1, noise: PROBLEM.noise });

/** The trained networks of one phase and the law that state evolution predicts for them. */
export interface PhaseSpectrum {
  phase: PhaseId;
  title: string;
  /** Where it was trained, in words: "n_eff = 10, λ = 0.005". */
  where: string;
  runs: readonly LearnedRun[];
  /** Undefined where the fixed point was not found. */
  theory?: SpectrumRows;
}

export interface PanelCounts {
  predicted?: SpectrumCount<number>;
  trained?: SpectrumCount<Mean>;
}

/** A spectrum of Figure 2 with all that is said of it. */
export interface ShownSpectrum extends PhaseSpectrum {
  point: PhasePoint;
  solution: SpectrumPoint["solution"];
  counts: PanelCounts;
  finding: string;
}

/** Figure 2: trained networks and their prediction, phase by phase. */
export function spectraOf(runs: readonly LearnedRun[], predicted: readonly SpectrumPoint[]): ShownSpectrum[] {
  return figurePoints().map((point, k) => {
    const { phase } = point;
    const { solution, rows } = predicted[k];
    const own = runs.filter((run) => run.phase === phase);
    const theory = solution.converged ? rows : undefined;
    const counts = countsOf(own, theory);
    const { title } = PHASES[phase];
    const finding = findingOf(phase, counts);
    return { point, phase, title, where: whereOf(point), runs: own, theory, solution, counts, finding };
  });
}

function countsOf(runs: readonly LearnedRun[], theory?: SpectrumRows): PanelCounts {
  if (!theory) return {};
  return {
    predicted: predictedCounts(theory),
    ...(runs.length > 0 && { trained: trainedCounts(runs, theory) }),
  };
}

/** The numbers that state evolution expects. */
export function predictedCounts(rows: SpectrumRows): SpectrumCount<number> {
  const { zeros, bulk, spikes } = spectrumCounts(rows);
  return { zeros, bulk, outliers: spikes };
}

function findingOf(phase: PhaseId, { predicted, trained }: PanelCounts): string {
  if (!predicted) return `Phase ${phase}: trained eigenvalues.`;
  const [z, b, o] = [predicted.zeros, predicted.bulk, predicted.outliers].map((count) => formatNumber(count));
  const number = ({ mean }: Mean) => formatNumber(mean);
  const seen = trained
    ? ` Trained: ${number(trained.zeros)}, ${number(trained.bulk)} and ${number(trained.outliers)}.`
    : "";
  return `Phase ${phase}: state evolution expects ${z} zeros, ${b} eigenvalues of noise, ${o} features.${seen}`;
}

/** The number of eigenvalues by which a prediction is off that is worth a word. */
const FAR = 20;

type Named = PanelCounts & { phase: PhaseId };

const worst = ({ predicted, trained }: Named): number =>
  predicted && trained
    ? Math.max(
        ...(["zeros", "bulk", "outliers"] as const).map((kind) =>
          Math.abs(trained[kind].mean - predicted[kind]),
        ),
      )
    : 0;

const list = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;

/** How far trained counts are from the predicted ones: the caption of the six panels. */
export function overview(counts: readonly Named[]): string {
  const compared = counts.filter(({ predicted, trained }) => predicted && trained);
  const missing = counts.filter(({ trained, predicted }) => predicted && !trained).map(({ phase }) => phase);
  const close = compared.filter((count) => worst(count) <= FAR);
  const far = compared.filter((count) => worst(count) > FAR);
  const lead =
    close.length === 0
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

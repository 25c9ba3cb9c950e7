import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import { hillPlot, type TailFit, teacherTailExponent } from "../../theory/tails.js";
import type { TrainedRank } from "../figures/power-law-tails.js";
import { formatExponent, formatNumber } from "../numbers.js";
import type { RankedWeight, SpectrumRows } from "../spectrum-rows.js";
import { bulkEdge, type TailSample, type TrainedWeight, tailSlope } from "../tail-sample.js";
import { settingsOf, type TailStore } from "./tail-state.js";

/** What is known at the reader's settings. */
export interface Known {
  spectrum: SpectrumRows | null;
  expected: RankedWeight[];
  trained: TrainedWeight[];
  sample: TailSample;
  fit: TailFit | undefined;
}

/** Expected weights that are learned features. */
export const featuresOf = ({ expected }: Known) => expected.filter(({ kind }) => kind === "spike");

/** Weights of the fitted tail that lie within the noise bulk of the theory. */
export function noiseIn({ spectrum, sample, fit }: Known): number {
  const edge = spectrum ? bulkEdge(spectrum) : 0;
  return sample.values.filter((value) => value >= (fit?.xMin ?? 0) && value <= edge).length;
}

/** Mean and standard error over the networks, rank by rank. */
export function trainedRanks(
  trained: readonly TrainedWeight[],
  spectrum: SpectrumRows | null,
): TrainedRank[] {
  const edge = spectrum ? bulkEdge(spectrum) : 0;
  const ranks = new Map<number, number[]>();
  for (const { rank, value } of trained) ranks.set(rank, [...(ranks.get(rank) ?? []), value]);
  const seeds = new Set(trained.map(({ seed }) => seed)).size;
  return [...ranks]
    .filter(([, found]) => found.length === seeds)
    .map(([rank, found]) => {
      const value = found.reduce((sum, x) => sum + x, 0) / found.length;
      const square = found.reduce((sum, x) => sum + (x - value) ** 2, 0);
      const error = seeds > 1 ? Math.sqrt(square / (seeds - 1) / seeds) : undefined;
      return { rank, value, error, kind: value <= edge ? ("bulk" as const) : ("spike" as const) };
    })
    .sort((a, b) => a.rank - b.rank);
}

/** The phase at the reader's settings. */
export const phaseOf = (store: TailStore) => phaseAt(settingsOf(store));

type Shown = "whole" | "outliers" | "none" | "zero";

/** How much of the teacher's tail stands clear of noise, counted in the spectrum itself. */
function shownOf(store: TailStore, known: Known): Shown {
  if (known.spectrum && known.expected.length === 0) return "zero";
  if (store.values.network === "diagonal") {
    const tail = { III: "whole", VIb: "whole", II: "outliers", IV: "outliers", VIa: "outliers" } as Partial<
      Record<PhaseId, Shown>
    >;
    return tail[phaseOf(store).id] ?? "none";
  }
  const features = featuresOf(known).length;
  if (features >= 0.95 * store.values.d) return "whole";
  return features >= 8 ? "outliers" : "none";
}

/** The finding of the tail plot as its title. */
export function tailTitle(store: TailStore, known: Known): string {
  if (!known.spectrum) return "The tail of the learned weights";
  const noise = known.expected.some(({ kind }) => kind === "bulk");
  const shown = shownOf(store, known);
  if (shown === "zero") return "All weights are zero: there is no tail";
  if (store.values.network === "diagonal" && shown === "outliers")
    return "The large weights fall off like the teacher's; the small ones are cut or noise";
  if (shown === "none") return "Too few features stand out for a tail to be seen";
  if (!followsTeacher(store, known))
    return noise
      ? "The outliers lie near the teacher's power law, pushed up by the noise"
      : "Weight decay bends the teacher's power law";
  if (shown === "whole") return "The whole spectrum carries the teacher's power law";
  return noise
    ? "The outliers carry the teacher's power law, down to where the noise begins"
    : "The outliers carry the teacher's power law; what the cut took is exactly zero";
}

/** Whether the slope over the features is the teacher's within 15 %; of the diagonal network's features no slope is taken. */
function followsTeacher(store: TailStore, known: Known): boolean {
  if (store.values.network === "diagonal") return true;
  const slope = tailSlope(featuresOf(known).map(({ value }) => value));
  return Math.abs(slope * store.values.gamma + 1) <= 0.15;
}

/** The finding of the tail plot with its numbers. */
export function tailFinding(store: TailStore, known: Known): string {
  const { gamma, d, network } = store.values;
  if (!known.spectrum) return "Solving…";
  const { id, title } = phaseOf(store);
  const where = `Phase ${id}, ${title}`;
  if (known.expected.length === 0) return `${where}: every one of the ${d} weights is exactly zero.`;
  const features = featuresOf(known);
  const bulk = known.expected.length - features.length;
  const slope = tailSlope(features.map(({ value }) => value));
  const counts =
    network === "quadratic"
      ? `${features.length} of ${d} eigenvalues are learned features, ${bulk} are noise, ${d - known.expected.length} are zero.`
      : `${known.expected.length} of ${d} weights are not zero.`;
  const slopes =
    network === "quadratic" && Number.isFinite(slope)
      ? ` Over the features the fraction falls with slope ${formatExponent(slope)}; the teacher's is −1/γ = ${formatExponent(-1 / gamma)}.${!followsTeacher(store, known) ? ` The difference has a reason: ${reason(store, bulk)}.` : ""}`
      : "";
  const trained = known.trained.length > 0;
  const seeds = new Set(known.trained.map(({ seed }) => seed)).size;
  const dots = trained
    ? ` Dots: mean of ${seeds} trained networks${store.values.view === "rank" ? ", bars their standard error" : ""}${nearness(known)}.`
    : "";
  return `${where}: ${counts}${slopes}${dots}`;
}

/** How far the trained features lie from the expected ones, in the median; nothing where there are none. */
function nearness({ trained, expected, spectrum }: Known): string {
  const ranks = trainedRanks(trained, spectrum);
  const ratios = expected
    .filter(({ kind }) => kind === "spike")
    .flatMap(({ rank, value }) => {
      const found = ranks.find((weight) => weight.rank === rank);
      return found ? [Math.abs(found.value / value - 1)] : [];
    })
    .sort((a, b) => a - b);
  if (ratios.length === 0) return "";
  return `; their features lie ${formatNumber(100 * ratios[ratios.length >> 1], 2)} % from the line (median of ${ratios.length} ranks)`;
}

/** Why the slope over the features is not yet the teacher's. */
function reason(store: TailStore, bulk: number): string {
  if (bulk > 0) return "few features stand out, and the last of them are pushed up by the noise";
  return phaseOf(store).id === "VIb"
    ? "the sum over few features"
    : "the cut has moved every weight down by the same amount, which matters most for the small ones";
}

/** Whether the fit finds the teacher, as a title. */
export function fitTitle({ values }: TailStore, { fit, expected }: Known): string {
  if (!fit) return expected.length === 0 ? "Nothing is left to fit" : "Too few weights to fit";
  const teacher = teacherTailExponent(values.gamma);
  return Math.abs(fit.alpha - teacher) <= 2 * fit.error && Math.abs(fit.alpha / teacher - 1) < 0.1
    ? "The fitted exponent is near the teacher's"
    : "A fit always returns an exponent, here not the teacher's";
}

/** The chosen fit with its numbers. */
export function fitFinding({ values }: TailStore, known: Known): string {
  const { fit, sample } = known;
  if (!fit) return `${sample.values.length} positive weights: fewer than a fit needs.`;
  const teacher = teacherTailExponent(values.gamma);
  const noise = noiseIn(known);
  const which = values.follow === "best" ? "The distance is least" : "You have let the tail begin";
  const mixed =
    values.network === "quadratic" && noise > 0.05 * fit.count
      ? ` ${noise} of these ${fit.count} weights lie in the bulk, where noise and hidden features are mixed.`
      : "";
  const source =
    values.source === "trained"
      ? known.trained.length > 0
        ? " Fitted: the eigenvalues of one trained network."
        : " No network was trained at these settings, so the expected weights are fitted."
      : "";
  return `${which} at xₘᵢₙ = ${formatNumber(fit.xMin)}, where α = ${formatNumber(fit.alpha)} ± ${formatNumber(fit.error, 2)} from ${fit.count} weights; the teacher's exponent is ${formatNumber(teacher)}.${mixed} Drag along the curves. The band is one standard error of independent values; exponents and distances are drawn on linear axes, as they are compared by differences.${source}`;
}

/** How stable Hill's estimate is. */
export function hillFinding({ values }: TailStore, known: Known): string {
  const points = hillPlot(known.sample.values);
  const teacher = teacherTailExponent(values.gamma);
  const inside = points.filter(({ k, alpha }) => k >= 3 && Math.abs(alpha - teacher) < 0.1 * teacher);
  if (points.length < 3) return "Fewer than four weights are left.";
  if (inside.length === 0)
    return `For no k is the estimate within 10 % of the teacher's ${formatNumber(teacher)}.`;
  return `The estimate is within 10 % of the teacher's ${formatNumber(teacher)} for ${inside.length} of ${points.length} values of k, between ${inside[0].k} and ${inside[inside.length - 1].k}. An exponent that stays the same over a wide stretch of k is a finding; one that is crossed is not.`;
}

import { facts } from "../../../theory/networks.js";
import { mean, median, standardError } from "../../../theory/numeric/statistics.js";
import { TAIL_OF_PHASE, type TailVisibility } from "../../../theory/tails.js";
import { groupsOf } from "../../groups.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { bulkEdge } from "../../learned-runs.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { teacherRanks } from "../../teacher-ranks.js";
import type { TailSchema } from "./quantities.js";
import { tailSlope } from "./sample.js";
import { type TrainedRank, tailPlot } from "./tail-plot.js";
import {
  commandOf,
  domainOf,
  featuresOf,
  fitted,
  type Needs,
  phaseOf,
  resolved,
  type TailView,
  type Weights,
} from "./weights.js";

const networksIn = (trained: Weights["trained"]) => new Set(trained.map(({ seed }) => seed)).size;

/** Mean and standard error over the networks, rank by rank, as far as every network has one. */
export function trainedRanks(weights: Pick<Weights, "trained" | "spectrum">): TrainedRank[] {
  const edge = bulkEdge(weights.spectrum);
  const networks = networksIn(weights.trained);
  return groupsOf(weights.trained, ({ rank }) => rank)
    .filter((group) => group.length === networks)
    .map((group): TrainedRank => {
      const values = group.map(({ value }) => value);
      const value = mean(values);
      const error = networks > 1 ? standardError(values) : undefined;
      return { rank: group[0].rank, value, error, kind: value <= edge ? "bulk" : "spike" };
    })
    .sort((a, b) => a.rank - b.rank);
}

/** How much of the teacher's tail stands clear of noise: counted in the spectrum itself, or else by the phase. */
function visibility({ of, weights }: TailView): TailVisibility | "zero" {
  if (weights.expected.length === 0) return "zero";
  if (!resolved(of)) return TAIL_OF_PHASE[phaseOf(of).id];
  const features = featuresOf(weights).length;
  if (features >= 0.95 * of.d) return "whole";
  return features >= 8 ? "outliers" : "none";
}

const slopeOf = ({ weights }: TailView) => tailSlope(featuresOf(weights).map(({ value }) => value));

/** Whether the slope over the features is the teacher's within 15 %; no slope is taken where features are not told from noise. */
const followsTeacher = (view: TailView): boolean =>
  !resolved(view.of) || Math.abs(slopeOf(view) * view.of.gamma + 1) <= 0.15;

function title(view: TailView): string {
  const { of } = view;
  const noise = view.weights.expected.some(({ kind }) => kind === "bulk");
  const shown = visibility(view);
  if (shown === "zero") return "All weights are zero: there is no tail";
  if (!resolved(of) && shown === "outliers")
    return "The large weights fall off like the teacher's; the small ones are cut or noise";
  if (shown === "none") return "Too few features stand out for a tail to be seen";
  if (!followsTeacher(view))
    return noise
      ? "The outliers lie near the teacher's power law, pushed up by the noise"
      : "Weight decay bends the teacher's power law";
  if (shown === "whole") return "The whole spectrum carries the teacher's power law";
  return noise
    ? "The outliers carry the teacher's power law, down to where the noise begins"
    : "The outliers carry the teacher's power law; what the cut took is exactly zero";
}

/** The finding with its numbers. */
function caption(view: TailView): string {
  const { of, weights } = view;
  const { gamma, d } = of;
  const { expected } = weights;
  const { id, title: name } = phaseOf(of);
  const where = `Phase ${id}, ${name}`;
  if (expected.length === 0) return `${where}: every one of the ${d} weights is exactly zero.`;
  const features = featuresOf(weights).length;
  const bulk = expected.length - features;
  const counts = resolved(of)
    ? `${features} of ${d} ${facts(of.network).words.weights} are learned features, ${bulk} are noise, ${d - expected.length} are zero.`
    : `${expected.length} of ${d} weights are not zero.`;
  const slope = slopeOf(view);
  const slopes =
    resolved(of) && Number.isFinite(slope)
      ? ` Over the features the fraction falls with slope ${formatExponent(slope)}; the teacher's is −1/γ = ${formatExponent(-1 / gamma)}.${followsTeacher(view) ? "" : ` The difference has a reason: ${reason(view, bulk)}.`}`
      : "";
  const networks = networksIn(weights.trained);
  const dots =
    networks > 0
      ? ` Dots: mean of ${networks} trained networks${of.view === "rank" ? ", bars their standard error" : ""}${nearness(weights)}.`
      : "";
  return `${where}: ${counts}${slopes}${dots}`;
}

/** How far the trained features lie from the expected ones, in the median; nothing where there are none. */
function nearness(weights: Weights): string {
  const trained = new Map(trainedRanks(weights).map(({ rank, value }) => [rank, value]));
  const ratios = featuresOf(weights).flatMap(({ rank, value }) => {
    const found = trained.get(rank);
    return found === undefined ? [] : [Math.abs(found / value - 1)];
  });
  if (ratios.length === 0) return "";
  return `; their features lie ${formatNumber(100 * median(ratios), 2)} % from the line (median of ${ratios.length} ranks)`;
}

/** Why the slope over the features is not yet the teacher's. */
function reason({ of }: TailView, bulk: number): string {
  if (bulk > 0) return "few features stand out, and the last of them are pushed up by the noise";
  return phaseOf(of).id === "VIb"
    ? "the sum over few features"
    : "the cut has moved every weight down by the same amount, which matters most for the small ones";
}

/** The tail of the learned weights over the teacher's, with the fit that is chosen. */
export const tailFigure: Drawing<TailSchema, Needs> = {
  title,
  caption,
  draw(view, width) {
    const { of, set, weights } = view;
    const drawn = {
      teacher: teacherRanks(of.network, of.d, of.gamma),
      expected: weights.expected,
      trained: trainedRanks(weights),
      fit: fitted(of, weights).fit,
    };
    return tailPlot(drawn, of, {
      width,
      domain: domainOf(view),
      finding: caption(view),
      onDrag: of.view === "ccdf" ? (xMin) => set({ xMin, follow: "own" }) : undefined,
    });
  },
  rows: ({ weights }) =>
    rowsOf([
      ...weights.expected.map(({ rank, value, kind }) => ({
        source: "theory",
        seed: null,
        rank,
        value,
        kind,
      })),
      ...weights.trained.map(({ seed, rank, value }) => ({
        source: "trained",
        seed,
        rank,
        value,
        kind: null,
      })),
    ]),
  command: commandOf,
};

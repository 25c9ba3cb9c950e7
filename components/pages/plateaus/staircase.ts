import { facts } from "../../../theory/networks.js";
import { phaseAt } from "../../../theory/regimes.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { PlateauPoint } from "../../topics/plateaus.js";
import { type PlateausSchema, problemOf } from "./quantities.js";
import { exponentChart, featureChart, type StaircaseNeeds, type StaircaseView } from "./staircase-chart.js";
import { type FeatureCount, featureCounts, type TrainedFeatures } from "./trained-features.js";

/** The number of learned features against effective samples, and under it the local exponent of the risk. */
export const staircaseFigure = (
  networks: readonly TrainedFeatures[],
): Drawing<PlateausSchema, StaircaseNeeds> => {
  const counts = ({ of }: StaircaseView) =>
    stepped(of.network) ? featureCounts(networks, problemOf(of)) : [];
  const caption = (view: StaircaseView) =>
    stepped(view.of.network)
      ? `${stepsCaption(view)} ${countsSentence(counts(view))}`
      : smoothCaption(view.curve.points);
  return {
    title: ({ of }) =>
      stepped(of.network)
        ? "Features come one at a time; where they are far apart, the risk falls in waves"
        : "Averaged over Gaussian teachers, the steps of the diagonal network are smoothed out",
    caption,
    draw: (view, width) => [
      featureChart(view, counts(view), width, caption(view)),
      exponentChart(view, width),
    ],
    rows(view) {
      const problem = problemOf(view.of);
      const { curve, steps } = view;
      return rowsOf(
        [
          ...curve.points.map((point) => ({ source: "theory", ...problem, ...point })),
          ...steps.map(({ effectiveSamples, to: features }) => ({
            source: "step",
            ...problem,
            effectiveSamples,
            features,
            converged: true,
          })),
          ...counts(view).map((count) => ({ source: "trained", ...count, ...problem, converged: true })),
        ],
        { more: ["networks", "standardError"] },
      );
    },
    command: ({ of }) => ({
      command: "spectrum",
      options: { ...problemOf(of), alpha: of.samples / of.d },
    }),
  };
};

const stepped = (network: StaircaseView["of"]["network"]) => facts(network).resolvesFeatures;

/** What the trained networks of these settings have learned, in words. */
function countsSentence(counts: readonly FeatureCount[]): string {
  if (counts.length === 0) return "No trained spectra at these settings.";
  const said = counts.map(
    ({ effectiveSamples, networks, features, predicted }) =>
      `${formatNumber(features)} at n_eff = ${formatNumber(effectiveSamples)} (${networks} networks; ${predicted} expected)`,
  );
  return `Trained networks (dots): ${said.join(", ")}${counts.some(({ features }) => features === 0) ? "; zero lies below the axis" : ""}.`;
}

/** How many steps the caption and its swing of the exponent are about. */
const COUNTED = 4;

/** Smallest and largest local exponent between two numbers of effective samples, the ends left out. */
export function swing(
  points: readonly PlateauPoint[],
  from: number,
  to: number,
): { least: number; most: number } {
  const inside = points
    .filter(({ effectiveSamples: n, converged }) => converged && n > 1.03 * from && n < to)
    .map(({ exponent }) => exponent);
  return { least: Math.min(...inside), most: Math.max(...inside) };
}

function stepsCaption({ of, curve: { points }, steps }: StaircaseView): string {
  const rises = steps.filter(({ from, to }) => to === from + 1 && to <= COUNTED);
  if (rises.length === 0)
    return "Above, the number K of learned features; below, the slope of the risk in a log-log plot.";
  const places = rises.map(({ effectiveSamples }) => formatNumber(effectiveSamples));
  const list =
    places.length > 1 ? `${places.slice(0, -1).join(", ")} and ${places[places.length - 1]}` : places[0];
  const [first, last] = [rises[0].effectiveSamples, rises[rises.length - 1].effectiveSamples];
  const sentences = [
    `At γ = ${of.gamma} and λ = ${formatNumber(of.lambda)} the first ${rises.length === 1 ? "feature appears" : `${rises.length} steps are`} at n_eff = ${list}.`,
  ];
  if (rises.length > 1) {
    const { least, most } = swing(points, first, last);
    const { id, exponents } = phaseAt({
      ...problemOf(of),
      effectiveSamples: Math.max(Math.sqrt(first * last), 1.01 * of.lambda * Math.sqrt(of.d)),
    });
    sentences.push(
      `Between the first and the last of them the slope of the risk lies between ${formatExponent(least)} and ${formatExponent(most)}${
        exponents.samples === null
          ? "."
          : `; the rate of phase ${id} is ${formatExponent(exponents.samples)} (dashed).`
      }`,
    );
  }
  if (steps.some(({ from, to }) => to < from))
    sentences.push(
      "Where K steps down, the noise bulk has grown over a feature again: the approach to interpolation.",
    );
  sentences.push("Thin vertical lines mark the same steps in both panels.");
  return sentences.join(" ");
}

function smoothCaption(points: readonly PlateauPoint[]): string {
  const half = points.find(({ features }) => features >= 1);
  return `Above, the expected number of learned features of the diagonal network${
    half ? `: it reaches one at n_eff = ${formatNumber(half.effectiveSamples)}` : ""
  }. A weight of size i^(−γ) on average may be of any size in one teacher, so that the average has no steps; one given teacher has them. Below, the slope of the risk, with the rates of the phases dashed.`;
}

import {
  crossoverAt,
  crossoverDecay,
  crossoverExponents,
  crossoverShape,
  passes,
} from "../../../theory/crossovers.js";
import { facts } from "../../../theory/networks.js";
import { nearestInRatio } from "../../charts/points.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatDimension, formatExponent, formatNumber } from "../../numbers.js";
import { exponentChart, riskChart } from "./crossover-chart.js";
import { NOISE, type PlateausSchema } from "./quantities.js";
import type { CrossoverLine } from "./solved.js";

type Needs = { lines: CrossoverLine[] };

/** The risk through a crossover at several dimensions, each over its value at the predicted place, and under it the local exponents. */
export const crossoverFigure: Drawing<PlateausSchema, Needs> = {
  title: ({ of }) =>
    of.crossover === "IV-V"
      ? "The turn from decay to overfitting comes later than the powers alone predict"
      : "The risk steepens well before the last feature is learned, and falls as the square after it",
  caption: ({ lines }) => captionOf(lines),
  draw: ({ of, lines }, width) => [
    riskChart(lines, of.crossover, width, captionOf(lines)),
    exponentChart(lines, of.crossover, width),
  ],
  rows: ({ lines }) =>
    rowsOf(
      lines.flatMap(({ crossover, points }) =>
        points.map((point) => ({
          source: "theory",
          ...crossover,
          lambda: crossoverDecay(crossover),
          ...point,
        })),
      ),
    ),
  command({ lines }) {
    const { crossover } = lines[lines.length - 1];
    const { id: _, ...problem } = crossover;
    const [alpha, lambda] = [crossoverAt(crossover) / problem.d, crossoverDecay(crossover)];
    return { command: "solve", options: { ...problem, alpha, lambda } };
  },
};

const captionOf = (lines: readonly CrossoverLine[]): string =>
  (lines[0].crossover.id === "IV-V" ? onsetSentences(lines) : tailSentences(lines)).join(" ");

function onsetSentences(lines: readonly CrossoverLine[]): string[] {
  const { crossover } = lines[lines.length - 1];
  const { before, after } = crossoverExponents(crossover);
  const turns = lines.flatMap(({ crossover: { d }, points }) => {
    const start = steepest(points);
    const x = passes(points, 0, start);
    return x === undefined ? [] : [{ name: `d = ${formatDimension(d)}`, x, decades: Math.log10(x / start) }];
  });
  const sentences = [
    turns.length > 0
      ? `The risk turns at ${turns.map(({ name, x }) => `${formatNumber(x, 2)} (${name})`).join(", ")} times the predicted onset of overfitting, which compares powers with constants of 1${facts(crossover.network).noiseFit.power === null ? " and leaves out powers of log d" : ""}.`
      : "At none of these dimensions does the risk turn before the peak begins.",
  ];
  if (turns.length > 0) {
    const [first, last] = [turns[0], turns[turns.length - 1]];
    sentences.push(
      `From its steepest value to zero the slope takes ${formatNumber(last.decades, 2)} decades of data at ${last.name}${first === last ? "" : `, ${formatNumber(first.decades, 2)} at ${first.name}`}.`,
    );
  }
  sentences.push(
    after === null
      ? `The asymptotic rate before is ${formatExponent(before)}; after it the risk rises as −1/log(n_eff/d), which has no exponent.`
      : `The asymptotic exponents, ${formatExponent(before)} and ${formatExponent(after)}, are limits of large d: the slope overshoots the second as the peak draws near.`,
    `λ = ${formatNumber(crossoverDecay(crossover))}, Δ = ${NOISE}; lines end where the peak begins.`,
  );
  return sentences;
}

function tailSentences(lines: readonly CrossoverLine[]): string[] {
  const { crossover, points } = lines[lines.length - 1];
  const { before, after } = crossoverExponents(crossover);
  const slope = (x: number) => formatExponent(nearestInRatio(points, "x", x).exponent);
  const off = points
    .filter(({ x }) => x > 0.01 && x < 0.9)
    .map(({ x, exponent }) => Math.abs(exponent - crossoverShape(crossover.gamma, x)));
  return [
    `At d = ${formatDimension(crossover.d)} the slope is ${slope(0.1)} a decade before the smallest feature is learned, ${slope(0.5)} at half the samples, and ${slope(2)} at twice as many; the phases' exponents are ${formatExponent(before)} and ${formatExponent(after as number)}.`,
    facts(crossover.network).randomTeacher
      ? "The lines of all dimensions lie on each other here; the weights of the diagonal network have random sizes, which rounds the corner off."
      : `Dashed through the lower panel: the limit of large d, equation (3); from 0.01 to 0.9 this line is off by at most ${formatNumber(Math.max(...off), 2)}. The ripples at small d are the waves of single features.`,
    "λ = 100 d^(γ − 1/2), so that no noise is learned on the way.",
  ];
}

/** Where the exponent is lowest: the x beyond which the crossover is looked for. */
const steepest = (points: CrossoverLine["points"]): number =>
  points.reduce((a, b) => (b.exponent < a.exponent ? b : a)).x;

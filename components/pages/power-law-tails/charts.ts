import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { facts } from "../../../theory/networks.js";
import { fittedAbove, type HillPoint, type TailFit } from "../../../theory/tails.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  landmark,
  readerRing,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { color, type Meaning } from "../../encoding.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { drawnRanks, type RankedWeight, type SpectrumRows } from "../../spectrum-rows.js";

export type TailView = "ccdf" | "rank";

/** A trained weight as it is drawn: its rank, mean over the networks, and standard error. */
export interface TrainedRank {
  rank: number;
  value: number;
  error?: number;
  kind: "bulk" | "spike";
}

export interface TailPlotOptions {
  width: number;
  view: TailView;
  d: number;
  gamma: number;
  network: SpectrumRows["network"];
  /** The fitted tail, as drawn. */
  fit?: TailFit;
  /** Weights that are drawn: the axis of weights. */
  domain: readonly [number, number];
  finding: string;
}

/** Axes of the tail plot; the pointer needs the axis of weights as well. */
export function tailAxes({
  view,
  d,
  domain,
  network,
}: Pick<TailPlotOptions, "view" | "d" | "domain" | "network">) {
  const { words } = facts(network);
  const weight: ChartAxis = { domain, title: `learned ${words.weight}`, symbol: words.symbol };
  const above: ChartAxis = { domain: [0.7 / d, 1.6], title: "fraction of weights at or above" };
  const rank: ChartAxis = { domain: [0.8, d * 1.3], title: "rank" };
  return view === "ccdf" ? { x: weight, y: above } : { x: rank, y: weight };
}

/** The tail on log-log axes: fraction above against weight, or weight against rank. A power law is a straight line in both. */
export function tailPlot(
  teacher: readonly { rank: number; value: number }[],
  expected: readonly RankedWeight[],
  trained: readonly TrainedRank[],
  options: TailPlotOptions,
): SVGSVGElement {
  const { width, view, d, gamma, network, fit, domain, finding } = options;
  const ccdf = view === "ccdf";
  const place = ({ rank, value }: { rank: number; value: number }): LinePoint =>
    ccdf ? { x: value, y: rank / d } : { x: rank, y: value };
  const part = (kind: "bulk" | "spike") => expected.filter((weight) => weight.kind === kind).map(place);
  const parts: { points: LinePoint[]; meaning: Meaning; text: string }[] = facts(network).resolvesFeatures
    ? [
        { points: part("bulk"), meaning: "bulk", text: "noise" },
        { points: part("spike"), meaning: "learned", text: "features" },
      ]
    : [{ points: expected.map(place), meaning: "learned", text: "learned weights" }];
  const teacherPoints = teacher.filter(({ value }) => value > domain[0]).map(place);
  const top = teacher[0].value;
  // Down to where the teacher ends, two decades at most.
  const low = Math.max(domain[0] * 1.2, top * 10 ** -1.6, teacher[teacher.length - 1].value);
  const steep = guide({
    from: ccdf ? low : 1,
    to: ccdf ? top : (top / low) ** (1 / gamma),
    through: ccdf ? [top, 1 / d] : [1, top],
    exponent: ccdf ? -1 / gamma : -gamma,
    text: `slope ${formatExponent(ccdf ? -1 / gamma : -gamma)}`,
    lift: 26,
  });
  const fitted: LinePoint[] = [];
  if (fit)
    for (const x of [fit.xMin, Math.max(expected[0]?.value ?? 0, trained[0]?.value ?? 0, fit.xMin * 1.01)]) {
      const rank = fit.count * fittedAbove(fit, x);
      fitted.push(ccdf ? { x, y: rank / d } : { x: rank, y: x });
    }
  // Dots that touch would hide the line.
  const dotted = new Set(drawnRanks(d));
  const labels = parts.filter(({ points }) => points.length > 3);
  return chart({
    width,
    ...tailAxes(options),
    finding,
    marks: [
      steep,
      theoryLine(teacherPoints, { meaning: "teacher", width: 0.9 }),
      Plot.dot(
        teacherPoints.filter((_, i) => i < 12 || i % 6 === 0),
        {
          x: "x",
          y: "y",
          r: 3.2,
          stroke: color("teacher"),
          strokeWidth: 0.9,
          fill: "var(--theme-background)",
          clip: true,
        },
      ),
      ...parts.map(({ points, meaning }) => theoryLine(points, { meaning })),
      ...(["bulk", "spike"] as const).flatMap((kind) =>
        trainedDots(
          trained
            .filter((weight) => weight.kind === kind && dotted.has(weight.rank))
            .map((weight) => ({ ...place(weight), error: ccdf ? undefined : weight.error })),
          { meaning: kind === "bulk" ? "bulk" : "learned", radius: 3 },
        ),
      ),
      ...(fit ? [theoryLine(fitted, { meaning: "ring", width: 1.6, dash: "7 3" })] : []),
      ...(fit && ccdf ? [landmark(fit.xMin, "", "ring"), startName(fit.xMin)] : []),
      curveLabels([
        { text: "teacher", points: teacherPoints },
        ...labels.map(({ text, points, meaning }) => ({ text, points, meaning })),
        ...(fit
          ? [{ text: `fit α = ${formatNumber(fit.alpha)}`, points: fitted, meaning: "ring" as const }]
          : []),
      ]),
    ],
  });
}

/** The name of the beginning of the tail, at the foot of its line. */
function startName(xMin: number): Plot.Markish {
  return custom(({ x, left, right, bottom }) => {
    const at = x(xMin);
    if (!(at >= left && at <= right)) return null;
    const flip = at > (left + right) / 2;
    return svg`<text class="guide-label" x=${at + (flip ? -5 : 5)} y=${bottom - 8} text-anchor=${flip ? "end" : "start"}><tspan class="symbol">x</tspan><tspan class="symbol" dy="0.25em" font-size="75%">min</tspan></text>` as SVGElement;
  });
}

/** A horizontal line at the teacher's exponent, named at its right end. */
function exponentGuide(alpha: number): Plot.Markish {
  return custom(({ y, left, right, top, bottom }) => {
    const at = y(alpha);
    if (!(at > top && at < bottom)) return null;
    return svg`<g><line class="guide" x1=${left} x2=${right} y1=${at} y2=${at}></line>
      <text class="guide-label" x=${right - 4} y=${at + 14} text-anchor="end">teacher: 1 + 1/γ = ${formatNumber(alpha)}</text></g>` as SVGElement;
  });
}

/** A line with its band of one standard error. */
function withBand(points: readonly { x: number; alpha: number; error: number }[]): Plot.Markish[] {
  return [
    Plot.areaY(points as { x: number; alpha: number; error: number }[], {
      x: "x",
      y1: (p: { alpha: number; error: number }) => p.alpha - p.error,
      y2: (p: { alpha: number; error: number }) => p.alpha + p.error,
      fill: color("teacher"),
      fillOpacity: 0.16,
      clip: true,
    }),
    theoryLine(
      points.map(({ x, alpha }) => ({ x, y: alpha })),
      { width: 1.75 },
    ),
  ];
}

export const EXPONENTS: readonly [number, number] = [1, 5];

export interface FitCurveOptions {
  width: number;
  gamma: number;
  /** Axis of x_min: the same on both panels. */
  domain: readonly [number, number];
  fit?: TailFit;
  nearest?: TailFit;
}

const cutAxis = (domain: readonly [number, number]): ChartAxis => ({
  domain,
  title: "where the tail is taken to begin",
  symbol: "x_min",
});

/** Axes of the two panels of the fit. */
export const fitAxes = (domain: readonly [number, number]) => ({
  alpha: {
    x: cutAxis(domain),
    y: { domain: EXPONENTS, type: "linear", title: "exponent", symbol: "α" } as ChartAxis,
  },
  distance: {
    x: cutAxis(domain),
    y: { domain: [0, 0.4], type: "linear", title: "distance", symbol: "D" } as ChartAxis,
  },
});

/** The fitted exponent and the distance against x_min, one above the other. */
export function fitCurves(fits: readonly TailFit[], options: FitCurveOptions): SVGSVGElement[] {
  const { width, gamma, domain, fit, nearest } = options;
  const axes = fitAxes(domain);
  const mark = fit ? [landmark(fit.xMin, "", "ring")] : [];
  const height = Math.round(Math.min(260, Math.max(200, width * 0.36)));
  return [
    chart({
      width,
      height,
      ...axes.alpha,
      finding: fit
        ? `Exponent ${formatNumber(fit.alpha)} at the chosen x_min; the teacher's is ${formatNumber(1 + 1 / gamma)}.`
        : "Too few weights to fit.",
      marks: [
        ...mark,
        exponentGuide(1 + 1 / gamma),
        ...withBand(fits.map(({ xMin, alpha, error }) => ({ x: xMin, alpha, error }))),
        ...(fit ? [readerRing(fit.xMin, fit.alpha)] : []),
      ],
    }),
    chart({
      width,
      height: height - 40,
      ...axes.distance,
      finding: nearest
        ? `Least distance ${formatNumber(nearest.distance)} at x_min = ${formatNumber(nearest.xMin)}.`
        : "",
      marks: [
        ...mark,
        theoryLine(
          fits.map(({ xMin, distance }) => ({ x: xMin, y: distance })),
          { width: 1.75 },
        ),
        ...(nearest
          ? [
              Plot.dot([nearest], {
                x: "xMin",
                y: "distance",
                symbol: "diamond",
                r: 5,
                fill: color("teacher"),
              }),
              custom(({ x, y, left, right }) => {
                const at = x(nearest.xMin);
                const flip = at > (left + right) / 2;
                return svg`<text class="direct" x=${at + (flip ? -9 : 9)} y=${y(nearest.distance) - 12} text-anchor=${flip ? "end" : "start"}>least D</text>` as SVGElement;
              }),
            ]
          : []),
        ...(fit ? [readerRing(fit.xMin, fit.distance)] : []),
      ],
    }),
  ];
}

/** Hill's estimate against the number of weights it uses. */
export function hillFigure(
  points: readonly HillPoint[],
  options: { width: number; d: number; gamma: number; features: number; fit?: TailFit },
): SVGSVGElement {
  const { width, d, gamma, features, fit } = options;
  const drawn = points.filter(({ k }) => k >= 3);
  const at = fit && drawn.find(({ k }) => k === Math.min(fit.count, points.length));
  return chart({
    width,
    height: Math.round(Math.min(280, Math.max(220, width * 0.4))),
    x: { domain: [3, d], title: "number of largest weights used", symbol: "k" },
    y: { domain: EXPONENTS, type: "linear", title: "exponent", symbol: "α" },
    finding: "Hill plot of the learned weights.",
    marks: [
      exponentGuide(1 + 1 / gamma),
      ...(features >= 3 && features < d ? [landmark(features, "features end", "learned")] : []),
      ...withBand(drawn.map(({ k, alpha, error }) => ({ x: k, alpha, error }))),
      ...(at ? [readerRing(at.k, at.alpha)] : []),
    ],
  });
}

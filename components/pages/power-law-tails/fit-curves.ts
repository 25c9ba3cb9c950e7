import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { type HillPoint, type TailFit, teacherTailExponent } from "../../../theory/tails.js";
import {
  type ChartAxis,
  type ChartOptions,
  chart,
  custom,
  landmark,
  readerRing,
  theoryLine,
} from "../../charts/chart.js";
import { type Column, pointsOf } from "../../charts/points.js";
import { color } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { TailSample } from "./sample.js";

const EXPONENT: ChartAxis = { domain: [1, 5], type: "linear", title: "exponent", symbol: "α" };

/** A horizontal line at the teacher's exponent, named at its right end. */
function exponentGuide(alpha: number): Plot.Markish {
  return custom(({ y, left, right, top, bottom }) => {
    const at = y(alpha);
    if (!(at > top && at < bottom)) return null;
    return svg`<g><line class="guide" x1=${left} x2=${right} y1=${at} y2=${at}></line>
      <text class="guide-label" x=${right - 4} y=${at + 14} text-anchor="end">teacher: 1 + 1/γ = ${formatNumber(alpha)}</text></g>` as SVGElement;
  });
}

/** Fitted exponents with their band of one standard error. */
function withBand<T extends TailFit | HillPoint>(fits: readonly T[], x: Column<T> & string): Plot.Markish[] {
  return [
    Plot.areaY(fits as T[], {
      x,
      y1: ({ alpha, error }: T) => alpha - error,
      y2: ({ alpha, error }: T) => alpha + error,
      fill: color("teacher"),
      fillOpacity: 0.16,
      clip: true,
    }),
    theoryLine(pointsOf(fits, x, "alpha"), { width: 1.75 }),
  ];
}

/** The fitted exponent and the distance against x_min, one above the other. @param options.domain of x_min */
export function fitCurves(
  { fits, nearest }: Pick<TailSample, "fits" | "nearest">,
  fit: TailFit | undefined,
  options: Pick<ChartOptions, "width" | "onDrag"> & { gamma: number; domain: readonly [number, number] },
): SVGSVGElement[] {
  const { gamma, domain, ...shape } = options;
  const height = Math.round(Math.min(260, Math.max(200, shape.width * 0.36)));
  const x: ChartAxis = { domain, title: "where the tail is taken to begin", symbol: "x_min" };
  const teacher = teacherTailExponent(gamma);
  const mark = fit ? [landmark(fit.xMin, "", "ring")] : [];
  return [
    chart({
      ...shape,
      height,
      x,
      y: EXPONENT,
      finding: fit
        ? `Exponent ${formatNumber(fit.alpha)} at the chosen x_min; the teacher's is ${formatNumber(teacher)}.`
        : "Too few weights to fit.",
      marks: [
        ...mark,
        exponentGuide(teacher),
        ...withBand(fits, "xMin"),
        ...(fit ? [readerRing(fit.xMin, fit.alpha)] : []),
      ],
    }),
    chart({
      ...shape,
      height: height - 40,
      x,
      y: { domain: [0, 0.4], type: "linear", title: "distance", symbol: "D" },
      finding: nearest
        ? `Least distance ${formatNumber(nearest.distance)} at x_min = ${formatNumber(nearest.xMin)}.`
        : "",
      marks: [
        ...mark,
        theoryLine(pointsOf(fits, "xMin", "distance"), { width: 1.75 }),
        ...(nearest ? leastDistance(nearest) : []),
        ...(fit ? [readerRing(fit.xMin, fit.distance)] : []),
      ],
    }),
  ];
}

/** Where the distance is least, named. */
function leastDistance(nearest: TailFit): Plot.Markish[] {
  return [
    Plot.dot([nearest], { x: "xMin", y: "distance", symbol: "diamond", r: 5, fill: color("teacher") }),
    custom(({ x, y, left, right }) => {
      const at = x(nearest.xMin);
      const flip = at > (left + right) / 2;
      return svg`<text class="direct" x=${at + (flip ? -9 : 9)} y=${y(nearest.distance) - 12} text-anchor=${flip ? "end" : "start"}>least D</text>` as SVGElement;
    }),
  ];
}

/** Hill's estimate against the number of weights it uses. @param features learned ones; undefined where they are not told from noise */
export function hillCurve(
  points: readonly HillPoint[],
  fit: TailFit | undefined,
  options: { width: number; d: number; gamma: number; features?: number },
): SVGSVGElement {
  const { width, d, gamma, features = 0 } = options;
  const drawn = points.filter(({ k }) => k >= 3);
  const at = fit && drawn.find(({ k }) => k === Math.min(fit.count, points.length));
  return chart({
    width,
    height: Math.round(Math.min(280, Math.max(220, width * 0.4))),
    x: { domain: [3, d], title: "number of largest weights used", symbol: "k" },
    y: EXPONENT,
    finding: "Hill plot of the learned weights.",
    marks: [
      exponentGuide(teacherTailExponent(gamma)),
      ...(features >= 3 && features < d ? [landmark(features, "features end", "learned")] : []),
      ...withBand(drawn, "k"),
      ...(at ? [readerRing(at.k, at.alpha)] : []),
    ],
  });
}

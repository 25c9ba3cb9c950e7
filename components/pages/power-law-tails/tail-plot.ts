import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { facts } from "../../../theory/networks.js";
import { fittedAbove, type TailFit } from "../../../theory/tails.js";
import {
  type ChartAxis,
  type ChartOptions,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  landmark,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { color, type Meaning } from "../../encoding.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { drawnRanks, type RankedWeight } from "../../spectrum-rows.js";
import type { Of } from "./weights.js";

/** A trained weight as it is drawn: its rank, mean over the networks, and standard error. */
export interface TrainedRank extends RankedWeight {
  error?: number;
}

/** Weights by rank that are drawn over each other, and the fitted tail. */
export interface DrawnTail {
  teacher: readonly { rank: number; value: number }[];
  expected: readonly RankedWeight[];
  trained: readonly TrainedRank[];
  fit?: TailFit;
}

/**
 * The tail on log-log axes: fraction above against weight, or weight against rank. A power law is a straight line in both.
 *
 * @param options.domain weights that are drawn
 */
export function tailPlot(
  { teacher, expected, trained, fit }: DrawnTail,
  { network, d, gamma, view }: Pick<Of, "network" | "view"> & Record<"d" | "gamma", number>,
  options: Pick<ChartOptions, "width" | "finding" | "onDrag"> & { domain: readonly [number, number] },
): SVGSVGElement {
  const { domain, ...shape } = options;
  const { words, resolvesFeatures } = facts(network);
  const ccdf = view === "ccdf";
  const place = ({ rank, value }: { rank: number; value: number }): LinePoint =>
    ccdf ? { x: value, y: rank / d } : { x: rank, y: value };
  const part = (text: string, meaning: Meaning, kind?: RankedWeight["kind"]) => ({
    text,
    meaning,
    points: expected.filter((weight) => !kind || weight.kind === kind).map(place),
  });
  const parts = resolvesFeatures
    ? [part("noise", "bulk", "bulk"), part("features", "learned", "spike")]
    : [part("learned weights", "learned")];
  const teacherPoints = teacher.filter(({ value }) => value > domain[0]).map(place);
  const largest = Math.max(expected[0]?.value ?? 0, trained[0]?.value ?? 0);
  const fitted = fit
    ? [fit.xMin, Math.max(largest, fit.xMin * 1.01)].map((value) =>
        place({ rank: fit.count * fittedAbove(fit, value), value }),
      )
    : [];
  // Dots that touch would hide the line.
  const dotted = new Set(drawnRanks(d));
  const dots = (kind: RankedWeight["kind"], meaning: Meaning) =>
    trainedDots(
      trained
        .filter((weight) => weight.kind === kind && dotted.has(weight.rank))
        .map((weight) => ({ ...place(weight), error: ccdf ? undefined : weight.error })),
      { meaning, radius: 3 },
    );
  const weight: ChartAxis = { domain, title: `learned ${words.weight}`, symbol: words.symbol };
  const axes = ccdf
    ? { x: weight, y: { domain: [0.7 / d, 1.6] as const, title: "fraction of weights at or above" } }
    : { x: { domain: [0.8, d * 1.3] as const, title: "rank" }, y: weight };
  return chart({
    ...shape,
    ...axes,
    marks: [
      steepness(teacher, { ccdf, d, gamma, least: domain[0] }),
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
      ...dots("bulk", "bulk"),
      ...dots("spike", "learned"),
      ...(fit ? [theoryLine(fitted, { meaning: "ring", width: 1.6, dash: "7 3" })] : []),
      ...(fit && ccdf ? [landmark(fit.xMin, "", "ring"), startName(fit.xMin)] : []),
      curveLabels([
        { text: "teacher", points: teacherPoints },
        ...parts.filter(({ points }) => points.length > 3),
        ...(fit
          ? [{ text: `fit α = ${formatNumber(fit.alpha)}`, points: fitted, meaning: "ring" as const }]
          : []),
      ]),
    ],
  });
}

/** The slope of the teacher's power law, down to where the teacher ends, two decades at most. */
function steepness(
  teacher: DrawnTail["teacher"],
  { ccdf, d, gamma, least }: { ccdf: boolean; d: number; gamma: number; least: number },
): Plot.Markish {
  const top = teacher[0].value;
  const low = Math.max(least * 1.2, top * 10 ** -1.6, teacher[teacher.length - 1].value);
  const exponent = ccdf ? -1 / gamma : -gamma;
  return guide({
    from: ccdf ? low : 1,
    to: ccdf ? top : (top / low) ** (1 / gamma),
    through: ccdf ? [top, 1 / d] : [1, top],
    exponent,
    text: `slope ${formatExponent(exponent)}`,
    lift: 26,
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

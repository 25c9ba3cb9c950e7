import { svg } from "htl";
import { peakRisk } from "../../../theory/interpolation-peak.js";
import { facts } from "../../../theory/networks.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  trainedDots,
} from "../../charts/chart.js";
import { dimensionLines } from "../../charts/dimension-lines.js";
import { level } from "../../charts/level.js";
import { dotsAt, nearestInRatio, pointsOf } from "../../charts/points.js";
import { px } from "../../charts/px.js";
import { color } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatDimension, formatExponent, formatNumber } from "../../numbers.js";
import { medianDeviation, type Trained } from "../../trained.js";
import { LAMBDAS, type PeakLine, trainedPeaks } from "./peak-lines.js";
import { NOISE, type OverfittingSchema, quantities } from "./quantities.js";

type Needs = { lines: PeakLine[] };
type PeakView = View<OverfittingSchema, Needs>;

const X: ChartAxis = { domain: LAMBDAS, title: "" };
const SYMBOLS = ["circle", "square", "triangle", "diamond"] as const;

/** The height of the peak against weight decay with its −2/3, and under it the local exponent. */
export const peakFigure = (trained: readonly Trained[]): Drawing<OverfittingSchema, Needs> => {
  const dots = ({ of }: PeakView) => trainedPeaks(trained, of.network, of.gamma);
  const elsewhere = ({ of }: PeakView) =>
    (quantities.gamma.values ?? []).filter((gamma) => trainedPeaks(trained, of.network, gamma).length > 0);
  const caption = (view: PeakView) =>
    [
      ...(stops(view) ? stopSentences(view) : freeSentences(view)),
      dotsSentence(dots(view), elsewhere(view)),
      "The dashed line is the leading order with its own constant, drawn a little higher.",
    ].join(" ");
  return {
    title: (view) =>
      stops(view)
        ? "The less weight decay, the higher the peak, until the teacher's own mean stops it"
        : "The less weight decay, the higher the peak: λ to the −2/3, at every dimension",
    caption,
    draw: (view, width) => [heights(view, dots(view), width, caption(view)), exponents(view, width)],
    rows(view) {
      const { network, gamma } = view.of;
      const problem = { network, gamma, noise: NOISE, alpha: facts(network).peakLoad };
      return rowsOf(
        [
          ...view.lines.flatMap(({ d, points }) =>
            points.map((point) => ({ source: "theory", ...problem, d, ...point })),
          ),
          ...dots(view).map((row) => ({ source: "trained", ...row, ...problem })),
        ],
        { more: ["standardError"] },
      );
    },
    command: ({ of: { network, gamma } }) => ({
      command: "solve",
      options: { network, d: 100, gamma, noise: NOISE, alpha: facts(network).peakLoad, lambda: 1e-3 },
    }),
  };
};

/** Whether the teacher's mean weight stops the law. */
const stops = ({ lines }: PeakView) => lines.some(({ mean }) => mean > 0);

function heights(view: PeakView, dots: readonly Trained[], width: number, finding: string): SVGSVGElement {
  const { of, lines } = view;
  const risks = lines.map(({ points }) => pointsOf(points, "lambda", "excessRisk"));
  const below = (points: readonly LinePoint[], most: number) => points.filter(({ x }) => x < most);
  return chart({
    width,
    height: 320,
    x: X,
    y: { domain: [0.03, 1e5], title: "risk at the peak", symbol: "R" },
    margin: { bottom: 26 },
    finding,
    marks: [
      guide({
        from: 1e-5,
        to: 0.03,
        through: [1e-4, peakRisk(of.network, NOISE, 1e-4)],
        exponent: -2 / 3,
        text: "slope −2/3",
        lift: 14,
      }),
      ...dimensionLines(risks),
      squares(lines, "excessRisk", "cut = s̄"),
      ...dimensionsOf(dots).flatMap((d, i) =>
        trainedDots(
          dotsAt(
            dots.filter((row) => row.d === d),
            "lambda",
            "excessRisk",
            "standardError",
          ),
          { symbol: SYMBOLS[i % SYMBOLS.length] },
        ),
      ),
      curveLabels(
        stops(view)
          ? lines.map(({ d }, i) => ({ text: `d = ${formatDimension(d)}`, points: below(risks[i], 1e-4) }))
          : [{ text: "all d, one line", points: below(risks[risks.length - 1], 1e-3) }],
      ),
    ],
  });
}

function exponents({ lines }: PeakView, width: number): SVGSVGElement {
  return chart({
    width,
    height: 220,
    x: { ...X, title: "weight decay", symbol: "λ" },
    y: { domain: [-1.05, 0.4], type: "linear", title: "local exponent", spacing: 36 },
    margin: { top: 8 },
    finding: "The local exponent of the peak's height against weight decay.",
    marks: [
      level(-2 / 3, formatExponent(-2 / 3)),
      ...dimensionLines(lines.map(({ points }) => pointsOf(points, "lambda", "exponent"))),
      squares(lines, "exponent", ""),
    ],
  });
}

/** Hollow squares where the law stops, the last of them named. */
function squares(lines: readonly PeakLine[], column: "excessRisk" | "exponent", text: string) {
  const places = lines.flatMap(({ stop }) => (stop ? [stop] : []));
  return custom(
    ({ x, y }) =>
      svg`<g>${places.flatMap((stop, i) => {
        const [cx, cy] = [x(stop.lambda), y(stop[column])];
        return [
          svg`<rect x=${px(cx - 4.5)} y=${px(cy - 4.5)} width="9" height="9" fill="var(--theme-background)" stroke=${color("guide")} stroke-width="2"></rect>`,
          text && i === places.length - 1
            ? svg`<text class="guide-label" x=${px(cx - 9)} y=${px(cy + 14)} text-anchor="end">${text}</text>`
            : null,
        ];
      })}</g>` as SVGElement,
  );
}

const dimensionsOf = (rows: readonly Trained[]) => [...new Set(rows.map(({ d }) => d))].sort((a, b) => a - b);

/** The slope nearest to a weight decay, in words. */
const slopeAt = ({ points }: PeakLine, lambda: number): string =>
  formatExponent(nearestInRatio(points, "lambda", lambda).exponent);

function freeSentences({ lines }: PeakView): string[] {
  const large = lines[lines.length - 1];
  return [
    `At d = ${formatDimension(large.d)} the slope is ${slopeAt(large, 1e-1)} at λ = 0.1, ${slopeAt(large, 1e-2)} at 0.01 and ${slopeAt(large, 1e-4)} at 10⁻⁴; the law is −0.67.`,
    "Its weights have either sign, so that nothing stops the law.",
  ];
}

function stopSentences({ lines }: PeakView): string[] {
  const small = lines.find(({ d }) => d === 100) ?? lines[0];
  const large = lines[lines.length - 1];
  const sentences: string[] = [];
  if (small.stop)
    sentences.push(
      `At d = ${formatDimension(small.d)} the cut falls to the teacher's mean eigenvalue, ${formatNumber(small.mean)}, at λ = ${formatNumber(small.stop.lambda)} (square); the slope is ${formatExponent(small.stop.exponent)} there, and the risk levels off at ${formatNumber(small.points[0].excessRisk)}.`,
    );
  sentences.push(
    large.stop
      ? `At d = ${formatDimension(large.d)} that happens at λ = ${formatNumber(large.stop.lambda)}; before, at λ = 10⁻³, the slope is ${slopeAt(large, 1e-3)}, and the law is −0.67.`
      : `At d = ${formatDimension(large.d)} the cut stays above it; the slope is ${slopeAt(large, 1e-3)} at λ = 10⁻³, and the law is −0.67.`,
  );
  return sentences;
}

function dotsSentence(dots: readonly Trained[], elsewhere: readonly number[]): string {
  const shapes = ["dots", "squares", "triangles", "diamonds"];
  if (dots.length > 0)
    return `Trained networks: ${dimensionsOf(dots)
      .map((d, i) => `${shapes[i % shapes.length]} d = ${d}`)
      .join(", ")}; median deviation from state evolution ${formatNumber(100 * medianDeviation(dots), 2)} %.`;
  return elsewhere.length > 0
    ? `No trained networks at this γ; there are some at γ = ${elsewhere.join(" and ")}.`
    : "No trained networks of this kind yet.";
}

import { svg } from "htl";
import type { Network } from "../../theory/parameters.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { color } from "../encoding.js";
import { decade, formatExponent } from "../numbers.js";
import type { Trained } from "../trained.js";

/** The risk at the place of the peak against weight decay, at one dimension. */
export interface PeakLine {
  d: number;
  points: readonly {
    lambda: number;
    excessRisk: number;
    /** ∂log R/∂log λ. */
    exponent: number;
    cut: number;
    converged: boolean;
  }[];
  /** Where the cut equals the teacher's mean eigenvalue; undefined where it does not. */
  stop?: { lambda: number; excessRisk: number; exponent: number };
}

export interface PeakHeightOptions {
  width: number;
  network: Network;
  lambdas: readonly [number, number];
  /** The law at leading order, at one weight decay: what the guide runs through. */
  law: { lambda: number; excessRisk: number };
  findings: readonly [string, string];
}

const DASHES = ["2 3", "6 3", "10 3", undefined];
const SYMBOLS = ["circle", "square", "triangle", "diamond"] as const;

/** The height of the peak against weight decay with its −2/3, and under it the local exponent. */
export function peakHeight(
  lines: readonly PeakLine[],
  trained: readonly Trained[],
  options: PeakHeightOptions,
): SVGSVGElement[] {
  const { width, network, lambdas, law, findings } = options;
  const x: ChartAxis = { domain: lambdas, title: "" };
  const named = (value: (point: PeakLine["points"][number]) => number) =>
    lines.map(({ d, points }, i) => ({
      text: `d = ${nameOf(d)}`,
      dash: DASHES[DASHES.length - lines.length + i],
      points: points.map(
        (point): LinePoint => ({
          x: point.lambda,
          y: value(point),
          converged: point.converged,
        }),
      ),
    }));
  const risks = named(({ excessRisk }) => excessRisk);
  const exponents = named(({ exponent }) => exponent);
  const draw = (curves: ReturnType<typeof named>) =>
    curves.map(({ points, dash }, i) =>
      theoryLine(points, { dash, width: i === curves.length - 1 ? 2.5 : 1.5 }),
    );
  const dimensions = [...new Set(trained.map(({ d }) => d))].sort((a, b) => a - b);
  const stops = lines.flatMap(({ stop }) => (stop ? [stop] : []));
  return [
    chart({
      width,
      height: 320,
      x,
      y: { domain: [0.03, 1e5], title: "risk at the peak", symbol: "R" },
      margin: { bottom: 26 },
      finding: findings[0],
      marks: [
        guide({
          from: 1e-5,
          to: 0.03,
          through: [law.lambda, law.excessRisk],
          exponent: -2 / 3,
          text: "slope −2/3",
          lift: 14,
        }),
        ...draw(risks),
        marksOf(
          stops.map(({ lambda, excessRisk }) => [lambda, excessRisk]),
          "cut = s̄",
        ),
        ...dimensions.flatMap((d, i) =>
          trainedDots(
            trained
              .filter((row) => row.d === d)
              .map((row) => ({
                x: row.lambda,
                y: row.excessRisk,
                error: row.standardError,
                converged: row.converged,
              })),
            { symbol: SYMBOLS[i % SYMBOLS.length] },
          ),
        ),
        curveLabels(
          network === "quadratic" || risks.length === 0
            ? risks.map(({ text, points }) => ({ text, points: points.filter(({ x: at }) => at < 1e-4) }))
            : [
                {
                  text: "all d, one line",
                  points: risks[risks.length - 1].points.filter(({ x: at }) => at < 1e-3),
                },
              ],
        ),
      ],
    }),
    chart({
      width,
      height: 220,
      x: { ...x, title: "weight decay", symbol: "λ" },
      y: { domain: [-1.05, 0.4], type: "linear", title: "local exponent", spacing: 36 },
      margin: { top: 8 },
      finding: findings[1],
      marks: [
        level(-2 / 3),
        ...draw(exponents),
        marksOf(
          stops.map(({ lambda, exponent }) => [lambda, exponent]),
          "",
        ),
      ],
    }),
  ];
}

const nameOf = (d: number) => (d >= 1000 ? decade(Math.round(Math.log10(d))) : String(d));

/** Hollow marks where the law stops, the first of them named. */
function marksOf(points: readonly (readonly [number, number])[], text: string) {
  return custom(
    ({ x, y }) =>
      svg`<g>${points.flatMap(([lambda, value], i) => {
        const [cx, cy] = [Math.round(x(lambda) * 10) / 10, Math.round(y(value) * 10) / 10];
        return [
          svg`<rect x=${cx - 4.5} y=${cy - 4.5} width="9" height="9" fill="var(--theme-background)" stroke=${color("guide")} stroke-width="2"></rect>`,
          text && i === points.length - 1
            ? svg`<text class="guide-label" x=${cx - 9} y=${cy + 14} text-anchor="end">${text}</text>`
            : null,
        ];
      })}</g>` as SVGElement,
  );
}

function level(value: number) {
  return custom(({ y, left, right }) => {
    const at = Math.round(y(value) * 10) / 10;
    return svg`<g><line class="guide" x1=${left} x2=${right} y1=${at} y2=${at}></line>
      <text class="guide-label" x=${right - 4} y=${at - 6} text-anchor="end">${formatExponent(value)}</text></g>` as SVGElement;
  });
}

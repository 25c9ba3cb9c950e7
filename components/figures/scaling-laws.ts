import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import {
  type ChartAxis,
  chart,
  chartHeight,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  phaseBands,
  readerRing,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { signed } from "../charts/exponent-strip.js";
import { type ClaimRun, claimRuns, phaseStretches, type RiskCurve } from "../risk-curves.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";

/** One weight decay of the paper's Figure 3, or beyond it: how it is called, and what it is. */
export interface Decay {
  id: "small" | "one" | "large" | "huge";
  name: string;
  value: (d: number) => number;
  symbol: Plot.SymbolType;
}

/** The three weight decays of the paper's Figure 3, and one large enough for phase III. */
export const DECAYS: readonly Decay[] = [
  { id: "small", name: "λ = 1/d", value: (d) => 1 / d, symbol: "triangle" },
  { id: "one", name: "λ = 1", value: () => 1, symbol: "square" },
  { id: "large", name: "λ = √d", value: Math.sqrt, symbol: "circle" },
  { id: "huge", name: "λ = d", value: (d) => d, symbol: "star" },
];

/** A curve with the networks trained on it. */
export interface DrawnCurve {
  curve: RiskCurve;
  trained: readonly Trained[];
  symbol: Plot.SymbolType;
}

export interface ScalingOptions {
  width: number;
  height?: number;
  x: ChartAxis;
  y: ChartAxis;
  /** The curve whose phases are drawn as bands and their exponents as guides. */
  lit?: RiskCurve;
  cursor?: { effectiveSamples: number; excessRisk: number };
  finding: string;
}

/** Full strength for the curve whose phases are shown, a fainter tone for the others. */
export const strokeOf = (lit: boolean): string => (lit ? "var(--c-teacher)" : "var(--c-hidden)");

/** Excess risk against effective samples: state evolution as lines, trained networks as dots, the phases' exponents as guides. */
export function scalingLaws(curves: readonly DrawnCurve[], options: ScalingOptions): SVGSVGElement {
  const { width, height, x, y, lit, cursor, finding } = options;
  const stretches = lit ? phaseStretches(lit.points) : [];
  const order = [...curves].sort((a, b) => Number(a.curve === lit) - Number(b.curve === lit));
  const labelled = [...order].reverse().filter(({ curve }) => curve.points.length > 0);
  // Where the guides are in the picture, for names to keep away from: their lift and half their text above their line.
  const lifted = (y.domain[1] / y.domain[0]) ** (18 / ((height ?? chartHeight(width)) - 64));
  const guides = claimRuns(lit?.points ?? []).flatMap((run) =>
    exponentGuide(run, width, x, y.domain[1] / lifted),
  );
  return chart({
    width,
    height,
    margin: x.title === "" ? { bottom: 10 } : {},
    x,
    y: { ...y, title: "", symbol: undefined },
    finding,
    marks: [
      phaseBands(stretches),
      outerTitle(y.title, y.symbol),
      ...guides.map(guide),
      ...order.map(({ curve }) =>
        theoryLine(linePoints(curve), {
          stroke: strokeOf(curve === lit),
          width: curve === lit ? 2.5 : 1.5,
        }),
      ),
      ...order.flatMap(({ curve, trained, symbol }) =>
        trainedDots(
          trained.map((row) => ({
            x: effectiveSamplesOf(row),
            y: row.excessRisk,
            error: row.standardError,
            converged: row.converged,
          })),
          { stroke: strokeOf(curve === lit), symbol, radius: 4.25 },
        ),
      ),
      curveLabels([
        ...labelled.map(({ curve }) => ({
          text: curve.name,
          points: linePoints(curve),
          fill: curve === lit ? "var(--t-teacher)" : "var(--t-hidden)",
        })),
        ...guides.map((drawnGuide) => ({ text: "", points: along(drawnGuide, lifted) })),
      ]),
      ...(cursor ? [readerRing(cursor.effectiveSamples, cursor.excessRisk)] : []),
    ],
  });
}

const linePoints = (curve: RiskCurve) =>
  curve.points.map(({ effectiveSamples, excessRisk, converged }) => ({
    x: effectiveSamples,
    y: excessRisk,
    converged,
  }));

type Guide = Parameters<typeof guide>[0];

/** The title of a vertical axis whose labels are as wide as 10⁻²⁴: further out than usual. */
export function outerTitle(title: string, symbol?: string): Plot.Markish {
  return custom(
    ({ left, top, bottom }) =>
      svg`<text class="axis-title" text-anchor="middle" transform=${`translate(${left - 47},${(top + bottom) / 2}) rotate(-90)`}>${symbol ? [`${title} `, svg`<tspan class="symbol">${symbol}</tspan>`] : title}</text>` as SVGElement,
  );
}

/** The guide of one exponent: through the middle of its stretch of the curve, where there is room for it, and below `top`. */
function exponentGuide(
  { exponent, from, to, points }: ClaimRun,
  width: number,
  x: ChartAxis,
  top: number,
): Guide[] {
  const pixels = (width * Math.log(to / from)) / Math.log(x.domain[1] / x.domain[0]);
  if (exponent === 0 || pixels < 34) return [];
  const middle = points[Math.floor(points.length / 2)];
  const reach = (to / from) ** 0.42;
  const ceiling = middle.effectiveSamples * (top / middle.excessRisk) ** (1 / exponent);
  const start = Math.max(middle.effectiveSamples / reach, exponent < 0 ? ceiling : 0);
  const end = Math.min(middle.effectiveSamples * reach, exponent > 0 ? ceiling : Number.POSITIVE_INFINITY);
  if (!(end > start)) return [];
  return [
    {
      from: start,
      to: end,
      through: [middle.effectiveSamples, middle.excessRisk],
      exponent,
      text: signed(exponent),
    },
  ];
}

/** Points along a guide. */
function along({ from, to, through, exponent }: Guide, lifted: number): LinePoint[] {
  return Array.from({ length: 9 }, (_, i) => {
    const x = from * (to / from) ** (i / 8);
    return { x, y: lifted * through[1] * (x / through[0]) ** exponent };
  });
}

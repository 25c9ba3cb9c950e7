import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { RiskCurve } from "../risk-curves.js";
import { dotsOf, type Trained } from "../trained.js";
import { custom, type LinePoint, trainedDots } from "./chart.js";

/** Full strength for the curve that is told about, a fainter tone for the others. */
export const strokeOf = (lit: boolean): string => (lit ? "var(--c-teacher)" : "var(--c-hidden)");

/** The colour of its name. */
export const nameFillOf = (lit: boolean): string => (lit ? "var(--t-teacher)" : "var(--t-hidden)");

/** The risk along a curve, over `unit`. */
export const riskLine = ({ points }: RiskCurve, unit = 1): LinePoint[] =>
  points.map(({ effectiveSamples, excessRisk, converged }) => ({
    x: effectiveSamples,
    y: excessRisk / unit,
    converged,
  }));

/** The networks trained on a curve, their risks over `unit`. */
export const riskDots = (
  rows: readonly Trained[],
  marks: { stroke: string; symbol: Plot.SymbolType },
  unit = 1,
): Plot.Markish[] =>
  trainedDots(
    dotsOf(rows).map((dot) => ({ ...dot, y: dot.y / unit, error: (dot.error ?? 0) / unit })),
    { ...marks, radius: 4.25 },
  );

/** The risks to be shown, rounded out to half decades. */
export function riskWindow(risks: readonly number[]): [number, number] {
  const shown = risks.filter((risk) => risk > 0 && Number.isFinite(risk));
  if (shown.length === 0) return [1e-3, 10];
  const half = (value: number, round: (x: number) => number) => 10 ** (round(2 * Math.log10(value)) / 2);
  return [half(Math.min(...shown) * 0.9, Math.floor), half(Math.max(...shown) * 1.6, Math.ceil)];
}

/** The title of a vertical axis whose labels are as wide as 10⁻²⁴: further out than usual. */
export function outerTitle(title: string, symbol?: string): Plot.Markish {
  return custom(
    ({ left, top, bottom }) =>
      svg`<text class="axis-title" text-anchor="middle" transform=${`translate(${left - 47},${(top + bottom) / 2}) rotate(-90)`}>${symbol ? [`${title} `, svg`<tspan class="symbol">${symbol}</tspan>`] : title}</text>` as SVGElement,
  );
}

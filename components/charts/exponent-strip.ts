import { svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { tint } from "../encoding.js";
import { formatNumber } from "../numbers.js";
import { claimRuns, phaseStretches, type RiskCurve, type RiskPoint } from "../risk-curves.js";
import { type ChartAxis, chart, custom, readerRing, theoryLine } from "./chart.js";
import { px } from "./px.js";

/** Exponents shown; what lies beyond is cut off, and the caption of a page says so. */
export const EXPONENT_RANGE: readonly [number, number] = [-2.4, 1.2];

export interface StripOptions {
  width: number;
  height?: number;
  x: ChartAxis;
  /** The curve whose phases are drawn, and their claims as steps; the first one drawn strongest. */
  lit?: RiskCurve;
  /** Its name among the curves' strokes. */
  stroke: (curve: RiskCurve) => string;
  cursor?: { effectiveSamples: number; exponent: number }[];
  /** Tinted stretches; the phases of `lit` by default. */
  bands?: readonly { phase: PhaseId; from: number; to: number }[];
  /** Points whose claims are drawn as dashed steps; those of `lit` by default. */
  claims?: readonly (readonly RiskPoint[])[];
  finding: string;
}

/** The local exponent d log R/d log n_eff of curves, with the phases' own exponents as steps. The vertical axis is linear: exponents have signs. */
export function exponentStrip(curves: readonly RiskCurve[], options: StripOptions): SVGSVGElement {
  const { width, height = 150, x, lit, stroke, cursor = [], finding } = options;
  const { bands = lit ? phaseStretches(lit.points) : [], claims = lit ? [lit.points] : [] } = options;
  const order = [...curves].sort((a, b) => Number(a === lit) - Number(b === lit));
  return chart({
    width,
    height,
    margin: { top: 6 },
    x,
    y: {
      domain: EXPONENT_RANGE,
      type: "linear",
      title: "local exponent",
      ticks: [-2, -1, 0, 1],
    },
    finding,
    marks: [
      plainBands(bands),
      custom(
        ({ y, left, right }) =>
          svg`<line x1=${left} x2=${right} y1=${px(y(0))} y2=${px(y(0))} stroke="var(--c-guide)" stroke-width="0.75"></line>` as SVGElement,
      ),
      ...claims.map(claimedSteps),
      ...order.map((curve) =>
        theoryLine(
          curve.points.map((point) => ({
            x: point.effectiveSamples,
            y: point.exponent,
            converged: point.converged,
          })),
          { stroke: stroke(curve), width: curve === lit ? 2.25 : 1.5 },
        ),
      ),
      ...cursor.map(({ effectiveSamples, exponent }) =>
        readerRing(effectiveSamples, Math.min(EXPONENT_RANGE[1], Math.max(EXPONENT_RANGE[0], exponent))),
      ),
    ],
  });
}

/** The tints of the phases without their names: they stand above the chart that shares the axis. */
export function plainBands(stretches: readonly { phase: PhaseId; from: number; to: number }[]) {
  return custom(({ x, top, bottom, left, right }) => {
    const inside = (value: number) => Math.min(right, Math.max(left, x(value)));
    return svg`<g>${stretches.map(({ phase, from, to }) => {
      const [a, b] = [inside(from), inside(to)];
      return svg`<rect x=${px(a)} y=${top} width=${px(Math.max(0, b - a))} height=${bottom - top} fill=${tint(phase)}></rect>`;
    })}</g>` as SVGElement;
  });
}

/** The phases' exponents: dashed steps, each with its value where there is room. */
function claimedSteps(points: readonly RiskPoint[]) {
  const inRange = ({ exponent }: { exponent: number }) =>
    exponent >= EXPONENT_RANGE[0] && exponent <= EXPONENT_RANGE[1];
  return custom(({ x, y, left, right }) => {
    const inside = (value: number) => Math.min(right, Math.max(left, x(value)));
    const runs = claimRuns(points);
    // A claim that changes from point to point, as in phase V of the diagonal network, is a curve.
    const [steps, curve] = [
      runs.filter((run) => run.points.length > 1),
      runs.filter((run) => run.points.length === 1),
    ];
    const path = curve
      .filter(inRange)
      .map(
        ({ exponent, points: [{ effectiveSamples }] }) =>
          `${px(inside(effectiveSamples))},${px(y(exponent))}`,
      );
    return svg`<g>${path.length > 1 ? svg`<path class="guide" fill="none" d=${`M${path.join("L")}`}></path>` : null}${steps
      .filter(inRange)
      .flatMap(({ exponent, from, to }) => {
        const [a, b] = [inside(from), inside(to)];
        return [
          svg`<line class="guide" x1=${px(a)} x2=${px(b)} y1=${px(y(exponent))} y2=${px(y(exponent))}></line>`,
          exponent !== 0 && b - a > 46
            ? svg`<text class="guide-label" x=${px(b - 4)} y=${px(y(exponent) + (exponent < 0 && exponent > -1.7 ? 15 : -6))} text-anchor="end">${signed(exponent)}</text>`
            : null,
        ];
      })}</g>` as SVGElement;
  });
}

/** A claimed exponent as it is written: −0.5, +0.4, −1. */
export const signed = (exponent: number): string => `${exponent > 0 ? "+" : ""}${formatNumber(exponent)}`;

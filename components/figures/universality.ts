import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { exponentStrip, plainBands } from "../charts/exponent-strip.js";
import { color } from "../encoding.js";
import { formatNumber } from "../numbers.js";
import type { RiskCurve, RiskPoint } from "../risk-curves.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";
import { outerTitle, strokeOf } from "./scaling-laws.js";

/** The risks of both networks over the same effective samples. */
export interface BothCurves {
  diagonal: RiskCurve;
  quadratic: RiskCurve;
}

/** A stretch in which both networks are in one phase. */
export interface CommonStretch {
  phase: PhaseId;
  from: number;
  to: number;
}

/** Where both networks are in the same phase; their curves must have the same effective samples. */
export function commonStretches({ diagonal, quadratic }: BothCurves): CommonStretch[] {
  const marked = diagonal.points.map((point, i) => ({
    x: point.effectiveSamples,
    phase: point.phase,
    common: point.phase === quadratic.points[i].phase,
  }));
  const found: CommonStretch[] = [];
  let run: typeof marked = [];
  const close = () => {
    if (run.length > 1) found.push(...stretchesOf(run));
    run = [];
  };
  for (const point of marked) {
    if (point.common) run.push(point);
    else close();
  }
  close();
  return found;
}

/** The ratio of the risks, quadratic over diagonal, point by point. */
export function ratioPoints({ diagonal, quadratic }: BothCurves, unit = 1) {
  return diagonal.points.map((point, i) => ({
    x: point.effectiveSamples,
    y: (quadratic.points[i].excessRisk / point.excessRisk) * unit,
    converged: point.converged && quadratic.points[i].converged,
  }));
}

export interface UniversalityOptions {
  width: number;
  samples: readonly [number, number];
  risks: readonly [number, number];
  /** R(0) of each network where risks are shown relative to it, else 1. */
  unit: { diagonal: number; quadratic: number };
  relative: boolean;
  /** What the ratio of the risks (before division by R(0)) tends to in a phase; null where the phase states none. */
  limit: (phase: PhaseId) => number | null;
  trained: readonly Trained[];
  /** Whether phases and their exponents are drawn. */
  claimed: boolean;
  /** Peaks to be marked: their n_eff and name, and on which side of its line the name stands. */
  peaks: readonly { at: number; text: string; side: "left" | "right" }[];
  /** Both risks at the reader's n_eff. */
  cursor?: { diagonal: RiskPoint; quadratic: RiskPoint };
  finding: string;
}

/** Ratios shown; what lies beyond is cut off. */
export const RATIO_RANGE: readonly [number, number] = [0.03, 30];

/** Three charts on one axis: the risks of both networks, their ratio, and their local exponents. */
export function universality(both: BothCurves, options: UniversalityOptions): SVGSVGElement[] {
  const { width, samples, risks, unit, relative, limit, trained, claimed, peaks, cursor, finding } = options;
  const { diagonal, quadratic } = both;
  const bands = claimed && diagonal.points.length > 0 ? commonStretches(both) : [];
  const bare: ChartAxis = { domain: samples, title: "", ticks: [] };
  const named: ChartAxis = { domain: samples, title: "effective samples", symbol: "n_eff" };
  const stroke = (curve: RiskCurve) => strokeOf(curve === quadratic);
  const line = (curve: RiskCurve) =>
    curve.points.map(({ effectiveSamples, excessRisk, converged }) => ({
      x: effectiveSamples,
      y: excessRisk / unit[curve.network],
      converged,
    }));
  const at = cursor ? [cursor.diagonal, cursor.quadratic] : [];
  const risk = chart({
    width,
    height: Math.round(Math.min(300, Math.max(215, width * 0.4))),
    margin: { bottom: 10 },
    x: bare,
    y: {
      domain: risks,
      title: "",
    },
    finding,
    marks: [
      phaseBands(bands),
      relative ? outerTitle("risk over R(0)") : outerTitle("excess risk", "R"),
      ...peaks.map(peakMark),
      ...[diagonal, quadratic].map((curve) =>
        theoryLine(line(curve), { stroke: stroke(curve), width: curve === quadratic ? 2.5 : 2 }),
      ),
      ...[diagonal, quadratic].flatMap((curve) =>
        trainedDots(
          trained
            .filter(({ network }) => network === curve.network)
            .map((row) => ({
              x: effectiveSamplesOf(row),
              y: row.excessRisk / unit[row.network],
              error: row.standardError / unit[row.network],
              converged: row.converged,
            })),
          { stroke: stroke(curve), symbol: symbolOf(curve.network), radius: 4.25 },
        ),
      ),
      curveLabels(
        [quadratic, diagonal].map((curve) => ({
          text: curve.network,
          points: line(curve),
          fill: curve === quadratic ? "var(--t-teacher)" : "var(--t-hidden)",
        })),
      ),
      ...at.map(({ effectiveSamples, excessRisk }, k) =>
        readerRing(effectiveSamples, excessRisk / unit[k === 0 ? "diagonal" : "quadratic"]),
      ),
    ],
  });
  const factor = unit.diagonal / unit.quadratic;
  const ratios = ratioPoints(both, factor);
  const ratio = chart({
    width,
    height: 112,
    margin: { top: 6, bottom: 10 },
    x: bare,
    y: { domain: RATIO_RANGE, title: "ratio" },
    finding: `The ratio of the risks, quadratic over diagonal. ${finding}`,
    marks: [
      plainBands(bands),
      custom(
        ({ y, left, right }) =>
          svg`<line x1=${left} x2=${right} y1=${px(y(1))} y2=${px(y(1))} stroke="var(--c-guide)" stroke-width="0.75"></line>` as SVGElement,
      ),
      constants(bands, (phase) => {
        const value = limit(phase);
        return value === null ? null : value * factor;
      }),
      theoryLine(ratios),
      ...(cursor
        ? [
            readerRing(
              cursor.diagonal.effectiveSamples,
              (cursor.quadratic.excessRisk / cursor.diagonal.excessRisk) * factor,
            ),
          ]
        : []),
    ],
  });
  const onlyV = diagonal.points.map((point) => (point.phase === "V" ? point : { ...point, claimed: null }));
  const strip = exponentStrip([diagonal, quadratic], {
    width,
    height: 138,
    x: named,
    lit: quadratic,
    stroke,
    bands,
    claims: claimed ? [quadratic.points, onlyV] : [],
    cursor: at,
    finding: `The local exponents of both networks. ${finding}`,
  });
  return [risk, ratio, strip];
}

const symbolOf = (network: RiskCurve["network"]): Plot.SymbolType =>
  network === "diagonal" ? "square" : "circle";

/** A peak: a dotted line with its n_eff on the side where the other peak is not. */
function peakMark({ at, text, side }: UniversalityOptions["peaks"][number]) {
  return custom((frame) => {
    const x = frame.x(at);
    if (!(x >= frame.left && x <= frame.right)) return null;
    return svg`<g>
      <line x1=${px(x)} x2=${px(x)} y1=${frame.top} y2=${frame.bottom} stroke=${color("harmful")} stroke-width="1.25" stroke-dasharray="2 3"></line>
      <text class="guide-label" x=${px(x + (side === "left" ? -5 : 5))} y=${frame.bottom - 6} text-anchor=${side === "left" ? "end" : "start"}>${text}</text>
    </g>` as SVGElement;
  });
}

/** What the ratio tends to in each common phase, as dashed steps with their values. */
function constants(bands: readonly CommonStretch[], limit: (phase: PhaseId) => number | null) {
  return custom(({ x, y, left, right }) => {
    const inside = (value: number) => Math.min(right, Math.max(left, x(value)));
    return svg`<g>${bands.flatMap(({ phase, from, to }) => {
      const value = limit(phase);
      if (value === null) return [];
      const [a, b] = [inside(from), inside(to)];
      return [
        svg`<line class="guide" x1=${px(a)} x2=${px(b)} y1=${px(y(value))} y2=${px(y(value))}></line>`,
        b - a > 34
          ? svg`<text class="guide-label" x=${px(b - 4)} y=${px(y(value) + (value < 1 ? 15 : -6))} text-anchor="end">${formatNumber(value)}</text>`
          : null,
      ];
    })}</g>` as SVGElement;
  });
}

const px = (value: number) => String(Math.round(value * 10) / 10);

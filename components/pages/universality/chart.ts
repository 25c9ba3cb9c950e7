import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { NETWORKS, type Network } from "../../../theory/networks.js";
import type { PhaseId } from "../../../theory/regimes.js";
import {
  chart,
  curveLabels,
  custom,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
} from "../../charts/chart.js";
import { exponentStrip, plainBands } from "../../charts/exponent-strip.js";
import { level } from "../../charts/level.js";
import { px } from "../../charts/px.js";
import { nameFillOf, outerTitle, riskDots, riskLine, strokeOf } from "../../charts/risk-chart.js";
import { color } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { RiskCurve, RiskPoint } from "../../risk-curves.js";
import type { Trained } from "../../trained.js";
import type { Both } from "./quantities.js";

/** A stretch in which both networks are in one phase. */
export interface CommonStretch {
  phase: PhaseId;
  from: number;
  to: number;
}

/** Where both networks are in the same phase; their curves must have the same effective samples. */
export function commonStretches({ diagonal, quadratic }: Both<RiskCurve>): CommonStretch[] {
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
export function ratioPoints({ diagonal, quadratic }: Both<RiskCurve>, unit = 1) {
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
  unit: Both<number>;
  relative: boolean;
  /** What the ratio of the risks (before division by R(0)) tends to in a phase; null where the phase states none. */
  limit: (phase: PhaseId) => number | null;
  trained: Both<readonly Trained[]>;
  /** Whether phases and their exponents are drawn. */
  claimed: boolean;
  /** Peaks to be marked: their n_eff and name, and on which side of its line the name stands. */
  peaks: readonly { at: number; text: string; side: "left" | "right" }[];
  /** Both risks at the reader's n_eff. */
  cursor: Both<RiskPoint>;
  finding: string;
}

/** Ratios shown; what lies beyond is cut off. */
export const RATIO_RANGE: readonly [number, number] = [0.03, 30];

/** The network that stands in front; the other is drawn fainter. */
const FRONT: Network = "quadratic";

/** Three charts on one axis: the risks of both networks, their ratio, and their local exponents. */
export function universality(curves: Both<RiskCurve>, options: UniversalityOptions): SVGSVGElement[] {
  const { width, samples, claimed, cursor, finding } = options;
  const bands = claimed ? commonStretches(curves) : [];
  const { diagonal, quadratic } = curves;
  const drawings = [riskChart(curves, bands, options), ratioChart(curves, bands, options)];
  const onlyV = diagonal.points.map((point) => (point.phase === "V" ? point : { ...point, claimed: null }));
  const strip = exponentStrip([diagonal, quadratic], {
    width,
    height: 138,
    x: { domain: samples, title: "effective samples", symbol: "n_eff" },
    lit: curves[FRONT],
    stroke: (curve) => strokeOf(curve === curves[FRONT]),
    bands,
    claims: claimed ? [quadratic.points, onlyV] : [],
    cursor: NETWORKS.map((network) => cursor[network]),
    finding: `The local exponents of both networks. ${finding}`,
  });
  return [...drawings, strip];
}

function riskChart(
  curves: Both<RiskCurve>,
  bands: readonly CommonStretch[],
  options: UniversalityOptions,
): SVGSVGElement {
  const { width, samples, risks, unit, relative, trained, peaks, cursor, finding } = options;
  const stroke = (network: Network) => strokeOf(network === FRONT);
  return chart({
    width,
    height: Math.round(Math.min(300, Math.max(215, width * 0.4))),
    margin: { bottom: 10 },
    x: { domain: samples, title: "", ticks: [] },
    y: { domain: risks, title: "" },
    finding,
    marks: [
      phaseBands(bands),
      relative ? outerTitle("risk over R(0)") : outerTitle("excess risk", "R"),
      ...peaks.map(peakMark),
      ...NETWORKS.map((network) =>
        theoryLine(riskLine(curves[network], unit[network]), {
          stroke: stroke(network),
          width: network === FRONT ? 2.5 : 2,
        }),
      ),
      ...NETWORKS.flatMap((network) =>
        riskDots(trained[network], { stroke: stroke(network), symbol: SYMBOLS[network] }, unit[network]),
      ),
      curveLabels(
        [...NETWORKS].reverse().map((network) => ({
          text: network,
          points: riskLine(curves[network], unit[network]),
          fill: nameFillOf(network === FRONT),
        })),
      ),
      ...NETWORKS.map((network) =>
        readerRing(cursor[network].effectiveSamples, cursor[network].excessRisk / unit[network]),
      ),
    ],
  });
}

function ratioChart(
  curves: Both<RiskCurve>,
  bands: readonly CommonStretch[],
  { width, samples, unit, limit, cursor, finding }: UniversalityOptions,
): SVGSVGElement {
  const factor = unit.diagonal / unit.quadratic;
  const { diagonal, quadratic } = cursor;
  return chart({
    width,
    height: 112,
    margin: { top: 6, bottom: 10 },
    x: { domain: samples, title: "", ticks: [] },
    y: { domain: RATIO_RANGE, title: "ratio" },
    finding: `The ratio of the risks, quadratic over diagonal. ${finding}`,
    marks: [
      plainBands(bands),
      custom(
        ({ y, left, right }) =>
          svg`<line x1=${left} x2=${right} y1=${px(y(1))} y2=${px(y(1))} stroke="var(--c-guide)" stroke-width="0.75"></line>` as SVGElement,
      ),
      ...bands.flatMap(({ phase, from, to }) => {
        const value = limit(phase);
        if (value === null) return [];
        const ratio = value * factor;
        return [level(ratio, formatNumber(ratio), { from, to, below: ratio < 1, room: 34 })];
      }),
      theoryLine(ratioPoints(curves, factor)),
      readerRing(diagonal.effectiveSamples, (quadratic.excessRisk / diagonal.excessRisk) * factor),
    ],
  });
}

const SYMBOLS: Both<Plot.SymbolType> = { diagonal: "square", quadratic: "circle" };

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

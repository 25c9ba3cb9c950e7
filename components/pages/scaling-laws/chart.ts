import type * as Plot from "@observablehq/plot";
import { logGrid } from "../../../theory/numeric/grids.js";
import {
  chart,
  curveLabels,
  guide,
  type LinePoint,
  phaseBands,
  readerRing,
  theoryLine,
} from "../../charts/chart.js";
import { signed } from "../../charts/exponent-strip.js";
import { nameFillOf, outerTitle, riskDots, riskLine, strokeOf } from "../../charts/risk-chart.js";
import { type ClaimRun, claimRuns, phaseStretches, type RiskCurve } from "../../risk-curves.js";
import type { Trained } from "../../trained.js";

/** A curve with the networks trained on it. */
export interface DrawnCurve {
  curve: RiskCurve;
  /** Whether its phases are drawn as bands and their exponents as guides. */
  lit: boolean;
  trained: readonly Trained[];
  symbol: Plot.SymbolType;
}

export interface ScalingOptions {
  width: number;
  height: number;
  samples: readonly [number, number];
  risks: readonly [number, number];
  cursor?: { effectiveSamples: number; excessRisk: number };
  finding: string;
}

/** Excess risk against effective samples: state evolution as lines, trained networks as dots, the phases' exponents as guides. */
export function scalingLaws(curves: readonly DrawnCurve[], options: ScalingOptions): SVGSVGElement {
  const { width, height, samples, risks, cursor, finding } = options;
  const order = [...curves].sort((a, b) => Number(a.lit) - Number(b.lit));
  const { points } = order[order.length - 1].curve;
  // Where the guides are in the picture, for names to keep away from: their lift and half their text above their line.
  const lifted = (risks[1] / risks[0]) ** (18 / (height - 64));
  const guides = claimRuns(points).flatMap((run) => exponentGuide(run, width, samples, risks[1] / lifted));
  return chart({
    width,
    height,
    margin: { bottom: 10 },
    x: { domain: samples, title: "", ticks: [] },
    y: { domain: risks, title: "" },
    finding,
    marks: [
      phaseBands(phaseStretches(points)),
      outerTitle("excess risk", "R"),
      ...guides.map(guide),
      ...order.map(({ curve, lit }) =>
        theoryLine(riskLine(curve), { stroke: strokeOf(lit), width: lit ? 2.5 : 1.5 }),
      ),
      ...order.flatMap(({ trained, lit, symbol }) => riskDots(trained, { stroke: strokeOf(lit), symbol })),
      curveLabels([
        ...[...order].reverse().map(({ curve, lit }) => ({
          text: curve.name,
          points: riskLine(curve),
          fill: nameFillOf(lit),
        })),
        ...guides.map((drawnGuide) => ({ text: "", points: along(drawnGuide, lifted) })),
      ]),
      ...(cursor ? [readerRing(cursor.effectiveSamples, cursor.excessRisk)] : []),
    ],
  });
}

type Guide = Parameters<typeof guide>[0];

/** The guide of one exponent: through the middle of its stretch of the curve, where there is room for it, and below `top`. */
function exponentGuide(
  { exponent, from, to, points }: ClaimRun,
  width: number,
  [least, most]: readonly [number, number],
  top: number,
): Guide[] {
  const pixels = (width * Math.log(to / from)) / Math.log(most / least);
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
  return logGrid(from, to, 9).map((x) => ({ x, y: lifted * through[1] * (x / through[0]) ** exponent }));
}

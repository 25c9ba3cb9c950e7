import { peakSamples } from "../../theory/interpolation-peak.js";
import type { Network } from "../../theory/parameters.js";
import {
  type ChartAxis,
  chart,
  chartScales,
  curveLabels,
  dragAlong,
  landmark,
  readerRing,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { ownTeacher } from "../charts/own-teacher.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";

/** A point of the risk against effective samples at one weight decay. */
export interface DescentPoint {
  effectiveSamples: number;
  excessRisk: number;
  /** The part of it that is noise learned by the bulk. */
  fitted: number;
  converged: boolean;
}

/** The risk at one weight decay. */
export interface DescentCurve {
  network: Network;
  d: number;
  gamma: number;
  lambda: number;
  points: readonly DescentPoint[];
}

export interface DescentOptions {
  width: number;
  height: number;
  network: Network;
  d: number;
  samples: readonly [number, number];
  risks: readonly [number, number];
  reader: { effectiveSamples: number; excessRisk: number };
  finding: string;
  onDrag?: (effectiveSamples: number) => void;
}

/** The excess risk against effective samples at one weight decay, over a faint family of others, with the part that the bulk has fitted. */
export function doubleDescent(
  lit: DescentCurve | undefined,
  family: readonly DescentCurve[],
  trained: readonly Trained[],
  options: DescentOptions,
): SVGSVGElement {
  const { width, height, network, d, reader } = options;
  const x: ChartAxis = { domain: options.samples, title: "effective samples", symbol: "n_eff" };
  const y: ChartAxis = { domain: options.risks, title: "excess risk", symbol: "R" };
  const peak = peakSamples(network, d);
  const risk = (lit?.points ?? []).map((point) => ({
    x: point.effectiveSamples,
    y: point.excessRisk,
    converged: point.converged,
  }));
  const fitted = (lit?.points ?? []).map((point) => ({
    x: point.effectiveSamples,
    y: point.fitted > 0 ? point.fitted : Number.NaN,
    converged: point.converged,
  }));
  const drawing = chart({
    width,
    height,
    x,
    y,
    finding: options.finding,
    marks: [
      landmark(peak, network === "quadratic" ? "n = d²/4" : "n = d", "harmful"),
      ...family.map(({ points }) =>
        theoryLine(
          points.map((point) => ({
            x: point.effectiveSamples,
            y: point.excessRisk,
            converged: point.converged,
          })),
          { meaning: "hidden", width: 1 },
        ),
      ),
      theoryLine(fitted, { meaning: "bulk" }),
      theoryLine(risk, { width: 2.5 }),
      ownTeacher(trained),
      ...trainedDots(
        trained.map((row) => ({
          x: effectiveSamplesOf(row),
          y: row.excessRisk,
          error: row.standardError,
          converged: row.converged,
        })),
      ),
      ...(lit
        ? [
            curveLabels([
              { text: "risk", points: risk },
              {
                text: width > 420 ? "noise fitted by the bulk" : "fitted noise",
                points: fitted,
                meaning: "bulk",
              },
            ]),
          ]
        : []),
      readerRing(reader.effectiveSamples, reader.excessRisk),
    ],
  });
  if (options.onDrag) dragAlong(drawing, chartScales({ width, height, x, y }).x, options.onDrag);
  return drawing;
}

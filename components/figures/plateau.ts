import { svg } from "htl";
import type { PlateauEnd } from "../../theory/learned-features.js";
import type { Network } from "../../theory/parameters.js";
import {
  type ChartAxis,
  chart,
  chartScales,
  custom,
  dragAlong,
  landmark,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { ownTeacher } from "../charts/own-teacher.js";
import { formatNumber } from "../numbers.js";
import type { PlateauPoint } from "../plateau-curve.js";
import { plateauPhases } from "../plateau-phases.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";

export interface PlateauOptions {
  width: number;
  height: number;
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  lambda: number;
  /** R(0), the height of the plateau. */
  zeroRisk: number;
  end?: PlateauEnd;
  samples: readonly [number, number];
  risks: readonly [number, number];
  /** The reader's point. */
  reader: { effectiveSamples: number; excessRisk: number };
  finding: string;
  onDrag?: (effectiveSamples: number) => void;
}

/** The excess risk against effective samples with its plateau: the exact height of zero weights, and where the first feature ends it. */
export function plateau(
  curve: readonly PlateauPoint[],
  trained: readonly Trained[],
  options: PlateauOptions,
): SVGSVGElement {
  const { width, height, network, d, gamma, noise, lambda, zeroRisk, end, reader } = options;
  const x: ChartAxis = { domain: options.samples, title: "effective samples", symbol: "n_eff" };
  const y: ChartAxis = { domain: options.risks, title: "excess risk", symbol: "R" };
  const bands = stretchesOf(plateauPhases(curve, { network, d, gamma, noise, lambda }, end));
  const drawing = chart({
    width,
    height,
    x,
    y,
    finding: options.finding,
    marks: [
      phaseBands(bands),
      level(zeroRisk, `R(0) = ${formatNumber(zeroRisk)}`),
      ...(end ? [landmark(end.effectiveSamples, "first feature", "learned")] : []),
      theoryLine(
        curve.map(({ effectiveSamples, excessRisk, converged }) => ({
          x: effectiveSamples,
          y: excessRisk,
          converged,
        })),
      ),
      ownTeacher(trained),
      ...trainedDots(
        trained.map((row) => ({
          x: effectiveSamplesOf(row),
          y: row.excessRisk,
          error: row.standardError,
          converged: row.converged,
        })),
      ),
      readerRing(reader.effectiveSamples, reader.excessRisk),
    ],
  });
  if (options.onDrag) dragAlong(drawing, chartScales({ width, height, x, y }).x, options.onDrag);
  return drawing;
}

/** A horizontal line at an exact height, its meaning above its right end. */
function level(value: number, text: string) {
  return custom(({ y, left, right }) => {
    const at = Math.round(y(value) * 10) / 10;
    return svg`<g>
      <line class="guide" x1=${left} x2=${right} y1=${at} y2=${at}></line>
      <text class="guide-label" x=${right - 4} y=${at - 6} text-anchor="end">${text}</text>
    </g>` as SVGElement;
  });
}

import { svg } from "htl";
import {
  FITTED_NOISE_CONSTANT,
  fittedNoise,
  fittedNoiseExponent,
  fittedNoiseLaw,
  interpolationLoad,
} from "../../theory/fitted-noise.js";
import type { Network } from "../../theory/parameters.js";
import {
  type ChartAxis,
  chart,
  chartScales,
  curveLabels,
  custom,
  dragAlong,
  type LinePoint,
  readerRing,
  theoryLine,
} from "../charts/chart.js";
import { formatNumber } from "../numbers.js";

export const NETWORKS = ["diagonal", "quadratic"] as const;

/** A point of ρ(t). */
export interface FittedPoint {
  network: Network;
  load: number;
  rho: number;
  law: number;
  exponent: number;
}

/** The cost of fitted noise at a finite dimension: the bulk's part of the risk over the noise variance. */
export interface FiniteLine {
  network: Network;
  points: readonly LinePoint[];
}

export interface FittedNoiseOptions {
  width: number;
  loads: readonly [number, number];
  /** The load at the reader's point. */
  load: number;
  findings: readonly [string, string];
  onDrag?: (load: number) => void;
}

/** ρ on an even logarithmic grid below interpolation. */
export function fittedNoiseCurve(network: Network, from: number, count = 121): FittedPoint[] {
  const to = interpolationLoad(network) * 0.97;
  return Array.from({ length: count }, (_, i) => {
    const load = from * (to / from) ** (i / (count - 1));
    return {
      network,
      load,
      rho: fittedNoise(network, load),
      law: fittedNoiseLaw(network, load),
      exponent: fittedNoiseExponent(network, load),
    };
  });
}

/** ρ(t) of both networks with its laws, the same at a finite dimension, and the local exponents. */
export function fittedNoiseFigure(
  curves: readonly (readonly FittedPoint[])[],
  finite: readonly FiniteLine[],
  options: FittedNoiseOptions,
): SVGSVGElement[] {
  const { width, loads, load, findings } = options;
  const x: ChartAxis = { domain: loads, title: "" };
  const rho: ChartAxis = { domain: [0.01, 30], title: "fitted noise", symbol: "ρ" };
  const points = (curve: readonly FittedPoint[], value: (point: FittedPoint) => number) =>
    curve.map((point) => ({ x: point.load, y: value(point) }));
  const rhos = curves.map((curve) => ({
    text: curve[0].network,
    meaning: "bulk" as const,
    points: points(curve, (point) => point.rho),
  }));
  const upper = { width, height: 300, x, y: rho, margin: { bottom: 26 } };
  const slopes: ChartAxis = { domain: [0, 1.6], type: "linear", title: "local exponent", spacing: 36 };
  const lower = {
    width,
    height: 220,
    x: { ...x, title: "load: effective samples per dimension", symbol: "t" },
    y: slopes,
    margin: { top: 8 },
  };
  const first = chart({
    ...upper,
    finding: findings[0],
    marks: [
      ...curves.map((curve) =>
        laws(
          points(curve, (point) => point.law),
          curve[0].network === "quadratic" ? `${formatNumber(FITTED_NOISE_CONSTANT, 2)} t^(2/5)` : "−1/log t",
        ),
      ),
      ...finite.map(({ points: line }) => theoryLine(line, { dash: "2 3", width: 1.5 })),
      ...rhos.map(({ points: line }) => theoryLine(line, { meaning: "bulk" })),
      curveLabels(rhos),
      ...readers(load, fittedNoise),
    ],
  });
  const second = chart({
    ...lower,
    finding: findings[1],
    marks: [
      ...curves.map((curve) =>
        laws(
          points(curve, ({ network, load: t }) => (network === "quadratic" ? 0.4 : -1 / Math.log(t))),
          curve[0].network === "quadratic" ? "2/5" : "",
        ),
      ),
      ...curves.map((curve) =>
        theoryLine(
          points(curve, (point) => point.exponent),
          { meaning: "bulk" },
        ),
      ),
      curveLabels(
        curves.map((curve) => ({
          text: curve[0].network,
          meaning: "bulk" as const,
          points: points(curve, (point) => point.exponent).slice(0, Math.round(curve.length * 0.7)),
        })),
      ),
      ...readers(load, fittedNoiseExponent),
    ],
  });
  if (options.onDrag) {
    dragAlong(first, chartScales(upper).x, options.onDrag);
    dragAlong(second, chartScales(lower).x, options.onDrag);
  }
  return [first, second];
}

/** A law as a dashed line, named at its lower left. */
function laws(points: readonly { x: number; y: number }[], text: string) {
  return custom(({ x, y, top, bottom }) => {
    const drawn = points
      .map((point) => ({ x: x(point.x), y: y(point.y) }))
      .filter((point) => point.y >= top && point.y <= bottom);
    if (drawn.length < 2) return null;
    const at = drawn[Math.round(drawn.length * 0.3)];
    return svg`<g>
      <path class="guide" fill="none" d=${`M${drawn.map((point) => `${round(point.x)},${round(point.y)}`).join("L")}`}></path>
      <text class="guide-label" x=${round(at.x)} y=${round(at.y) + 17}>${text}</text>
    </g>` as SVGElement;
  });
}

function readers(load: number, value: (network: Network, t: number) => number) {
  return NETWORKS.filter((network) => load < interpolationLoad(network)).map((network) =>
    readerRing(load, value(network, load)),
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

import { svg } from "htl";
import type { FeatureStep, PlateauEnd } from "../../theory/learned-features.js";
import type { Network } from "../../theory/parameters.js";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  chartScales,
  custom,
  dragAlong,
  guide,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { color, textColor } from "../encoding.js";
import { formatExponent, formatNumber } from "../numbers.js";
import type { PlateauPoint } from "../plateau-curve.js";
import { plateauPhases } from "../plateau-phases.js";
import type { FeatureCount } from "../trained-features.js";

export interface StaircaseOptions {
  width: number;
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  lambda: number;
  end?: PlateauEnd;
  samples: readonly [number, number];
  reader: { effectiveSamples: number; features: number; exponent: number };
  /** Trained networks: mean number of learned features. */
  trained?: readonly FeatureCount[];
  /** What the two panels show, in words. */
  findings: readonly [string, string];
  onDrag?: (effectiveSamples: number) => void;
}

/** The staircase is drawn up to here. */
const HIGHEST = 12;

/** Range of the local exponents that is drawn. */
const EXPONENTS = [-2.5, 1] as const;

/** The phases in which features are learned one by one, and how their number grows: K ∝ n_eff^(1/γ) or n_eff^(1/(2γ)). */
const GROWTH: Partial<Record<PhaseId, (gamma: number) => number>> = {
  II: (gamma) => 1 / gamma,
  IV: (gamma) => 0.5 / gamma,
  VIa: (gamma) => 0.5 / gamma,
};

/** The number of learned features against effective samples, and under it the local exponent of the risk, on one axis. */
export function featureStaircase(
  curve: readonly PlateauPoint[],
  steps: readonly FeatureStep[],
  options: StaircaseOptions,
): SVGSVGElement[] {
  const { width, network, d, gamma, noise, lambda, reader, findings } = options;
  const phaseOf = (effectiveSamples: number) =>
    phaseAt({ network, d, gamma, noise, lambda, effectiveSamples });
  const bands = stretchesOf(plateauPhases(curve, { network, d, gamma, noise, lambda }, options.end));
  const rises = steps.filter(({ from, to }) => to === from + 1).slice(0, 6);
  const stairs =
    network === "quadratic"
      ? stepPoints(steps, options.samples, HIGHEST)
      : curve.map(({ effectiveSamples, features }) => ({ x: effectiveSamples, y: Math.max(features, 1e-9) }));
  const x: ChartAxis = { domain: options.samples, title: "" };
  const counts: ChartAxis = {
    domain: [0.6, 16],
    title: "features",
    symbol: "K",
  };
  const exponents: ChartAxis = {
    domain: EXPONENTS,
    type: "linear",
    title: "local exponent",
    ticks: [-2, -1, 0, 1],
  };
  const upper = { width, height: 230, x, y: counts, margin: { bottom: 26 } };
  const lower = {
    width,
    height: 220,
    x: { ...x, title: "effective samples", symbol: "n_eff" },
    y: exponents,
    margin: { top: 8 },
  };
  const rungs = custom(({ x: place, top, bottom }) => {
    const at = rises.map(({ effectiveSamples }) => Math.round(place(effectiveSamples) * 10) / 10);
    return svg`<g>${at.map(
      (pixel) =>
        svg`<line x1=${pixel} x2=${pixel} y1=${top} y2=${bottom} stroke=${color("learned")} stroke-opacity="0.35"></line>`,
    )}</g>` as SVGElement;
  });
  const names = custom(({ x: place, y: height }) => {
    let last = Number.NEGATIVE_INFINITY;
    return svg`<g>${rises.map(({ effectiveSamples, to }) => {
      const pixel = place(effectiveSamples);
      if (pixel - last < 26) return null;
      last = pixel;
      return svg`<text class="note" x=${Math.round(pixel) - 4} y=${Math.round(height(to)) - 4} text-anchor="end" fill=${textColor("learned")}>${to}</text>`;
    })}</g>` as SVGElement;
  });
  const first = chart({
    ...upper,
    finding: findings[0],
    marks: [
      phaseBands(bands),
      rungs,
      ...growthGuide(bands, steps, gamma),
      theoryLine(stairs, { meaning: "learned" }),
      ...trainedDots(
        (options.trained ?? []).map(({ effectiveSamples: n, mean, error }) => ({ x: n, y: mean, error })),
        { meaning: "learned", radius: 5 },
      ),
      names,
      ...(network === "quadratic" && options.end ? [none(options.end.effectiveSamples)] : []),
      readerRing(reader.effectiveSamples, Math.max(reader.features, counts.domain[0])),
    ],
  });
  const second = chart({
    ...lower,
    finding: findings[1],
    marks: [
      phaseBands(bands),
      rungs,
      rates(bands, phaseOf),
      theoryLine(
        curve.map(({ effectiveSamples, exponent, converged }) => ({
          x: effectiveSamples,
          y: exponent,
          converged,
        })),
      ),
      readerRing(reader.effectiveSamples, reader.exponent),
    ],
  });
  // The names of the phases stand above the upper panel.
  second.classList.add("no-band-names");
  if (options.onDrag) {
    dragAlong(first, chartScales(upper).x, options.onDrag);
    dragAlong(second, chartScales(lower).x, options.onDrag);
  }
  return [first, second];
}

/** The corners of the staircase, up to the first step above `highest`; nothing is drawn while no feature is learned. */
export function stepPoints(
  steps: readonly FeatureStep[],
  [from, to]: readonly [number, number],
  highest: number,
): { x: number; y: number }[] {
  const height = (count: number) => Math.max(count, 1e-9);
  const points = [{ x: from, y: height(steps[0]?.from ?? 0) }];
  for (const step of steps)
    points.push(
      { x: step.effectiveSamples, y: height(step.from) },
      { x: step.effectiveSamples, y: height(step.to) },
    );
  const last = steps[steps.length - 1]?.to ?? 0;
  if (last <= highest) points.push({ x: to, y: height(last) });
  return points;
}

/** Says that nothing is learned before the first step. */
function none(end: number) {
  return custom(({ x, left, right, bottom }) => {
    const stop = Math.min(right, x(end));
    return stop - left > 90
      ? (svg`<text class="note" x=${Math.round((left + stop) / 2)} y=${bottom - 10} text-anchor="middle">no feature: K = 0</text>` as SVGElement)
      : null;
  });
}

type Band = ReturnType<typeof stretchesOf>[number];

/** The growth of K in the phase that most of its steps lie in, under the stairs. */
function growthGuide(bands: readonly Band[], steps: readonly FeatureStep[], gamma: number) {
  const rises = steps.filter(({ from, to }) => to > from && from >= 1);
  if (rises.length < 2) return [];
  const middle = rises[Math.floor(rises.length / 2)];
  const phase = bands.find(
    ({ from, to }) => middle.effectiveSamples >= from && middle.effectiveSamples < to,
  )?.phase;
  const growth = phase && GROWTH[phase]?.(gamma);
  if (growth === undefined) return [];
  return [
    guide({
      from: rises[0].effectiveSamples,
      to: rises[rises.length - 1].effectiveSamples,
      through: [middle.effectiveSamples, Math.sqrt(middle.from * middle.to)],
      exponent: growth,
      text: `slope ${formatNumber(growth)}`,
      lift: -20,
    }),
  ];
}

/** The asymptotic exponent of every phase that has one, along its stretch. */
function rates(bands: readonly Band[], phaseOf: (n: number) => ReturnType<typeof phaseAt>) {
  return custom(
    ({ x, y, left, right }) =>
      svg`<g>${bands.flatMap(({ from, to }) => {
        const { exponents } = phaseOf(Math.sqrt(from * to));
        if (exponents.samples === null) return [];
        const [a, b] = [Math.max(left, x(from)), Math.min(right, x(to))];
        const at = Math.round(y(exponents.samples) * 10) / 10;
        const text = formatExponent(exponents.samples);
        return [
          svg`<line class="guide" x1=${Math.round(a)} x2=${Math.round(b)} y1=${at} y2=${at}></line>`,
          b - a > 44
            ? svg`<text class="guide-label" x=${Math.round(b) - 4} y=${at - 5} text-anchor="end">${text}</text>`
            : null,
        ];
      })}</g>` as SVGElement,
  );
}

import { svg } from "htl";
import type { FeatureStep } from "../../../theory/learned-features.js";
import { facts } from "../../../theory/networks.js";
import { type PhaseId, phaseAt } from "../../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  custom,
  guide,
  phaseBands,
  readerRing,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { level } from "../../charts/level.js";
import { dotsAt, pointsOf } from "../../charts/points.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { View } from "../../kit/figure.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { PlateauCurve } from "../../topics/plateaus.js";
import { plateauPhases, type Stretch } from "./phases.js";
import { type PlateausSchema, problemOf, SAMPLES } from "./quantities.js";
import type { FeatureCount } from "./trained-features.js";

/** What the staircase is drawn from. */
export type StaircaseNeeds = { curve: PlateauCurve; steps: FeatureStep[] };
export type StaircaseView = View<PlateausSchema, StaircaseNeeds>;

/** The staircase is drawn up to here. */
const HIGHEST = 12;
/** Below the axis: no feature at all. */
const NONE = 1e-9;
const COUNTS: ChartAxis = { domain: [0.6, 16], title: "features", symbol: "K" };

/** The phases in which features are learned one by one, and how their number grows: K ∝ n_eff^(1/γ) or n_eff^(1/(2γ)). */
const GROWTH: Partial<Record<PhaseId, (gamma: number) => number>> = {
  II: (gamma) => 1 / gamma,
  IV: (gamma) => 0.5 / gamma,
  VIa: (gamma) => 0.5 / gamma,
};

/** The steps that are marked: the first six by one feature. */
const risesOf = (steps: readonly FeatureStep[]) =>
  steps.filter(({ from, to }) => to === from + 1).slice(0, 6);

/** The number of learned features against effective samples, with that of trained networks. */
export function featureChart(
  view: StaircaseView,
  trained: readonly FeatureCount[],
  width: number,
  finding: string,
): SVGSVGElement {
  const { of, set, curve, steps } = view;
  const bands = plateauPhases(curve, problemOf(of));
  const stepped = facts(of.network).resolvesFeatures;
  const stairs = stepped
    ? stepPoints(steps, SAMPLES, HIGHEST)
    : pointsOf(curve.points, "effectiveSamples", ({ features }) => Math.max(features, NONE));
  return chart({
    width,
    height: 230,
    x: { domain: SAMPLES, title: "" },
    y: COUNTS,
    margin: { bottom: 26 },
    finding,
    onDrag: (samples) => set({ samples }),
    marks: [
      phaseBands(bands),
      rungs(steps),
      ...growthGuide(bands, steps, of.gamma),
      theoryLine(stairs, { meaning: "learned" }),
      ...trainedDots(dotsAt(trained, "effectiveSamples", "features", "standardError"), {
        meaning: "learned",
        radius: 5,
      }),
      names(steps),
      ...(stepped ? [nothing(curve.end.effectiveSamples)] : []),
      readerRing(of.samples, Math.max(featuresHere(view), COUNTS.domain[0])),
    ],
  });
}

/** The local exponent of the risk, with the rates of the phases; the phases' names stand in the chart above. */
export function exponentChart({ of, set, curve, steps }: StaircaseView, width: number): SVGSVGElement {
  const problem = problemOf(of);
  const bands = plateauPhases(curve, problem);
  const drawing = chart({
    width,
    height: 220,
    x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
    y: { domain: [-2.5, 1], type: "linear", title: "local exponent", ticks: [-2, -1, 0, 1] },
    margin: { top: 8 },
    finding: "The local exponent of the risk against effective samples.",
    onDrag: (samples) => set({ samples }),
    marks: [
      phaseBands(bands),
      rungs(steps),
      ...bands.flatMap(({ from, to }) => {
        const rate = phaseAt({ ...problem, effectiveSamples: Math.sqrt(from * to) }).exponents.samples;
        return rate === null ? [] : [level(rate, formatExponent(rate), { from, to })];
      }),
      theoryLine(pointsOf(curve.points, "effectiveSamples", "exponent")),
      readerRing(
        of.samples,
        curve.points.find(({ effectiveSamples }) => effectiveSamples >= of.samples)?.exponent ?? Number.NaN,
      ),
    ],
  });
  drawing.classList.add("no-band-names");
  return drawing;
}

/** K at the reader's point. */
function featuresHere({ of, curve, steps }: StaircaseView): number {
  if (facts(of.network).resolvesFeatures) return featuresAt(steps, of.samples);
  return curve.points.find(({ effectiveSamples }) => effectiveSamples >= of.samples)?.features ?? 0;
}

/** K at a number of effective samples. */
export function featuresAt(steps: readonly FeatureStep[], effectiveSamples: number): number {
  const last = steps.findLast((step) => step.effectiveSamples <= effectiveSamples);
  return last?.to ?? steps[0]?.from ?? 0;
}

/** The corners of the staircase, up to the first step above `highest`; nothing is drawn while no feature is learned. */
export function stepPoints(
  steps: readonly FeatureStep[],
  [from, to]: readonly [number, number],
  highest: number,
): { x: number; y: number }[] {
  const height = (count: number) => Math.max(count, NONE);
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

/** A thin vertical line at every marked step. */
const rungs = (steps: readonly FeatureStep[]) =>
  custom(
    ({ x, top, bottom }) =>
      svg`<g>${risesOf(steps).map(({ effectiveSamples }) => {
        const at = px(x(effectiveSamples));
        return svg`<line x1=${at} x2=${at} y1=${top} y2=${bottom} stroke=${color("learned")} stroke-opacity="0.35"></line>`;
      })}</g>` as SVGElement,
  );

/** The number of features that every marked step leads to, where it has room. */
const names = (steps: readonly FeatureStep[]) =>
  custom(({ x, y }) => {
    let last = Number.NEGATIVE_INFINITY;
    return svg`<g>${risesOf(steps).map(({ effectiveSamples, to }) => {
      const at = x(effectiveSamples);
      if (at - last < 26) return null;
      last = at;
      return svg`<text class="note" x=${Math.round(at) - 4} y=${Math.round(y(to)) - 4} text-anchor="end" fill=${textColor("learned")}>${to}</text>`;
    })}</g>` as SVGElement;
  });

/** Says that nothing is learned before the first step. */
const nothing = (end: number) =>
  custom(({ x, left, right, bottom }) => {
    const stop = Math.min(right, x(end));
    return stop - left > 90
      ? (svg`<text class="note" x=${Math.round((left + stop) / 2)} y=${bottom - 10} text-anchor="middle">no feature: K = 0</text>` as SVGElement)
      : null;
  });

/** The growth of K in the phase that most of its steps lie in, under the stairs. */
function growthGuide(bands: readonly Stretch[], steps: readonly FeatureStep[], gamma: number) {
  const rises = steps.filter(({ from, to }) => to > from && from >= 1);
  if (rises.length < 2) return [];
  const middle = rises[Math.floor(rises.length / 2)];
  const phase = bands.find(
    ({ from, to }) => middle.effectiveSamples >= from && middle.effectiveSamples < to,
  )?.phase;
  const exponent = phase && GROWTH[phase]?.(gamma);
  if (exponent === undefined) return [];
  return [
    guide({
      from: rises[0].effectiveSamples,
      to: rises[rises.length - 1].effectiveSamples,
      through: [middle.effectiveSamples, Math.sqrt(middle.from * middle.to)],
      exponent,
      text: `slope ${formatNumber(exponent)}`,
      lift: -20,
    }),
  ];
}

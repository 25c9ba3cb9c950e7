import { svg } from "htl";
import { type PlaneProblem, phaseAt } from "../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  landmark,
  phaseBands,
  readerRing,
  stretchesOf,
  type TrainedPoint,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { at } from "../charts/read-curve.js";
import { color, type Meaning } from "../encoding.js";
import { decade, formatExponent, formatNumber } from "../numbers.js";

/** Room for tick labels of many decades, with the axis' name outside them. */
export const MARGIN = { left: 70 } as const;

/** Name of the vertical axis, clear of its widest tick labels. */
const riskName = () =>
  custom(
    ({ top, bottom }) =>
      svg`<text class="axis-title" text-anchor="middle" transform=${`translate(14,${Math.round((top + bottom) / 2)}) rotate(-90)`}>excess risk <tspan class="symbol">R</tspan></text>` as SVGElement,
  );

/** A point of state evolution along a curve. */
export interface CurveAt {
  x: number;
  y: number;
  converged: boolean;
}

/** One weight decay of the paper's Figure 5. */
export interface FixedDecay {
  id: "small" | "one" | "large";
  name: string;
  value: (d: number) => number;
  meaning: Meaning;
  dash?: string;
  symbol: "circle" | "square" | "triangle";
}

/** The three weight decays of the paper's Figure 5, told apart by name, dash and symbol as well as by colour. */
export const FIXED_DECAYS: readonly FixedDecay[] = [
  { id: "small", name: "λ = 1/d", value: (d) => 1 / d, meaning: "learned", symbol: "circle" },
  { id: "one", name: "λ = 1", value: () => 1, meaning: "teacher", symbol: "square" },
  { id: "large", name: "λ = √d", value: Math.sqrt, meaning: "hidden", symbol: "triangle" },
];

/** Number of samples in effective units at which a noiseless network recovers its teacher: d (diagonal), d/2 (quadratic). */
export const recoverySamples = ({ network, d }: Pick<PlaneProblem, "network" | "d">): number =>
  network === "quadratic" ? d / 2 : d;

/**
 * Noiseless risk beyond recovery as λ → 0, αλ²/(α − 1)³ (diagonal) or αλ²/(2α − 1)³ (quadratic), derived on the page; NaN below.
 * @param alpha load n_eff/d
 */
export function recoveredRisk(network: PlaneProblem["network"], alpha: number, lambda: number): number {
  const over = network === "quadratic" ? 2 * alpha - 1 : alpha - 1;
  return over > 0 ? (alpha * lambda ** 2) / over ** 3 : Number.NaN;
}

export const samplesAxis = (samples: readonly [number, number]): ChartAxis => ({
  domain: samples,
  title: "effective samples",
  symbol: "n_eff",
});

export interface RatesOptions {
  width: number;
  problem: PlaneProblem;
  /** The weight decay whose phases and rates are shown. */
  lit: FixedDecay;
  samples: readonly [number, number];
  risks: readonly [number, number];
  cursor: number;
  finding: string;
}

/** Excess risk against n_eff at the three weight decays, with trained networks, and the rates of the phases of one of them. */
export function noiselessRates(
  curves: ReadonlyMap<FixedDecay["id"], readonly CurveAt[]>,
  trained: ReadonlyMap<FixedDecay["id"], readonly TrainedPoint[]>,
  /** λ = 1/d with the other kind of labels, for comparison. */
  other: { name: string; points: readonly CurveAt[] },
  options: RatesOptions,
): SVGSVGElement {
  const { width, problem, lit, samples, risks, cursor, finding } = options;
  const lambda = lit.value(problem.d);
  const shown = curves.get(lit.id) ?? [];
  const phaseOf = (effectiveSamples: number) => phaseAt({ ...problem, effectiveSamples, lambda });
  const stretches = stretchesOf(shown.map(({ x }) => ({ x, phase: phaseOf(x).id })));
  const guides = stretches.flatMap(({ phase, from, to }) => {
    const middle = Math.sqrt(from * to);
    const exponent = phaseOf(middle).exponents.samples;
    const y = at(shown, middle);
    if (phase === "Ia" || phase === "Ib" || exponent === null || to / from < 6 || !Number.isFinite(y))
      return [];
    const reach = (to / from) ** 0.36;
    return [
      guide({
        from: middle / reach,
        to: middle * reach,
        through: [middle, y],
        exponent,
        text: width < 480 ? formatExponent(exponent) : `slope ${formatExponent(exponent)}`,
        lift: lit.id === "small" && problem.noise === 0 ? -18 : 16,
      }),
    ];
  });
  const reader = at(shown, cursor);
  return chart({
    width,
    x: samplesAxis(samples),
    y: { domain: risks, title: "" },
    margin: MARGIN,
    finding,
    marks: [
      riskName(),
      phaseBands(stretches),
      ...guides,
      theoryLine(other.points, { meaning: "harmful", width: 1.5, dash: "1 4" }),
      ...FIXED_DECAYS.map((decay) =>
        theoryLine(curves.get(decay.id) ?? [], { meaning: decay.meaning, width: decay === lit ? 3 : 2 }),
      ),
      ...FIXED_DECAYS.flatMap((decay) =>
        trainedDots(trained.get(decay.id) ?? [], { meaning: decay.meaning, symbol: decay.symbol }),
      ),
      curveLabels([
        ...FIXED_DECAYS.map((decay) => ({
          text: decay.name,
          points: curves.get(decay.id) ?? [],
          meaning: decay.meaning,
        })),
        { text: other.name, points: other.points, meaning: "harmful" as const },
      ]),
      ...(Number.isFinite(reader) ? [readerRing(cursor, reader)] : []),
    ],
  });
}

/** A curve of the risk over λ at one load. */
export interface LoadCurve {
  /** n_eff/d over that of recovery. */
  relativeLoad: number;
  alpha: number;
  points: readonly CurveAt[];
  /** The reader's, drawn stronger. */
  own: boolean;
}

/** Excess risk against weight decay at loads on both sides of recovery, and the square law beyond it. */
export function recovery(
  curves: readonly LoadCurve[],
  options: {
    width: number;
    network: PlaneProblem["network"];
    lambda: readonly [number, number];
    risks: readonly [number, number];
    finding: string;
  },
): SVGSVGElement {
  const { width, network, lambda, risks, finding } = options;
  const own = curves.find((curve) => curve.own);
  const from = lambda[0] * 3;
  // Where the square law holds for the reader's curve: while the curve is within a third of it.
  const lawful = (own?.points ?? []).filter(
    ({ x, y }) => Math.abs(y / recoveredRisk(network, own?.alpha ?? 0, x) - 1) < 1 / 3,
  );
  const to = Math.max(...lawful.map(({ x }) => x), 0);
  return chart({
    width,
    x: { domain: lambda, title: "weight decay", symbol: "λ" },
    y: { domain: risks, title: "" },
    margin: MARGIN,
    finding,
    marks: [
      riskName(),
      ...(own && to > 10 * from
        ? [
            guide({
              from,
              to,
              through: [from, recoveredRisk(network, own.alpha, from)],
              exponent: 2,
              text: "slope +2.00",
              lift: 14,
            }),
          ]
        : []),
      ...curves.map((curve) =>
        theoryLine(curve.points, {
          meaning: curve.relativeLoad > 1 ? "learned" : "harmful",
          width: curve.own ? 3.25 : 1.5,
          dash: curve.relativeLoad > 1 ? undefined : "7 4",
        }),
      ),
      curveLabels(
        curves.map(({ relativeLoad, points, own }) => ({
          text: `${own ? "yours, " : ""}${formatNumber(relativeLoad)} ×`,
          points,
          meaning: relativeLoad > 1 ? ("learned" as const) : ("harmful" as const),
        })),
      ),
    ],
  });
}

/** A curve of the risk over n_eff at one strength of the label noise. */
export interface NoiseCurve {
  noise: number;
  points: readonly CurveAt[];
  own: boolean;
}

/** Excess risk against n_eff at hardly any weight decay, as the label noise goes to zero. */
export function meltingPeak(
  curves: readonly NoiseCurve[],
  options: {
    width: number;
    problem: Pick<PlaneProblem, "network" | "d">;
    samples: readonly [number, number];
    risks: readonly [number, number];
    cursor: number;
    finding: string;
  },
): SVGSVGElement {
  const { width, problem, samples, risks, cursor, finding } = options;
  const name = (noise: number) =>
    noise === 0
      ? "Δ = 0"
      : noise < 1e-3
        ? `Δ = ${decade(Math.round(Math.log10(noise)))}`
        : `Δ = ${formatNumber(noise)}`;
  const meaning = (curve: NoiseCurve): Meaning =>
    curve.own ? "harmful" : curve.noise === 0 ? "teacher" : "hidden";
  const own = curves.find((curve) => curve.own);
  const reader = at(own?.points ?? [], cursor);
  return chart({
    width,
    x: samplesAxis(samples),
    y: { domain: risks, title: "" },
    margin: MARGIN,
    finding,
    marks: [
      riskName(),
      landmark(
        problem.network === "quadratic" ? problem.d / 4 : problem.d,
        problem.network === "quadratic" ? "d/4" : "d",
      ),
      ...curves.map((curve) =>
        theoryLine(curve.points, {
          stroke: color(meaning(curve)),
          width: curve.own ? 3.25 : curve.noise === 0 ? 2.5 : 1.25,
        }),
      ),
      curveLabels(
        [...curves]
          .sort((a, b) => Number(b.own) - Number(a.own))
          .map((curve) => ({
            text: curve.own ? `yours, Δ = ${formatNumber(curve.noise)}` : name(curve.noise),
            points: curve.points,
            meaning: meaning(curve),
          })),
      ),
      ...(Number.isFinite(reader) ? [readerRing(cursor, reader)] : []),
    ],
  });
}

/**
 * The rise of a curve once the first features are learned, that is once it is below where it starts: its highest point after a
 * minimum, over that minimum; null where more samples never hurt by 1 %.
 */
export function rise(points: readonly CurveAt[]): { from: CurveAt; to: CurveAt; factor: number } | null {
  const start = points.find(({ converged }) => converged);
  let low: CurveAt | null = null;
  let best: { from: CurveAt; to: CurveAt; factor: number } | null = null;
  for (const point of points) {
    if (!point.converged || !start || (!low && !(point.y < 0.9 * start.y))) continue;
    if (!low || point.y < low.y) low = point;
    const factor = point.y / low.y;
    if (factor > (best?.factor ?? 1.01)) best = { from: low, to: point, factor };
  }
  return best;
}

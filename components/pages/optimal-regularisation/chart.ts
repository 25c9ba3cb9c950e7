import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PlaneProblem } from "../../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  landmark,
  readerRing,
  theoryLine,
} from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { at } from "../../charts/read-curve.js";
import { color, type Meaning, textColor } from "../../encoding.js";
import { formatExponent, formatNumber } from "../../numbers.js";

/** A point of a curve of the excess risk. */
export interface RiskAt {
  x: number;
  y: number;
  converged: boolean;
}

/** How Bayes-optimal, tuned and pruned risks are drawn everywhere on the page: never told apart by colour alone. */
export const STROKES: Record<"bayes" | "tuned" | "pruned" | "untuned", { meaning: Meaning; dash?: string }> =
  {
    bayes: { meaning: "bayes", dash: "9 4 2 4" },
    tuned: { meaning: "tuned" },
    pruned: { meaning: "pruned", dash: "7 3" },
    untuned: { meaning: "teacher" },
  };

/** A horizontal level with its name at one end. */
export function level(
  y: number,
  text: string,
  kind: keyof typeof STROKES,
  side: "start" | "end",
  below = false,
) {
  return custom((frame) => {
    const at = frame.y(y);
    if (!(at >= frame.top && at <= frame.bottom)) return null;
    const { meaning, dash } = STROKES[kind];
    const x = side === "start" ? frame.left + 6 : frame.right - 6;
    return svg`<g>
      <line x1=${frame.left} x2=${frame.right} y1=${px(at)} y2=${px(at)} stroke=${color(meaning)} stroke-width="2" stroke-dasharray=${dash ?? null}></line>
      <text class="direct" x=${px(x)} y=${px(at + (below ? 15 : -6))} text-anchor=${side} fill=${textColor(meaning)}>${text}</text>
    </g>` as SVGElement;
  });
}

/** The four risks along n_eff. */
export interface OptimaCurves {
  untuned: readonly RiskAt[];
  pruned: readonly RiskAt[];
  tuned: readonly RiskAt[];
  bayes: readonly RiskAt[];
}

const NAMES: Record<keyof OptimaCurves, string> = {
  untuned: "untuned",
  pruned: "pruned",
  tuned: "tuned",
  bayes: "Bayes-optimal",
};
export const ORDER = ["untuned", "pruned", "tuned", "bayes"] as const;

/** A smooth line through points that are few: monotone between them, on the axes' own scales. */
export function fewPoints(points: readonly LinePoint[], kind: keyof OptimaCurves): Plot.Markish {
  const { meaning, dash } = STROKES[kind];
  return Plot.line(points as LinePoint[], {
    x: "x",
    y: (p: LinePoint) => (p.converged === false || !Number.isFinite(p.y) ? Number.NaN : p.y),
    curve: "monotone-x",
    stroke: color(meaning),
    strokeWidth: 2.25,
    strokeDasharray: dash,
    clip: true,
  });
}

const lineOf = (kind: keyof OptimaCurves, points: readonly RiskAt[]) =>
  kind === "tuned" || kind === "bayes" ? fewPoints(points, kind) : theoryLine(points, STROKES[kind]);

export interface OptimaOptions {
  width: number;
  problem: PlaneProblem;
  samples: readonly [number, number];
  risks: readonly [number, number];
  cursor: number;
  finding: string;
}

/** The axes of the charts along n_eff, also for their pointers. */
export const samplesAxis = (samples: readonly [number, number]): ChartAxis => ({
  domain: samples,
  title: "effective samples",
  symbol: "n_eff",
});

/** Excess risk against n_eff: untuned, pruned, tuned, Bayes-optimal, and the two rates of Corollary 1 along the last. */
export function optimaCurves(curves: OptimaCurves, options: OptimaOptions): SVGSVGElement {
  const { width, problem, samples, risks, cursor, finding } = options;
  const knee = problem.noise * problem.d ** (2 * problem.gamma);
  const stretch = (from: number, to: number, exponent: number) => {
    const inside = [Math.max(from, samples[0]), Math.min(to, samples[1])];
    if (!(inside[1] / inside[0] > 5)) return [];
    const middle = Math.sqrt(inside[0] * inside[1]);
    const reach = (inside[1] / inside[0]) ** 0.38;
    const y = at(curves.bayes, middle);
    return Number.isFinite(y)
      ? [
          guide({
            from: middle / reach,
            to: middle * reach,
            through: [middle, y],
            exponent,
            text: `slope ${formatExponent(exponent)}`,
            lift: -16,
          }),
        ]
      : [];
  };
  const reader = at(curves.tuned, cursor);
  return chart({
    width,
    x: samplesAxis(samples),
    y: { domain: risks, title: "excess risk", symbol: "R" },
    finding,
    marks: [
      ...stretch(3, knee, -1 + 0.5 / problem.gamma),
      ...stretch(knee, Number.POSITIVE_INFINITY, -1),
      landmark(knee, "Δd²ᵞ"),
      ...ORDER.map((kind) => lineOf(kind, curves[kind])),
      curveLabels(
        ORDER.map((kind) => ({
          text: NAMES[kind],
          points: curves[kind],
          meaning: STROKES[kind].meaning,
        })),
      ),
      ...(Number.isFinite(reader) ? [readerRing(cursor, reader)] : []),
    ],
  });
}

/** The same risks over the Bayes-optimal one: where a ratio is level, the rates are equal. */
export function optimaRatios(curves: OptimaCurves, options: Omit<OptimaOptions, "risks">): SVGSVGElement {
  const { width, samples, cursor, finding } = options;
  const ratio = (points: readonly RiskAt[]) =>
    points
      .filter(({ x }) => x >= samples[0] && x <= samples[1])
      .map((point) => ({ ...point, y: point.y / at(curves.bayes, point.x) }));
  const lines = { untuned: ratio(curves.untuned), pruned: ratio(curves.pruned), tuned: ratio(curves.tuned) };
  return chart({
    width,
    height: 220,
    x: samplesAxis(samples),
    y: { domain: [0.6, 30], title: "R / Bayes", ticks: [1, 2, 5, 10, 20] },
    finding,
    marks: [
      level(1, "Bayes-optimal", "bayes", "start", true),
      ...(["untuned", "pruned", "tuned"] as const).map((kind) => lineOf(kind, lines[kind])),
      curveLabels(
        (["tuned", "pruned", "untuned"] as const).map((kind) => ({
          text: NAMES[kind],
          points: lines[kind],
          meaning: STROKES[kind].meaning,
        })),
      ),
      readerRing(cursor, at(lines.tuned, cursor)),
    ],
  });
}

/** A ratio as a reader says it: 1.23. */
export const times = (value: number): string => formatNumber(value, 3);

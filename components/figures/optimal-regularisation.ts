import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { type PhaseId, type PlaneProblem, phaseAt, phaseBoundaries } from "../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  type Frame,
  guide,
  type LinePoint,
  landmark,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { at } from "../charts/read-curve.js";
import { placeLabels } from "../charts/region-labels.js";
import { color, type Meaning, textColor, tint } from "../encoding.js";
import { formatExponent, formatNumber } from "../numbers.js";

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
function level(y: number, text: string, kind: keyof typeof STROKES, side: "start" | "end", below = false) {
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

export interface RaceOptions {
  width: number;
  problem: PlaneProblem;
  effectiveSamples: number;
  lambda: readonly [number, number];
  risks: readonly [number, number];
  /** Least risk of the curve and where; λ is NaN where no λ is better than none. */
  tuned: { lambda: number; excessRisk: number };
  bayes: number;
  pruned: number;
  ring: { lambda: number; excessRisk: number };
  finding: string;
}

/** Excess risk against weight decay at one n_eff: the curve, its lowest point, and the levels of Bayes and of pruning. */
export function decayRace(curve: readonly RiskAt[], options: RaceOptions): SVGSVGElement {
  const { width, problem, effectiveSamples, lambda, risks, tuned, bayes, pruned, ring, finding } = options;
  const stretches = stretchesOf(
    curve.map(({ x }) => ({ x, phase: phaseAt({ ...problem, effectiveSamples, lambda: x }).id })),
  );
  return chart({
    width,
    ...raceAxes(lambda, risks),
    finding,
    marks: [
      phaseBands(stretches),
      level(bayes, "Bayes-optimal", "bayes", "start", true),
      level(pruned, "pruned", "pruned", "end", pruned < tuned.excessRisk * 1.5),
      theoryLine(curve),
      custom(({ x, y, bottom, left, right }) => {
        const [cx, cy] = [x(tuned.lambda), y(tuned.excessRisk)];
        if (!(cx >= left && cx <= right)) return null;
        return svg`<g>
          <line x1=${px(cx)} x2=${px(cx)} y1=${px(cy)} y2=${bottom} stroke=${color("tuned")} stroke-width="1.5" stroke-dasharray="3 3"></line>
          <circle cx=${px(cx)} cy=${px(cy)} r="5" fill=${color("tuned")} stroke="var(--theme-background)"></circle>
          <text class="direct" x=${px(cx)} y=${px(cy - 14)} text-anchor="middle" fill=${textColor("tuned")}>tuned</text>
        </g>` as SVGElement;
      }),
      readerRing(ring.lambda, ring.excessRisk),
    ],
  });
}

/** The axes of the race, also for its pointer. */
export function raceAxes(lambda: readonly [number, number], risks: readonly [number, number]) {
  const x: ChartAxis = { domain: lambda, title: "weight decay", symbol: "λ" };
  const y: ChartAxis = { domain: risks, title: "excess risk", symbol: "R" };
  return { x, y };
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
const ORDER = ["untuned", "pruned", "tuned", "bayes"] as const;

/** A smooth line through points that are few: monotone between them, on the axes' own scales. */
function fewPoints(points: readonly LinePoint[], kind: keyof OptimaCurves): Plot.Markish {
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

export interface DecayPlaneOptions {
  width: number;
  problem: PlaneProblem;
  samples: readonly [number, number];
  lambda: readonly [number, number];
  ring: { effectiveSamples: number; lambda: number };
  finding: string;
}

/** The best weight decay over the phases of the (n_eff, λ) plane, with the scale √(Δn_eff/d) of Corollary 1. */
export function decayPlane(optimum: readonly RiskAt[], options: DecayPlaneOptions): SVGSVGElement {
  const { width, problem, samples, lambda, ring, finding } = options;
  const [from, to] = [samples[0] * 1.2, samples[1] / 1.2];
  const middle = (from * to) ** 0.5;
  return chart({
    width,
    x: samplesAxis(samples),
    y: { domain: lambda, title: "weight decay", symbol: "λ" },
    finding,
    marks: [
      custom((frame) => phaseRegions(frame, problem)),
      guide({
        from,
        to,
        through: [middle, Math.sqrt((problem.noise * middle) / problem.d)],
        exponent: 0.5,
        text: width < 480 ? "" : "√(Δ × samples / d)",
        lift: 0.01,
      }),
      fewPoints(optimum, "tuned"),
      curveLabels([{ text: "best weight decay", points: optimum, meaning: "tuned" }]),
      readerRing(ring.effectiveSamples, ring.lambda),
    ],
  });
}

/** λ_opt/√(Δn_eff/d) along n_eff. */
export function decayRatio(
  optimum: readonly RiskAt[],
  options: Omit<DecayPlaneOptions, "lambda" | "ring"> & { cursor: number },
): SVGSVGElement {
  const { width, problem, samples, cursor, finding } = options;
  const scaled = optimum.map((p) => ({ ...p, y: p.y / Math.sqrt((problem.noise * p.x) / problem.d) }));
  const here = at(scaled, cursor);
  const limit = problem.network === "quadratic" ? 4 : Math.sqrt(2 * Math.log(problem.d));
  return chart({
    width,
    height: 200,
    x: samplesAxis(samples),
    y: { domain: [0.1, 30], title: "λ over its scale", ticks: [0.1, 1, 10] },
    finding,
    marks: [
      guide({
        from: samples[0] * 1.2,
        to: samples[1] / 1.2,
        through: [1, limit],
        exponent: 0,
        text:
          problem.network === "quadratic"
            ? "4: a cut at 2δ, large d"
            : `√(2 log d) = ${formatNumber(limit)}: a cut at the largest noise`,
        lift: 0.01,
      }),
      fewPoints(scaled, "tuned"),
      ...(Number.isFinite(here) ? [readerRing(cursor, here)] : []),
    ],
  });
}

/** The phases as tinted regions with their names, and the lines between them. */
function phaseRegions(frame: Frame, problem: PlaneProblem): SVGElement {
  const { x, y, left, right, top, bottom } = frame;
  const cell = 4;
  const columns = Math.ceil((right - left) / cell);
  const rows = Math.ceil((bottom - top) / cell);
  const phases: PhaseId[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++)
      phases.push(
        phaseAt({
          ...problem,
          effectiveSamples: x.invert(Math.min(right, left + (i + 0.5) * cell)),
          lambda: y.invert(Math.min(bottom, top + (j + 0.5) * cell)),
        }).id,
      );
  const paths = new Map<PhaseId, string>();
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; ) {
      const phase = phases[j * columns + i];
      let end = i + 1;
      while (end < columns && phases[j * columns + end] === phase) end++;
      const [x0, x1] = [left + i * cell, Math.min(right, left + end * cell)];
      const height = Math.min(cell, bottom - top - j * cell);
      paths.set(
        phase,
        `${paths.get(phase) ?? ""}M${px(x0)},${px(top + j * cell)}H${px(x1)}v${px(height)}H${px(x0)}Z`,
      );
      i = end;
    }
  }
  const labels = placeLabels(
    { columns, rows, cell, region: (i, j) => phases[j * columns + i] },
    Object.fromEntries(
      [...paths.keys()].map((id) => [
        id,
        [
          { width: 40, height: 20 },
          { width: 20, height: 16 },
        ],
      ]),
    ),
  );
  const window = {
    effectiveSamples: [x.invert(left), x.invert(right)] as [number, number],
    lambda: [y.invert(bottom), y.invert(top)] as [number, number],
  };
  return svg`<g>
    ${[...paths].map(([phase, d]) => svg`<path d=${d} fill=${tint(phase)} shape-rendering="crispEdges"></path>`)}
    ${phaseBoundaries({ ...problem, window }).map(
      ({ points: [[a, b], [c, d]] }) =>
        svg`<line x1=${px(x(a))} y1=${px(y(b))} x2=${px(x(c))} y2=${px(y(d))} stroke=${color("guide")} stroke-width="1" stroke-dasharray="2 3"></line>`,
    )}
    ${labels
      .filter(({ size }) => size >= 0)
      .map(
        ({ region, box }) =>
          svg`<text class="band-name" x=${px(left + box.x + box.width / 2)} y=${px(top + box.y + box.height / 2)} dy="0.35em" text-anchor="middle">${region}</text>`,
      )}
  </g>` as SVGElement;
}

/** One point at which networks were trained and then pruned. */
export interface PrunedNetworks {
  lambda: number;
  excessRisk: number;
  standardError: number;
  prunedRisk: number;
  prunedError: number;
  converged: boolean;
}

/** Trained networks before and after pruning against the weight decay, with state evolution as lines. */
export function prunedNetworks(
  trained: readonly PrunedNetworks[],
  theory: { before: readonly RiskAt[]; after: readonly RiskAt[] },
  options: { width: number; height?: number; risks: readonly [number, number]; finding: string },
): SVGSVGElement {
  const { width, height, risks, finding } = options;
  return chart({
    width,
    height,
    ...raceAxes([2e-3, 5], risks),
    finding,
    marks: [
      theoryLine(theory.before, STROKES.untuned),
      theoryLine(theory.after, STROKES.pruned),
      ...trainedDots(
        trained.map((p) => ({
          x: p.lambda,
          y: p.excessRisk,
          error: p.standardError,
          converged: p.converged,
        })),
        STROKES.untuned,
      ),
      ...trainedDots(
        trained.map((p) => ({ x: p.lambda, y: p.prunedRisk, error: p.prunedError, converged: p.converged })),
        { ...STROKES.pruned, symbol: "square" },
      ),
      curveLabels([
        { text: "as trained", points: theory.before },
        { text: "pruned", points: theory.after, meaning: "pruned" },
      ]),
    ],
  });
}

/** A ratio as a reader says it: 1.23. */
export const times = (value: number): string => formatNumber(value, 3);

const px = (value: number) => String(Math.round(value * 10) / 10);

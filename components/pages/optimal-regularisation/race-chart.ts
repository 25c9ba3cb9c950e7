import { svg } from "htl";
import { type PlaneProblem, phaseAt } from "../../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import { level, type RiskAt, STROKES } from "./chart.js";

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

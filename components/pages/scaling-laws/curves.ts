import type { Solution } from "../../../theory/state-evolution.js";
import { solver } from "../../kit/solver.js";
import { formatDimension } from "../../numbers.js";
import { type CurveProblem, peakOf, type RiskCurve, samplesGrid, solveRiskCurve } from "../../risk-curves.js";
import { DECAYS, type Decay, decayOf, type ScalingValues, samplesWindow } from "./quantities.js";

/** The dimensions of the paper's Figure 3. */
const PAPER_DIMENSIONS = [100, 200, 400, 800];

/** One curve to be solved. */
export interface Wanted {
  problem: CurveProblem;
  decay: Decay;
  name: string;
  /** Whether it is the chosen one. */
  lit: boolean;
}

type CurveValues = Omit<ScalingValues, "samples">;

/** The curves of a view: several weight decays at one dimension, or several dimensions at one weight decay. */
export function wantedCurves(of: CurveValues): Wanted[] {
  const { network, gamma, noise, d, view } = of;
  const lit = decayOf(of);
  if (view === "decays")
    return DECAYS.filter((decay) => decay.id !== "huge" || decay === lit).map((decay) => ({
      problem: { network, d, gamma, noise },
      decay,
      name: decay.name,
      lit: decay === lit,
    }));
  const dimensions = [...new Set([...PAPER_DIMENSIONS, d])].sort((a, b) => a - b);
  return dimensions.map((dimension) => ({
    problem: { network, d: dimension, gamma, noise },
    decay: lit,
    name: `d = ${formatDimension(dimension)}`,
    lit: dimension === d,
  }));
}

/** The curves of a view, in the order of `wantedCurves`. */
export function riskCurves(of: CurveValues): Promise<RiskCurve[]> {
  const [from, to] = samplesWindow(of);
  return Promise.all(
    wantedCurves(of).map(async ({ problem, decay, name }) => ({
      ...problem,
      name,
      points: await solveRiskCurve(
        problem,
        { factor: decay.value(problem.d), power: 0 },
        samplesGrid(from, to, [peakOf(problem)]),
      ),
    })),
  );
}

/** The reader's point: state evolution there, and d log R/d log n_eff. */
export interface ReaderPoint {
  solution: Solution;
  exponent: number;
}

/** @throws where its fixed point is not found */
export async function readerPoint(of: Omit<ScalingValues, "view">): Promise<ReaderPoint> {
  const { network, d, gamma, noise, samples } = of;
  const asked = { network, d, gamma, noise, alpha: samples / d, lambda: decayOf(of).value(d) };
  const [{ solution, exponents }] = await solver("curve", "hand").line([asked], { exponents: true });
  if (!solution.converged || !exponents) throw new Error("no fixed point was found at the reader's point.");
  return { solution, exponent: exponents.samples };
}

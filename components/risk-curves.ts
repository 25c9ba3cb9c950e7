import { facts, type Network } from "../theory/networks.js";
import { logGrid } from "../theory/numeric/grids.js";
import { type PhaseId, phaseAt } from "../theory/regimes.js";
import { stretchesOf } from "./charts/chart.js";
import { solver } from "./kit/solver.js";
import type { CurvePoint } from "./topics/curve.js";

/** The problem a curve of the risk belongs to. */
export interface CurveProblem {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
}

/** One point of a curve of the risk over effective samples. */
export interface RiskPoint {
  effectiveSamples: number;
  lambda: number;
  excessRisk: number;
  /** d log R/d log n_eff along the curve, exact. */
  exponent: number;
  phase: PhaseId;
  /** What the exponent tends to within the phase; null where the phase states none. */
  claimed: number | null;
  converged: boolean;
}

export interface RiskCurve extends CurveProblem {
  name: string;
  points: readonly RiskPoint[];
}

/** A weight decay that may grow with the samples: λ = factor·n_eff^power. */
export interface DecayLaw {
  factor: number;
  power: number;
}

/** n_eff of the interpolation peak: d (diagonal) or d/4 (quadratic). */
export const peakOf = ({ network, d }: Pick<CurveProblem, "network" | "d">): number =>
  facts(network).peakLoad * d;

/** The dimensions with trained networks, and two in which exponents have come close to their limits. */
export const DIMENSIONS = [50, 100, 200, 400, 800, 10_000, 1_000_000] as const;

/** Teachers' decays with trained networks, and others. */
export const GAMMAS = [0.75, 1, 1.25, 1.5, 2] as const;

/** n_eff that a page's address may hold, whatever the curve. */
export const SAMPLES = [0.3, 1e20] as const;

/** Even in the logarithm from `from` to `to`, and denser about each place in `near`: a peak is narrower than a step. */
export function samplesGrid(from: number, to: number, near: readonly number[] = [], count = 121): number[] {
  const even = logGrid(from, to, count);
  const fine = near.flatMap((at) => [
    at,
    ...[0.003, 0.01, 0.03, 0.08, 0.18, 0.35].flatMap((step) => [at * Math.exp(-step), at * Math.exp(step)]),
  ]);
  return [...even, ...fine.filter((value) => value > from && value < to)].sort((a, b) => a - b);
}

/**
 * What the local exponent tends to in the phase of a point: the phase's power of n_eff plus the law's power times its power of λ.
 * In phase V of the diagonal network, where R ∝ 1/log(d/n_eff) is no power, the slope of that logarithm; null at the peak.
 */
export function claimedExponent(
  problem: CurveProblem,
  effectiveSamples: number,
  { factor, power }: DecayLaw,
): { phase: PhaseId; claimed: number | null } {
  const lambda = factor * effectiveSamples ** power;
  const { id, exponents } = phaseAt({ ...problem, effectiveSamples, lambda });
  if (id === "V" && exponents.samples === null)
    return { phase: id, claimed: facts(problem.network).noiseFit.lawExponent(effectiveSamples / problem.d) };
  if (exponents.samples === null || exponents.lambda === null) return { phase: id, claimed: null };
  return { phase: id, claimed: exponents.samples + power * exponents.lambda };
}

/** The points of a curve from its solutions. */
export function riskPoints(
  problem: CurveProblem,
  law: DecayLaw,
  solved: readonly Pick<CurvePoint, "solution" | "exponents">[],
): RiskPoint[] {
  return solved.map(({ solution, exponents }) => ({
    effectiveSamples: solution.effectiveSamples,
    lambda: solution.lambda,
    excessRisk: solution.excessRisk,
    exponent: exponents ? exponents.samples + law.power * exponents.lambda : Number.NaN,
    ...claimedExponent(problem, solution.effectiveSamples, law),
    converged: solution.converged,
  }));
}

/** Solves one curve away from the main thread, each point from its neighbour. @param lane of the solver: "hand" for the reader's point */
export async function solveRiskCurve(
  problem: CurveProblem,
  law: DecayLaw,
  samples: readonly number[],
  lane: "hand" | "line" = "line",
): Promise<RiskPoint[]> {
  const points = samples.map((effectiveSamples) => ({
    ...problem,
    alpha: effectiveSamples / problem.d,
    lambda: law.factor * effectiveSamples ** law.power,
  }));
  return riskPoints(problem, law, await solver("curve", lane).line(points, { exponents: true }));
}

/** A stretch of a curve within one phase, with the points in it. */
export interface PhaseStretch {
  phase: PhaseId;
  from: number;
  to: number;
  points: RiskPoint[];
}

/** The phases a curve passes through, in order. */
export function phaseStretches(points: readonly RiskPoint[]): PhaseStretch[] {
  const stretches = stretchesOf(
    points.map(({ effectiveSamples, phase }) => ({ x: effectiveSamples, phase })),
  );
  return stretches.map((stretch) => ({
    ...stretch,
    points: points.filter(
      ({ effectiveSamples: n, phase }) => phase === stretch.phase && n >= stretch.from && n <= stretch.to,
    ),
  }));
}

/** A stretch over which one exponent is claimed, through one phase or several. */
export interface ClaimRun {
  exponent: number;
  from: number;
  to: number;
  points: RiskPoint[];
}

/** The exponents claimed along a curve: neighbouring points with the same claim joined, phases without a power left out. */
export function claimRuns(points: readonly RiskPoint[]): ClaimRun[] {
  const runs: ClaimRun[] = [];
  let last: number | null = null;
  points.forEach((point, i) => {
    const { claimed, effectiveSamples } = point;
    const edge = i === 0 ? effectiveSamples : Math.sqrt(effectiveSamples * points[i - 1].effectiveSamples);
    const open = runs[runs.length - 1];
    if (claimed !== null && claimed === last) {
      open.to = effectiveSamples;
      open.points.push(point);
    } else {
      if (open && last !== null) open.to = edge;
      if (claimed !== null)
        runs.push({ exponent: claimed, from: edge, to: effectiveSamples, points: [point] });
    }
    last = claimed;
  });
  return runs;
}

import { type CurveProblem, type DecayLaw, type RiskPoint, riskPoints } from "../risk-curves.js";
import { solveCurve } from "../theory-client.js";

/** Solves one curve off the main thread, in the one worker that the page starts. */
export async function solveRiskCurve(
  problem: CurveProblem,
  law: DecayLaw,
  samples: readonly number[],
): Promise<RiskPoint[]> {
  const { d } = problem;
  const points = samples.map((effectiveSamples) => ({
    ...problem,
    alpha: effectiveSamples / d,
    lambda: law.factor * effectiveSamples ** law.power,
  }));
  return riskPoints(problem, law, await solveCurve(points, { exponents: true }));
}

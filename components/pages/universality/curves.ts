import { NETWORKS } from "../../../theory/networks.js";
import { powerSum } from "../../../theory/power-sum.js";
import { peakOf, type RiskCurve, type RiskPoint, samplesGrid, solveRiskCurve } from "../../risk-curves.js";
import {
  type Both,
  both,
  type LawValues,
  lawOf,
  samplesWindow,
  type UniversalityValues,
} from "./quantities.js";

/** The effective samples of both curves: one grid, dense about both peaks. */
export function gridOf(of: LawValues): number[] {
  const [from, to] = samplesWindow(of);
  return samplesGrid(
    from,
    to,
    NETWORKS.map((network) => peakOf({ network, d: of.d })),
  );
}

async function solveBoth(
  of: LawValues,
  samples: readonly number[],
  lane: "hand" | "line",
): Promise<Both<RiskCurve>> {
  const { d, gamma, noise } = of;
  const curves = await Promise.all(
    NETWORKS.map(async (network) => {
      const problem = { network, d, gamma, noise };
      return { ...problem, name: network, points: await solveRiskCurve(problem, lawOf(of), samples, lane) };
    }),
  );
  return both((network) => curves[NETWORKS.indexOf(network)]);
}

/** The risks of both networks over the same effective samples. */
export const bothCurves = (of: LawValues): Promise<Both<RiskCurve>> => solveBoth(of, gridOf(of), "line");

/** Both risks at the reader's n_eff. @throws where a fixed point is not found */
export async function bothPoints(of: Omit<UniversalityValues, "scale">): Promise<Both<RiskPoint>> {
  const curves = await solveBoth(of, [of.samples], "hand");
  return both((network) => {
    const [point] = curves[network].points;
    if (!point.converged)
      throw new Error(`no fixed point of the ${network} network was found at the reader's point.`);
    return point;
  });
}

/** R(0) of both networks: Σ i^{−2γ} and 2. */
export const zeroRisks = ({ d, gamma }: Pick<LawValues, "d" | "gamma">): Both<number> => ({
  diagonal: powerSum(1, d, -2 * gamma),
  quadratic: 2,
});

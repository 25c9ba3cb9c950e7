import type { OptimumRow as OptimalRow } from "../../../data/tables/optimal-regularisation.js";
import { facts } from "../../../theory/networks.js";
import type { Untuned } from "../../topics/decay.js";
import type { OptimaCurves, RiskAt } from "./chart.js";
import type { OptimaValues, ProblemValues } from "./quantities.js";

/** A tuned and a Bayes-optimal risk that are drawn. */
export type OptimumRow = Omit<OptimalRow, "exponent" | "residual">;

/** Pruned risk of an untuned network at the edge that the reader chose; where the weights are a vector there is only one. */
export const prunedAt = (
  point: Untuned,
  { edge, network }: Pick<OptimaValues, "edge" | "network">,
): number => (edge === "bulk" && facts(network).shape === "matrix" ? point.prunedAtBulk : point.prunedRisk);

/** The curves of one problem: the shipped ones, and the untuned ones once they have been solved. */
export function curvesOf(
  rows: readonly OptimumRow[],
  untuned: readonly Untuned[],
  of: ProblemValues & Pick<OptimaValues, "edge">,
): OptimaCurves & { decay: RiskAt[] } {
  const mine = rows.filter((row) =>
    (["network", "d", "gamma", "noise"] as const).every((name) => row[name] === of[name]),
  );
  const shipped = (y: (row: OptimumRow) => number): RiskAt[] =>
    mine.map((row) => ({ x: row.effectiveSamples, y: y(row), converged: row.converged }));
  const solved = (y: (point: Untuned) => number): RiskAt[] =>
    untuned.map((point) => ({ x: point.effectiveSamples, y: y(point), converged: point.converged }));
  return {
    tuned: shipped(({ tunedRisk }) => tunedRisk),
    bayes: shipped(({ bayesRisk }) => bayesRisk),
    decay: shipped(({ tunedLambda }) => tunedLambda ?? Number.NaN),
    untuned: solved(({ excessRisk }) => excessRisk),
    pruned: solved((point) => prunedAt(point, of)),
  };
}

/** Trained networks before and after pruning: the runs of the experiment, averaged over their seeds. */
import { mean, standardError } from "../theory/numeric/statistics.js";
import { prunedRisk } from "../theory/pruning.js";
import { riskOfMse, stateEvolution } from "../theory/state-evolution.js";
import type { PruningRow } from "./tables/pruning.js";
import type { TrainedRunRow } from "./tables/trained-runs.js";

type Run = Pick<
  TrainedRunRow,
  "d" | "n" | "gamma" | "noise" | "lambda" | "final" | "excessRisk" | "prunedMse" | "converged"
>;

/** Every point at which two networks or more were trained and pruned, with state evolution beside it. */
export function prunedPoints(runs: readonly Run[]): PruningRow[] {
  const groups = new Map<string, (Run & { prunedMse: number })[]>();
  for (const run of runs) {
    const { prunedMse } = run;
    if (!run.final || prunedMse === null) continue;
    const key = JSON.stringify([run.d, run.n, run.gamma, run.noise, run.lambda]);
    groups.set(key, [...(groups.get(key) ?? []), { ...run, prunedMse }]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const { d, n, gamma, noise, lambda } = group[0];
      const solution = stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
      const risks = group.map(({ excessRisk }) => excessRisk);
      const pruned = group.map(({ prunedMse }) => riskOfMse("quadratic", prunedMse));
      return {
        d,
        n,
        gamma,
        noise,
        lambda,
        seeds: group.length,
        excessRisk: mean(risks),
        standardError: standardError(risks),
        prunedRisk: mean(pruned),
        prunedError: standardError(pruned),
        theory: solution.excessRisk,
        prunedTheory: prunedRisk(solution).excessRisk,
        converged: solution.converged && group.every(({ converged }) => converged),
        residual: solution.residual,
      };
    });
}

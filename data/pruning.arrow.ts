// Trained networks before and after pruning, averaged over their seeds; no rows where the experiment has not been run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prunedRisk } from "../theory/pruning.js";
import { riskOfMse, stateEvolution } from "../theory/state-evolution.js";
import { repository } from "../tools/paths.js";
import type { WritableColumns } from "./column.js";
import { decodeTable } from "./decode.js";
import { trainedRunsTable } from "./experiments/tables.js";
import { runLoader } from "./loader.js";
import { pruningTable } from "./tables/optimal-regularisation.js";

type Columns = WritableColumns<typeof pruningTable>;
type Cells = { [K in keyof Columns]: Columns[K][number][] };

const folder = join(repository, "data/experiments");
const file = "pruning.runs.arrow";

const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;

function standardError(values: readonly number[]): number {
  const centre = mean(values);
  const square = values.reduce((sum, x) => sum + (x - centre) ** 2, 0);
  return Math.sqrt(square / (values.length - 1) / values.length);
}

await runLoader({
  url: import.meta.url,
  table: pruningTable,
  parameters: [],
  make() {
    const names = Object.keys(pruningTable.columns) as (keyof Cells)[];
    const columns = Object.fromEntries(names.map((name) => [name, []])) as unknown as Cells;
    const ends = readdirSync(folder).includes(file)
      ? decodeTable(trainedRunsTable, readFileSync(join(folder, file)), file)
          .rows()
          .filter((row) => row.final && row.prunedMse !== null)
      : [];
    const points = new Map<string, (typeof ends)[number][]>();
    for (const end of ends) {
      const key = JSON.stringify([end.d, end.n, end.gamma, end.noise, end.lambda]);
      points.set(key, [...(points.get(key) ?? []), end]);
    }
    for (const runs of points.values()) {
      if (runs.length < 2) continue;
      const { d, n, gamma, noise, lambda } = runs[0];
      const solution = stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
      const risks = runs.map(({ excessRisk }) => excessRisk);
      const pruned = runs.map(({ prunedMse }) => riskOfMse("quadratic", prunedMse as number));
      const row = {
        d,
        n,
        gamma,
        noise,
        lambda,
        seeds: runs.length,
        excessRisk: mean(risks),
        standardError: standardError(risks),
        prunedRisk: mean(pruned),
        prunedError: standardError(pruned),
        theory: solution.excessRisk,
        prunedTheory: prunedRisk(solution).excessRisk,
        converged: solution.converged && runs.every(({ converged }) => converged),
        residual: solution.residual,
      };
      for (const name of names) (columns[name] as unknown[]).push(row[name]);
    }
    return { title: "Networks before and after pruning", parameters: { experiment: "pruning" }, columns };
  },
});

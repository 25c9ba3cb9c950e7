// The experiment training-in-time, means over its seeds, with the population gradient flow beside every number.
import { readFileSync } from "node:fs";
import { flowConstants, flowCurve, flowTeacher, logistic } from "../theory/gradient-flow.js";
import { mean, standardError } from "../theory/numeric/statistics.js";
import { runLoader } from "./loader.js";
import { readTable } from "./tables/read.js";
import { trainedRunsTable } from "./tables/trained-runs.js";
import { trainedSpectraTable } from "./tables/trained-spectra.js";
import { type TrainingInTimeRow, trainingInTimeTable } from "./tables/training-in-time.js";

const file = (name: string) => new URL(`./experiments/training-in-time.${name}.arrow`, import.meta.url);
/** Standard deviation of the weights at the start of every run (training/experiments/dynamics.ts). */
const START = 1e-3;
/** Ranks that are kept: the eigenvalues of the others stay below 10⁻³ to the end. */
const RANKS = 25;

function meanOf(values: readonly number[]): { value: number; standardError: number } {
  return { value: mean(values), standardError: standardError(values) };
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

await runLoader({
  url: import.meta.url,
  table: trainingInTimeTable,
  parameters: [],
  seeds: [0, 1, 2, 3],
  make() {
    const snapshots = readTable(trainedRunsTable, readFileSync(file("runs"))).rows.filter(
      ({ final }) => !final,
    );
    const spectra = readTable(trainedSpectraTable, readFileSync(file("spectra"))).rows;
    const { d, n, gamma, noise, lambda } = snapshots[0];
    const flow = { d, gamma, alpha: n / d ** 2, lambda, start: START };
    const { rate, cut, first } = flowConstants(flow);
    const teacher = flowTeacher(flow);
    const eigenvalues = groupBy(spectra, ({ run, iterations }) => `${run} ${iterations}`);

    const rows: TrainingInTimeRow[] = [];
    for (const [, runs] of groupBy(snapshots, ({ method, iterations }) => `${method} ${iterations}`)) {
      const { iterations } = runs[0];
      const method = runs[0].method === "sgd" ? "sgd" : "gd";
      const time = runs[0].time!;
      const theory = flowCurve(flow, [time]);
      const push = (
        quantity: TrainingInTimeRow["quantity"],
        rank: number,
        values: readonly number[],
        flowValue: number,
      ) => {
        const numbers = { ...meanOf(values), flow: flowValue, converged: true, residual: 0 };
        rows.push({ method, iterations, time, quantity, rank, ...numbers });
      };
      push(
        "risk",
        0,
        runs.map((run) => run.excessRisk),
        theory.excessRisk[0],
      );
      push(
        "loss",
        0,
        runs.map((run) => run.trainLoss / n),
        theory.loss[0] + noise,
      );
      teacher.slice(0, RANKS).forEach((feature, k) => {
        const values = runs.map((run) => eigenvalues.get(`${run.run} ${iterations}`)![k].value);
        push("eigenvalue", k + 1, values, logistic(first, feature - cut, rate, time));
      });
    }
    return {
      title: `Gradient descent and SGD from a small start, d = ${d}, n = ${n}, γ = ${gamma}, Δ = ${noise}, λ = ${lambda}`,
      parameters: { d, n, gamma, noise, lambda, start: START },
      rows,
    };
  },
});

import type { TableDeclaration } from "../../data/tables/column.js";
import type { earlyStoppingTable } from "../../data/tables/early-stopping.js";
import type { Dataset } from "../../data/tables/read.js";
import type { trainedRunsTable } from "../../data/tables/trained-runs.js";
import type { trainingInTimeTable } from "../../data/tables/training-in-time.js";
import { flowConstants, flowTeacher, learningTime } from "../../theory/gradient-flow.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import type { TimeRow } from "../figures/spectra-in-time.js";

/** The parameters of the experiment training-in-time, as its file names them. */
export const TIMED = ["d", "n", "gamma", "noise", "lambda", "start"] as const;

export type TimedProblem = Record<(typeof TIMED)[number], number>;

type Read<T extends TableDeclaration> = Pick<Dataset<T>, "rows" | "metadata">;

export interface TrainingData {
  inTime: Read<typeof trainingInTimeTable>;
  stopping: Read<typeof earlyStoppingTable>;
  approach: Read<typeof trainedRunsTable>;
}

/** What the trained networks and the theory say about the experiment. */
export function timedFindings(problem: TimedProblem, rows: readonly TimeRow[]) {
  const { d, n, gamma, noise, lambda, start } = problem;
  const flow = { d, gamma, alpha: n / d ** 2, lambda, start };
  const constants = flowConstants(flow);
  const teacher = flowTeacher(flow);
  const solution = stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
  const features = teacher.filter((s) => s > solution.delta).length;
  const learningTimes = Array.from(teacher, (s) => learningTime(constants, s));
  /** When the mean eigenvalue of a rank passed half of the teacher's, between two snapshots; NaN where it did not. */
  const measuredTime = (method: TimeRow["method"], rank: number): number => {
    const line = rows.filter(
      (row) => row.method === method && row.quantity === "eigenvalue" && row.rank === rank,
    );
    const half = teacher[rank - 1] / 2;
    const i = line.findIndex((row) => row.value >= half);
    if (i < 1) return Number.NaN;
    const [a, b] = [line[i - 1], line[i]];
    return a.time + ((b.time - a.time) * Math.log(half / a.value)) / Math.log(b.value / a.value);
  };
  return { teacher, solution, features, learningTimes, measuredTime };
}

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

/** Median of |R/R_flow − 1| over the snapshots between two times. */
export function flowDeviation(
  rows: readonly TimeRow[],
  method: TimeRow["method"],
  [from, to]: readonly [number, number],
): number {
  const risks = rows.filter(
    (row) => row.quantity === "risk" && row.method === method && row.time >= from && row.time <= to,
  );
  return median(risks.map((row) => Math.abs(row.value / row.flow - 1)));
}

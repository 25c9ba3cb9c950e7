import { numberParameters } from "../../../data/tables/metadata.js";
import type { Dataset } from "../../../data/tables/read.js";
import type { TrainingInTimeRow, trainingInTimeTable } from "../../../data/tables/training-in-time.js";
import { flowConstants, flowTeacher, learningTime } from "../../../theory/gradient-flow.js";
import { facts } from "../../../theory/networks.js";
import { median } from "../../../theory/numeric/statistics.js";
import type { ChartAxis } from "../../charts/chart.js";
import { solver } from "../../kit/solver.js";
import { TIMES } from "./quantities.js";

/** A trained number in time, mean over the seeds, beside the population gradient flow. */
export type TimeRow = Omit<TrainingInTimeRow, "converged" | "residual">;
export type Method = TimeRow["method"];

/** The parameters of the experiment training-in-time, as its file names them. */
const PARAMETERS = ["d", "n", "gamma", "noise", "lambda", "start"] as const;
export type TimedProblem = Record<(typeof PARAMETERS)[number], number>;

/** The experiment, with what the flow says of it. */
export interface TimedRuns {
  problem: TimedProblem;
  rows: readonly TimeRow[];
  /** Eigenvalues of the teacher, descending. */
  teacher: readonly number[];
  /** When each of them is half learned. */
  learningTimes: readonly number[];
}

/** @throws DataError if the file does not name its problem */
export function timedRuns({
  metadata,
  rows,
}: Pick<Dataset<typeof trainingInTimeTable>, "metadata" | "rows">): TimedRuns {
  return withFlow(numberParameters(metadata, PARAMETERS), rows);
}

export function withFlow(problem: TimedProblem, rows: readonly TimeRow[]): TimedRuns {
  const flow = { ...problem, alpha: alphaOf(problem) };
  const constants = flowConstants(flow);
  const teacher = Array.from(flowTeacher(flow));
  return { problem, rows, teacher, learningTimes: teacher.map((s) => learningTime(constants, s)) };
}

const alphaOf = ({ d, n }: TimedProblem) => facts("quadratic").load(d, n);

/** Where training ends, by state evolution. */
export interface End {
  excessRisk: number;
  /** Features of the teacher above the noise: the ranks after them are bulk. */
  features: number;
}

export async function solveEnd({ problem, teacher }: TimedRuns): Promise<End> {
  const { d, gamma, noise, lambda } = problem;
  const [{ solution }] = await solver("curve", "hand").line([
    { network: "quadratic", d, gamma, noise, lambda, alpha: alphaOf(problem) },
  ]);
  return {
    excessRisk: solution.excessRisk,
    features: teacher.filter((s) => s > solution.delta).length,
  };
}

/** The rows of one quantity and method, in time. */
export const seriesOf = (
  rows: readonly TimeRow[],
  method: Method,
  quantity: TimeRow["quantity"],
): TimeRow[] => rows.filter((row) => row.method === method && row.quantity === quantity);

/** The snapshot nearest to a time (in the logarithm), one row per rank. */
export function snapshotAt(rows: readonly TimeRow[], method: Method, time: number): TimeRow[] {
  const spectrum = seriesOf(rows, method, "eigenvalue");
  const nearest = spectrum.reduce(
    (best, row) => (Math.abs(Math.log(row.time / time)) < Math.abs(Math.log(best / time)) ? row.time : best),
    Number.MIN_VALUE,
  );
  return spectrum.filter((row) => row.time === nearest);
}

/** The rows of a snapshot that have passed half of their teacher's strength. */
export const passed = (snapshot: readonly TimeRow[], { teacher }: Pick<TimedRuns, "teacher">): TimeRow[] =>
  snapshot.filter((row) => row.value >= teacher[row.rank - 1] / 2);

/** When the mean eigenvalue of a rank passed half of the teacher's, between two snapshots; NaN where it did not. */
export function measuredTime({ rows, teacher }: TimedRuns, method: Method, rank: number): number {
  const line = seriesOf(rows, method, "eigenvalue").filter((row) => row.rank === rank);
  const half = teacher[rank - 1] / 2;
  const i = line.findIndex((row) => row.value >= half);
  if (i < 1) return Number.NaN;
  const [a, b] = [line[i - 1], line[i]];
  return a.time + ((b.time - a.time) * Math.log(half / a.value)) / Math.log(b.value / a.value);
}

/** Largest deviation of a measured time from the flow's, over the first `count` features, as a fraction. */
export const timingDeviation = (runs: TimedRuns, count: number): number =>
  Math.max(
    ...runs.learningTimes
      .slice(0, count)
      .map((time, k) => Math.abs(measuredTime(runs, "gd", k + 1) / time - 1)),
  );

/** Largest difference in risk between SGD and gradient descent at the same step, as a fraction. */
export function methodsDiffer({ rows }: TimedRuns): number {
  const [gd, sgd] = (["gd", "sgd"] as const).map((method) =>
    seriesOf(rows, method, "risk").filter(({ time }) => time > 0),
  );
  return Math.max(...gd.map((row, i) => Math.abs(sgd[i].value / row.value - 1)));
}

/** Median of |R/R_flow − 1| over the snapshots between two times. */
export function flowDeviation(
  rows: readonly TimeRow[],
  method: Method,
  [from, to]: readonly [number, number],
): number {
  const risks = seriesOf(rows, method, "risk").filter(({ time }) => time >= from && time <= to);
  return median(risks.map((row) => Math.abs(row.value / row.flow - 1)));
}

export const methodName = (method: Method) => (method === "gd" ? "gradient descent" : "SGD");

export const timeAxis: ChartAxis = {
  domain: TIMES,
  title: "time, the sum of all steps",
  symbol: "t",
  ticks: [0.01, 0.03, 0.1, 0.3],
};

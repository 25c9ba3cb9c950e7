import {
  flowConstants,
  flowCurve,
  flowExponent,
  flowTeacher,
  learningTime,
} from "../../theory/gradient-flow.js";
import { logGrid } from "../../theory/numeric/grids.js";

/** A gradient flow without weight decay. */
export interface FlowProblem {
  d: number;
  gamma: number;
  /** Standard deviation of the weights at the start. */
  start: number;
}

/** A point of the flow: time in units of the first feature's learning time. */
export interface FlowPoint {
  time: number;
  excessRisk: number;
  /** ∂log R/∂log t. */
  exponent: number;
  /** Features that are half learned or more. */
  learned: number;
}

/** The times of a flow, in units of that of its first feature. */
export interface FlowTimes {
  /** What is shown. */
  range: readonly [number, number];
  /** When each of the first features is learned. */
  steps: readonly number[];
  /** When the last one is. */
  last: number;
  /** −2 + 1/γ. */
  exponent: number;
}

/** So many features are named. */
const NAMED = 60;

/** The flow in units of the time of its first feature: its times, and any of its points. */
export function scaledFlow({ d, gamma, start }: FlowProblem): FlowTimes & {
  at(times: readonly number[]): FlowPoint[];
} {
  const flow = { d, gamma, start, alpha: 1, lambda: 0 };
  const constants = flowConstants(flow);
  const teacher = flowTeacher(flow);
  const unit = learningTime(constants, teacher[0]);
  const last = learningTime(constants, teacher[d - 1]) / unit;
  return {
    range: [0.3, Math.max(20, Math.min(3000, last))],
    steps: Array.from(teacher.subarray(0, NAMED), (feature) => learningTime(constants, feature) / unit),
    last,
    exponent: flowExponent(gamma),
    at(times) {
      const { excessRisk, exponent, learned } = flowCurve(
        flow,
        times.map((time) => time * unit),
      );
      return times.map((time, i) => ({
        time,
        excessRisk: excessRisk[i],
        exponent: exponent[i],
        learned: learned[i],
      }));
    },
  };
}

/** Mean exponent of the risk over the decade around a time. */
export function exponentOver(flow: Pick<ReturnType<typeof scaledFlow>, "at">, time: number): number {
  const [a, b] = flow.at([time / Math.sqrt(10), time * Math.sqrt(10)]);
  return Math.log10(b.excessRisk / a.excessRisk);
}

/** The flow over the range that is shown. */
export function curve(problem: FlowProblem, count = 181): FlowTimes & { points: FlowPoint[] } {
  const { at, ...times } = scaledFlow(problem);
  return { ...times, points: at(logGrid(...times.range, count)) };
}

/** The flow at one time, or at the last one that is shown. */
export interface FlowReading {
  point: FlowPoint;
  /** Mean exponent over the decade around it. */
  mean: number;
  /** Whether the time that was asked for is shown. */
  shown: boolean;
}

export function reading({ elapsed, ...problem }: FlowProblem & { elapsed: number }): FlowReading {
  const flow = scaledFlow(problem);
  const time = Math.min(elapsed, flow.range[1]);
  const [point] = flow.at([time]);
  return { point, mean: exponentOver(flow, time), shown: elapsed === time };
}

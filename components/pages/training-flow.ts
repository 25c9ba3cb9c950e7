import {
  flowConstants,
  flowCurve,
  flowExponent,
  flowTeacher,
  learningTime,
} from "../../theory/gradient-flow.js";
import { chartScales, dragAlong } from "../charts/chart.js";
import { boundChoice, boundSlider } from "../controls/bound.js";
import { type FlowPoint, flowRisks, flowTimeAxis, staircase } from "../figures/risk-in-time.js";
import { liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { Store } from "../state.js";
import type { TrainingSchema } from "./training-state.js";

/** The flow without weight decay, in units of the time of its first feature. */
export function scaledFlow({ d, gamma, start }: { d: number; gamma: number; start: number }) {
  const flow = { d, gamma, start, alpha: 1, lambda: 0 };
  const constants = flowConstants(flow);
  const teacher = flowTeacher(flow);
  const unit = learningTime(constants, teacher[0]);
  const steps = Array.from(teacher.subarray(0, 60), (feature) => learningTime(constants, feature) / unit);
  const last = learningTime(constants, teacher[d - 1]) / unit;
  const at = (times: readonly number[]): FlowPoint[] => {
    const curve = flowCurve(
      flow,
      times.map((time) => time * unit),
    );
    return times.map((time, i) => ({
      time,
      excessRisk: curve.excessRisk[i],
      exponent: curve.exponent[i],
      learned: curve.learned[i],
    }));
  };
  const times: [number, number] = [0.3, Math.max(20, Math.min(3000, last))];
  return { times, steps, last, at, exponent: flowExponent(gamma) };
}

/** Mean exponent of the risk over the decade around a time. */
export function exponentOver(flow: ReturnType<typeof scaledFlow>, time: number): number {
  const ends = flow.at([time / Math.sqrt(10), time * Math.sqrt(10)]);
  return Math.log10(ends[1].excessRisk / ends[0].excessRisk);
}

const POINTS = 181;

/** The figure of the closed-form flow: its staircase, and the power law that the steps sum up to. */
export function flowFigure(store: Store<TrainingSchema>) {
  const { values } = store;
  let key = "";
  let flow: ReturnType<typeof scaledFlow>;
  let curve: FlowPoint[] = [];
  const refresh = () => {
    const { d, gamma, start } = values;
    if (key === `${d} ${gamma} ${start}`) return;
    key = `${d} ${gamma} ${start}`;
    flow = scaledFlow(values);
    const [from, to] = flow.times;
    curve = flow.at(Array.from({ length: POINTS }, (_, i) => from * (to / from) ** (i / (POINTS - 1))));
  };
  const elapsed = () => Math.min(values.elapsed, flow.times[1]);
  const caption = () => {
    refresh();
    const time = elapsed();
    const [{ learned, exponent }] = flow.at([time]);
    const mean = exponentOver(flow, time);
    const progress =
      learned === 0
        ? "no feature is half learned yet"
        : `${formatNumber(learned)} of ${formatNumber(values.d)} features ${learned === 1 ? "is" : "are"} half learned or more`;
    const law =
      time * Math.sqrt(10) > flow.last
        ? "Here the features run out, and the power law ends."
        : time < 5
          ? "The power law is for times long after the first feature."
          : `Over the decade around it the risk falls with exponent ${formatExponent(mean)}; the law of many features is −2 + 1/γ = ${formatExponent(flow.exponent)}.`;
    return `At t = ${formatNumber(time)} t₁, ${progress}. The slope at the ring itself is ${formatExponent(exponent)}: flat on a plateau, steep on a step. ${law} The larger γ and the smaller the start, the longer the plateaus.`;
  };
  const figure = liveFigure({
    name: "staircase",
    store,
    depends: ["gamma", "d", "start", "elapsed"],
    title() {
      refresh();
      return flow.last < 300
        ? "Without noise the risk goes down feature by feature, until none is left"
        : "Without noise the risk goes down in steps, one per feature, and the steps sum up to a power law";
    },
    draw(width) {
      refresh();
      const { times, steps, exponent } = flow;
      const drawing = staircase(curve, {
        width,
        times,
        steps,
        exponent,
        at: flow.at([elapsed()])[0],
        finding: `Excess risk against time for γ = ${formatNumber(values.gamma)}, d = ${values.d}.`,
      });
      const y = { domain: flowRisks(curve), title: "" };
      dragAlong(
        drawing,
        chartScales({ width, x: flowTimeAxis(times), y, margin: { top: 34 } }).x,
        (elapsed) => store.set({ elapsed }),
      );
      return drawing;
    },
    caption,
    rows: () => rowsOf(curve.map((point) => ({ ...point }))),
    controls: [
      boundSlider(store, "gamma", {
        label: "Teacher decay",
        symbol: "γ",
        min: 0.75,
        max: 3,
        scale: "linear",
        step: 0.05,
      }),
      boundSlider(store, "start", {
        label: "Size of the start",
        symbol: "σ",
        min: 1e-12,
        max: 0.1,
      }),
      boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [50, 500, 10_000] }),
      boundSlider(store, "elapsed", { label: "Time", symbol: "t/t₁", min: 0.3, max: 3000 }),
    ],
  });
  return figure;
}

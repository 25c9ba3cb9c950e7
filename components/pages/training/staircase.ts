import { svg } from "htl";
import { type ChartAxis, chart, custom, guide, readerRing, theoryLine } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { textColor } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { FlowPoint, FlowReading, FlowTimes } from "../../topics/flow.js";
import type { TrainingSchema } from "./quantities.js";

type Needs = { flow: FlowTimes & { points: FlowPoint[] }; reading: FlowReading };
type FlowView = View<TrainingSchema, Needs>;

const axis = (range: readonly [number, number]): ChartAxis => ({
  domain: range,
  title: "time (first feature: 1)",
  symbol: "t/t_1",
});

/** Domain of the risk that a flow covers, in whole factors. */
function risksOf(points: readonly FlowPoint[]): [number, number] {
  const least = Math.min(...points.map(({ excessRisk }) => excessRisk).filter((risk) => risk > 0));
  return [Math.max(1e-9, least / 2), 5];
}

/** Excess risk of the gradient flow against time: plateaus, one step per feature, and the power law that they sum up to. */
export const staircaseFigure: Drawing<TrainingSchema, Needs> = {
  title: ({ flow }) =>
    flow.last < 300
      ? "Without noise the risk goes down feature by feature, until none is left"
      : "Without noise the risk goes down in steps, one per feature, and the steps sum up to a power law",
  caption,
  draw(view, width) {
    const { of, flow, reading, set } = view;
    const { points, range, steps } = flow;
    return chart({
      width,
      x: axis(range),
      y: { domain: risksOf(points), title: "excess risk", symbol: "R" },
      margin: { top: 34 },
      finding: `Excess risk against time for γ = ${formatNumber(of.gamma)}, d = ${of.d}.`,
      onDrag: (elapsed) => set({ elapsed }),
      marks: [
        featureTimes(steps),
        ...law(flow),
        theoryLine(points.map(({ time, excessRisk }) => ({ x: time, y: excessRisk }))),
        readerRing(reading.point.time, reading.point.excessRisk),
      ],
    });
  },
  rows: ({ flow }) => rowsOf(flow.points.map((point) => ({ ...point }))),
};

/** When each feature is learned, named where there is room. */
const featureTimes = (steps: readonly number[]) =>
  custom(({ x, top, bottom, left, right }) => {
    let last = Number.NEGATIVE_INFINITY;
    const drawn = steps.flatMap((step, k) => {
      const place = x(step);
      if (!(place >= left && place <= right) || place - last <= 22) return [];
      last = place;
      return svg`<g><line class="grid-step" x1=${px(place)} x2=${px(place)} y1=${top} y2=${bottom}></line>
        <text class="tick" x=${px(place)} y=${top - 5} text-anchor="middle" fill=${textColor("learned")}>${k + 1}</text></g>`;
    });
    return svg`<g>${drawn}<text class="note" text-anchor="start" x=${left} y=${top - 20} fill=${textColor("learned")}>feature being learned</text></g>` as SVGElement;
  });

/** The law of many features, where the range has room for it. */
function law({ points, range, exponent }: FlowView["flow"]) {
  const [from, to] = [5, range[1] / 3];
  if (to / from < 4) return [];
  const middle = Math.sqrt(from * to);
  const far = ({ time }: FlowPoint) => Math.abs(Math.log(time / middle));
  const near = points.reduce((a, b) => (far(b) < far(a) ? b : a));
  return [
    guide({
      from,
      to,
      through: [near.time, near.excessRisk],
      exponent,
      text: `slope −2 + 1/γ = ${formatExponent(exponent)}`,
      lift: 26,
    }),
  ];
}

function caption({ of, flow, reading: { point, mean } }: FlowView): string {
  const { time, learned, exponent } = point;
  const progress =
    learned === 0
      ? "no feature is half learned yet"
      : `${formatNumber(learned)} of ${formatNumber(of.d)} features ${learned === 1 ? "is" : "are"} half learned or more`;
  const law =
    time * Math.sqrt(10) > flow.last
      ? "Here the features run out, and the power law ends."
      : time < 5
        ? "The power law is for times long after the first feature."
        : `Over the decade around it the risk falls with exponent ${formatExponent(mean)}; the law of many features is −2 + 1/γ = ${formatExponent(flow.exponent)}.`;
  return `At t = ${formatNumber(time)} t₁, ${progress}. The slope at the ring itself is ${formatExponent(exponent)}: flat on a plateau, steep on a step. ${law} The larger γ and the smaller the start, the longer the plateaus.`;
}

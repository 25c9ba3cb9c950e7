import { svg } from "htl";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  readerRing,
  theoryLine,
  trainedDots,
} from "../charts/chart.js";
import { textColor } from "../encoding.js";
import { formatExponent } from "../numbers.js";
import { type TimeRow, timeAxis } from "./spectra-in-time.js";

export interface RiskInTimeOptions {
  width: number;
  method: TimeRow["method"];
  time: number;
  times: readonly [number, number];
  /** Excess risk by state evolution: where training ends. */
  end: number;
  finding: string;
}

/** Excess risk and training loss of trained networks in time, the gradient flow beside them. */
export function riskInTime(rows: readonly TimeRow[], options: RiskInTimeOptions): SVGSVGElement {
  const { width, method, time, times, end, finding } = options;
  const of = (quantity: TimeRow["quantity"]) =>
    rows.filter((row) => row.quantity === quantity && row.method === method && row.time > 0);
  const line = (quantity: TimeRow["quantity"]) => of(quantity).map((row) => ({ x: row.time, y: row.flow }));
  const dots = (quantity: TimeRow["quantity"]) =>
    of(quantity).map((row) => ({ x: row.time, y: row.value, error: row.standardError }));
  return chart({
    width,
    x: timeAxis(times),
    y: { domain: [0.015, 4], title: "risk or loss", ticks: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2] },
    finding,
    marks: [
      custom(({ x, y, left, right, top, bottom }) => {
        const [at, level] = [x(time), y(end)];
        return svg`<g class="landmark">
          <line class="crosshair" x1=${px(at)} x2=${px(at)} y1=${top} y2=${bottom}></line>
          <line x1=${left} x2=${right} y1=${px(level)} y2=${px(level)} stroke="var(--c-guide)" stroke-width="1.25" stroke-dasharray="2 3"></line>
          <text class="guide-label" text-anchor="start" x=${left + 6} y=${px(level - 6)} fill=${textColor("guide")}>risk at the end of training, by state evolution</text>
        </g>` as SVGElement;
      }),
      theoryLine(line("loss"), { meaning: "hidden" }),
      theoryLine(line("risk"), { meaning: "teacher" }),
      ...trainedDots(dots("loss"), { meaning: "hidden", radius: 2.8 }),
      ...trainedDots(dots("risk"), { meaning: "teacher", radius: 2.8 }),
      curveLabels([
        { text: "training loss per sample", points: line("loss"), meaning: "hidden" },
        { text: "excess risk", points: line("risk"), meaning: "teacher" },
      ]),
    ],
  });
}

/** A point of the flow: time in units of the first feature's learning time. */
export interface FlowPoint {
  time: number;
  excessRisk: number;
  exponent: number;
  learned: number;
}

export interface StaircaseOptions {
  width: number;
  times: readonly [number, number];
  /** Learning times of the features, in the same unit. */
  steps: readonly number[];
  /** −2 + 1/γ. */
  exponent: number;
  /** The reader's time. */
  at: FlowPoint;
  finding: string;
}

export const flowTimeAxis = (times: readonly [number, number]): ChartAxis => ({
  domain: times,
  title: "time (first feature: 1)",
  symbol: "t/t_1",
});

/** Domain of the risk that a flow covers, in whole factors. */
export function flowRisks(curve: readonly FlowPoint[]): [number, number] {
  const least = Math.min(...curve.map(({ excessRisk }) => excessRisk).filter((risk) => risk > 0));
  return [Math.max(1e-9, least / 2), 5];
}

/** Excess risk of the gradient flow against time: plateaus, one step per feature, and the power law that they sum up to. */
export function staircase(curve: readonly FlowPoint[], options: StaircaseOptions): SVGSVGElement {
  const { width, times, steps, exponent, at, finding } = options;
  const points: LinePoint[] = curve.map(({ time, excessRisk }) => ({ x: time, y: excessRisk }));
  const [from, to] = [5, times[1] / 3];
  const middle = Math.sqrt(from * to);
  const near = curve.reduce((a, b) =>
    Math.abs(Math.log(b.time / middle)) < Math.abs(Math.log(a.time / middle)) ? b : a,
  );
  return chart({
    width,
    x: flowTimeAxis(times),
    y: { domain: flowRisks(curve), title: "excess risk", symbol: "R" },
    margin: { top: 34 },
    finding,
    marks: [
      custom(({ x, top, bottom, left, right }) => {
        let last = Number.NEGATIVE_INFINITY;
        const drawn = steps.flatMap((step, k) => {
          const place = x(step);
          if (!(place >= left && place <= right)) return [];
          const named = place - last > 22;
          if (named) last = place;
          return named
            ? [
                svg`<g><line class="grid-step" x1=${px(place)} x2=${px(place)} y1=${top} y2=${bottom}></line>
                <text class="tick" x=${px(place)} y=${top - 5} text-anchor="middle" fill=${textColor("learned")}>${k + 1}</text></g>`,
              ]
            : [];
        });
        return svg`<g>${drawn}<text class="note" text-anchor="start" x=${left} y=${top - 20} fill=${textColor("learned")}>feature being learned</text></g>` as SVGElement;
      }),
      ...(to / from < 4
        ? []
        : [
            guide({
              from,
              to,
              through: [near.time, near.excessRisk],
              exponent,
              text: `slope −2 + 1/γ = ${formatExponent(exponent)}`,
              lift: 26,
            }),
          ]),
      theoryLine(points),
      readerRing(at.time, at.excessRisk),
    ],
  });
}

const px = (value: number) => String(Math.round(value * 10) / 10);

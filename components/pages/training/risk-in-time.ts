import { svg } from "htl";
import { chart, curveLabels, custom, theoryLine, trainedDots } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { textColor } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import {
  type End,
  flowDeviation,
  methodName,
  seriesOf,
  type TimedRuns,
  type TimeRow,
  timeAxis,
} from "./in-time.js";
import type { TrainingSchema } from "./quantities.js";

type Needs = { end: End };

/** Excess risk and training loss of trained networks in time, the gradient flow beside them. */
export function riskFigure(runs: TimedRuns): Drawing<TrainingSchema, Needs> {
  const caption = ({ of }: View<TrainingSchema>) => captionOf(runs, of.method);
  return {
    title: "Each feature is a step down in risk and in loss, with a plateau before it",
    caption,
    draw(view, width) {
      const { of, end, set } = view;
      const series = (quantity: TimeRow["quantity"]) =>
        seriesOf(runs.rows, of.method, quantity).filter(({ time }) => time > 0);
      const [loss, risk] = [series("loss"), series("risk")];
      const line = (rows: readonly TimeRow[]) => rows.map((row) => ({ x: row.time, y: row.flow }));
      const dots = (rows: readonly TimeRow[]) =>
        rows.map((row) => ({ x: row.time, y: row.value, error: row.standardError }));
      return chart({
        width,
        x: timeAxis,
        y: { domain: [0.015, 4], title: "risk or loss", ticks: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2] },
        finding: caption(view),
        onDrag: (time) => set({ time }),
        marks: [
          timeAndEnd(of.time, end.excessRisk),
          theoryLine(line(loss), { meaning: "hidden" }),
          theoryLine(line(risk), { meaning: "teacher" }),
          ...trainedDots(dots(loss), { meaning: "hidden", radius: 2.8 }),
          ...trainedDots(dots(risk), { meaning: "teacher", radius: 2.8 }),
          curveLabels([
            { text: "training loss per sample", points: line(loss), meaning: "hidden" },
            { text: "excess risk", points: line(risk), meaning: "teacher" },
          ]),
        ],
      });
    },
    rows: ({ of }) =>
      rowsOf(
        runs.rows
          .filter((row) => row.quantity !== "eigenvalue" && row.method === of.method)
          .map((row) => ({ ...row })),
      ),
    command() {
      const { start: _, ...options } = runs.problem;
      return { command: "solve", options: { network: "quadratic", ...options } };
    },
  };
}

/** The reader's time, and where training ends. */
const timeAndEnd = (time: number, end: number) =>
  custom(({ x, y, left, right, top, bottom }) => {
    const [at, level] = [x(time), y(end)];
    return svg`<g class="landmark">
      <line class="crosshair" x1=${px(at)} x2=${px(at)} y1=${top} y2=${bottom}></line>
      <line x1=${left} x2=${right} y1=${px(level)} y2=${px(level)} stroke="var(--c-guide)" stroke-width="1.25" stroke-dasharray="2 3"></line>
      <text class="guide-label" text-anchor="start" x=${left + 6} y=${px(level - 6)} fill=${textColor("guide")}>risk at the end of training, by state evolution</text>
    </g>` as SVGElement;
  });

function captionOf({ rows, learningTimes, problem }: TimedRuns, method: TimeRow["method"]): string {
  const early = flowDeviation(rows, method, [learningTimes[0], learningTimes[3]]);
  const [risk, loss] = (["risk", "loss"] as const).map(
    (quantity) => seriesOf(rows, method, quantity).at(-1) as TimeRow,
  );
  return `From the first feature to the fourth, the risk of ${methodName(method)} follows the flow without noise within ${formatNumber(100 * early, 2)} % (median over the snapshots). Later it stays above: at the last step it is ${formatNumber(risk.value)}, where the flow has ${formatNumber(risk.flow)}, while the training loss goes on falling below the flow's, to ${formatNumber(loss.value)} per sample with a noise of ${problem.noise}: what is learned now is noise.`;
}

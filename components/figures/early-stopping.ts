import { html, svg } from "htl";
import type { EarlyStoppingRow } from "../../data/tables/early-stopping.js";
import { type ChartAxis, chart, custom, theoryLine, trainedDots } from "../charts/chart.js";
import { color, textColor } from "../encoding.js";
import { formatNumber } from "../numbers.js";

/** Mean risk of trained networks on the way (stopping) or at the end of training (decay). */
export type StoppingRow = Omit<EarlyStoppingRow, "gap" | "residual">;

/** What the figure says: the best moment, the best weight decay, and what neither gives. */
export function stoppingFindings(rows: readonly StoppingRow[]) {
  const least = (way: StoppingRow["way"]) =>
    rows
      .filter((row) => row.way === way)
      .reduce((best, row) => (row.excessRisk < best.excessRisk ? row : best));
  const [stopped, tuned] = [least("stopping"), least("decay")];
  const end = rows
    .filter((row) => row.way === "decay")
    .reduce((best, row) => (row.lambda < best.lambda ? row : best));
  return { stopped, tuned, end };
}

/** Risk along gradient descent with hardly any weight decay beside risk at the end of training, one axis of risk for both. */
export function earlyStopping(
  rows: readonly StoppingRow[],
  /** State evolution over weight decay. */
  theory: readonly { lambda: number; excessRisk: number; converged: boolean }[],
  options: { width: number },
): HTMLElement {
  const { width } = options;
  const { stopped, tuned } = stoppingFindings(rows);
  const panel = width >= 560 ? (width - 8) / 2 : width;
  const y: ChartAxis = { domain: [0.15, 3], title: "excess risk", symbol: "R", ticks: [0.2, 0.5, 1, 2] };
  const of = (way: StoppingRow["way"]) => rows.filter((row) => row.way === way);
  const level = (risk: number, text: string) =>
    custom(
      ({ y: scale, left, right }) =>
        svg`<g class="landmark">
        <line x1=${left} x2=${right} y1=${px(scale(risk))} y2=${px(scale(risk))} stroke=${color("tuned")} stroke-width="1.25" stroke-dasharray="2 3"></line>
        <text class="guide-label" text-anchor="start" x=${left + 6} y=${px(scale(risk) + 15)} fill=${textColor("tuned")}>${text}</text>
      </g>` as SVGElement,
    );
  const height = Math.round(Math.min(340, Math.max(260, panel * 0.75)));
  return html`<div class="panels">
    ${chart({
      width: panel,
      height,
      margin: { top: 30 },
      x: {
        domain: [0.1, 13],
        title: "time of stopping",
        symbol: "t",
      },
      y,
      finding: `Stopped at the best time, the risk is ${formatNumber(stopped.excessRisk)}.`,
      marks: [
        level(tuned.excessRisk, "best weight decay"),
        heading(`little weight decay, λ = ${formatNumber(stopped.lambda)}: on the way`),
        ...trainedDots(
          of("stopping")
            .filter((row) => row.time! > 0)
            .map((row) => ({ x: row.time!, y: row.excessRisk, error: row.standardError })),
          { radius: 2.8 },
        ),
        mark(stopped.time!, stopped.excessRisk),
      ],
    })}
    ${chart({
      width: panel,
      height,
      margin: { top: 30 },
      x: { domain: [0.008, 5], title: "weight decay", symbol: "λ" },
      y,
      finding: `At the end of training with the best weight decay, λ = ${formatNumber(tuned.lambda)}, the risk is ${formatNumber(tuned.excessRisk)}.`,
      marks: [
        level(stopped.excessRisk, "best time"),
        heading("at the end of training"),
        theoryLine(
          theory.map(({ lambda, excessRisk, converged }) => ({ x: lambda, y: excessRisk, converged })),
          { meaning: "tuned" },
        ),
        ...trainedDots(
          of("decay").map((row) => ({
            x: row.lambda,
            y: row.excessRisk,
            error: row.standardError,
            converged: row.converged,
          })),
          { meaning: "tuned" },
        ),
        mark(tuned.lambda, tuned.excessRisk),
      ],
    })}
  </div>` as HTMLElement;
}

const heading = (text: string) =>
  custom(
    ({ left, top }) =>
      svg`<text class="band-name" text-anchor="start" x=${left} y=${top - 12}>${text}</text>` as SVGElement,
  );

const mark = (x: number, y: number) =>
  custom(
    (frame) =>
      svg`<g class="ring" transform=${`translate(${px(frame.x(x))},${px(frame.y(y))})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>` as SVGElement,
  );

const px = (value: number) => String(Math.round(value * 10) / 10);

import { html, svg } from "htl";
import type { EarlyStoppingRow, earlyStoppingTable } from "../../../data/tables/early-stopping.js";
import { numberParameters } from "../../../data/tables/metadata.js";
import type { Dataset } from "../../../data/tables/read.js";
import { facts } from "../../../theory/networks.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import type { Solution } from "../../../theory/state-evolution.js";
import { type ChartAxis, chart, custom, theoryLine, trainedDots } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { solver } from "../../kit/solver.js";
import { formatNumber } from "../../numbers.js";
import type { TrainingSchema } from "./quantities.js";

/** Mean risk of trained networks on the way (stopping) or at the end of training (decay). */
export type StoppingRow = Omit<EarlyStoppingRow, "gap" | "residual">;

/** State evolution at one weight decay. */
export type DecayPoint = Pick<Solution, "lambda" | "excessRisk" | "converged">;

type StoppingData = Pick<Dataset<typeof earlyStoppingTable>, "rows" | "metadata">;
type Needs = { decays: DecayPoint[] };

/** Weight decays at the end of training. */
const LAMBDAS = [0.008, 5] as const;

const problemOf = ({ metadata }: StoppingData) =>
  numberParameters(metadata, ["d", "n", "gamma", "noise", "steps"]);

/** State evolution over weight decay, for the problem of the trained networks. */
export async function solveDecays(data: StoppingData): Promise<DecayPoint[]> {
  const { d, n, gamma, noise } = problemOf(data);
  const alpha = facts("quadratic").load(d, n);
  const problem = { network: "quadratic", d, gamma, noise, alpha } as const;
  const solved = await solver("curve", "line").line(
    logGrid(...LAMBDAS, 41).map((lambda) => ({ ...problem, lambda })),
  );
  return solved.map(({ solution: { lambda, excessRisk, converged } }) => ({ lambda, excessRisk, converged }));
}

/** What the figure says: the best moment, the best weight decay, and what neither gives. */
export function stoppingFindings(rows: readonly StoppingRow[]) {
  const least = (way: StoppingRow["way"], by: "excessRisk" | "lambda") =>
    rows.filter((row) => row.way === way).reduce((best, row) => (row[by] < best[by] ? row : best));
  return {
    stopped: least("stopping", "excessRisk"),
    tuned: least("decay", "excessRisk"),
    end: least("decay", "lambda"),
  };
}

/** Risk along gradient descent with hardly any weight decay beside risk at the end of training, one axis of risk for both. */
export function stoppingFigure(data: StoppingData): Drawing<TrainingSchema, Needs> {
  const { rows } = data;
  const { stopped, tuned, end } = stoppingFindings(rows);
  const { d, n, gamma, noise } = problemOf(data);
  return {
    title: "Stopping early is worth almost as much as the best weight decay",
    caption: () =>
      `Stopped at its best time, t = ${formatNumber(timeOf(stopped))}, gradient descent with little weight decay (λ = ${formatNumber(stopped.lambda)}) has a risk of ${formatNumber(stopped.excessRisk)} ± ${formatNumber(stopped.standardError, 2)}; trained to the end with the best weight decay, λ = ${formatNumber(tuned.lambda)}, it has ${formatNumber(tuned.excessRisk)} ± ${formatNumber(tuned.standardError, 2)}; trained to the end with little, ${formatNumber(end.excessRisk)}. Mean of four networks, d = ${d}, n = ${n}, γ = ${gamma}, Δ = ${noise}; green line: state evolution.`,
    draw: ({ decays }, width) => earlyStopping(rows, decays, width),
    rows: ({ decays }) =>
      rowsOf([
        ...rows.map((row) => ({ source: "trained", ...row })),
        ...decays.map(({ lambda, excessRisk, converged }) => ({
          source: "theory",
          way: "decay",
          iterations: null,
          time: null,
          lambda,
          excessRisk,
          standardError: null,
          theory: excessRisk,
          gap: null,
          converged,
          residual: null,
        })),
      ]),
    command: () => ({
      command: "solve",
      options: { network: "quadratic", d, n, gamma, noise, lambda: tuned.lambda },
    }),
  };
}

/** Time of a moment on the way; NaN at the end of training. */
const timeOf = ({ time }: StoppingRow): number => time ?? Number.NaN;

export function earlyStopping(
  rows: readonly StoppingRow[],
  decays: readonly DecayPoint[],
  width: number,
): HTMLElement {
  const { stopped, tuned } = stoppingFindings(rows);
  const panel = width >= 560 ? (width - 8) / 2 : width;
  const dots = (way: StoppingRow["way"], x: (row: StoppingRow) => number) =>
    rows
      .filter((row) => row.way === way && x(row) > 0)
      .map((row) => ({ x: x(row), y: row.excessRisk, error: row.standardError, converged: row.converged }));
  const y: ChartAxis = { domain: [0.15, 3], title: "excess risk", symbol: "R", ticks: [0.2, 0.5, 1, 2] };
  const frame = {
    width: panel,
    height: Math.round(Math.min(340, Math.max(260, panel * 0.75))),
    margin: { top: 30 },
    y,
  };
  return html`<div class="panels">
    ${chart({
      ...frame,
      x: { domain: [0.1, 13], title: "time of stopping", symbol: "t" },
      finding: `Stopped at the best time, the risk is ${formatNumber(stopped.excessRisk)}.`,
      marks: [
        level(tuned.excessRisk, "best weight decay"),
        heading(`little weight decay, λ = ${formatNumber(stopped.lambda)}: on the way`),
        ...trainedDots(dots("stopping", timeOf), { radius: 2.8 }),
        mark(timeOf(stopped), stopped.excessRisk),
      ],
    })}
    ${chart({
      ...frame,
      x: { domain: LAMBDAS, title: "weight decay", symbol: "λ" },
      finding: `At the end of training with the best weight decay, λ = ${formatNumber(tuned.lambda)}, the risk is ${formatNumber(tuned.excessRisk)}.`,
      marks: [
        level(stopped.excessRisk, "best time"),
        heading("at the end of training"),
        theoryLine(
          decays.map(({ lambda, excessRisk, converged }) => ({ x: lambda, y: excessRisk, converged })),
          { meaning: "tuned" },
        ),
        ...trainedDots(
          dots("decay", ({ lambda }) => lambda),
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

/** What the other panel reaches. */
const level = (risk: number, text: string) =>
  custom(
    ({ y, left, right }) =>
      svg`<g class="landmark">
      <line x1=${left} x2=${right} y1=${px(y(risk))} y2=${px(y(risk))} stroke=${color("tuned")} stroke-width="1.25" stroke-dasharray="2 3"></line>
      <text class="guide-label" text-anchor="start" x=${left + 6} y=${px(y(risk) + 15)} fill=${textColor("tuned")}>${text}</text>
    </g>` as SVGElement,
  );

const mark = (x: number, y: number) =>
  custom(
    (frame) =>
      svg`<g class="ring" transform=${`translate(${px(frame.x(x))},${px(frame.y(y))})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>` as SVGElement,
  );

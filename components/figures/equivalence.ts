import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import type { TrainedRunRow } from "../../data/tables/trained-runs.js";
import type { Network } from "../../theory/parameters.js";
import { chart, custom } from "../charts/chart.js";
import { color, textColor } from "../encoding.js";

/** A snapshot of one training run on its way to the solution of the convex problem. */
export type ApproachRow = Pick<
  TrainedRunRow,
  "network" | "method" | "seed" | "iterations" | "final" | "distance" | "gap" | "excessRisk" | "converged"
>;

export type Measure = "distance" | "gap";

const METHODS = [
  { id: "gd", name: "gradient descent", dash: undefined, meaning: "learned" },
  { id: "lbfgs", name: "L-BFGS", dash: "6 3", meaning: "tuned" },
] as const;

const FLOOR = 1e-10;

/** The last snapshot of every run of a network and method. */
export function endsOf(rows: readonly ApproachRow[], network: Network, method: string): ApproachRow[] {
  return rows.filter((row) => row.final && row.network === network && row.method === method);
}

/** Distance to the convex problem's solution, or the duality gap, against steps; one panel per network, one line per run. */
export function equivalence(
  rows: readonly ApproachRow[],
  options: { width: number; measure: Measure },
): HTMLElement {
  const { width, measure } = options;
  const beside = width >= 560;
  const panel = beside ? (width - 8) / 2 : width;
  return html`<div class="panels">${(["diagonal", "quadratic"] as const).map((network) => {
    const points = (method: string) =>
      rows
        .filter((row) => row.network === network && row.method === method && row.iterations > 0)
        .map((row) => ({ ...row, value: row[measure] }))
        .filter((row) => row.value !== null && row.value > 0);
    const [gd] = [endsOf(rows, network, "gd")];
    return chart({
      width: panel,
      height: Math.round(Math.min(340, Math.max(250, panel * 0.72))),
      margin: { top: 30 },
      x: { domain: [1, 6000], title: "steps" },
      y: { domain: [FLOOR, 2], title: measure === "gap" ? "relative duality gap" : "relative distance" },
      finding: `${network} network: ${gd.length} runs of gradient descent approach the solution of the convex problem.`,
      marks: [
        custom(
          ({ left, top }) =>
            svg`<text class="band-name" text-anchor="start" x=${left} y=${top - 12}>${network} network${network === "diagonal" ? " → LASSO" : " → nuclear norm"}</text>` as SVGElement,
        ),
        ...METHODS.map(({ id, dash, meaning }) =>
          Plot.line(points(id), {
            x: "iterations",
            y: "value",
            z: "seed",
            stroke: color(meaning),
            strokeWidth: 1.5,
            strokeDasharray: dash,
            clip: true,
          }),
        ),
        custom(
          ({ left, bottom }) =>
            svg`<g>${METHODS.map(
              ({ name, meaning, dash }, i) => svg`<g>
              <line x1=${left + 8} x2=${left + 32} y1=${bottom - 30 + 17 * i} y2=${bottom - 30 + 17 * i} stroke=${color(meaning)} stroke-width="2" stroke-dasharray=${dash ?? "none"}></line>
              <text class="direct" text-anchor="start" x=${left + 38} y=${bottom - 30 + 17 * i} dy="0.32em" fill=${textColor(meaning)}>${name}</text>
            </g>`,
            )}</g>` as SVGElement,
        ),
      ],
    });
  })}</div>` as HTMLElement;
}

import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import type { TrainedRunRow } from "../../../data/tables/trained-runs.js";
import { facts, NETWORKS, type Network } from "../../../theory/networks.js";
import { chart, custom } from "../../charts/chart.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { TrainingSchema, TrainingValues } from "./quantities.js";

/** A snapshot of one training run on its way to the solution of the convex problem. */
export type ApproachRow = Pick<
  TrainedRunRow,
  "network" | "method" | "seed" | "iterations" | "final" | "distance" | "gap" | "excessRisk" | "converged"
>;

type Measure = TrainingValues["measure"];

const MEASURES: Record<Measure, { axis: string; words: string }> = {
  distance: { axis: "relative distance", words: "a distance" },
  gap: { axis: "relative duality gap", words: "a duality gap" },
};

const METHODS = [
  { id: "gd", name: "gradient descent", dash: undefined, meaning: "learned" },
  { id: "lbfgs", name: "L-BFGS", dash: "6 3", meaning: "tuned" },
] as const;

const FLOOR = 1e-10;

/** The last snapshot of every run of a network and method. */
export const endsOf = (rows: readonly ApproachRow[], network: Network, method: string): ApproachRow[] =>
  rows.filter((row) => row.final && row.network === network && row.method === method);

/** Distance to the convex problem's solution, or the duality gap, against steps; one panel per network, one line per run. */
export const approachFigure = (rows: readonly ApproachRow[]): Drawing<TrainingSchema> => ({
  title: "Trained on its factors, each network ends at the solution of its convex problem",
  caption({ of: { measure } }) {
    const parts = NETWORKS.map((network) => {
      const ends = endsOf(rows, network, "gd");
      const steps = Math.max(...ends.map(({ iterations }) => iterations));
      const worst = Math.max(...ends.map((row) => row[measure] ?? Number.NaN));
      return `the ${network} network by ${MEASURES[measure].words} of at most ${formatNumber(worst, 2)} (at most ${steps} steps)`;
    });
    return `Gradient descent ends at the solution of the convex problem: ${parts.join(", ")}. The distance is relative to the length of the solution, which L-BFGS found with a duality gap of 10⁻⁹; the duality gap is a certificate that needs no solution to compare with. One line per seed.`;
  },
  draw({ of: { measure } }, width) {
    const each = width >= 560 ? (width - 8) / 2 : width;
    return html`<div class="panels">${NETWORKS.map((network) => panel(rows, network, measure, each))}</div>` as HTMLElement;
  },
  rows: () =>
    rowsOf(
      rows.map(({ network, method, seed, iterations, distance, gap, excessRisk }) => ({
        ...{ network, method, seed, iterations, distance, gap, excessRisk },
      })),
    ),
});

function panel(rows: readonly ApproachRow[], network: Network, measure: Measure, width: number) {
  const points = (method: string) =>
    rows
      .filter((row) => row.network === network && row.method === method && row.iterations > 0)
      .map(({ iterations, seed, [measure]: value }) => ({ iterations, seed, value: value ?? 0 }))
      .filter(({ value }) => value > 0);
  return chart({
    width,
    height: Math.round(Math.min(340, Math.max(250, width * 0.72))),
    margin: { top: 30 },
    x: { domain: [1, 6000], title: "steps" },
    y: { domain: [FLOOR, 2], title: MEASURES[measure].axis },
    finding: `${network} network: ${endsOf(rows, network, "gd").length} runs of gradient descent approach the solution of the convex problem.`,
    marks: [
      custom(
        ({ left, top }) =>
          svg`<text class="band-name" text-anchor="start" x=${left} y=${top - 12}>${network} network → ${facts(network).words.convex}</text>` as SVGElement,
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
      legend(),
    ],
  });
}

const legend = () =>
  custom(
    ({ left, bottom }) =>
      svg`<g>${METHODS.map(({ name, meaning, dash }, i) => {
        const y = bottom - 30 + 17 * i;
        return svg`<g>
          <line x1=${left + 8} x2=${left + 32} y1=${y} y2=${y} stroke=${color(meaning)} stroke-width="2" stroke-dasharray=${dash ?? "none"}></line>
          <text class="direct" text-anchor="start" x=${left + 38} y=${y} dy="0.32em" fill=${textColor(meaning)}>${name}</text>
        </g>`;
      })}</g>` as SVGElement,
  );

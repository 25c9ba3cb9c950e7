import { html } from "htl";
import type { PruningRow } from "../../../data/tables/pruning.js";
import { median } from "../../../theory/numeric/statistics.js";
import { chartHeight } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { CurvePoint } from "../../topics/curve.js";
import type { OptimaSchema } from "./quantities.js";
import { prunedNetworks } from "./race-chart.js";
import { PRUNED, PRUNED_SAMPLES } from "./solved.js";

type Needs = { networks: readonly PruningRow[]; lines: CurvePoint[][] };
type PruningView = View<OptimaSchema, Needs>;

/** The experiment's own rows. */
const mine = ({ networks }: PruningView) =>
  networks.filter(
    ({ d, gamma, noise }) => d === PRUNED.d && gamma === PRUNED.gamma && noise === PRUNED.noise,
  );

/** Median of |measured/theory − 1|, in per cent. */
const deviation = (pairs: readonly (readonly [number, number])[]): string =>
  `${formatNumber(100 * median(pairs.map(([a, b]) => Math.abs(a / b - 1))), 2)} %`;

function caption(view: PruningView): string {
  const rows = mine(view);
  if (rows.length === 0)
    return "No trained networks at these settings yet; the lines are state evolution, before and after pruning.";
  const gains = PRUNED_SAMPLES.flatMap((n) => {
    const own = rows.filter((row) => row.n === n).sort((a, b) => a.lambda - b.lambda);
    return own
      .slice(0, 1)
      .map(
        (least) =>
          `${formatNumber(least.excessRisk)} becomes ${formatNumber(least.prunedRisk)} at n = ${formatNumber(n)}`,
      );
  });
  const before = deviation(rows.map((row) => [row.excessRisk, row.theory] as const));
  const after = deviation(rows.map((row) => [row.prunedRisk, row.prunedTheory] as const));
  const seeds = Math.min(...rows.map((row) => row.seeds));
  return `With the least weight decay trained, pruning changes the risk like this: ${gains.join("; ")}. Dots and squares: at least ${seeds} networks each at d = ${PRUNED.d}, γ = ${PRUNED.gamma}, Δ = ${PRUNED.noise}; they lie ${before} (as trained) and ${after} (pruned) from state evolution, in the median.`;
}

/** Before and after pruning along the weight decay, at one number of samples. */
const lineOf = (points: readonly CurvePoint[], risk: (point: CurvePoint) => number) =>
  points.map((point) => ({
    x: point.solution.lambda,
    y: risk(point),
    converged: point.solution.converged,
  }));
const before = ({ solution }: CurvePoint) => solution.excessRisk;
const after = ({ pruned }: CurvePoint) => pruned?.excessRisk ?? Number.NaN;

function draw(view: PruningView, width: number): HTMLElement {
  const rows = mine(view);
  const columns = width > 760 ? 3 : 1;
  const each = Math.floor((width - 16 * (columns - 1)) / columns);
  const seen = [
    ...view.lines.flat().flatMap((point) => [before(point), after(point)]),
    ...rows.flatMap((row) => [row.excessRisk, row.prunedRisk]),
  ];
  const risks = [Math.min(...seen) / 1.8, Math.max(...seen) * 1.8] as const;
  const panel = (n: number, k: number) =>
    html`<div><p class="multiple-title">${`n = ${formatNumber(n)}, n/d² = ${formatNumber(n / PRUNED.d ** 2)}`}</p>${prunedNetworks(
      rows.filter((row) => row.n === n),
      { before: lineOf(view.lines[k], before), after: lineOf(view.lines[k], after) },
      {
        width: each,
        height: Math.min(chartHeight(each), 300),
        risks,
        finding: `Risk before and after pruning against weight decay, n = ${n}`,
      },
    )}</div>`;
  return html`<div class="multiples" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${PRUNED_SAMPLES.map(panel)}</div>` as HTMLElement;
}

/** Trained networks before and after pruning, at three sample sizes. */
export const pruningFigure: Drawing<OptimaSchema, Needs> = {
  title: "Pruned, the network hardly depends on its weight decay, until that is too large",
  caption,
  draw,
  rows: (view) =>
    rowsOf([
      ...view.lines.flatMap((points, k) =>
        points.map((point) => ({
          source: "theory",
          n: PRUNED_SAMPLES[k],
          lambda: point.solution.lambda,
          excessRisk: before(point),
          prunedRisk: after(point),
          converged: point.solution.converged,
          seeds: null,
          standardError: null,
          prunedError: null,
        })),
      ),
      ...mine(view).map(
        ({ n, lambda, excessRisk, prunedRisk, converged, seeds, standardError, prunedError }) => ({
          source: "trained",
          ...{ n, lambda, excessRisk, prunedRisk, converged, seeds, standardError, prunedError },
        }),
      ),
    ]),
  command: () => ({
    command: "solve",
    options: { ...PRUNED, alpha: PRUNED_SAMPLES[1] / PRUNED.d ** 2, lambda: 0.01 },
  }),
};

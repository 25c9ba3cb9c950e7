import { html } from "htl";
import type { PruningRow } from "../../../data/tables/pruning.js";
import { chartHeight } from "../../charts/chart.js";
import { prunedNetworks } from "../../figures/optimal-regularisation.js";
import { type LiveFigure, liveData, liveFigure } from "../../live-figure.js";
import { formatNumber } from "../../numbers.js";
import { rowsOf } from "../../rows.js";
import type { CurvePoint } from "../../theory.worker.js";
import { solveCurve } from "../../theory-client.js";
import { logSpaced, type OptimaStore } from "./state.js";

export type { PruningRow };

/** The problem of the experiment: what is drawn, as theory, where it has not been run. */
const PROBLEM = { network: "quadratic", d: 100, gamma: 1.25, noise: 0.5 } as const;
const SAMPLES = [1000, 10_000, 30_000] as const;
const LAMBDAS = logSpaced(2e-3, 5, 49);

/** Median of |measured/theory − 1|, in per cent. */
function deviation(pairs: readonly (readonly [number, number])[]): string {
  const sorted = pairs.map(([a, b]) => Math.abs(a / b - 1)).sort((a, b) => a - b);
  return `${formatNumber(100 * (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) * 0.5, 2)} %`;
}

/** Trained networks before and after pruning, at three sample sizes. */
export function pruningFigure(store: OptimaStore, rows: readonly PruningRow[]): LiveFigure {
  const mine = rows.filter(
    ({ d, gamma, noise }) => d === PROBLEM.d && gamma === PROBLEM.gamma && noise === PROBLEM.noise,
  );
  const at = (n: number) => mine.filter((row) => row.n === n);
  let theory: CurvePoint[][] = [];
  const curve = (k: number, y: (point: CurvePoint) => number) =>
    (theory[k] ?? []).map((point) => ({
      x: point.solution.lambda,
      y: y(point),
      converged: point.solution.converged,
    }));
  const caption = () => {
    if (mine.length === 0)
      return "No trained networks at these settings yet; the lines are state evolution, before and after pruning.";
    const gains = SAMPLES.flatMap((n) => {
      const least = at(n).reduce<PruningRow | null>((a, b) => (a && a.lambda < b.lambda ? a : b), null);
      return least
        ? [
            `${formatNumber(least.excessRisk)} becomes ${formatNumber(least.prunedRisk)} at n = ${formatNumber(n)}`,
          ]
        : [];
    });
    const before = deviation(mine.map((row) => [row.excessRisk, row.theory] as const));
    const after = deviation(mine.map((row) => [row.prunedRisk, row.prunedTheory] as const));
    const seeds = Math.min(...mine.map((row) => row.seeds));
    return `With the least weight decay trained, pruning changes the risk like this: ${gains.join("; ")}. Dots and squares: at least ${seeds} networks each at d = ${PROBLEM.d}, γ = ${PROBLEM.gamma}, Δ = ${PROBLEM.noise}; they lie ${before} (as trained) and ${after} (pruned) from state evolution, in the median.`;
  };
  const figure = liveFigure({
    name: "pruned-networks",
    store,
    depends: [],
    title: "Pruned, the network hardly depends on its weight decay, until that is too large",
    draw(width) {
      if (theory.length === 0) return null;
      const columns = width > 760 ? 3 : 1;
      const each = Math.floor((width - 16 * (columns - 1)) / columns);
      const seen = theory.flat().flatMap(({ solution, pruned }) => [solution.excessRisk, pruned!.excessRisk]);
      const measured = mine.flatMap((row) => [row.excessRisk, row.prunedRisk]);
      const risks = [Math.min(...seen, ...measured) / 1.8, Math.max(...seen, ...measured) * 1.8] as const;
      return html`<div class="multiples" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${SAMPLES.map(
        (n, k) =>
          html`<div><p class="multiple-title">${`n = ${formatNumber(n)}, n/d² = ${formatNumber(n / PROBLEM.d ** 2)}`}</p>${prunedNetworks(
            at(n),
            {
              before: curve(k, ({ solution }) => solution.excessRisk),
              after: curve(k, ({ pruned }) => pruned!.excessRisk),
            },
            {
              width: each,
              height: Math.min(chartHeight(each), 300),
              risks,
              finding: `Risk before and after pruning against weight decay, n = ${n}`,
            },
          )}</div>`,
      )}</div>` as HTMLElement;
    },
    caption,
    rows: () => rowsOf(mine.map((row) => ({ ...row }))),
    command: () => "npm run -s experiments -- --only pruning",
  });
  liveData(
    store,
    [],
    () =>
      Promise.all(
        SAMPLES.map((n) =>
          solveCurve(
            LAMBDAS.map((lambda) => ({ ...PROBLEM, alpha: n / PROBLEM.d ** 2, lambda })),
            { pruned: true },
          ),
        ),
      ),
    (data) => {
      theory = data;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}

import { facts, NETWORKS } from "../../../theory/networks.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { isFullWidth, medianDeviation, type Trained } from "../../trained.js";
import { type DeviationRow, deviationDecay } from "./deviation-chart.js";
import { DECAYS, type ScalingSchema, type ScalingValues } from "./quantities.js";

/** Smallest load α = n_eff/d at which state evolution is meant to hold; below it there are a handful of samples per network. */
const FEW_SAMPLES = 1 / 16;

/** Median of |z|, z normal. */
const MEDIAN_OF_NORMAL = 0.6745;

/** Medians by network and dimension, in ascending dimension. */
export function deviationRows(trained: readonly Trained[]): DeviationRow[] {
  const groups = new Map<string, Trained[]>();
  for (const row of trained) {
    const key = `${row.network} ${row.d}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map((rows) => ({
      network: rows[0].network,
      d: rows[0].d,
      deviation: medianDeviation(rows),
      chance: MEDIAN_OF_NORMAL * medianDeviation(rows.map((row) => ({ deviation: row.deviationError }))),
      points: rows.length,
    }))
    .sort((a, b) => a.network.localeCompare(b.network) || a.d - b.d);
}

/** Whether a point has one of the three weight decays of the paper's risk curves. */
const onRiskCurve = ({ lambda, d }: Trained): boolean =>
  DECAYS.some(({ id, value }) => id !== "huge" && Math.abs(lambda / value(d) - 1) < 1e-9);

/** Medians over the risk curves' networks at one γ and Δ and loads of 1/16 and more. */
const rowsAt = (trained: readonly Trained[], { gamma, noise }: Pick<ScalingValues, "gamma" | "noise">) =>
  deviationRows(
    trained.filter(
      (row) =>
        row.gamma === gamma &&
        row.noise === noise &&
        isFullWidth(row) &&
        onRiskCurve(row) &&
        facts(row.network).load(row.d, row.n) >= FEW_SAMPLES,
    ),
  );

function caption(rows: readonly DeviationRow[], { gamma, noise }: ScalingValues): string {
  if (rows.length === 0) return `No networks were trained at γ = ${gamma} and Δ = ${noise}.`;
  const parts = NETWORKS.flatMap((network) => {
    const list = rows
      .filter((row) => row.network === network)
      .map(
        ({ d, deviation, chance }) =>
          `${formatNumber(100 * deviation, 2)} % at d = ${d} (${formatNumber(100 * chance, 2)} % by chance)`,
      );
    return list.length === 0 ? [] : [`${network} network ${list.join(", ")}`];
  });
  return `Typical distance from state evolution at γ = ${gamma} and Δ = ${noise}: ${parts.join("; ")}. Each dot is the median over weight decays and sample sizes with n_eff ≥ d/16. Grey bars: what it would be if nothing but the spread between seeds made it; a dot on its bar shows no error of the theory. Dashed: 4/d, the size of a correction of the next order.`;
}

function title(rows: readonly DeviationRow[]): string {
  if (rows.length === 0) return "No networks were trained at this teacher and noise";
  const beyond = rows.filter(({ deviation, chance }) => deviation > 1.6 * chance);
  if (beyond.length === 0) return "Trained networks are as far from the lines as chance puts them";
  const most = Math.max(...beyond.map(({ deviation }) => deviation));
  return `Trained networks lie within ${formatNumber(100 * most, 2)} % of the lines, typically; some of it is more than chance`;
}

/** How far trained networks are from the lines, by dimension. */
export const deviationFigure = (trained: readonly Trained[]): Drawing<ScalingSchema> => ({
  title: ({ of }) => title(rowsAt(trained, of)),
  caption: ({ of }) => caption(rowsAt(trained, of), of),
  draw({ of }, width) {
    const rows = rowsAt(trained, of);
    return deviationDecay(rows, { width: Math.min(width, 620), finding: caption(rows, of) });
  },
  rows: ({ of }) => rowsOf(rowsAt(trained, of).map((row) => ({ ...row }))),
});

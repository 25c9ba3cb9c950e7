import { deviationDecay, deviationRows, FEW_SAMPLES, loadOf } from "../figures/deviation-decay.js";
import { liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { isFullWidth, type Trained } from "../trained.js";
import type { ScalingStore } from "./scaling-laws-state.js";

/** How far trained networks are from the lines, by dimension, at the γ and Δ of the page and loads of 1/16 and more. */
export function deviationFigure(store: ScalingStore, trained: readonly Trained[]) {
  const at = () => {
    const { gamma, noise } = store.values;
    const rows = trained.filter((row) => row.gamma === gamma && row.noise === noise && isFullWidth(row));
    const risk = rows.filter((row) => onRiskCurve(row));
    return risk.filter((row) => loadOf(row) >= FEW_SAMPLES);
  };
  const caption = () => {
    const { gamma, noise } = store.values;
    const enough = at();
    if (enough.length === 0) return `No networks were trained at γ = ${gamma} and Δ = ${noise}.`;
    const rows = deviationRows(enough);
    const parts = (["diagonal", "quadratic"] as const).flatMap((network) => {
      const own = rows.filter((row) => row.network === network);
      const list = own.map(
        (row) =>
          `${formatNumber(100 * row.deviation, 2)} % at d = ${row.d} (${formatNumber(100 * row.chance, 2)} % by chance)`,
      );
      return own.length === 0 ? [] : [`${network} network ${list.join(", ")}`];
    });
    return `Typical distance from state evolution at γ = ${gamma} and Δ = ${noise}: ${parts.join("; ")}. Each dot is the median over weight decays and sample sizes with n_eff ≥ d/16. Grey bars: what it would be if nothing but the spread between seeds made it; a dot on its bar shows no error of the theory. Dashed: 4/d, the size of a correction of the next order.`;
  };
  const title = () => {
    const rows = deviationRows(at());
    if (rows.length === 0) return "No networks were trained at this teacher and noise";
    const beyond = rows.filter(({ deviation, chance }) => deviation > 1.6 * chance);
    if (beyond.length === 0) return "Trained networks are as far from the lines as chance puts them";
    const most = Math.max(...beyond.map(({ deviation }) => deviation));
    return `Trained networks lie within ${formatNumber(100 * most, 2)} % of the lines, typically; some of it is more than chance`;
  };
  return liveFigure({
    name: "deviation",
    store,
    level: 3,
    depends: ["gamma", "noise"],
    title,
    draw: (width) => deviationDecay(deviationRows(at()), { width: Math.min(width, 620), finding: caption() }),
    caption,
    rows: () => rowsOf(deviationRows(at()).map((row) => ({ ...row }))),
    command: () => "npm run -s experiments -- --agreement",
  });
}

/** Whether a point has one of the three weight decays of the risk curves. */
const onRiskCurve = ({ lambda, d }: Trained): boolean =>
  [1 / d, 1, Math.sqrt(d)].some((value) => Math.abs(lambda / value - 1) < 1e-9);

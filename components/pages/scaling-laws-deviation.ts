import {
  deviationDecay,
  deviationPower,
  deviationRows,
  FEW_SAMPLES,
  loadOf,
} from "../figures/deviation-decay.js";
import { liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { isFullWidth, medianDeviation, type Trained } from "../trained.js";
import type { ScalingStore } from "./scaling-laws-state.js";

/** How far trained networks are from the lines, by dimension, at the γ and Δ of the page; loads below 1/16 apart. */
export function deviationFigure(store: ScalingStore, trained: readonly Trained[]) {
  const at = () => {
    const { gamma, noise } = store.values;
    const rows = trained.filter((row) => row.gamma === gamma && row.noise === noise && isFullWidth(row));
    const dimensions = (network: Trained["network"]) => (row: Trained) =>
      row.network === network && (network === "diagonal" ? row.d >= 100 : row.d >= 50);
    const risk = rows.filter((row) => dimensions(row.network)(row) && onRiskCurve(row));
    return {
      enough: risk.filter((row) => loadOf(row) >= FEW_SAMPLES),
      few: risk.filter((row) => loadOf(row) < FEW_SAMPLES),
    };
  };
  const caption = () => {
    const { gamma, noise } = store.values;
    const { enough, few } = at();
    if (enough.length === 0) return `No networks were trained at γ = ${gamma} and Δ = ${noise}.`;
    const rows = deviationRows(enough);
    const parts = (["diagonal", "quadratic"] as const).flatMap((network) => {
      const own = rows.filter((row) => row.network === network);
      if (own.length === 0) return [];
      const power = deviationPower(own);
      const list = own.map((row) => `${formatNumber(100 * row.deviation, 2)} % at d = ${row.d}`).join(", ");
      return [
        `${network} network ${list}${own.length > 2 ? `, falling as d to the power ${formatExponent(power)}` : ""}`,
      ];
    });
    const rare =
      few.length > 0
        ? ` With fewer than d/16 effective samples, where single features decide, the median is ${formatNumber(100 * medianDeviation(few), 2)} %.`
        : "";
    return `Typical distance from state evolution at γ = ${gamma} and Δ = ${noise}: ${parts.join("; ")}. Each point is the median over weight decays and sample sizes; a few seeds each, so that chance is part of it.${rare} Dashed: 4/d, a guide.`;
  };
  return liveFigure({
    name: "deviation",
    store,
    level: 3,
    depends: ["gamma", "noise"],
    title: "The larger the network, the closer to the line",
    draw: (width) =>
      deviationDecay(deviationRows(at().enough), { width: Math.min(width, 620), finding: caption() }),
    caption,
    rows: () => rowsOf(deviationRows(at().enough).map((row) => ({ ...row }))),
    command: () => "npm run -s experiments -- --agreement",
  });
}

/** Whether a point has one of the three weight decays of the risk curves. */
const onRiskCurve = ({ lambda, d }: Trained): boolean =>
  [1 / d, 1, Math.sqrt(d)].some((value) => Math.abs(lambda / value - 1) < 1e-9);

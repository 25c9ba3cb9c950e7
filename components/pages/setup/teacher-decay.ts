import { html, svg } from "htl";
import { facts, NETWORKS, type Network } from "../../../theory/networks.js";
import { bottomAxis, leftAxis, logAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { teacherRanks } from "../../teacher-ranks.js";
import type { decay } from "./quantities.js";

export interface TeacherCurve {
  network: Network;
  values: { rank: number; value: number }[];
}

/** Teacher weights by rank: both teachers fall as rank^(−γ), a straight line of that slope. */
export function teacherDecay(curves: readonly TeacherCurve[], gamma: number, width: number): HTMLElement {
  const height = width < 420 ? 250 : 300;
  const margin = { top: 12, right: 16, bottom: 44, left: 58 };
  const all = curves.flatMap(({ values }) => values);
  const d = Math.max(...all.map(({ rank }) => rank));
  const top = Math.max(...all.map(({ value }) => value));
  const bottom = Math.min(...all.map(({ value }) => value));
  const x = logAxis([0.8, d * 1.3], [margin.left, width - margin.right]);
  const y = logAxis([bottom / 1.5, top * 2], [height - margin.bottom, margin.top]);
  const drawing = svg`<svg class="plot" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${`Both teachers fall with rank as a power law of exponent ${formatExponent(-gamma)}.`}>
    ${curves.map(({ network, values }, k) => {
      const end = values[Math.floor(values.length * 0.45)];
      return svg`<g>
        <path class="teacher-line" stroke-dasharray=${k === 0 ? null : "1 3"} d=${`M${values.map(({ rank, value }) => `${px(x(rank))},${px(y(value))}`).join("L")}`}></path>
        ${apart(values.map(({ rank, value }) => ({ at: x(rank), y: y(value) }))).map((point) => (k === 0 ? svg`<circle class="teacher-mark" cx=${px(point.at)} cy=${px(point.y)} r="3.5"></circle>` : svg`<rect class="teacher-mark" x=${px(point.at - 3)} y=${px(point.y - 3)} width="6" height="6"></rect>`))}
        <text class="direct" x=${px(x(end.rank) + (k === 0 ? 16 : -14))} y=${px(y(end.value) + (k === 0 ? -14 : 24))} text-anchor=${k === 0 ? "start" : "end"}>${network}: ${facts(network).shape === "vector" ? "typical |θ*|" : "eigenvalues of S*"}</text>
      </g>`;
    })}
    ${bottomAxis(x, height - margin.bottom, { title: "rank", symbol: "i" })}
    ${leftAxis(y, margin.left, { title: "size of the teacher's weight", spacing: 30 })}
  </svg>`;
  return html`<div data-gamma=${gamma}>${drawing}</div>`;
}

function apart(points: { at: number; y: number }[]): { at: number; y: number }[] {
  let last = Number.NEGATIVE_INFINITY;
  return points.filter(({ at }) => {
    if (at - last < 14) return false;
    last = at;
    return true;
  });
}

/** Dimension of the two teachers that are drawn. */
const DIMENSION = 400;

const curvesAt = (gamma: number): TeacherCurve[] =>
  NETWORKS.map((network) => ({ network, values: teacherRanks(network, DIMENSION, gamma) }));

export const teacherFigure: Drawing<{ gamma: typeof decay }> = {
  title: "Both teachers have a few strong features and many weak ones",
  caption({ of }) {
    const ranks = teacherRanks("quadratic", DIMENSION, of.gamma);
    const [first, tenth] = [1, 10].map((wanted) => ranks.find(({ rank }) => rank === wanted)!.value);
    return `At γ = ${formatNumber(of.gamma)} and d = ${DIMENSION} the strongest feature of the quadratic teacher is ${formatNumber(first / tenth)} times the tenth: a line of slope −γ in this log-log plot.`;
  },
  draw: ({ of }, width) => teacherDecay(curvesAt(of.gamma), of.gamma, width),
  rows: ({ of }) =>
    rowsOf(curvesAt(of.gamma).flatMap(({ network, values }) => values.map((row) => ({ network, ...row })))),
};

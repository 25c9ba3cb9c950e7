import { svg } from "htl";
import { facts } from "../../theory/networks.js";
import { color, textColor } from "../encoding.js";
import { formatNumber } from "../numbers.js";
import { describe, drawnRanks, rankedWeights, type SpectrumRows } from "../spectrum-rows.js";
import { bottomAxis, leftAxis, logAxis, type Margin, spread } from "./axes.js";
import { px } from "./px.js";

/** The expected weights by rank on log-log axes, over the teacher: a heavy tail is a straight line here. */
export function rankPlot(
  rows: SpectrumRows,
  options: { width: number; height: number; domain: readonly [number, number] },
): SVGElement {
  const { width, height, domain } = options;
  const margin: Margin = { top: 14, right: 14, bottom: 44, left: 58 };
  const x = logAxis([0.8, rows.d * 1.25], [margin.left, width - margin.right]);
  const y = logAxis(domain, [height - margin.bottom, margin.top]);
  const ranks = drawnRanks(rows.d);
  const ranked = rankedWeights(rows, ranks).filter(({ value }) => value >= domain[0]);
  const teacher = rows.teacher.filter(({ value }) => value >= domain[0]);
  const last = ranked[ranked.length - 1];
  const zeroCount = Math.round(rows.zeroMass * rows.d);
  return svg`<svg class="plot rank-plot" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${describe(rows)}>
    <path class="teacher-line" d=${`M${teacher.map(({ rank, value }) => `${px(x(rank))},${px(y(value))}`).join("L")}`}></path>
    ${spread(
      teacher.map((t) => ({ position: t.rank, value: t.value })),
      x,
      12,
    ).map(
      ({ position, value }) =>
        svg`<circle class="teacher-mark" cx=${px(x(position))} cy=${px(y(value))} r="3.4"></circle>`,
    )}
    ${ranked.map(({ rank, value, kind }) => svg`<circle cx=${px(x(rank))} cy=${px(y(Math.min(value, domain[1])))} r="2.6" fill=${color(kind === "bulk" ? "bulk" : "learned")}></circle>`)}
    <text class="direct" x=${px(x(1) + 10)} y=${px(y(teacher[0].value) - 8)}>teacher</text>
    ${
      zeroCount > 0
        ? svg`<text class="note" x=${px(width - margin.right)} y=${px(height - margin.bottom - 8)} text-anchor="end" fill=${textColor("hidden")}>${last ? `from rank ${formatNumber(rows.d - zeroCount + 1)} on: ` : "all weights: "}exactly zero</text>`
        : null
    }
    ${bottomAxis(x, height - margin.bottom, { title: "rank" })}
    ${leftAxis(y, margin.left, { title: facts(rows.network).shape === "matrix" ? "eigenvalue" : "size |θ̂|", spacing: 30 })}
  </svg>`;
}

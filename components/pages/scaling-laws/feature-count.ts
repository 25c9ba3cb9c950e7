import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { facts, type Network } from "../../../theory/networks.js";
import { chart, chartHeight, custom } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { color, type Meaning, textColor } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";

/** The teacher by rank, and the two heights that decide what is learned of it. */
export interface CountRows {
  network: Network;
  d: number;
  /** Some ranks only where d is large, the first and the last among them. */
  teacher: readonly { rank: number; value: number }[];
  /** Noise strength δ and cut c of the solution. */
  delta: number;
  cut: number;
  /** Features above both. */
  count: number;
}

export interface CountOptions {
  width: number;
  height?: number;
  finding: string;
}

/**
 * What is counted in the argument for an exponent: the teacher's features by rank, the noise and the cut as heights, the
 * features above both in blue, the tail below them as a grey area.
 */
export function featureCountChart(rows: CountRows, options: CountOptions): SVGSVGElement {
  const { network, d, teacher, delta, cut, count } = rows;
  const { width, height = Math.min(260, chartHeight(width)), finding } = options;
  const [largest, smallest] = [teacher[0].value, teacher[teacher.length - 1].value];
  const y = [
    Math.max(Math.min(smallest, delta, cut) / 3, smallest / 100),
    Math.min(Math.max(largest, delta, cut) * 3, largest * 100),
  ] as const;
  const hidden = teacher.filter(({ rank }) => rank > count);
  const learned = teacher.filter(({ rank }) => rank <= count);
  const dots = (points: CountRows["teacher"], meaning: Meaning) =>
    Plot.dot(points, {
      x: "rank",
      y: "value",
      r: 2.75,
      fill: color(meaning),
      stroke: "none",
      clip: true,
    });
  return chart({
    width,
    height,
    x: { domain: [0.8, d * 1.25], title: "rank of the feature", symbol: "i" },
    y: { domain: y, title: facts(network).words.size, symbol: "s_i" },
    finding,
    marks: [
      Plot.areaY(hidden, {
        x: "rank",
        y1: y[0],
        y2: "value",
        fill: color("hidden"),
        fillOpacity: 0.22,
        clip: true,
      }),
      dots(hidden, "hidden"),
      dots(learned, "learned"),
      heights(
        [
          { value: delta, text: "noise δ", meaning: "bulk", dash: "none" },
          { value: cut, text: "cut c", meaning: "teacher", dash: "7 3" },
        ],
        y,
      ),
      countMark(count, d),
    ],
  });
}

/** Horizontal lines with their names at the right end, where no feature is; what lies outside is named at the edge. */
function heights(
  lines: readonly { value: number; text: string; meaning: Meaning; dash: string }[],
  [low, high]: readonly [number, number],
) {
  return custom(({ y, left, right, top, bottom }) => {
    const upper = lines[0].value >= lines[1].value ? 0 : 1;
    return svg`<g>${lines.map(({ value, text, meaning, dash }, k) => {
      const outside = value < low ? "below" : value > high ? "above" : null;
      const at = Math.min(bottom, Math.max(top, y(Math.min(high, Math.max(low, value)))));
      const label = outside ? `${text} = ${formatNumber(value)}, ${outside} the picture` : text;
      // The higher one's name stands above its line, the lower one's below: they never meet.
      const room = k === upper ? at - top > 16 : bottom - at > 18;
      const shift = (k === upper) === room ? -5 : 14;
      return svg`<g>
        ${outside ? null : svg`<line x1=${left} x2=${right} y1=${px(at)} y2=${px(at)} stroke=${color(meaning)} stroke-width="1.75" stroke-dasharray=${dash}></line>`}
        <text class="direct" x=${right - 4} y=${px(at + shift)} text-anchor="end" fill=${textColor(meaning)}>${label}</text>
      </g>`;
    })}</g>` as SVGElement;
  });
}

/** The last learned rank, as a line down to the axis. */
function countMark(count: number, d: number) {
  return custom(({ x, top, bottom, left, right }) => {
    if (count < 1 || count >= d) return null;
    const at = Math.min(right, Math.max(left, x(count + 0.5)));
    const flip = at > (left + right) / 2;
    return svg`<g class="landmark">
      <line x1=${px(at)} x2=${px(at)} y1=${top} y2=${bottom} stroke=${color("learned")} stroke-width="1.25" stroke-dasharray="2 3"></line>
      <text class="direct" x=${px(at + (flip ? -5 : 5))} y=${top + 12} text-anchor=${flip ? "end" : "start"} fill=${textColor("learned")}>K = ${formatNumber(count)}</text>
    </g>` as SVGElement;
  });
}

import { svg } from "htl";
import { NETWORKS, type Network } from "../../../theory/networks.js";
import { chart, custom, trainedDots } from "../../charts/chart.js";
import { px } from "../../charts/px.js";

/** The typical distance of trained networks from state evolution at one dimension. */
export interface DeviationRow {
  network: Network;
  d: number;
  /** Median of |R/R_theory − 1|. */
  deviation: number;
  /** What that median would be if nothing but the spread between seeds made it. */
  chance: number;
  points: number;
}

/** Dimensions from … to …. */
const DIMENSIONS = [40, 1000] as const;

/** Medians against d on log-log axes, with what chance alone would make of them as bars, and the dashed line 4/d. */
export function deviationDecay(
  rows: readonly DeviationRow[],
  options: { width: number; finding: string },
): SVGSVGElement {
  return chart({
    width: options.width,
    height: Math.round(Math.min(280, Math.max(230, options.width * 0.5))),
    x: {
      domain: DIMENSIONS,
      title: "dimension",
      symbol: "d",
      ticks: [50, 100, 200, 400, 800],
      format: String,
    },
    y: {
      domain: [2e-3, 0.5],
      title: "median deviation, %",
      ticks: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
      format: (value) => String(Number((100 * value).toPrecision(3))),
    },
    finding: options.finding,
    marks: [
      custom((frame) => {
        const [x1, x2] = DIMENSIONS.map(frame.x);
        const [y1, y2] = DIMENSIONS.map((d) => frame.y(4 / d));
        const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
        const [cx, cy] = [x1 + 0.1 * (x2 - x1), y1 + 0.1 * (y2 - y1)];
        return svg`<g><line class="guide" x1=${px(x1)} x2=${px(x2)} y1=${px(y1)} y2=${px(y2)}></line><text class="guide-label" text-anchor="middle" transform=${`translate(${px(cx)},${px(cy)}) rotate(${angle.toFixed(1)})`} dy="-6">4/d</text></g>` as SVGElement;
      }),
      custom(
        (frame) =>
          svg`<g>${rows
            .filter(({ chance }) => chance > 0)
            .map(({ d, chance }) => {
              const at = frame.x(d);
              return svg`<line x1=${px(at - 12)} x2=${px(at + 12)} y1=${px(frame.y(chance))} y2=${px(frame.y(chance))} stroke="var(--c-hidden)" stroke-width="2.5"></line>`;
            })}</g>` as SVGElement,
      ),
      ...NETWORKS.flatMap((network, k) => {
        const own = rows.filter((row) => row.network === network);
        return [
          ...trainedDots(
            own.map(({ d, deviation }) => ({ x: d, y: deviation })),
            { symbol: k === 0 ? "circle" : "square", radius: 5 },
          ),
          nameBeside(network, own.at(-1)),
        ];
      }),
    ],
  });
}

/** A network's name beside its last dot. */
function nameBeside(name: string, last: DeviationRow | undefined) {
  return custom(({ x, y, top, bottom, right }) => {
    if (!last || !(last.deviation > 0)) return null;
    const [at, height] = [x(last.d), y(last.deviation)];
    if (height < top || height > bottom) return null;
    const flip = at > right - 70;
    return svg`<text class="direct" x=${px(at + (flip ? -9 : 9))} y=${px(height)} dy="0.32em" text-anchor=${flip ? "end" : "start"}>${name}</text>` as SVGElement;
  });
}

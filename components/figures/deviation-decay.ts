import { svg } from "htl";
import type { Network } from "../../theory/parameters.js";
import { type ChartAxis, chart, custom, trainedDots } from "../charts/chart.js";
import { medianDeviation, type Trained } from "../trained.js";

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

/** Smallest load α = n_eff/d at which state evolution is meant to hold; below it there are a handful of samples per network. */
export const FEW_SAMPLES = 1 / 16;

/** Load of a trained point: n/d (diagonal) or n/d² (quadratic). */
export const loadOf = ({ network, n, d }: Pick<Trained, "network" | "n" | "d">): number =>
  network === "diagonal" ? n / d : n / d / d;

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

/** Medians against d on log-log axes, with what chance alone would make of them as bars, and the dashed line 4/d. */
export function deviationDecay(
  rows: readonly DeviationRow[],
  options: { width: number; finding: string },
): SVGSVGElement {
  const x: ChartAxis = {
    domain: [40, 1000],
    title: "dimension",
    symbol: "d",
    ticks: [50, 100, 200, 400, 800],
    format: String,
  };
  const y: ChartAxis = {
    domain: [2e-3, 0.5],
    title: "median deviation, %",
    ticks: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
    format: (value) => String(Number((100 * value).toPrecision(3))),
  };
  const of = (network: Network) => rows.filter((row) => row.network === network);
  const drawing = chart({
    width: options.width,
    height: Math.round(Math.min(280, Math.max(230, options.width * 0.5))),
    x,
    y,
    finding: options.finding,
    marks: [
      custom((frame) => {
        const [x1, x2] = [frame.x(40), frame.x(1000)];
        const [y1, y2] = [frame.y(4 / 40), frame.y(4 / 1000)];
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
      ...(["diagonal", "quadratic"] as const).flatMap((network) => [
        ...trainedDots(
          of(network).map(({ d, deviation }) => ({ x: d, y: deviation })),
          { symbol: network === "diagonal" ? "circle" : "square", radius: 5 },
        ),
        custom((frame) => {
          const last = of(network).at(-1);
          if (!last || !(last.deviation > 0)) return null;
          const [px0, py0] = [frame.x(last.d), frame.y(last.deviation)];
          if (py0 < frame.top || py0 > frame.bottom) return null;
          const flip = px0 > frame.right - 70;
          return svg`<text class="direct" x=${px(px0 + (flip ? -9 : 9))} y=${px(py0)} dy="0.32em" text-anchor=${flip ? "end" : "start"}>${network}</text>` as SVGElement;
        }),
      ]),
    ],
  });
  return drawing;
}

const px = (value: number) => String(Math.round(value * 10) / 10);

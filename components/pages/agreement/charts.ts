import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { type DimensionSummary, expectedCdf } from "../../agreement.js";
import { chart, curveLabels, custom, guide } from "../../charts/chart.js";
import { color, type Meaning } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { Trained } from "../../trained.js";

const MEANING: Record<Trained["network"], Meaning> = { diagonal: "approximation", quadratic: "learned" };
const SYMBOL: Record<Trained["network"], Plot.SymbolType> = { diagonal: "circle", quadratic: "square" };

const LOWEST = 1e-4;

/** |R/R_theory − 1| of every point against d, the medians, and what chance alone would give. */
export function deviationByDimension(
  rows: readonly Trained[],
  summaries: readonly DimensionSummary[],
  options: { width: number; finding: string },
): SVGSVGElement {
  const { width, finding } = options;
  const dimensions = [...new Set(rows.map(({ d }) => d))];
  const domain: [number, number] = [Math.min(...dimensions, 100) / 1.6, Math.max(...dimensions, 400) * 1.6];
  const counts = new Map<string, number>();
  const dots = rows.map((row) => {
    const key = `${row.network} ${row.d}`;
    const k = counts.get(key) ?? 0;
    counts.set(key, k + 1);
    // Spread sideways by the golden ratio, the two networks to either side of their dimension.
    const side = row.network === "diagonal" ? -0.12 : 0.12;
    const shift = side + 0.18 * (((k * 0.6180339887) % 1) - 0.5);
    return { ...row, x: row.d * Math.exp(shift), y: Math.max(LOWEST, Math.abs(row.deviation)) };
  });
  const first = summaries[0];
  return chart({
    width,
    x: { domain, title: "dimension", symbol: "d", ticks: dimensions.sort((a, b) => a - b), format: String },
    y: { domain: [LOWEST, 1], title: "deviation |R/R_theory − 1|".replace("_theory", " theory") },
    finding,
    marks: [
      ...(["diagonal", "quadratic"] as const).map((network) =>
        Plot.dot(
          dots.filter((dot) => dot.network === network),
          {
            x: "x",
            y: "y",
            r: 2.2,
            symbol: SYMBOL[network],
            fill: color(MEANING[network]),
            fillOpacity: 0.55,
            clip: true,
          },
        ),
      ),
      ...(first
        ? [
            guide({
              from: domain[0] * 1.15,
              to: domain[1] / 1.15,
              through: [first.d, first.median],
              exponent: -1,
              text: "1/d",
              lift: 40,
            }),
          ]
        : []),
      custom(({ x, y }) => {
        return svg`<g>${summaries.flatMap(({ network, d, median, chance }) => {
          const centre = x(d * Math.exp(network === "diagonal" ? -0.12 : 0.12));
          return [
            svg`<line x1=${centre - 16} x2=${centre + 16} y1=${y(Math.max(LOWEST, median))} y2=${y(Math.max(LOWEST, median))} stroke="var(--theme-background)" stroke-width="6"></line>`,
            svg`<line x1=${centre - 16} x2=${centre + 16} y1=${y(Math.max(LOWEST, median))} y2=${y(Math.max(LOWEST, median))} stroke=${color("ring")} stroke-width="3"></line>`,
            svg`<line x1=${centre - 16} x2=${centre + 16} y1=${y(Math.max(LOWEST, chance))} y2=${y(Math.max(LOWEST, chance))} stroke=${color("ring")} stroke-width="1.5" stroke-dasharray="2 2"></line>`,
          ];
        })}</g>` as SVGElement;
      }),
    ],
  });
}

/** The distribution of z-scores beside the law they would have if theory were exact. */
export function zScores(
  rows: readonly Trained[],
  options: { width: number; finding: string },
): SVGSVGElement {
  const { width, finding } = options;
  const reach = 6;
  const inside = [...rows].map(({ zScore }) => zScore).sort((a, b) => a - b);
  const steps = [
    { x: -reach, y: inside.filter((z) => z < -reach).length / inside.length },
    ...inside.map((x, i) => ({ x, y: (i + 1) / inside.length })).filter(({ x }) => Math.abs(x) < reach),
    { x: reach, y: inside.filter((z) => z <= reach).length / inside.length },
  ];
  const law = Array.from({ length: 121 }, (_, i) => {
    const x = -reach + (i / 60) * reach;
    return { x, y: rows.length > 0 ? expectedCdf(rows, x) : 0 };
  });
  return chart({
    width,
    height: Math.round(Math.min(340, Math.max(260, width * 0.5))),
    x: { domain: [-reach, reach], type: "linear", title: "deviation in standard errors", symbol: "z" },
    y: { domain: [0, 1], type: "linear", title: "share of points below" },
    finding,
    marks: [
      Plot.line(law, {
        x: "x",
        y: "y",
        stroke: color("guide"),
        strokeWidth: 1.5,
        strokeDasharray: "5 4",
        clip: true,
      }),
      ...(inside.length > 0
        ? [
            Plot.line(steps, {
              x: "x",
              y: "y",
              stroke: color("learned"),
              strokeWidth: 2.25,
              curve: "step-after",
              clip: true,
            }),
          ]
        : []),
      curveLabels([
        { text: "trained", points: steps, meaning: "learned" },
        { text: "if theory were exact", points: law, meaning: "guide" },
      ]),
    ],
  });
}

/** A deviation in per cent with its sign: +1.2 %. */
export const percent = (value: number, digits = 2): string =>
  `${value < 0 ? "−" : "+"}${formatNumber(100 * Math.abs(value), digits)} %`;

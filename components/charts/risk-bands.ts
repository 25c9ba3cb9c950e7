import { contours } from "d3-contour";
import { svg } from "htl";
import { riskColor } from "../encoding.js";
import { decade, formatNumber } from "../numbers.js";
import type { PhaseGrid } from "../phase-grid.js";
import { type Axis, decadeTicks, logAxis } from "./axes.js";
import { contourLabels } from "./contour-labels.js";
import { px } from "./px.js";
import type { Box, PlacedLabel } from "./region-labels.js";

/** Levels of the filled contours: a round fraction of a decade, at most 32 of them. */
export function riskLevels([low, high]: readonly [number, number]): { levels: number[]; step: number } {
  const step = [0.125, 0.25, 0.5, 1, 2, 5].find((s) => (high - low) / s <= 32) ?? 10;
  const levels = [];
  for (let k = Math.ceil(low / step); k * step < high; k++) levels.push(k * step);
  return { levels, step };
}

/** The risk as filled contours with labelled lines, which keep clear of the names of the phases. */
export function riskBands(
  grid: PhaseGrid,
  range: readonly [number, number],
  x: Axis,
  y: Axis,
  area: Box,
  labels: PlacedLabel[],
) {
  const nx = grid.effectiveSamples.length;
  const ny = grid.lambda.length;
  const { levels, step } = riskLevels(range);
  const values = Array.from(grid.logRisk, (value) => (Number.isFinite(value) ? value : range[0] - 1));
  const shade = (level: number) => riskColor((level + step / 2 - range[0]) / (range[1] - range[0]));
  const toX = (g: number) => x.range[0] + ((g - 0.5) / (nx - 1)) * (x.range[1] - x.range[0]);
  const toY = (g: number) => y.range[0] + ((g - 0.5) / (ny - 1)) * (y.range[1] - y.range[0]);
  const polygons = contours().size([nx, ny]).thresholds(levels)(values);
  const lines = polygons.map((polygon) =>
    polygon.coordinates.flatMap((rings) =>
      rings
        .flatMap((points) => splitAtBorder(points as [number, number][], nx, ny))
        .map((line) => line.map(([a, b]) => [toX(a), toY(b)] as [number, number])),
    ),
  );
  const every = labelEvery(range);
  const isDecade = (level: number) => Math.abs(level / every - Math.round(level / every)) < 1e-9;
  const texts = contourLabels(
    levels
      .map((level, i) => ({ level, lines: lines[i] }))
      .filter(({ level }) => isDecade(level))
      .map(({ level, lines }) => ({ text: riskText(level), lines })),
    { x: area.x + 4, y: area.y + 4, width: area.width - 8, height: area.height - 8 },
    labels.map(({ box }) => ({ ...box, x: box.x + area.x, y: box.y + area.y })),
  );
  return [
    svg`<rect x=${area.x} y=${area.y} width=${area.width} height=${area.height} fill=${shade((levels[0] ?? range[0]) - step)}></rect>`,
    ...polygons.map((polygon, i) => {
      const d = polygon.coordinates
        .map((rings) =>
          rings
            .map((points) => `M${points.map(([a, b]) => `${px(toX(a))},${px(toY(b))}`).join("L")}Z`)
            .join(""),
        )
        .join("");
      return svg`<path d=${d} fill=${shade(levels[i])}></path>`;
    }),
    ...lines.map(
      (polylines, i) =>
        svg`<path class=${isDecade(levels[i]) ? "contour contour-decade" : "contour"} d=${polylines.map((line) => `M${line.map(([a, b]) => `${px(a)},${px(b)}`).join("L")}`).join("")}></path>`,
    ),
    ...texts.map(
      ({ x, y, angle, text }) =>
        svg`<text class="contour-label" text-anchor="middle" dy="0.35em" transform=${`translate(${px(x)},${px(y)}) rotate(${angle.toFixed(1)})`}>${text}</text>`,
    ),
  ];
}

function labelEvery([low, high]: readonly [number, number]): number {
  return high - low <= 3 ? 0.5 : high - low <= 8 ? 1 : high - low <= 16 ? 2 : 4;
}

function riskText(level: number): string {
  return Number.isInteger(level) ? decade(level) : formatNumber(10 ** level, 2);
}

/** Drops the stretches of a contour ring that run along the border of the grid. */
function splitAtBorder(ring: [number, number][], nx: number, ny: number): [number, number][][] {
  const border = ([a, b]: [number, number]) => a <= 0.01 || b <= 0.01 || a >= nx - 0.01 || b >= ny - 0.01;
  const lines: [number, number][][] = [];
  let line: [number, number][] = [];
  for (let i = 0; i < ring.length; i++) {
    const outside = border(ring[i]);
    if (!outside) line.push(ring[i]);
    else if (line.length > 0) {
      line.push(ring[i]);
      lines.push(line);
      line = [];
    }
    if (outside && i + 1 < ring.length && !border(ring[i + 1])) line.push(ring[i]);
  }
  if (line.length > 1) lines.push(line);
  return lines;
}

/** The colour scale as a strip with its decades. */
export function riskLegend(range: readonly [number, number], width: number): SVGElement {
  const { levels, step } = riskLevels(range);
  const scale = logAxis([10 ** range[0], 10 ** range[1]], [8, width - 14]);
  const edges = [range[0], ...levels, range[1]];
  return svg`<svg class="plot risk-legend" width=${width} height="34" viewBox=${`0 0 ${width} 34`} role="img" aria-label=${`Colour scale of the excess risk, from ${formatNumber(10 ** range[0], 2)} to ${formatNumber(10 ** range[1], 2)}`}>
    ${edges.slice(1).map((high, i) => svg`<rect x=${px(scale(10 ** edges[i]))} y="0" width=${px(Math.max(0, scale(10 ** high) - scale(10 ** edges[i])))} height="12" fill=${riskColor(((i === 0 ? levels[0] - step : edges[i]) + step / 2 - range[0]) / (range[1] - range[0]))}></rect>`)}
    <g class="axis">${decadeTicks(scale, 38)
      .filter((tick) => tick.labelled)
      .flatMap(({ exponent, pixel }) => [
        svg`<line x1=${pixel} x2=${pixel} y1="0" y2="15"></line>`,
        svg`<text x=${pixel} y="28" text-anchor="middle">${decade(exponent)}</text>`,
      ])}</g>
  </svg>`;
}

import { svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import type { PhaseGrid, Point } from "../phase-grid.js";
import { mathTspans, mathWidth } from "./math-text.js";
import { px } from "./px.js";
import { type Box, deepest, type PlacedLabel, placeLabels, type Raster } from "./region-labels.js";

export interface PhaseText {
  title: string;
  /** TeX of the risk up to constants. */
  rate: string;
}

/** Where each phase of the grid lies deepest: a good point to look at it. */
export function phaseAnchors(grid: PhaseGrid): Map<PhaseId, Point> {
  const raster: Raster = { columns: 96, rows: 72, cell: 1, region: regionOf(grid, 96, 72) };
  const anchors = new Map<PhaseId, Point>();
  const along = (axis: Float64Array, t: number) => axis[0] * (axis[axis.length - 1] / axis[0]) ** t;
  for (const [phase, { x, y }] of deepest(raster))
    anchors.set(phase as PhaseId, {
      effectiveSamples: along(grid.effectiveSamples, x),
      lambda: along(grid.lambda, 1 - y),
    });
  return anchors;
}

function regionOf(grid: PhaseGrid, columns: number, rows: number): (i: number, j: number) => string {
  const nx = grid.effectiveSamples.length;
  const ny = grid.lambda.length;
  return (i, j) => {
    const x = Math.round(((i + 0.5) / columns) * (nx - 1));
    const y = Math.round((1 - (j + 0.5) / rows) * (ny - 1));
    return grid.phase[y * nx + x];
  };
}

/** Places the name of every phase on the map. */
export function regionLabels(grid: PhaseGrid, phases: Record<PhaseId, PhaseText>, area: Box): PlacedLabel[] {
  const cell = 6;
  const columns = Math.floor(area.width / cell);
  const rows = Math.floor(area.height / cell);
  const sizes: Record<string, { width: number; height: number }[]> = {};
  for (const phase of new Set(Array.from(grid.phase))) {
    const { title, rate } = phases[phase];
    const name = phase === "peak" || phase === "exact" ? title : `${phase}  ${title}`;
    const full = { width: Math.max(name.length * 7.2, mathWidth(rate) * 13 + 30) + 10, height: 42 };
    sizes[phase] =
      phase === "peak"
        ? [{ width: 40, height: 22 }]
        : [
            full,
            { width: name.length * 7.2 + 8, height: 22 },
            { width: Math.max(...splitTitle(title).map((t) => t.length)) * 6.6 + 8, height: 50 },
            { width: 26, height: 22 },
          ];
  }
  return placeLabels({ columns, rows, cell, region: regionOf(grid, columns, rows) }, sizes);
}

function splitTitle(title: string): string[] {
  const words = title.split(" ");
  const half = Math.ceil(title.length / 2);
  const lines = ["", ""];
  for (const word of words) {
    const line = lines[0].length === 0 || lines[0].length + word.length / 2 < half ? 0 : 1;
    lines[line] = `${lines[line]} ${word}`.trim();
  }
  return lines.filter((line) => line !== "");
}

/** The name of a phase at its place: with its title and rate where there is room. */
export function drawLabel(
  { region, size, box }: PlacedLabel,
  phases: Record<PhaseId, PhaseText>,
  area: Box,
): SVGElement {
  const { title, rate } = phases[region as PhaseId];
  const cx = area.x + box.x + box.width / 2;
  const cy = area.y + box.y + box.height / 2;
  const name = svg`<tspan class="phase-id">${region}</tspan>`;
  if (region === "peak")
    return svg`<text class="phase-name" x=${px(cx)} y=${px(cy)} dy="0.35em" text-anchor="middle"><tspan class="phase-id">peak</tspan></text>`;
  const head =
    region === "exact"
      ? [svg`<tspan class="phase-id">${title}</tspan>`]
      : [name, svg`<tspan dx="5">${title}</tspan>`];
  if (size === 0)
    return svg`<g class="phase-name"><text x=${px(cx)} y=${px(cy - 4)} text-anchor="middle">${head}</text><text x=${px(cx)} y=${px(cy + 14)} text-anchor="middle" class="phase-rate"><tspan class="symbol">R</tspan> ∼ ${mathTspans(rate)}</text></g>`;
  if (size === 1)
    return svg`<text class="phase-name" x=${px(cx)} y=${px(cy)} dy="0.35em" text-anchor="middle">${head}</text>`;
  if (size === 2)
    return svg`<g class="phase-name"><text x=${px(cx)} y=${px(cy - 12)} text-anchor="middle">${name}</text>${splitTitle(
      title,
    ).map(
      (line, i) =>
        svg`<text x=${px(cx)} y=${px(cy + 3 + 14 * i)} text-anchor="middle" class="phase-small">${line}</text>`,
    )}</g>`;
  return svg`<text class="phase-name" x=${px(cx)} y=${px(cy)} dy="0.35em" text-anchor="middle">${name}</text>`;
}

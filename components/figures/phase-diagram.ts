import { contours } from "d3-contour";
import { html, svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { color, riskColor } from "../encoding.js";
import { decade, formatNumber } from "../numbers.js";
import { locate, type PhaseGrid, type Point } from "../phase-grid.js";
import { type Axis, bottomAxis, decadeTicks, leftAxis, logAxis, type Margin } from "./axes.js";
import { contourLabels } from "./contour-labels.js";
import { mathTspans, mathWidth } from "./math-text.js";
import { type Box, deepest, type PlacedLabel, placeLabels, type Raster } from "./region-labels.js";

export interface PhaseText {
  title: string;
  /** TeX of the risk up to constants. */
  rate: string;
}

export interface PhaseDiagramOptions {
  width: number;
  height: number;
  /** log10 of the excess risk at the two ends of the colour scale: the same for maps that are compared. */
  riskRange: readonly [number, number];
  phases: Record<PhaseId, PhaseText>;
  boundaries: readonly {
    between: readonly [PhaseId, PhaseId];
    points: readonly (readonly [number, number])[];
  }[];
  cursor: Point;
  /** What a screen reader calls the map. */
  label: string;
  /** Named places on the n_eff axis, drawn above the map: d, d^{2γ}. */
  landmarks?: readonly { value: number; tex: string }[];
  onMove?: (point: Point) => void;
}

export interface PhaseDiagram extends HTMLElement {
  /** Puts the ring elsewhere without calling back. */
  moveTo(point: Point): void;
}

/** Levels of the filled contours: a round fraction of a decade, at most 32 of them. */
export function riskLevels([low, high]: readonly [number, number]): { levels: number[]; step: number } {
  const step = [0.125, 0.25, 0.5, 1, 2, 5].find((s) => (high - low) / s <= 32) ?? 10;
  const levels = [];
  for (let k = Math.ceil(low / step); k * step < high; k++) levels.push(k * step);
  return { levels, step };
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

/** The map of the excess risk over effective samples and weight decay, with its phases and the reader's ring. */
export function phaseDiagram(grid: PhaseGrid, options: PhaseDiagramOptions): PhaseDiagram {
  const { width, height, riskRange, cursor, label, onMove } = options;
  const narrow = width < 480;
  const margin: Margin = { top: 22, right: 10, bottom: 42, left: narrow ? 46 : 54 };
  const x = logAxis(ends(grid.effectiveSamples), [margin.left, width - margin.right]);
  const y = logAxis(ends(grid.lambda), [height - margin.bottom, margin.top]);
  const area: Box = {
    x: margin.left,
    y: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const clip = `clip-${grid.network}-${Math.round(width)}-${Math.round(height)}`;
  const labels = regionLabels(grid, options, area);
  const ring = ringMark(area);

  const drawing =
    svg`<svg width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} aria-hidden="true" class="plot phase-map">
    <clipPath id=${clip}><rect x=${area.x} y=${area.y} width=${area.width} height=${area.height}></rect></clipPath>
    <g clip-path=${`url(#${clip})`}>
      ${riskBands(grid, riskRange, x, y, area, labels)}
      ${unconverged(grid, x, y)}
      ${options.boundaries.map(
        ({ points }) =>
          svg`<path class="phase-boundary" d=${`M${points.map(([n, l]) => `${px(x(n))},${px(y(l))}`).join("L")}`}></path>`,
      )}
    </g>
    ${labels.map((placed) => drawLabel(placed, options.phases, area))}
    ${bottomAxis(x, area.y + area.height, { title: "effective samples", symbol: "n_eff", spacing: 38 })}
    ${leftAxis(y, area.x, { title: "weight decay", symbol: "λ", spacing: 30 }, narrow ? 36 : 42)}
    ${(options.landmarks ?? [])
      .filter(({ value }) => value > x.domain[0] && value < x.domain[1])
      .map(
        ({ value, tex }) =>
          svg`<g class="landmark"><line x1=${x(value)} x2=${x(value)} y1=${area.y - 5} y2=${area.y}></line><text x=${x(value)} y=${area.y - 8} text-anchor="middle">${mathTspans(tex)}</text></g>`,
      )}
    ${ring.element}
  </svg>` as SVGSVGElement;

  const surface = html`<div class="phase-surface" style=${`left:${area.x}px;top:${area.y}px;width:${area.width}px;height:${area.height}px`}
    tabindex="0" role="application" aria-roledescription="map with a movable ring" aria-label=${`${label}. Arrow keys move the ring, with shift a whole decade.`}></div>`;
  const root =
    html`<div class="phase-diagram" data-network=${grid.network}>${drawing}${surface}</div>` as PhaseDiagram;
  root.style.position = "relative";

  let at = cursor;
  root.moveTo = (point) => {
    at = point;
    ring.moveTo(clamp(x(point.effectiveSamples), x), clamp(y(point.lambda), y));
    surface.dataset.effectiveSamples = String(point.effectiveSamples);
    surface.dataset.lambda = String(point.lambda);
  };
  const ask = (point: Point) => {
    const inside = {
      effectiveSamples: within(point.effectiveSamples, x.domain),
      lambda: within(point.lambda, y.domain),
    };
    root.moveTo(inside);
    onMove?.(inside);
  };
  listen(surface, area, x, y, () => at, ask);
  root.moveTo(cursor);
  return root;
}

function listen(
  surface: HTMLElement,
  area: Box,
  x: Axis,
  y: Axis,
  at: () => Point,
  ask: (point: Point) => void,
): void {
  const toPoint = (event: PointerEvent): Point => {
    const box = surface.getBoundingClientRect();
    return {
      effectiveSamples: x.invert(area.x + ((event.clientX - box.left) / box.width) * area.width),
      lambda: y.invert(area.y + ((event.clientY - box.top) / box.height) * area.height),
    };
  };
  let dragging: number | null = null;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = event.pointerId;
    surface.setPointerCapture?.(event.pointerId);
    ask(toPoint(event));
  });
  surface.addEventListener("pointermove", (event) => {
    if (dragging === event.pointerId) ask(toPoint(event));
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const)
    surface.addEventListener(end, (event) => {
      if (dragging === event.pointerId) dragging = null;
    });
  surface.addEventListener("keydown", (event) => {
    const by = 10 ** (event.shiftKey ? 1 : 1 / 12);
    const { effectiveSamples, lambda } = at();
    const moves: Record<string, Point> = {
      ArrowRight: { effectiveSamples: effectiveSamples * by, lambda },
      ArrowLeft: { effectiveSamples: effectiveSamples / by, lambda },
      ArrowUp: { effectiveSamples, lambda: lambda * by },
      ArrowDown: { effectiveSamples, lambda: lambda / by },
    };
    const target = moves[event.key];
    if (!target) return;
    event.preventDefault();
    ask(target);
  });
}

function ringMark(area: Box) {
  const line = (kind: string) => svg`<line class=${`crosshair ${kind}`}></line>`;
  const [vertical, horizontal] = [line("vertical"), line("horizontal")];
  const circles = svg`<g class="ring"><circle r="9" class="ring-halo"></circle><circle r="9" class="ring-line"></circle></g>`;
  vertical.setAttribute("y1", String(area.y));
  vertical.setAttribute("y2", String(area.y + area.height));
  horizontal.setAttribute("x1", String(area.x));
  horizontal.setAttribute("x2", String(area.x + area.width));
  return {
    element: svg`<g>${vertical}${horizontal}${circles}</g>`,
    moveTo(cx: number, cy: number) {
      vertical.setAttribute("x1", px(cx));
      vertical.setAttribute("x2", px(cx));
      horizontal.setAttribute("y1", px(cy));
      horizontal.setAttribute("y2", px(cy));
      circles.setAttribute("transform", `translate(${px(cx)},${px(cy)})`);
    },
  };
}

function riskBands(
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

function unconverged(grid: PhaseGrid, x: Axis, y: Axis) {
  const nx = grid.effectiveSamples.length;
  const ny = grid.lambda.length;
  const w = (x.range[1] - x.range[0]) / (nx - 1);
  const h = (y.range[0] - y.range[1]) / (ny - 1);
  const cells: SVGElement[] = [];
  for (let i = 0; i < nx * ny; i++)
    if (!grid.converged[i])
      cells.push(
        svg`<rect class="unconverged" x=${x(grid.effectiveSamples[i % nx]) - w / 2} y=${y(grid.lambda[Math.floor(i / nx)]) - h / 2} width=${w} height=${h}></rect>`,
      );
  return cells;
}

function regionLabels(grid: PhaseGrid, options: PhaseDiagramOptions, area: Box): PlacedLabel[] {
  const cell = 6;
  const columns = Math.floor(area.width / cell);
  const rows = Math.floor(area.height / cell);
  const sizes: Record<string, { width: number; height: number }[]> = {};
  for (const phase of new Set(Array.from(grid.phase))) {
    const { title, rate } = options.phases[phase];
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

function drawLabel(
  { region, size, box }: PlacedLabel,
  phases: PhaseDiagramOptions["phases"],
  area: Box,
): SVGElement {
  const { title, rate } = phases[region as PhaseId];
  const cx = area.x + box.x + box.width / 2;
  const cy = area.y + box.y + box.height / 2;
  const name = svg`<tspan class="phase-id">${region}</tspan>`;
  if (region === "peak")
    return svg`<text class="phase-name" fill=${color("ring")} x=${px(cx)} y=${px(cy)} dy="0.35em" text-anchor="middle"><tspan class="phase-id">peak</tspan></text>`;
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

/** The colour scale as a strip with its decades. */
export function riskLegend(range: readonly [number, number], width: number): SVGElement {
  const { levels, step } = riskLevels(range);
  const scale = logAxis([10 ** range[0], 10 ** range[1]], [8, width - 14]);
  const edges = [range[0], ...levels, range[1]];
  return svg`<svg class="plot risk-legend" width=${width} height="34" viewBox=${`0 0 ${width} 34`} role="img" aria-label=${`Colour scale of the excess risk, from ${formatNumber(10 ** range[0], 2)} to ${formatNumber(10 ** range[1], 2)}`}>
    ${edges.slice(1).map((high, i) => svg`<rect x=${px(scale(10 ** edges[i]))} y="0" width=${px(Math.max(0, scale(10 ** high) - scale(10 ** edges[i])))} height="12" fill=${riskColor(((i === 0 ? levels[0] - step : edges[i]) + step / 2 - range[0]) / (range[1] - range[0]))}></rect>`)}
    <g class="axis">${decadeTicks(scale, 30)
      .filter((tick) => tick.labelled)
      .flatMap(({ exponent, pixel }) => [
        svg`<line x1=${pixel} x2=${pixel} y1="0" y2="15"></line>`,
        svg`<text x=${pixel} y="28" text-anchor="middle">${decade(exponent)}</text>`,
      ])}</g>
  </svg>`;
}

/** The nearest grid cell's phase: what the map shows at a point. */
export function phaseOnMap(grid: PhaseGrid, point: Point): PhaseId {
  const x = locate(grid.effectiveSamples, point.effectiveSamples);
  const y = locate(grid.lambda, point.lambda);
  const nx = grid.effectiveSamples.length;
  return grid.phase[(y.index + Math.round(y.fraction)) * nx + x.index + Math.round(x.fraction)];
}

const px = (value: number) => String(Math.round(value * 10) / 10);
const ends = (axis: Float64Array): [number, number] => [axis[0], axis[axis.length - 1]];
const within = (value: number, [low, high]: readonly [number, number]) =>
  Math.min(high, Math.max(low, value));
const clamp = (pixel: number, scale: Axis) =>
  within(pixel, [Math.min(...scale.range), Math.max(...scale.range)]);

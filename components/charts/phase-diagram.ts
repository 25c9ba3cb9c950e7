import { html, svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { axisEnds, type PhaseGrid, type Point } from "../phase-grid.js";
import { type Axis, bottomAxis, leftAxis, logAxis, type Margin } from "./axes.js";
import { mathTspans } from "./math-text.js";
import { drawLabel, type PhaseText, regionLabels } from "./phase-labels.js";
import { px } from "./px.js";
import type { Box } from "./region-labels.js";
import { ringSurface, within } from "./ring-surface.js";
import { riskBands } from "./risk-bands.js";

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

/** The map of the excess risk over effective samples and weight decay, with its phases and the reader's ring. */
export function phaseDiagram(grid: PhaseGrid, options: PhaseDiagramOptions): PhaseDiagram {
  const { width, height, riskRange, cursor, label, onMove } = options;
  const narrow = width < 480;
  const margin: Margin = { top: 22, right: 10, bottom: 42, left: narrow ? 46 : 54 };
  const x = logAxis(axisEnds(grid.effectiveSamples), [margin.left, width - margin.right]);
  const y = logAxis(axisEnds(grid.lambda), [height - margin.bottom, margin.top]);
  const area: Box = {
    x: margin.left,
    y: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const clip = `plot-map-${grid.network}-${Math.round(width)}-${Math.round(height)}`;
  const labels = regionLabels(grid, options.phases, area);
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

  let at = cursor;
  const surface = ringSurface({
    area,
    x,
    y,
    kind: "map with a movable ring",
    label: `${label}. Arrow keys move the ring, with shift a whole decade.`,
    steps: [1 / 12, 1],
    at: () => [at.effectiveSamples, at.lambda],
    onMove(effectiveSamples, lambda) {
      root.moveTo({ effectiveSamples, lambda });
      onMove?.({ effectiveSamples, lambda });
    },
  });
  const root =
    html`<div class="phase-diagram" data-network=${grid.network}>${drawing}${surface}</div>` as PhaseDiagram;
  root.style.position = "relative";

  root.moveTo = (point) => {
    at = point;
    ring.moveTo(clamp(x(point.effectiveSamples), x), clamp(y(point.lambda), y));
    surface.dataset.effectiveSamples = point.effectiveSamples.toPrecision(8);
    surface.dataset.lambda = point.lambda.toPrecision(8);
  };
  root.moveTo(cursor);
  return root;
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
const clamp = (pixel: number, scale: Axis) =>
  within(pixel, [Math.min(...scale.range), Math.max(...scale.range)]);

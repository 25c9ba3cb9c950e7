import { contours } from "d3-contour";
import { html, svg } from "htl";
import { bottomAxis, leftAxis, logAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import type { Box } from "../../charts/region-labels.js";
import { ringSurface, within } from "../../charts/ring-surface.js";
import { formatNumber } from "../../numbers.js";
import { WINDOW } from "../../topics/equations.js";
import { curveLabels } from "./curve-labels.js";
import type { EquationGrid, NoisePoint } from "./equation-grid.js";

export interface EquationPlaneOptions {
  width: number;
  height: number;
  cursor: NoisePoint;
  solution: NoisePoint;
  onMove?: (point: NoisePoint) => void;
}

export interface EquationPlane extends HTMLElement {
  moveTo(point: NoisePoint): void;
}

/** The line in the (δ, c) plane on which a function of the grid is zero, as polylines in grid units. */
export function zeroLine(grid: EquationGrid, values: Float64Array): [number, number][][] {
  const [nx, ny] = [grid.delta.length, grid.cut.length];
  const [polygon] = contours().size([nx, ny]).thresholds([0])(
    Array.from(values, (value) => (Number.isFinite(value) ? value : -1e3)),
  );
  const edge = ([a, b]: number[]) => a < 0.501 || b < 0.501 || a > nx - 0.501 || b > ny - 0.501;
  const lines: [number, number][][] = [];
  for (const ring of polygon.coordinates.flat()) {
    let line: [number, number][] = [];
    for (const point of ring as [number, number][]) {
      if (!edge(point)) line.push(point);
      else if (line.length > 0) {
        lines.push(line);
        line = [];
      }
    }
    if (line.length > 1) {
      const opening = lines.find(
        (other) =>
          Math.hypot(other[0][0] - line[line.length - 1][0], other[0][1] - line[line.length - 1][1]) < 1.5,
      );
      if (opening) opening.unshift(...line);
      else lines.push(line);
    }
  }
  return lines;
}

/** The plane of noise strength and cut: one curve per equation, the solution where they cross, and the reader's ring. */
export function equationPlane(grid: EquationGrid, options: EquationPlaneOptions): EquationPlane {
  const { width, height, solution, onMove } = options;
  const margin = { top: 12, right: 14, bottom: 44, left: 56 };
  const area: Box = {
    x: margin.left,
    y: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const x = logAxis(decades(WINDOW.delta), [margin.left, width - margin.right]);
  const y = logAxis(decades(WINDOW.cut), [height - margin.bottom, margin.top]);
  const pixels = (field: "first" | "second"): [number, number][][] => {
    const [nx, ny] = [grid.delta.length - 1, grid.cut.length - 1];
    return zeroLine(grid, grid[field]).map((line) =>
      line.map(([a, b]) => [
        x.range[0] + ((a - 0.5) / nx) * (x.range[1] - x.range[0]),
        y.range[0] + ((b - 0.5) / ny) * (y.range[1] - y.range[0]),
      ]),
    );
  };
  const [first, second] = [pixels("first"), pixels("second")];
  const path = (lines: [number, number][][]) =>
    lines.map((line) => `M${line.map(([a, b]) => `${px(a)},${px(b)}`).join("L")}`).join("");
  const ring = svg`<g class="ring"><circle r="9" class="ring-halo"></circle><circle r="9" class="ring-line"></circle></g>`;
  const [sx, sy] = [x(solution.delta), y(solution.cut)];
  const drawing = svg`<svg class="plot equation-plane" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} aria-hidden="true">
    <clipPath id="plot-equations"><rect x=${area.x} y=${area.y} width=${area.width} height=${area.height}></rect></clipPath>
    <g clip-path="url(#plot-equations)">
      <path class="equation-first" d=${path(first)}></path>
      <path class="equation-second" d=${path(second)}></path>
      <path class="solution-mark" d=${`M${px(sx - 9)},${px(sy)}h18M${px(sx)},${px(sy - 9)}v18`}></path>
    </g>
    ${curveLabels([first, second], ["noise balance (2)", "weight-decay balance (3)"], [sx, sy], area)}
    ${bottomAxis(x, height - margin.bottom, { title: "noise strength", symbol: "δ" })}
    ${leftAxis(y, margin.left, { title: "cut", symbol: "c", spacing: 30 })}
    ${ring}
  </svg>`;
  let at = options.cursor;
  const surface = ringSurface({
    area,
    x,
    y,
    kind: "plane with a movable ring",
    label: "Plane of noise strength and cut. Arrow keys move the ring, with shift in large steps.",
    steps: [1 / 24, 0.5],
    at: () => [at.delta, at.cut],
    onMove(delta, cut) {
      root.moveTo({ delta, cut });
      onMove?.({ delta, cut });
    },
  });
  const root =
    html`<div class="plane-box" style="position: relative">${drawing}${surface}</div>` as EquationPlane;
  root.moveTo = (point) => {
    at = point;
    ring.setAttribute(
      "transform",
      `translate(${px(x(within(point.delta, x.domain)))},${px(y(within(point.cut, y.domain)))})`,
    );
    surface.dataset.delta = point.delta.toPrecision(8);
    surface.dataset.cut = point.cut.toPrecision(8);
  };
  root.moveTo(options.cursor);
  return root;
}

/** The finding in words. */
export function planeFinding(cursor: NoisePoint, solution: NoisePoint): string {
  const off = Math.hypot(Math.log(cursor.delta / solution.delta), Math.log(cursor.cut / solution.cut));
  const where = `The two curves cross at δ = ${formatNumber(solution.delta)}, c = ${formatNumber(solution.cut)}`;
  return off < 0.02
    ? `${where}, where the ring is.`
    : `${where}; the ring is at δ = ${formatNumber(cursor.delta)}, c = ${formatNumber(cursor.cut)}.`;
}

const decades = ([low, high]: readonly [number, number]): [number, number] => [10 ** low, 10 ** high];

import { contours } from "d3-contour";
import { html, svg } from "htl";
import { bottomAxis, leftAxis, logAxis } from "../charts/axes.js";
import { px } from "../charts/px.js";
import { type Box, overlap } from "../charts/region-labels.js";
import { WINDOW } from "../equation-grid.js";
import { formatNumber } from "../numbers.js";

/** The two equations over a grid of (δ, c), δ running fastest. */
export interface EquationGrid {
  /** Ascending. */
  delta: Float64Array;
  /** Ascending. */
  cut: Float64Array;
  /** log of the sides' ratio of the first equation; zero where it holds. */
  first: Float64Array;
  /** The same for the second one. */
  second: Float64Array;
}

export interface NoisePoint {
  delta: number;
  cut: number;
}

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
export function equationPlane(grid: EquationGrid | null, options: EquationPlaneOptions): EquationPlane {
  const { width, height, solution, onMove } = options;
  const margin = { top: 12, right: 14, bottom: 44, left: 56 };
  const x = logAxis(decades(WINDOW.delta), [margin.left, width - margin.right]);
  const y = logAxis(decades(WINDOW.cut), [height - margin.bottom, margin.top]);
  const pixels = (field: "first" | "second"): [number, number][][] => {
    if (!grid) return [];
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
  const waiting = svg`<text class="note" x=${(margin.left + width - margin.right) / 2} y=${height / 2 - 30} text-anchor="middle">The curves are being computed.</text>`;
  const drawing = svg`<svg class="plot equation-plane" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} aria-hidden="true">
    <clipPath id="plot-equations"><rect x=${margin.left} y=${margin.top} width=${width - margin.left - margin.right} height=${height - margin.top - margin.bottom}></rect></clipPath>
    <g clip-path="url(#plot-equations)">
      <path class="equation-first" d=${path(first)}></path>
      <path class="equation-second" d=${path(second)}></path>
      <path class="solution-mark" d=${`M${px(sx - 9)},${px(sy)}h18M${px(sx)},${px(sy - 9)}v18`}></path>
    </g>
    ${grid ? null : waiting}
    ${curveLabels([first, second], ["noise balance (2)", "weight-decay balance (3)"], [sx, sy], { x: margin.left, y: margin.top, width: width - margin.left - margin.right, height: height - margin.top - margin.bottom })}
    ${bottomAxis(x, height - margin.bottom, { title: "noise strength", symbol: "δ" })}
    ${leftAxis(y, margin.left, { title: "cut", symbol: "c", spacing: 30 })}
    ${ring}
  </svg>`;
  const [left, top] = [margin.left, margin.top];
  const [w, h] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  const surface = html`<div class="phase-surface" style=${`left:${left}px;top:${top}px;width:${w}px;height:${h}px`} tabindex="0" role="application" aria-roledescription="plane with a movable ring" aria-label="Plane of noise strength and cut. Arrow keys move the ring, with shift in large steps."></div>`;
  const root =
    html`<div class="plane-box" style="position: relative">${drawing}${surface}</div>` as EquationPlane;
  let at = options.cursor;
  const clamp = (value: number, [low, high]: readonly [number, number]) =>
    Math.min(high, Math.max(low, value));
  root.moveTo = (point) => {
    at = point;
    ring.setAttribute(
      "transform",
      `translate(${px(x(clamp(point.delta, x.domain)))},${px(y(clamp(point.cut, y.domain)))})`,
    );
    surface.dataset.delta = point.delta.toPrecision(8);
    surface.dataset.cut = point.cut.toPrecision(8);
  };
  const ask = (point: NoisePoint) => {
    const inside = { delta: clamp(point.delta, x.domain), cut: clamp(point.cut, y.domain) };
    root.moveTo(inside);
    onMove?.(inside);
  };
  const fromPointer = (event: PointerEvent) => {
    const box = surface.getBoundingClientRect();
    ask({
      delta: x.invert(left + ((event.clientX - box.left) / box.width) * w),
      cut: y.invert(top + ((event.clientY - box.top) / box.height) * h),
    });
  };
  let dragging: number | null = null;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = event.pointerId;
    surface.setPointerCapture?.(event.pointerId);
    fromPointer(event);
  });
  surface.addEventListener("pointermove", (event) => {
    if (dragging === event.pointerId) fromPointer(event);
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    surface.addEventListener(end, () => {
      dragging = null;
    });
  surface.addEventListener("keydown", (event) => {
    const by = 10 ** (event.shiftKey ? 0.5 : 1 / 24);
    const moves: Record<string, NoisePoint> = {
      ArrowRight: { ...at, delta: at.delta * by },
      ArrowLeft: { ...at, delta: at.delta / by },
      ArrowUp: { ...at, cut: at.cut * by },
      ArrowDown: { ...at, cut: at.cut / by },
    };
    const target = moves[event.key];
    if (!target) return;
    event.preventDefault();
    ask(target);
  });
  root.moveTo(options.cursor);
  return root;
}

/** One label per curve, beside it where no curve, no other label and not the solution lies. */
function curveLabels(
  curves: [number, number][][][],
  texts: string[],
  solution: [number, number],
  area: Box,
): SVGElement[] {
  const everything = [...curves.flat(2), solution];
  const taken: Box[] = [{ x: solution[0] - 20, y: solution[1] - 20, width: 40, height: 40 }];
  const place = (k: number, text: string): Box | null => {
    const [width, height] = [text.length * 7.2, 16];
    let best: { score: number; box: Box } | null = null;
    for (const [a, b] of curves[k].flat())
      for (const [dx, dy] of [
        [8, -height - 3],
        [8, 3],
        [-width - 8, -height - 3],
        [-width - 8, 3],
        [-width / 2, -height - 8],
        [-width / 2, 8],
        [-width / 2, -height - 24],
        [-width / 2, 24],
      ]) {
        const box = { x: a + dx, y: b + dy, width, height };
        const inside =
          box.x > area.x + 4 &&
          box.y > area.y &&
          box.x + width < area.x + area.width &&
          box.y + height < area.y + area.height;
        if (!inside || taken.some((other) => overlap(box, other, 4))) continue;
        if (
          everything.some(
            ([x, y]) => x > box.x - 2 && x < box.x + width + 2 && y > box.y - 1 && y < box.y + height + 1,
          )
        )
          continue;
        const other = curves[1 - k].flat();
        const clear = other.every(
          ([x, y]) => x < box.x - 22 || x > box.x + width + 22 || y < box.y - 22 || y > box.y + height + 22,
        );
        const far = Math.abs(Math.hypot(a - solution[0], b - solution[1]) - 110);
        const loose = Math.abs(dy + height / 2) > 24 ? 200 : 0;
        const score = far + loose + (clear ? 0 : 1000);
        if (!best || score < best.score) best = { score, box };
      }
    return best?.box ?? null;
  };
  return curves.flatMap((_, k) => {
    const short = texts[k].replace(/^.*(?=\()/, "");
    for (const text of [texts[k], short]) {
      const box = place(k, text);
      if (!box) continue;
      taken.push(box);
      return svg`<text class="direct" x=${px(box.x)} y=${px(box.y + 12)}>${text}</text>`;
    }
    return [];
  });
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

import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { color, type Meaning, textColor, tint } from "../encoding.js";
import { type Axis, type AxisText, bottomAxis, leftAxis, linearAxis, logAxis, type Margin } from "./axes.js";
import { labelPlaces } from "./label-places.js";
import { px } from "./px.js";

/** One axis of a chart. */
export interface ChartAxis extends AxisText {
  domain: readonly [number, number];
  /** "log" unless the caption gives a reason. */
  type?: "log" | "linear";
}

export interface ChartOptions {
  width: number;
  /** By default a shape that fits a phone as well as a wide column. */
  height?: number;
  x: ChartAxis;
  y: ChartAxis;
  /** From back to front. Marks of Plot, or the ones made by the functions of this file. */
  marks: Plot.Markish[];
  /** The finding in words: what the picture is to those who do not see it. */
  finding: string;
  margin?: Partial<Margin>;
  /** Called with the abscissa under the reader's pointer while it is dragged. */
  onDrag?: (x: number) => void;
}

/** Height that a chart of this width has by default. */
export const chartHeight = (width: number) => Math.round(Math.min(420, Math.max(280, width * 0.62)));

/** What a mark drawn by hand gets: the two axes in pixels, and the frame. */
export interface Frame {
  x: Axis;
  y: Axis;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** A chart on two axes, with the site's axes and in its colours; a text alternative for the whole. */
export function chart(options: ChartOptions): SVGSVGElement {
  const { width, height = chartHeight(width), x, y, finding } = options;
  const margin = { top: 20, right: 14, bottom: 44, left: 58, ...options.margin };
  const scales = chartScales({ ...options, height });
  const scale = ({ domain, type = "log" }: ChartAxis) => ({ domain, type, axis: null, clamp: false });
  const drawing = Plot.plot({
    className: "plot",
    width,
    height,
    marginTop: margin.top,
    marginRight: margin.right,
    marginBottom: margin.bottom,
    marginLeft: margin.left,
    x: scale(x),
    y: scale(y),
    // Axis extents are the reader's; what lies outside is cut off by the mark's own clip.
    marks: [
      ...options.marks,
      () => bottomAxis(scales.x, height - margin.bottom, x) as SVGElement,
      () => leftAxis(scales.y, margin.left, { spacing: 30, ...y }) as SVGElement,
    ],
  }) as SVGSVGElement;
  // The picture is one image with one text; names of its parts are not allowed on parts without a role.
  for (const part of drawing.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label");
    part.removeAttribute("aria-description");
  }
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", finding);
  if (options.onDrag) dragAlong(drawing, scales.x, options.onDrag);
  return drawing;
}

/** The two axes of a chart, as they map values to pixels: for pointers and for what is laid over it. */
export function chartScales(options: Omit<ChartOptions, "marks" | "finding">): Frame {
  const { width, height = chartHeight(width) } = options;
  const margin = { top: 20, right: 14, bottom: 44, left: 58, ...options.margin };
  const make = ({ domain, type = "log" }: ChartAxis, range: [number, number]) =>
    (type === "log" ? logAxis : linearAxis)(domain, range);
  const [left, right, top, bottom] = [margin.left, width - margin.right, margin.top, height - margin.bottom];
  return { x: make(options.x, [left, right]), y: make(options.y, [bottom, top]), left, right, top, bottom };
}

/** A mark drawn by hand with the axes of its chart. */
export function custom(draw: (frame: Frame) => SVGElement | null): Plot.Markish {
  const mark = (_: unknown, scales: Plot.ScaleFunctions, __: unknown, box: Plot.Dimensions) => {
    const [left, right] = [box.marginLeft, box.width - box.marginRight];
    const [top, bottom] = [box.marginTop, box.height - box.marginBottom];
    const axis = (given: unknown, range: [number, number]) => {
      const { domain, type } = given as { domain: number[]; type?: string };
      return (type === "log" ? logAxis : linearAxis)([domain[0], domain[1]], range);
    };
    const { scales: full } = scales as unknown as { scales?: Record<string, unknown> };
    const described = full ?? (scales as unknown as Record<string, unknown>);
    return draw({
      x: axis(described.x, [left, right]),
      y: axis(described.y, [bottom, top]),
      left,
      right,
      top,
      bottom,
    });
  };
  return mark as unknown as Plot.Markish;
}

/** A point of a line: coordinates, and whether its fixed point was found. */
export interface LinePoint {
  x: number;
  y: number;
  converged?: boolean;
}

/** Theory: a solid line, broken where a point did not converge or cannot be drawn. */
export function theoryLine(
  points: readonly LinePoint[],
  options: { meaning?: Meaning; stroke?: string; dash?: string; width?: number } = {},
): Plot.Markish {
  const { meaning = "teacher", stroke = color(meaning), dash, width = 2.25 } = options;
  return Plot.line(points as LinePoint[], {
    x: "x",
    y: (p: LinePoint) => (p.converged === false || !Number.isFinite(p.y) ? Number.NaN : p.y),
    stroke,
    strokeWidth: width,
    strokeDasharray: dash,
    strokeLinejoin: "round",
    clip: true,
  });
}

/** A trained network, or several: mean and standard error. */
export interface TrainedPoint {
  x: number;
  y: number;
  /** Standard error of y. */
  error?: number;
  /** Whether every run reached its tolerance: hollow where not. */
  converged?: boolean;
}

/** Trained networks: dots with their error bars, in the hue of their line. */
export function trainedDots(
  points: readonly TrainedPoint[],
  options: { meaning?: Meaning; stroke?: string; radius?: number; symbol?: Plot.SymbolType } = {},
): Plot.Markish[] {
  const { meaning = "teacher", stroke = color(meaning), radius = 4, symbol = "circle" } = options;
  const shown = points.filter(({ x, y }) => Number.isFinite(x) && y > 0);
  return [
    Plot.ruleX(
      shown.filter(({ error }) => error !== undefined && error > 0),
      {
        x: "x",
        y1: (p: TrainedPoint) => Math.max(p.y - (p.error ?? 0), p.y * 1e-3),
        y2: (p: TrainedPoint) => p.y + (p.error ?? 0),
        stroke,
        strokeWidth: 1.5,
        clip: true,
      },
    ),
    Plot.dot(shown, {
      x: "x",
      y: "y",
      r: radius,
      symbol,
      fill: (p: TrainedPoint) => (p.converged === false ? "none" : stroke),
      stroke: "var(--theme-background)",
      strokeWidth: 1,
      clip: true,
    }),
  ];
}

/**
 * A claim of the paper: a thin dashed line of a given exponent through (x, y), from `from` to `to`, its exponent written
 * along it. Log-log charts only.
 */
export function guide(options: {
  from: number;
  to: number;
  /** Where the line passes. */
  through: readonly [number, number];
  exponent: number;
  /** What is written along it. */
  text: string;
  /** Pixels that the line and its text are moved up from the point (down where negative). */
  lift?: number;
}): Plot.Markish {
  const { from, to, through, exponent, text, lift = 12 } = options;
  return custom(({ x, y, top, bottom, left, right }) => {
    const at = (value: number) => through[1] * (value / through[0]) ** exponent;
    const [x1, x2] = [x(from), x(to)];
    const [y1, y2] = [y(at(from)) - lift, y(at(to)) - lift];
    if (![x1, x2, y1, y2].every(Number.isFinite)) return null;
    const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    const [cx, cy] = [(x1 + x2) / 2, (y1 + y2) / 2];
    const inside = cx > left && cx < right && cy > top - 4 && cy < bottom + 4;
    const shift = lift >= 0 ? -6 : 14;
    return svg`<g>
      <line class="guide" x1=${px(x1)} x2=${px(x2)} y1=${px(y1)} y2=${px(y2)}></line>
      ${inside ? svg`<text class="guide-label" text-anchor="middle" transform=${`translate(${px(cx)},${px(cy)}) rotate(${angle.toFixed(1)})`} dy=${shift}>${text}</text>` : null}
    </g>` as SVGElement;
  });
}

/** Phases along the horizontal axis as tinted bands, their names above where they have room. */
export function phaseBands(stretches: readonly { phase: PhaseId; from: number; to: number }[]): Plot.Markish {
  return custom(({ x, top, bottom, left, right }) => {
    const inside = (value: number) => Math.min(right, Math.max(left, x(value)));
    return svg`<g>${stretches.flatMap(({ phase, from, to }) => {
      const [a, b] = [inside(from), inside(to)];
      return [
        svg`<rect x=${px(a)} y=${top} width=${px(Math.max(0, b - a))} height=${bottom - top} fill=${tint(phase)}></rect>`,
        b - a > phase.length * 7.5 + 2
          ? svg`<text class="band-name" x=${px((a + b) / 2)} y=${top - 6} text-anchor="middle">${phase}</text>`
          : null,
      ];
    })}</g>` as SVGElement;
  });
}

/** Stretches of consecutive values in one phase, each reaching half way to its neighbours. */
export function stretchesOf(
  values: readonly { x: number; phase: PhaseId }[],
): { phase: PhaseId; from: number; to: number }[] {
  const found: { phase: PhaseId; from: number; to: number }[] = [];
  values.forEach(({ x, phase }, i) => {
    const last = found[found.length - 1];
    const edge = i === 0 ? x : Math.sqrt(x * values[i - 1].x);
    if (last) last.to = edge;
    if (last?.phase !== phase) found.push({ phase, from: edge, to: x });
    else last.to = x;
  });
  return found;
}

/** A label that lies on its curve. */
export interface CurveLabel {
  text: string;
  points: readonly LinePoint[];
  meaning?: Meaning;
  fill?: string;
}

/** Names written beside their curves, where they cover neither each other nor a curve. */
export function curveLabels(labels: readonly CurveLabel[]): Plot.Markish {
  return custom((frame) => {
    const curves = labels.map(({ points }) =>
      points
        .filter(({ x, y, converged }) => converged !== false && Number.isFinite(x) && Number.isFinite(y))
        .map(({ x, y }) => ({ x: frame.x(x), y: frame.y(y) }))
        .filter(({ x, y }) => x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom),
    );
    const places = labelPlaces(
      labels.map(({ text }, i) => ({ width: text.length * 7.2 + 4, height: 15, curve: i })),
      curves,
      frame,
    );
    return svg`<g>${labels.map(({ text, meaning = "teacher", fill = textColor(meaning) }, i) => {
      const place = places[i];
      return place
        ? svg`<text class="direct" x=${px(place.x)} y=${px(place.y)} text-anchor="middle" dy="0.32em" fill=${fill}>${text}</text>`
        : null;
    })}</g>` as SVGElement;
  });
}

/** The reader's point. */
export function readerRing(x: number, y: number): Plot.Markish {
  return custom((frame) => {
    const [cx, cy] = [frame.x(x), frame.y(y)];
    if (!Number.isFinite(cx) || !Number.isFinite(cy)) return null;
    const [sx, sy] = [
      Math.min(frame.right, Math.max(frame.left, cx)),
      Math.min(frame.bottom, Math.max(frame.top, cy)),
    ];
    return svg`<g>
      <line class="crosshair" x1=${px(sx)} x2=${px(sx)} y1=${frame.top} y2=${frame.bottom}></line>
      <g class="ring" transform=${`translate(${px(sx)},${px(sy)})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>
    </g>` as SVGElement;
  });
}

/** A vertical mark at a value, with a name beside it. */
export function landmark(x: number, text: string, meaning: Meaning = "guide"): Plot.Markish {
  return custom((frame) => {
    const at = frame.x(x);
    if (!(at >= frame.left && at <= frame.right)) return null;
    const flip = at > (frame.left + frame.right) / 2;
    return svg`<g class="landmark">
      <line x1=${px(at)} x2=${px(at)} y1=${frame.top} y2=${frame.bottom} stroke=${color(meaning)} stroke-width="1.25" stroke-dasharray="2 3"></line>
      <text class="guide-label" x=${px(at + (flip ? -5 : 5))} y=${frame.top + 12} text-anchor=${flip ? "end" : "start"} fill=${textColor(meaning)}>${text}</text>
    </g>` as SVGElement;
  });
}

/** Lets the reader drag along the horizontal axis of a chart (its keyboard way is the slider beside it). */
export function dragAlong(drawing: SVGSVGElement, x: Axis, onMove: (value: number) => void): void {
  const move = (event: PointerEvent) => {
    const box = drawing.getBoundingClientRect();
    const pixel = ((event.clientX - box.left) * drawing.width.baseVal.value) / box.width;
    const [a, b] = [Math.min(...x.range), Math.max(...x.range)];
    onMove(x.invert(Math.min(b, Math.max(a, pixel))));
  };
  drawing.style.touchAction = "pan-y";
  drawing.style.cursor = "ew-resize";
  drawing.addEventListener("pointerdown", (event) => {
    drawing.setPointerCapture(event.pointerId);
    move(event);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (event.buttons > 0) move(event);
  });
}

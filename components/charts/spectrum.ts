import { html, svg } from "htl";
import { facts } from "../../theory/networks.js";
import { color, textColor } from "../encoding.js";
import { formatNumber } from "../numbers.js";
import { describe, massOf, type SpectrumPiece, type SpectrumRows, spectrumCounts } from "../spectrum-rows.js";
import { type Axis, bottomAxis, leftAxis, linearAxis, logAxis, type Margin, spread } from "./axes.js";
import { px } from "./px.js";
import { rankPlot } from "./rank-plot.js";

export type SpectrumView = "log" | "linear" | "rank";

export interface SpectrumOptions {
  width: number;
  height: number;
  view: SpectrumView;
  /** Range of the weights' axis, the same wherever spectra are compared. */
  domain: readonly [number, number];
  /** For small multiples: no axis titles, no labels. */
  compact?: boolean;
}

/** Height of one stem (one weight, mass 1/d) as a fraction of the panel. */
const STEM = 0.42;

/** The law of the learned weights: bulk as density, learned features as stems, exact zeros, and the teacher. */
export function spectrum(rows: SpectrumRows, options: SpectrumOptions): HTMLElement {
  const drawing = options.view === "rank" ? rankPlot(rows, options) : densityPlot(rows, options);
  return html`<div class="spectrum" data-network=${rows.network} data-view=${options.view}>${drawing}</div>`;
}

/** A range for the weights' axis that holds the teacher and what is learned of it, whatever the noise. */
export function spectrumDomain(
  teacher: SpectrumRows["teacher"],
  network: SpectrumRows["network"],
): [number, number] {
  const first = teacher[0].value;
  const last = teacher[teacher.length - 1].value;
  const top = facts(network).shape === "vector" ? 6 : 2.2;
  return [Math.max(last / 3, first * 1e-7), first * top];
}

function densityPlot(rows: SpectrumRows, options: SpectrumOptions): SVGElement {
  const { width, height, compact = false } = options;
  const log = options.view === "log";
  const margin: Margin = compact
    ? { top: 8, right: 6, bottom: 22, left: 24 }
    : { top: 30, right: 12, bottom: 56, left: 64 };
  const base = height - margin.bottom;
  const gutter = compact ? 12 : 34;
  const left = margin.left + gutter;
  const domain = log ? options.domain : linearDomain(rows, options.domain);
  const x = log
    ? logAxis(domain, [left, width - margin.right])
    : linearAxis([0, domain[1]], [left, width - margin.right]);
  const areas = rows.pieces.filter((piece) => isArea(piece, rows));
  const spikes = rows.pieces.filter((piece) => !isArea(piece, rows));
  const curves = areas.map((piece) => densityCurve(piece, rows.d, log, x));
  const tallest = Math.max(1e-300, ...curves.flat().map(([, value]) => value));
  const top = log ? Math.max(0.9, tallest * 1.1) : tallest * 1.2;
  const y = linearAxis([0, top], [base, margin.top]);
  const stem = (piece: SpectrumPiece) =>
    base - Math.min(1, STEM * Math.max(piece.count, 0)) * (base - margin.top);
  const shown = spikes.filter(({ position }) => position >= x.domain[0] && position <= x.domain[1]);
  const beyond = spikes.filter(({ position }) => position > x.domain[1]).length;
  const clip = `plot-spectrum-${rows.network}-${compact ? "small" : "main"}-${Math.round(width)}`;

  return svg`<svg class=${`plot spectrum-plot${compact ? " compact" : ""}`} width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${describe(rows)}>
    <clipPath id=${clip}><rect x=${left} y="0" width=${width - margin.right - left} height=${base + 0.5}></rect></clipPath>
    ${zeros(rows, margin.left, gutter, base, margin.top, compact)}
    <g clip-path=${`url(#${clip})`}>
      ${areas.map((piece, i) => areaMark(piece, curves[i], y, base))}
      <path d=${shown.map((piece) => `M${px(x(piece.position))},${base}V${px(stem(piece))}`).join("")} stroke=${color("learned")} stroke-width=${compact ? 1.25 : 2} fill="none" class="stems"></path>
      ${compact ? null : spread(shown, x, 5).map((piece) => svg`<circle cx=${px(x(piece.position))} cy=${px(stem(piece))} r="3.2" fill=${color("learned")}></circle>`)}
    </g>
    ${compact ? null : teacherTicks(rows, x, base)}
    ${compact ? null : directLabels(rows, areas, curves, shown, x, y, base, margin, width)}
    ${beyond > 0 && !compact ? svg`<text class="note" x=${width - margin.right} y=${margin.top - 18} text-anchor="end" fill=${textColor("learned")}>${beyond} more to the right →</text>` : null}
    ${bottomAxis(x, base, { title: "", spacing: compact ? 30 : 44, ...(log ? {} : { spacing: 70 }) })}
    ${compact ? null : svg`<text class="axis-title" x=${(left + width - margin.right) / 2} y=${base + 50} text-anchor="middle">${axisName(rows)}</text>`}
    ${compact ? null : leftAxis(y, margin.left, { title: log ? "share per decade" : "density", spacing: 40 }, 40)}
  </svg>`;
}

const isVector = ({ network }: SpectrumRows) => facts(network).shape === "vector";

/** A part is drawn as a density unless it is a single learned eigenvalue. */
export function isArea(piece: SpectrumPiece, rows: SpectrumRows): boolean {
  return isVector(rows) || piece.kind === "bulk" || piece.count > 1.5;
}

function linearDomain(rows: SpectrumRows, domain: readonly [number, number]): [number, number] {
  const bulks = rows.pieces.filter((piece) => piece.kind === "bulk");
  const edge = Math.max(0, ...bulks.map((piece) => piece.x[piece.x.length - 1] ?? 0));
  const top = isVector(rows) ? edge : 4 * edge;
  return [0, top > 0 ? Math.min(domain[1], top) : domain[1]];
}

function axisName(rows: SpectrumRows): unknown {
  return isVector(rows) ? "size |θ̂| of a learned weight" : "eigenvalue of the learned weights Ŝ";
}

/** Points (pixel, height) of a density: per decade on a log axis, so that equal areas are equal shares. */
function densityCurve(piece: SpectrumPiece, d: number, log: boolean, x: Axis): [number, number][] {
  const points: [number, number][] = [];
  const mass = massOf(piece);
  const scale = mass > 0 ? piece.count / d / mass : 0;
  for (let i = 0; i < piece.x.length; i++) {
    const value = piece.x[i];
    if (log && value <= 0) continue;
    const height = piece.density[i] * scale * (log ? value * Math.LN10 : 1);
    points.push([x(log ? Math.max(value, x.domain[0] / 1e3) : value), height]);
  }
  return points;
}

function areaMark(piece: SpectrumPiece, curve: [number, number][], y: Axis, base: number): SVGElement | null {
  if (curve.length < 2) return null;
  const meaning = piece.kind === "bulk" ? "bulk" : "learned";
  const line = curve.map(([a, value]) => `${px(a)},${px(y(value))}`).join("L");
  return svg`<g class=${`area area-${piece.kind}`}>
    <path d=${`M${px(curve[0][0])},${base}L${line}L${px(curve[curve.length - 1][0])},${base}Z`} fill=${color(meaning)} fill-opacity="0.28"></path>
    <path d=${`M${line}`} fill="none" stroke=${color(meaning)} stroke-width="2"></path>
  </g>`;
}

function zeros(
  rows: SpectrumRows,
  x: number,
  gutter: number,
  base: number,
  top: number,
  compact: boolean,
): SVGElement {
  const height = rows.zeroMass * (base - top);
  const w = compact ? 7 : 14;
  const left = x + (gutter - w) / 2;
  return svg`<g class="zeros">
    <rect x=${left} y=${top} width=${w} height=${base - top} class="zeros-frame"></rect>
    <rect x=${left} y=${px(base - height)} width=${w} height=${px(height)} fill=${color("hidden")}></rect>
    <text x=${left + w / 2} y=${base + (compact ? 14 : 18)} text-anchor="middle" class="tick">0</text>
    ${compact ? null : svg`<text x=${left + w / 2} y=${top - 6} text-anchor="middle" class="note" fill=${textColor("hidden")}>${percent(rows.zeroMass)}</text>`}
  </g>`;
}

function teacherTicks(rows: SpectrumRows, x: Axis, base: number): SVGElement {
  const pixels = rows.teacher
    .filter(({ value }) => value >= x.domain[0] && value <= x.domain[1])
    .map(({ value }) => x(value));
  const alone = (i: number) =>
    Math.abs(pixels[i] - (pixels[i - 1] ?? Number.POSITIVE_INFINITY)) >= 7 &&
    Math.abs(pixels[i] - (pixels[i + 1] ?? Number.NEGATIVE_INFINITY)) >= 7;
  const [top, height] = [base + 25, 9];
  const hollow = pixels.filter((_, i) => alone(i));
  const crowded = pixels.filter((_, i) => !alone(i));
  return svg`<g class="teacher">
    ${hollow.map((at) => svg`<rect x=${px(at - 2)} y=${top} width="4" height=${height} class="teacher-mark"></rect>`)}
    <path class="teacher-line" d=${crowded.map((at) => `M${px(at)},${top}v${height}`).join("")}></path>
    <text x=${x.range[0] - 8} y=${top + height} text-anchor="end" class="note">teacher</text>
  </g>`;
}

interface DirectLabel {
  text: string;
  meaning: "bulk" | "learned";
  x: number;
  y: number;
  anchor: "start" | "middle" | "end";
}

function directLabels(
  rows: SpectrumRows,
  areas: SpectrumPiece[],
  curves: [number, number][][],
  spikes: SpectrumPiece[],
  x: Axis,
  y: Axis,
  base: number,
  margin: Margin,
  width: number,
): unknown[] {
  const counts = spectrumCounts(rows);
  const labels: DirectLabel[] = [];
  for (const kind of ["bulk", "spike"] as const) {
    const points = areas
      .flatMap((piece, i) => (piece.kind === kind ? curves[i] : []))
      .filter(([at]) => at >= x.range[0] && at <= x.range[1]);
    if (points.length === 0) continue;
    const peak = points.reduce((best, point) => (point[1] > best[1] ? point : best));
    if (y(peak[1]) > base - 3) continue;
    const text =
      kind === "bulk"
        ? `${isVector(rows) ? "" : "bulk: "}noise, ${percent(counts.bulk / rows.d)}`
        : isVector(rows)
          ? `learned features, ${percent(counts.spikes / rows.d)}`
          : `${formatNumber(Math.round(areas.reduce((sum, piece) => sum + (piece.kind === "spike" ? piece.count : 0), 0)))} features, merged`;
    const left = peak[0] - x.range[0] > text.length * 7.6;
    labels.push({
      text,
      meaning: kind === "bulk" ? "bulk" : "learned",
      x: left ? peak[0] - 4 : Math.min(peak[0] + 8, width - margin.right - text.length * 7.6),
      y: y(peak[1]) - 6,
      anchor: left ? "end" : "start",
    });
  }
  if (spikes.length > 0) {
    const total = Math.round(spikes.reduce((sum, piece) => sum + piece.count, 0));
    const room = width - margin.right - x(Math.min(...spikes.map((piece) => piece.position)));
    const short = `${total} ${total === 1 ? "feature" : "features"}`;
    const text = room > 185 ? `${short}, one stem each` : short;
    labels.push({
      text,
      meaning: "learned",
      x: width - margin.right,
      y: base - STEM * (base - margin.top) - 10,
      anchor: "end",
    });
  }
  separate(labels, margin.top - 8);
  const drawn: unknown[] = labels.map(
    ({ text, meaning, x, y, anchor }) =>
      svg`<text class="direct" x=${px(x)} y=${px(y)} text-anchor=${anchor} fill=${textColor(meaning)}>${text}</text>`,
  );
  if (counts.zeros / rows.d > 0.9995)
    drawn.push(
      svg`<text class="direct" x=${(x.range[0] + x.range[1]) / 2} y=${(base + margin.top) / 2} text-anchor="middle">${rows.pieces.length === 0 ? "all weights are exactly zero" : "nearly all weights are exactly zero"}</text>`,
    );
  return drawn;
}

/** Moves labels that would touch: the later one goes above the earlier one, or below where there is no room. */
function separate(labels: DirectLabel[], top: number): void {
  const span = ({ text, x, anchor }: DirectLabel): [number, number] => {
    const length = text.length * 7.6;
    const start = anchor === "end" ? x - length : anchor === "middle" ? x - length / 2 : x;
    return [start, start + length];
  };
  for (const label of labels) label.y = Math.max(top, label.y);
  for (let i = 1; i < labels.length; i++)
    for (let j = 0; j < i; j++) {
      const [a, b] = [span(labels[i]), span(labels[j])];
      if (a[0] > b[1] + 4 || b[0] > a[1] + 4 || Math.abs(labels[i].y - labels[j].y) >= 17) continue;
      const above = labels[j].y - 17;
      labels[i].y = above >= top ? above : labels[j].y + 17;
    }
}

function percent(share: number): string {
  if (share === 0) return "0 %";
  if (share > 0.9995 && share < 1) return ">99.9 %";
  return `${formatNumber(100 * share, share < 0.1 ? 2 : 3)} %`;
}

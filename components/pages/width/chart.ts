import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  guide,
  type LinePoint,
  readerRing,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { color, textColor } from "../../encoding.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { rankedWeights, type SpectrumRows } from "../../spectrum-rows.js";
import type { Trained } from "../../trained.js";

/** State evolution at one width. */
export interface WidthPoint {
  width: number;
  excessRisk: number;
  delta: number;
  cut: number;
  converged: boolean;
}

/** Risk against width at one load. */
export interface WidthCurve {
  load: number;
  effectiveSamples: number;
  /** Ascending in width; the last one is the full width. */
  points: readonly WidthPoint[];
  /** Number of the teacher's features above the noise, #{s_i > δ} at full width. */
  learnable: number;
  /** Units that the full-width solution uses: the number of its positive eigenvalues. */
  active: number;
}

export interface RiskOverWidthOptions {
  width: number;
  d: number;
  gamma: number;
  widths: readonly [number, number];
  risks: readonly [number, number];
  /** Load of the curve that is told about. */
  load: number;
  /** The reader's number of units. */
  units: number;
  /** (2/d)Σ_{i>p} s_i²: what p units cannot hold. */
  tail: readonly LinePoint[];
  /** Risk of the best weight decay at full width, where it is known. */
  tuned?: number;
  trained: readonly (Trained & { load: number })[];
  finding: string;
}

export const widthAxis = (widths: readonly [number, number]): ChartAxis => ({
  domain: widths,
  title: "hidden units",
  symbol: "p",
});

/** The point of a curve at a number of units, between its neighbours in log p; the full width beyond the last. */
export function atWidth(curve: WidthCurve, units: number): WidthPoint {
  const { points } = curve;
  const k = points.findIndex(({ width }) => width >= units);
  if (k < 0) return points[points.length - 1];
  if (k === 0 || points[k].width === units) return points[k];
  const [a, b] = [points[k - 1], points[k]];
  const w = Math.log(units / a.width) / Math.log(b.width / a.width);
  const between = (x: number, y: number) => x * (y / x) ** w;
  return {
    width: units,
    excessRisk: between(a.excessRisk, b.excessRisk),
    delta: between(a.delta, b.delta),
    cut: between(a.cut, b.cut),
    converged: a.converged && b.converged,
  };
}

/** Excess risk against the number of hidden units for several loads, the rate p^(1 − 2γ), and trained networks. */
export function riskOverWidth(curves: readonly WidthCurve[], options: RiskOverWidthOptions): SVGSVGElement {
  const { width, gamma, widths, risks, load, units, tail, tuned, trained, finding } = options;
  const lit = curves.find((curve) => curve.load === load);
  const line = ({ points }: WidthCurve) =>
    [...points, { ...points[points.length - 1], width: widths[1] }].map((point) => ({
      x: point.width,
      y: point.excessRisk,
      converged: point.converged,
    }));
  const at = lit && atWidth(lit, units);
  const exponent = 1 - 2 * gamma;
  const level = Array.from({ length: 9 }, (_, i) => ({
    x: widths[0] * (widths[1] / widths[0]) ** (i / 8),
    y: tuned ?? Number.NaN,
  }));
  const reach = lit ? Math.max(4, lit.learnable / 2) : 4;
  const middle = Math.sqrt(2 * reach);
  const through = tail.reduce((a, b) =>
    Math.abs(Math.log(b.x / middle)) < Math.abs(Math.log(a.x / middle)) ? b : a,
  );
  return chart({
    width,
    x: { ...widthAxis(widths), ticks: widthTicks(widths) },
    y: { domain: risks, title: "excess risk", symbol: "R" },
    finding,
    marks: [
      theoryLine(tail, { meaning: "hidden", width: 1.5 }),
      ...(tuned === undefined ? [] : [theoryLine(level, { meaning: "tuned", dash: "2 3", width: 1.5 })]),
      ...curves
        .filter((curve) => curve !== lit)
        .map((curve) => theoryLine(line(curve), { meaning: "guide", width: 1.25 })),
      ...(lit ? [theoryLine(line(lit), { meaning: "teacher", width: 2.75 })] : []),
      guide({
        from: 2,
        to: reach,
        through: [through.x, through.y],
        exponent,
        text: `slope 1 − 2γ = ${formatExponent(exponent)}`,
        lift: -24,
      }),
      ...curves.flatMap((curve) =>
        trainedDots(
          trained
            .filter((row) => row.load === curve.load)
            .map((row) => ({
              x: row.width,
              y: row.excessRisk,
              error: row.standardError,
              converged: row.converged,
            })),
          { meaning: curve === lit ? "teacher" : "guide" },
        ),
      ),
      curveLabels([
        ...curves.map((curve) => ({
          text: `α = ${formatNumber(curve.load)}`,
          points: line(curve),
          meaning: curve === lit ? ("teacher" as const) : ("guide" as const),
        })),
        { text: "features lost", points: tail, meaning: "hidden" as const },
        ...(tuned === undefined
          ? []
          : [{ text: "best weight decay", points: level, meaning: "tuned" as const }]),
      ]),
      ...(at ? [readerRing(at.width, at.excessRisk)] : []),
    ],
  });
}

function widthTicks([, last]: readonly [number, number]): number[] {
  const all = [1, 2, 5, 10, 20, 50, 100, 200, 400, 1000, 3000, 10_000];
  return (last > 1000 ? [1, 10, 100, 1000, 10_000] : all).filter((tick) => tick <= last);
}

/** The law of the noisy teacher with what a narrow network keeps of it, and the learned eigenvalues by rank. */
export function widthSpectrum(
  noisy: SpectrumRows,
  full: SpectrumRows,
  options: { width: number; units: number; cut: number; finding: string },
): HTMLElement {
  const { width, units, cut, finding } = options;
  const beside = width >= 640;
  const panel = beside ? Math.floor((width - 8) / 2) : width;
  const level = unitCut(noisy, units);
  return html`<div class="panels">${[
    noisyPanel(noisy, { width: panel, units, cut, level, finding }),
    rankPanel(noisy, full, { width: panel, units, cut, level }),
  ]}</div>` as HTMLElement;
}

/** x_p: the level of the noisy teacher above which p eigenvalues lie. */
export function unitCut(noisy: SpectrumRows, units: number): number {
  const [point] = units < noisy.d ? rankedWeights(noisy, [units + 0.5]) : [];
  return point?.value ?? Number.NEGATIVE_INFINITY;
}

interface PanelOptions {
  width: number;
  units: number;
  cut: number;
  level: number;
}

const HEIGHT = 320;

function noisyPanel(noisy: SpectrumRows, options: PanelOptions & { finding: string }): SVGSVGElement {
  const { width, cut, level, finding } = options;
  const bulks = noisy.pieces.filter(({ kind, x }) => kind === "bulk" && x.length > 1);
  const edges = bulks.flatMap(({ x }) => [x[0], x[x.length - 1]]);
  const [low, high] =
    edges.length > 0 ? [Math.min(...edges), Math.max(...edges)] : [0, noisy.teacher[0].value / 4];
  const domain: [number, number] = [low * (low < 0 ? 1.1 : 0.9), Math.max(high * 2.2, cut * 1.4)];
  const samples = bulks.map((piece) => {
    let mass = 0;
    for (let i = 1; i < piece.x.length; i++)
      mass += 0.5 * (piece.density[i] + piece.density[i - 1]) * (piece.x[i] - piece.x[i - 1]);
    const scale = piece.count / noisy.d / mass;
    return Array.from(piece.x, (x, i) => ({ x, y: piece.density[i] * scale }));
  });
  const top = Math.max(1e-9, ...samples.flat().map(({ y }) => y)) * 1.15;
  const keep = Math.max(cut, level);
  const spikes = noisy.pieces.filter(({ kind }) => kind === "spike");
  const inside = spikes.filter(({ position }) => position <= domain[1]);
  return chart({
    width,
    height: HEIGHT,
    x: { domain, title: "eigenvalue of the noisy teacher", type: "linear" },
    y: { domain: [0, top], title: "density", type: "linear" },
    finding,
    marks: [
      custom(({ x, left, right, top: edge, bottom }) => {
        const at = Math.min(right, Math.max(left, x(keep)));
        return svg`<rect class="dropped" x=${left} y=${edge} width=${px(at - left)} height=${bottom - edge}></rect>` as SVGElement;
      }),
      ...samples.flatMap((points) => [
        Plot.areaY(points, { x: "x", y: "y", fill: color("bulk"), fillOpacity: 0.28, clip: true }),
        Plot.line(points, { x: "x", y: "y", stroke: color("bulk"), strokeWidth: 2, clip: true }),
      ]),
      Plot.ruleX(inside, {
        x: "position",
        y1: 0,
        y2: top * 0.45,
        stroke: color("learned"),
        strokeWidth: 2,
        clip: true,
      }),
      custom(({ x, left, right, top: edge, bottom }) => {
        const line = (value: number, text: string, row: number) => {
          const at = x(value);
          if (!(at >= left && at <= right)) return null;
          const flip = at > (left + right) / 2;
          return svg`<g><line x1=${px(at)} x2=${px(at)} y1=${edge} y2=${bottom} stroke=${color("teacher")} stroke-width="1.5" stroke-dasharray=${row === 0 ? "5 4" : "none"}></line>
          <text class="direct" text-anchor=${flip ? "end" : "start"} x=${px(at + (flip ? -5 : 5))} y=${edge + 14 + 17 * row}>${text}</text></g>`;
        };
        const beyond = spikes.length - inside.length;
        return svg`<g>${line(cut, "cut c", 0)}${line(level, "xₚ", 1)}
          ${beyond > 0 ? svg`<text class="note" text-anchor="end" x=${right} y=${edge - 6} fill=${textColor("learned")}>${beyond} more to the right →</text>` : null}</g>` as SVGElement;
      }),
    ],
  });
}

function rankPanel(noisy: SpectrumRows, full: SpectrumRows, options: PanelOptions): SVGSVGElement {
  const { width, units, cut, level } = options;
  const { d, teacher } = noisy;
  const top = teacher[0].value * 1.6;
  const domain: [number, number] = [top / 3e3, top];
  const kept = rankedWeights(noisy)
    .map(({ rank, value, kind }) => ({ rank, kind, x: rank, y: value - cut }))
    .filter(({ rank, y }) => rank <= units && y > 0);
  const last = kept[kept.length - 1];
  const whole = rankedWeights(full).map(({ rank, value }) => ({ x: rank, y: value }));
  const part = (kind: "spike" | "bulk") =>
    theoryLine(
      kept.map((point, i) => ({
        x: point.x,
        y: point.kind === kind || kept[i - 1]?.kind === kind ? point.y : Number.NaN,
      })),
      { meaning: kind === "bulk" ? "bulk" : "learned", width: 2.5 },
    );
  return chart({
    width,
    height: HEIGHT,
    x: { domain: [0.85, d * 1.15], title: "rank", ticks: widthTicks([1, d]) },
    y: { domain, title: "eigenvalue of S" },
    finding: last
      ? `The learned eigenvalues by rank: ${kept.length > 0 ? `they end at rank ${Math.min(units, last.rank)}` : "there are none"}.`
      : "All learned eigenvalues are zero.",
    marks: [
      Plot.dot(teacher as { rank: number; value: number }[], {
        x: "rank",
        y: "value",
        r: 3.4,
        stroke: color("teacher"),
        strokeWidth: 1.1,
        clip: true,
      }),
      theoryLine(whole, { meaning: "guide", width: 1.25 }),
      part("spike"),
      part("bulk"),
      custom(({ x, y, bottom, left, top: edge }) => {
        const end = last && level > cut ? [px(x(last.rank)), px(Math.min(bottom, y(last.y)))] : null;
        return svg`<g>
          ${end ? svg`<line x1=${end[0]} x2=${end[0]} y1=${end[1]} y2=${bottom} stroke=${color(last.kind === "bulk" ? "bulk" : "learned")} stroke-width="2.5"></line>` : null}
          <circle cx=${left + 8} cy=${edge - 9} r="3.4" fill="none" stroke=${color("teacher")}></circle>
          <text class="note" text-anchor="start" x=${left + 16} y=${edge - 5}>teacher</text>
          <path d=${`M${left + 66},${edge - 9}h16`} stroke=${color("guide")} stroke-width="1.25"></path>
          <text class="note" text-anchor="start" x=${left + 86} y=${edge - 5}>full width</text>
          <path d=${`M${left + 148},${edge - 9}h16`} stroke=${color("learned")} stroke-width="2.5"></path>
          <text class="note" text-anchor="start" x=${left + 168} y=${edge - 5}>p units</text>
        </g>` as SVGElement;
      }),
    ],
  });
}

const px = (value: number) => String(Math.round(value * 10) / 10);

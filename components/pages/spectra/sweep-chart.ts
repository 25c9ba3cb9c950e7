import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import {
  type ChartOptions,
  chart,
  custom,
  type Frame,
  phaseBands,
  readerRing,
  trainedDots,
} from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { SpectrumPiece, SpectrumRows } from "../../spectrum-rows.js";
import type { OutlinePoint } from "../../topics/spectra.js";
import type { SweepTrained } from "./trained.js";

export interface SweepOptions extends Pick<ChartOptions, "width" | "height" | "finding" | "onDrag"> {
  samples: readonly [number, number];
  values: readonly [number, number];
  cursor: number;
  /** Where the ring sits: the bulk's end at the reader's point, or the strongest feature where there is no bulk. */
  ring?: number;
  /** The spectrum at the reader's point, drawn along the right side. */
  slice?: SpectrumRows;
  phases: readonly { phase: PhaseId; from: number; to: number }[];
}

/** Space on the right for the spectrum at the ring. */
const sideOf = (width: number) => (width < 520 ? 64 : 120);

/** Bulk and outliers of the learned spectrum against the samples: the band of noise narrows, and features leave it one by one. */
export function outlierSweep(
  points: readonly OutlinePoint[],
  trained: readonly SweepTrained[],
  options: SweepOptions,
): SVGSVGElement {
  const { samples, values, cursor, ring, slice, phases, ...shape } = options;
  const { width } = shape;
  const shown = points.filter(({ solution }) => solution.converged);
  const band = (merged: boolean) =>
    shown.map(({ solution, outline }) => {
      const bulks = outline.bulks.filter((bulk) => bulk.merged === merged);
      const right = Math.max(...bulks.map((bulk) => bulk.right));
      const left = Math.max(values[0] / 10, Math.min(...bulks.map((bulk) => bulk.left)));
      return { x: solution.effectiveSamples, left, right: bulks.length > 0 ? right : Number.NaN };
    });
  const area = (merged: boolean) => {
    const hue = color(merged ? "learned" : "bulk");
    const edges = { x: "x", y1: "left", y2: "right", clip: true };
    return [
      Plot.areaY(band(merged), { ...edges, fill: hue, fillOpacity: 0.28 }),
      Plot.line(band(merged), { x: "x", y: "right", stroke: hue, strokeWidth: 2.25, clip: true }),
    ];
  };
  const lines = shown.flatMap(({ solution, outline }) =>
    outline.outliers.map(({ feature, position }) => ({ x: solution.effectiveSamples, y: position, feature })),
  );
  const deepest = Math.max(0, ...lines.map(({ feature }) => feature));
  const drawn = Array.from({ length: deepest }, (_, k) => k + 1).filter(
    (k) => k <= 12 || (k <= 40 ? k % 4 === 0 : k % 20 === 0),
  );
  const outlierLines = drawn.map((feature) =>
    Plot.line(
      lines.filter((line) => line.feature === feature),
      {
        x: "x",
        y: (line: { y: number }) => (line.y > 0 ? line.y : Number.NaN),
        stroke: color("learned"),
        strokeWidth: feature <= 12 ? 1.75 : 0.75,
        clip: true,
      },
    ),
  );
  return chart({
    ...shape,
    x: { domain: samples, title: "effective samples", symbol: "n_eff" },
    y: { domain: values, title: "eigenvalue of the learned weights" },
    margin: { right: sideOf(width) },
    marks: [
      phaseBands(phases),
      ...area(false),
      ...area(true),
      ...outlierLines,
      ...trainedDots(
        trained.flatMap(({ effectiveSamples, features }) =>
          features.map(({ mean, error }) => ({ x: effectiveSamples, y: mean, error })),
        ),
        { meaning: "learned", radius: 3.5 },
      ),
      ...trainedDots(
        trained.flatMap(({ effectiveSamples, noise }) =>
          noise ? [{ x: effectiveSamples, y: noise.mean, error: noise.error }] : [],
        ),
        { meaning: "bulk", radius: 4, symbol: "square" },
      ),
      ...(slice ? [side(slice, width)] : []),
      custom((frame) => bandLabels(shown, frame)),
      readerRing(cursor, ring ?? Number.NaN),
      ...(ring === undefined ? [custom((frame) => crosshair(frame, cursor))] : []),
    ],
  });
}

function crosshair(frame: Frame, cursor: number): SVGElement {
  const at = px(frame.x(cursor));
  return svg`<line class="crosshair" x1=${at} x2=${at} y1=${frame.top} y2=${frame.bottom}></line>` as SVGElement;
}

/** Names of the band and of the first line, where they have room. */
function bandLabels(points: readonly OutlinePoint[], frame: Frame): SVGElement {
  const names: { text: string; x: number; y: number; meaning: "bulk" | "learned" }[] = [];
  const wide = points.filter(({ outline }) => outline.bulks.some(({ merged }) => !merged));
  if (wide.length > 8) {
    const at = wide[Math.floor(wide.length * 0.38)];
    const right = Math.max(...at.outline.bulks.map((bulk) => bulk.right));
    names.push({
      text: "noise",
      x: frame.x(at.solution.effectiveSamples),
      y: Math.min(frame.bottom - 12, frame.y(right) + 40),
      meaning: "bulk",
    });
  }
  const first = points.filter(({ outline }) => (outline.outliers[0]?.position ?? 0) > frame.y.domain[0]);
  if (first.length > 8) {
    const at = first[Math.floor(first.length * 0.55)];
    names.push({
      text: "features",
      x: frame.x(at.solution.effectiveSamples),
      y: frame.y(at.outline.outliers[0].position) - 10,
      meaning: "learned",
    });
  }
  return svg`<g>${names.map(({ text, x, y, meaning }) => svg`<text class="direct" x=${px(x)} y=${px(y)} text-anchor="middle" fill=${textColor(meaning)}>${text}</text>`)}</g>` as SVGElement;
}

/** The spectrum at the ring along the right side, on the same vertical axis; the teacher as hollow marks. */
function side(slice: SpectrumRows, width: number): Plot.Markish {
  return custom(({ y, right, top, bottom }) => {
    const [from, to] = [right + 12, width - 16];
    const inside = (value: number) => value >= y.domain[0] && value <= y.domain[1];
    const areas = slice.pieces.filter(({ kind, count }) => kind === "bulk" || count > 1.5);
    const curves = areas.map((piece) =>
      Array.from(piece.x, (value, i) => ({ value, height: value * piece.density[i] })).filter(({ value }) =>
        inside(value),
      ),
    );
    const tallest = Math.max(1e-300, ...curves.flat().map(({ height }) => height));
    const at = (height: number) => px(from + (0.8 * (to - from) * height) / tallest);
    const alone = slice.pieces.filter((piece) => !areas.includes(piece) && inside(piece.position));
    const mark = ({ kind }: SpectrumPiece) => color(kind === "bulk" ? "bulk" : "learned");
    let last = Number.NaN;
    const teacher = slice.teacher.filter(({ value }) => {
      if (!inside(value) || Math.abs(y(value) - last) < 9) return false;
      last = y(value);
      return true;
    });
    return svg`<g>
      <line class="axis-base" x1=${from} x2=${from} y1=${top} y2=${bottom}></line>
      ${curves.map((curve, i) =>
        curve.length > 1
          ? svg`<path d=${`M${from},${px(y(curve[0].value))}L${curve.map(({ value, height }) => `${at(height)},${px(y(value))}`).join("L")}L${from},${px(y(curve[curve.length - 1].value))}Z`} fill=${mark(areas[i])} fill-opacity="0.3" stroke=${mark(areas[i])} stroke-width="1.5"></path>`
          : null,
      )}
      ${alone.map(({ position }) => svg`<line x1=${from} x2=${px(from + 0.45 * (to - from))} y1=${px(y(position))} y2=${px(y(position))} stroke=${color("learned")} stroke-width="2"></line>`)}
      ${teacher.map(({ value }) => svg`<circle class="teacher-mark" cx=${width - 9} cy=${px(y(value))} r="3"></circle>`)}
      <text class="note" x=${to + 12} y=${top - 6} text-anchor="end">${width < 520 ? "at ring" : "at the ring, teacher ○"}</text>
    </g>` as SVGElement;
  });
}

import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import {
  type ChartAxis,
  chart,
  chartScales,
  custom,
  type Frame,
  landmark,
  phaseBands,
  readerRing,
  type TrainedPoint,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { labelPlaces } from "../../charts/label-places.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import { POSITIVE, positiveSum, TERM_MARKS, TERMS, type Term, type TermsPoint } from "./terms.js";

export interface TermsOptions {
  width: number;
  height: number;
  along: "samples" | "lambda";
  domain: readonly [number, number];
  risks: readonly [number, number];
  /** The reader's point. */
  ring: { x: number; y: number };
  phases: readonly { phase: PhaseId; from: number; to: number }[];
  trained: readonly TrainedPoint[];
  /** The weight decay with the least risk, where the line shows it. */
  best?: number;
  finding: string;
}

const AXES: Record<TermsOptions["along"], ChartAxis> = {
  samples: { domain: [1, 10], title: "effective samples", symbol: "n_eff" },
  lambda: { domain: [1, 10], title: "weight decay", symbol: "λ" },
};

const axesOf = ({ along, domain, risks }: Pick<TermsOptions, "along" | "domain" | "risks">) => ({
  x: { ...AXES[along], domain },
  y: { domain: risks, title: "contribution to the excess risk" },
});

/** The axes of the chart of terms, for the pointer. */
export const termsScales = (
  options: Pick<TermsOptions, "width" | "height" | "along" | "domain" | "risks">,
): Frame => chartScales({ ...options, ...axesOf(options) });

/** Excess risk (thick) and the size of each of its terms, on log-log axes. */
export function termsChart(points: readonly TermsPoint[], options: TermsOptions): SVGSVGElement {
  const { width, height, ring, phases, trained, best, finding } = options;
  const total = points.map(({ x, total: y, converged }) => ({ x, y, converged }));
  return chart({
    width,
    height,
    ...axesOf(options),
    finding,
    marks: [
      phaseBands(phases),
      theoryLine(total, { meaning: "teacher", width: 4 }),
      custom((frame) => termLines(points, frame)),
      ...trainedDots(trained, { meaning: "teacher", radius: 4 }),
      ...(best === undefined ? [] : [landmark(best, "least risk", "tuned")]),
      readerRing(ring.x, ring.y),
    ],
  });
}

/** Lines of the terms, each with a broad invisible one that the pointer finds. */
function termLines(points: readonly TermsPoint[], frame: Frame): SVGElement {
  const clip = `terms-${Math.round(frame.right)}-${Math.round(frame.bottom)}`;
  const curves = TERMS.map((term) =>
    points
      .filter((point) => point.converged && Math.abs(point[term]) > 0)
      .map((point) => ({ x: frame.x(point.x), y: frame.y(Math.abs(point[term])) })),
  );
  const visible = curves.map((curve) => curve.filter(({ y }) => y >= frame.top && y <= frame.bottom));
  const total = points
    .filter(({ converged }) => converged)
    .map((point) => ({ x: frame.x(point.x), y: frame.y(point.total) }))
    .filter(({ y }) => y >= frame.top && y <= frame.bottom);
  const names = ["excess risk", ...TERMS.map((term) => TERM_MARKS[term].name)];
  const places = labelPlaces(
    names.map((name, curve) => ({ width: name.length * 7.2 + 4, height: 15, curve })),
    [total, ...visible],
    frame,
  );
  return svg`<g>
    <clipPath id=${clip}><rect x=${frame.left} y=${frame.top} width=${frame.right - frame.left} height=${frame.bottom - frame.top}></rect></clipPath>
    <g clip-path=${`url(#${clip})`}>${TERMS.map((term, k) => {
      const { meaning, dash } = TERM_MARKS[term];
      const path = curves[k].map(({ x, y }) => `${px(x)},${px(y)}`).join("L");
      return path === ""
        ? null
        : svg`<g data-part=${term}>
            <path d=${`M${path}`} fill="none" stroke=${color(meaning)} stroke-width="2.25" stroke-dasharray=${dash ?? null}></path>
            <path d=${`M${path}`} fill="none" stroke="transparent" stroke-width="14"></path>
          </g>`;
    })}</g>
    ${names.map((name, k) => {
      const place = places[k];
      const meaning = k === 0 ? "teacher" : TERM_MARKS[TERMS[k - 1]].meaning;
      return place
        ? svg`<text class="direct" data-part=${k === 0 ? null : TERMS[k - 1]} x=${px(place.x)} y=${px(place.y)} text-anchor="middle" dy="0.32em" fill=${textColor(meaning)}>${name}</text>`
        : null;
    })}
  </g>` as SVGElement;
}

/**
 * Shares of overfitting, underfitting and approximation in their sum, stacked; the line is what alignment leaves of that sum.
 * Shares stack on a linear axis; the terms themselves, decades apart, would not.
 */
export function sharesChart(
  points: readonly TermsPoint[],
  options: Pick<TermsOptions, "width" | "height" | "along" | "domain" | "ring" | "finding">,
): SVGSVGElement {
  const { width, height, along, domain, ring, finding } = options;
  const shown = points.filter(({ converged }) => converged);
  const layers = POSITIVE.map((term, k) => ({
    term,
    points: shown.map((point) => {
      const sum = positiveSum(point);
      const below = POSITIVE.slice(0, k).reduce((all, other) => all + point[other], 0);
      return { x: point.x, from: below / sum, to: (below + point[term]) / sum };
    }),
  }));
  const left = shown.map((point) => ({ x: point.x, y: point.total / positiveSum(point) }));
  return chart({
    width,
    height,
    margin: { top: 8 },
    x: { ...AXES[along], domain },
    y: { domain: [0, 1], type: "linear", title: "share", ticks: [0, 0.5, 1] },
    finding,
    marks: [
      custom((frame) => {
        return svg`<g>${layers.map(({ term, points: layer }) => {
          const upper = layer.map(({ x, to }) => `${px(frame.x(x))},${px(frame.y(to))}`);
          const lower = layer.map(({ x, from }) => `${px(frame.x(x))},${px(frame.y(from))}`).reverse();
          return upper.length < 2
            ? null
            : svg`<path data-part=${term} d=${`M${[...upper, ...lower].join("L")}Z`} fill=${color(TERM_MARKS[term].meaning)} fill-opacity="0.55"></path>`;
        })}</g>` as SVGElement;
      }),
      Plot.line(left, { x: "x", y: "y", stroke: color("halo"), strokeWidth: 5, clip: true }),
      theoryLine(left, { meaning: "teacher", width: 2.5 }),
      custom((frame) => layerNames(layers, frame)),
      custom(({ x, top, bottom }) => {
        const at = px(x(ring.x));
        return svg`<line class="crosshair" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>` as SVGElement;
      }),
    ],
  });
}

/** Each layer's name where it is thickest, if it is thick enough. */
function layerNames(
  layers: readonly { term: Term; points: readonly { x: number; from: number; to: number }[] }[],
  frame: Frame,
): SVGElement {
  const taken: { x: number; y: number; half: number }[] = [];
  return svg`<g>${layers.map(({ term, points }) => {
    const half = TERM_MARKS[term].name.length * 3.6 + 6;
    const places = points
      .filter(({ from, to }) => frame.y(from) - frame.y(to) >= 18)
      .map(({ x, from, to }) => ({ x: frame.x(x), y: (frame.y(from) + frame.y(to)) / 2, thick: to - from }))
      .filter(({ x }) => x > frame.left + half && x < frame.right - half)
      .filter(({ x, y }) => taken.every((t) => Math.abs(t.x - x) > t.half + half || Math.abs(t.y - y) > 18));
    if (places.length === 0) return null;
    const { x, y } = places.reduce((a, b) => (b.thick > a.thick ? b : a));
    taken.push({ x, y, half });
    return svg`<text class="direct" data-part=${term} x=${px(x)} y=${px(y)} dy="0.32em" text-anchor="middle" fill=${textColor(TERM_MARKS[term].meaning)}>${TERM_MARKS[term].name}</text>`;
  })}</g>` as SVGElement;
}

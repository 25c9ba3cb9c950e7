import { html, svg } from "htl";
import { facts } from "../../../theory/networks.js";
import { type Axis, bottomAxis, linearAxis, linearTicks } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { isArea } from "../../charts/spectrum.js";
import { color, textColor } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import { type SpectrumPiece, type SpectrumRows, spectrumCounts } from "../../spectrum-rows.js";

export interface ThresholdStepsOptions {
  width: number;
  delta: number;
  cut: number;
}

const STRIP = 118;
const GAP = 30;
const STEM = 0.6;

/** Three strips on one axis: the teacher, the teacher with noise of strength δ, and what is left above the cut, moved left by it. */
export function thresholdSteps(
  noisy: SpectrumRows,
  learned: SpectrumRows,
  options: ThresholdStepsOptions,
): HTMLElement {
  const { width, delta, cut } = options;
  const margin = { top: 22, right: 14, bottom: 40, left: 14 };
  const height = margin.top + 3 * STRIP + 2 * GAP + margin.bottom;
  const [low, high] = stepsDomain(noisy, delta, cut);
  const x = linearAxis([low, high], [margin.left, width - margin.right]);
  const matrix = facts(noisy.network).shape === "matrix";
  const lost = matrix ? low : 0;
  const bases = [0, 1, 2].map((k) => margin.top + STRIP + k * (STRIP + GAP));
  const tallest = Math.max(
    1e-300,
    ...noisy.pieces
      .filter((p) => isArea(p, noisy))
      .flatMap((p) => scaled(p, noisy.d).map(([, value]) => value)),
  );
  const counts = spectrumCounts(learned);
  const drawing = svg`<svg class="plot threshold-steps" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${stepsFinding(learned, options)}>
    <clipPath id="plot-steps"><rect x=${margin.left} y="0" width=${width - margin.left - margin.right} height=${height}></rect></clipPath>
    <g clip-path="url(#plot-steps)">
      <path class="teacher-stems" d=${noisy.teacher
        .filter(({ value }) => value <= high)
        .map(({ value }) => `M${px(x(value))},${bases[0]}v${-STEM * STRIP}`)
        .join("")}></path>
      <rect x=${px(x(lost))} y=${bases[1] - STRIP} width=${px(Math.max(0, x(Math.min(cut, high)) - x(lost)))} height=${STRIP} fill=${color("hidden")} fill-opacity="0.16"></rect>
      ${strip(noisy, x, bases[1], tallest)}
      <line class="cut-line" x1=${px(x(cut))} x2=${px(x(cut))} y1=${bases[1] - STRIP} y2=${bases[1]}></line>
      <path class="cut-move" d=${`M${px(x(cut))},${bases[1]}L${px(x(0))},${bases[2] - STRIP * learned.zeroMass}`}></path>
      <rect x=${px(x(0) - 5)} y=${px(bases[2] - STRIP * learned.zeroMass)} width="10" height=${px(STRIP * learned.zeroMass)} fill=${color("hidden")}></rect>
      ${strip(learned, x, bases[2], tallest)}
    </g>
    ${bases.map((base) => svg`<line class="axis-base" x1=${margin.left} x2=${width - margin.right} y1=${base} y2=${base}></line>`)}
    ${stripTitle("1 Teacher", bases[0], margin.left)}
    ${stripTitle(`2 With noise of strength δ = ${formatNumber(delta)}`, bases[1], margin.left)}
    ${stripTitle(`3 Cut at c = ${formatNumber(cut)}: learned`, bases[2], margin.left)}
    ${beyond(noisy.teacher.filter(({ value }) => value > high).length, noisy, high, width - margin.right, bases[0])}
    <text class="note" x=${px(x(0) - 9)} y=${bases[2] - 22} text-anchor="end" fill=${textColor("hidden")}>${formatNumber(100 * learned.zeroMass)} %</text>
    <text class="note" x=${px(x(0) - 9)} y=${bases[2] - 8} text-anchor="end" fill=${textColor("hidden")}>exactly zero</text>
    <text class="note" x=${width - margin.right} y=${bases[2] - STRIP + 8} text-anchor="end"><tspan fill=${textColor("learned")}>${formatNumber(Math.round(counts.spikes))} ${Math.round(counts.spikes) === 1 ? "feature" : "features"}</tspan>, <tspan fill=${textColor("bulk")}>${formatNumber(Math.round(counts.bulk))} of noise</tspan></text>
    ${bottomAxis(x, bases[2], { title: matrix ? "eigenvalues (stems: one each)" : "size of a weight", ticks: linearTicks(x, 70).filter((value) => value >= lost) })}
  </svg>`;
  return html`<div data-delta=${delta} data-cut=${cut}>${drawing}</div>`;
}

/** The part of the axis that shows the bulk, the cut and the nearest features. */
export function stepsDomain(noisy: SpectrumRows, delta: number, cut: number): [number, number] {
  const first = noisy.teacher[0].value;
  const outermost = 1.15 * (first + (delta * delta) / first);
  const wanted = Math.max(7 * delta, 2 * cut);
  return facts(noisy.network).shape === "matrix"
    ? [
        -Math.max(2.4 * delta, 0.3 * Math.min(outermost, wanted)),
        Math.max(Math.min(outermost, wanted), 3 * delta),
      ]
    : [-0.3 * Math.max(5 * delta, 1.6 * cut), Math.max(5 * delta, 1.6 * cut)];
}

function scaled(piece: SpectrumPiece, d: number): [number, number][] {
  let mass = 0;
  for (let i = 1; i < piece.x.length; i++)
    mass += 0.5 * (piece.density[i] + piece.density[i - 1]) * (piece.x[i] - piece.x[i - 1]);
  const scale = mass > 0 ? piece.count / d / mass : 0;
  return Array.from(piece.x, (value, i) => [value, piece.density[i] * scale]);
}

function strip(rows: SpectrumRows, x: Axis, base: number, tallest: number): unknown[] {
  const stems = rows.pieces.filter((piece) => !isArea(piece, rows));
  return [
    ...rows.pieces
      .filter((piece) => isArea(piece, rows))
      .map((piece) => {
        const points = scaled(piece, rows.d).map(
          ([at, value]) => `${px(x(at))},${px(base - 0.92 * STRIP * Math.min(1.05, value / tallest))}`,
        );
        const meaning = piece.kind === "bulk" ? "bulk" : "learned";
        const [first, last] = [piece.x[0], piece.x[piece.x.length - 1]];
        return svg`<g><path d=${`M${px(x(first))},${base}L${points.join("L")}L${px(x(last))},${base}Z`} fill=${color(meaning)} fill-opacity="0.28"></path><path d=${`M${points.join("L")}`} fill="none" stroke=${color(meaning)} stroke-width="2"></path></g>`;
      }),
    svg`<path fill="none" stroke=${color("learned")} stroke-width="2" d=${stems.map((piece) => `M${px(x(piece.position))},${base}v${px(-STEM * STRIP * Math.min(1, piece.count))}`).join("")}></path>`,
  ];
}

function stripTitle(text: string, base: number, left: number): SVGElement {
  return svg`<text class="strip-title" x=${left} y=${base - STRIP - 6}>${text}</text>`;
}

function beyond(count: number, rows: SpectrumRows, high: number, x: number, base: number): SVGElement | null {
  if (count === 0 || rows.teacher[0].value <= high) return null;
  return svg`<text class="note" x=${x} y=${base - STRIP + 8} text-anchor="end">${count} more to the right, up to ${formatNumber(rows.teacher[0].value)} →</text>`;
}

/** The finding in words. */
export function stepsFinding(learned: SpectrumRows, { delta, cut }: { delta: number; cut: number }): string {
  const { bulk, spikes } = spectrumCounts(learned);
  const noun = facts(learned.network).words.weights;
  return `Noise of strength ${formatNumber(delta)} and a cut at ${formatNumber(cut)} leave ${formatNumber(Math.round(spikes))} learned features and ${formatNumber(Math.round(bulk))} ${noun} of noise out of ${formatNumber(learned.d)}; ${formatNumber(100 * learned.zeroMass)} % are exactly zero.`;
}

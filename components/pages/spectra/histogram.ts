import { svg } from "htl";
import { mean } from "../../../theory/numeric/statistics.js";
import { type Axis, bottomAxis, leftAxis, linearAxis, logAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { color } from "../../encoding.js";
import { type Bin, binEdges, binned } from "../../learned-runs.js";
import { massOf, type SpectrumPiece, type SpectrumRows } from "../../spectrum-rows.js";
import type { PhaseSpectrum } from "./counts.js";

export interface HistogramOptions {
  width: number;
  height: number;
  axis: "log" | "linear";
  /** Range of the eigenvalues; on the linear axis it starts at 0. */
  domain: readonly [number, number];
  /** Most eigenvalues in a bin that the axis reaches. */
  most: number;
  /** For small multiples: shorter axes, no titles. */
  compact?: boolean;
  finding: string;
}

/** Width of a bin: decades on the logarithmic axis, else units of the eigenvalue. */
export const BIN = { log: 0.1, linear: 0.25 } as const;

/**
 * Eigenvalues per bin: trained networks as bars (their mean), the prediction as a line for what is continuous and one stem of
 * height 1 for every eigenvalue that stands alone, so that one outlier in one bin is as high as its stem. The vertical axis is
 * a square root, the scale on which counts fluctuate alike; exact zeros in a column of their own.
 */
export function spectrumHistogram(spectrum: PhaseSpectrum, options: HistogramOptions): SVGSVGElement {
  const { width, height, axis, domain, most, compact = false, finding } = options;
  const log = axis === "log";
  const margin = compact
    ? { top: 10, right: 8, bottom: 22, left: 26 }
    : { top: 12, right: 12, bottom: 44, left: 52 };
  const gutter = compact ? 36 : 56;
  const [left, right, base] = [margin.left + gutter, width - margin.right, height - margin.bottom];
  const x = log ? logAxis(domain, [left, right]) : linearAxis([0, domain[1]], [left, right]);
  const root = linearAxis([0, Math.sqrt(most)], [base, margin.top]);
  const y = (count: number) => root(Math.sqrt(Math.max(0, count)));
  const { edges, bins } = binsOf(spectrum, axis, domain);
  const { theory } = spectrum;
  const ticks = [0, 1, 4, 10, 20, 40, 80, 160].filter((count) => count <= most).map(Math.sqrt);
  const clip = `bins-${spectrum.phase}-${compact ? "small" : "large"}-${axis}-${Math.round(width)}`;
  return svg`<svg class=${`plot histogram${compact ? " compact" : ""}`} width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${finding}>
    <clipPath id=${clip}><rect x=${left} y=${margin.top - 8} width=${right - left} height=${base + 9 - margin.top}></rect></clipPath>
    <g clip-path=${`url(#${clip})`}>
      <path class="trained-bars" d=${barsPath(bins, x, y, base)}></path>
      ${theory?.pieces.map((piece) => (isArea(piece) ? densityMark(piece, axis, x, y, base) : null))}
      ${theory && stems(theory, x, y, base, compact)}
      ${theory && sharedBins(theory, edges, x, y)}
    </g>
    ${zeroColumn(spectrum, margin.left, base, margin.top, compact)}
    ${bottomAxis(x, base, { title: compact ? "" : "eigenvalue of the learned weights", spacing: compact ? 34 : 50 })}
    ${leftAxis(root, margin.left, { title: compact ? "" : "eigenvalues per bin", ticks, format: (value) => String(Math.round(value * value)) })}
  </svg>` as SVGSVGElement;
}

/** Most eigenvalues that a bin holds, trained or predicted: how far the vertical axis of one histogram has to reach. */
export function mostPerBin(
  spectrum: PhaseSpectrum,
  axis: "log" | "linear",
  domain: readonly [number, number],
): number {
  const { bins } = binsOf(spectrum, axis, domain);
  const { pieces = [], d = 0 } = spectrum.theory ?? {};
  const bin = (value: number) => (axis === "log" ? value * BIN.log * Math.LN10 : BIN.linear);
  const predicted = pieces
    .filter(isArea)
    .flatMap(({ x, density }) => Array.from(x, (value, i) => density[i] * d * bin(value)));
  return Math.max(2, ...bins.map(({ count }) => count), ...predicted);
}

/** The edges of the bins, and the trained eigenvalues in them; none without trained networks. */
function binsOf({ runs }: PhaseSpectrum, axis: "log" | "linear", [low, high]: readonly [number, number]) {
  const log = axis === "log";
  const edges = binEdges(log ? low : 0, high, BIN[axis], log);
  return { edges, bins: runs.length > 0 ? binned(runs, edges) : [] };
}

/** A part is drawn as a density unless it is one eigenvalue. */
const isArea = ({ kind, count }: SpectrumPiece) => kind === "bulk" || count > 1.5;

function barsPath(bins: readonly Bin[], x: Axis, y: (count: number) => number, base: number): string {
  return bins
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => {
      const [a, b] = [x(from) + 0.5, x(to) - 0.5];
      return `M${px(a)},${base}V${px(y(count))}H${px(b)}V${base}Z`;
    })
    .join("");
}

/** A density in eigenvalues per bin. */
function densityMark(
  piece: SpectrumPiece,
  axis: "log" | "linear",
  x: Axis,
  y: (count: number) => number,
  base: number,
): SVGElement | null {
  const mass = massOf(piece);
  if (!(mass > 0)) return null;
  const scale = piece.count / mass;
  const points: string[] = [];
  const least = axis === "log" ? x.domain[0] / 2 : 0;
  let last = 0;
  for (let i = 0; i < piece.x.length; i++) {
    const value = Math.max(piece.x[i], least);
    if (value === last) continue;
    last = value;
    const bin = axis === "log" ? value * (10 ** (BIN.log / 2) - 10 ** (-BIN.log / 2)) : BIN.linear;
    points.push(`${px(x(value))},${px(y(piece.density[i] * scale * bin))}`);
  }
  if (points.length < 2) return null;
  const ends = [points[0], points[points.length - 1]].map((point) => point.split(",")[0]);
  const meaning = piece.kind === "bulk" ? "bulk" : "learned";
  return svg`<g>
    <path d=${`M${ends[0]},${base}L${points.join("L")}L${ends[1]},${base}Z`} fill=${color(meaning)} fill-opacity="0.22"></path>
    <path d=${`M${points.join("L")}`} fill="none" stroke=${color(meaning)} stroke-width="2"></path>
  </g>` as SVGElement;
}

function stems(
  theory: SpectrumRows,
  x: Axis,
  y: (count: number) => number,
  base: number,
  compact: boolean,
): SVGElement {
  const alone = theory.pieces.filter((piece) => !isArea(piece) && piece.position >= x.domain[0]);
  return svg`<g>${alone.map(
    ({ position, count }) =>
      svg`<line x1=${px(x(position))} x2=${px(x(position))} y1=${base} y2=${px(y(count))} stroke=${color("learned")} stroke-width=${compact ? 1.5 : 2}></line><circle cx=${px(x(position))} cy=${px(y(count))} r=${compact ? 2 : 3} fill=${color("learned")}></circle>`,
  )}</g>` as SVGElement;
}

/** A short line across every bin that several stems share, as high as their number. */
function sharedBins(
  theory: SpectrumRows,
  edges: readonly number[],
  x: Axis,
  y: (count: number) => number,
): SVGElement {
  const positions = theory.pieces.filter((piece) => !isArea(piece)).map(({ position }) => position);
  const parts = edges.slice(1).flatMap((to, k) => {
    const count = positions.filter((position) => position >= edges[k] && position < to).length;
    return count > 1 ? [`M${px(x(edges[k]))},${px(y(count))}H${px(x(to))}`] : [];
  });
  return svg`<path d=${parts.join("")} fill="none" stroke=${color("learned")} stroke-width="2"></path>` as SVGElement;
}

/** The exact zeros: the predicted number as a level with a line on top, the trained one as a dot. */
function zeroColumn(
  { runs, theory }: PhaseSpectrum,
  left: number,
  base: number,
  top: number,
  compact: boolean,
): SVGElement {
  const w = compact ? 8 : 16;
  const from = left + w;
  const d = theory?.d ?? runs[0]?.d ?? 1;
  const at = (share: number) => base - share * (base - top);
  const least = theory ? 1e-3 * theory.teacher[0].value : 0;
  const trained = mean(runs.map(({ values }) => d - values.filter((value) => value >= least).length)) / d;
  return svg`<g class="zeros">
    <rect x=${from} y=${top} width=${w} height=${base - top} class="zeros-frame"></rect>
    ${theory ? svg`<rect x=${from} y=${px(at(theory.zeroMass))} width=${w} height=${px(theory.zeroMass * (base - top))} fill=${color("hidden")} fill-opacity="0.45"></rect><line x1=${from - 2} x2=${from + w + 2} y1=${px(at(theory.zeroMass))} y2=${px(at(theory.zeroMass))} stroke=${color("hidden")} stroke-width="2"></line>` : null}
    ${Number.isFinite(trained) ? svg`<circle cx=${from + w / 2} cy=${px(at(trained))} r=${compact ? 3 : 4} fill=${color("teacher")} stroke="var(--theme-background)"></circle>` : null}
    <text x=${from + w / 2} y=${base + (compact ? 14 : 18)} text-anchor="middle">0</text>
  </g>` as SVGElement;
}

import { html, svg } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import { type Axis, bottomAxis, leftAxis, logAxis, type Margin } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { tint } from "../../encoding.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { Point } from "../../phase-grid.js";
import type { Best } from "../../topics/decay.js";

export type SliceAlong = "samples" | "lambda";

export interface SlicePoint {
  value: number;
  /** log10 of the excess risk. */
  logRisk: number;
  phase: PhaseId;
  converged: boolean;
}

/** The reader's ring. */
export interface Ring {
  cursor: Point;
  /** log10 of the risk there. */
  logRiskAtCursor: number;
}

export interface SliceOptions extends Ring {
  width: number;
  height: number;
  along: SliceAlong;
  /** What is said of it. */
  finding: string;
  riskRange: readonly [number, number];
  /** Exponent along this axis that each phase predicts; null where the rate is no power law. */
  predicted: (phase: PhaseId) => number | null;
}

/** Stretches of a slice in one phase, as index ranges. */
function bands(rows: readonly SlicePoint[]): { phase: PhaseId; from: number; to: number }[] {
  const found: { phase: PhaseId; from: number; to: number }[] = [];
  rows.forEach((row, i) => {
    const last = found[found.length - 1];
    if (last && last.phase === row.phase) last.to = i;
    else found.push({ phase: row.phase, from: i, to: i });
  });
  return found;
}

/** The risk along one line through the ring, with the phases it crosses and the slope each of them predicts. */
export function riskSlice(rows: readonly SlicePoint[], options: SliceOptions): HTMLElement {
  const { width, height, along, cursor, riskRange, finding } = options;
  const margin: Margin = { top: 24, right: 12, bottom: 44, left: 56 };
  const base = height - margin.bottom;
  const x = logAxis([rows[0].value, rows[rows.length - 1].value], [margin.left, width - margin.right]);
  const pad = 0.06 * (riskRange[1] - riskRange[0]);
  const y = logAxis([10 ** (riskRange[0] - pad), 10 ** (riskRange[1] + pad)], [base, margin.top]);
  const step = Math.sqrt(rows[1].value / rows[0].value);
  const edge = (value: number) => Math.min(x.range[1], Math.max(x.range[0], x(value)));
  const at = along === "samples" ? cursor.effectiveSamples : cursor.lambda;
  const stretches = bands(rows).map(({ phase, from, to }) => ({
    phase,
    from,
    to,
    left: edge(rows[from].value / step),
    right: edge(rows[to].value * step),
  }));
  const drawn = rows.filter((row) => row.converged && Number.isFinite(row.logRisk));
  const clip = `plot-slice-${along}-${Math.round(width)}`;
  const guides = stretches
    .map((stretch) => guide(stretch, rows, x, y, options))
    .filter((mark) => mark !== null);

  const drawing = svg`<svg class="plot risk-slice" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${finding}>
    <clipPath id=${clip}><rect x=${margin.left} y=${margin.top} width=${width - margin.left - margin.right} height=${base - margin.top}></rect></clipPath>
    ${stretches.map(({ phase, left, right }) => svg`<rect x=${px(left)} y=${margin.top} width=${px(right - left)} height=${base - margin.top} fill=${tint(phase)}></rect>`)}
    ${stretches
      .filter(({ left, right, phase }) => right - left > phase.length * 7.5 + 2)
      .map(
        ({ phase, left, right }) =>
          svg`<text class="band-name" x=${px((left + right) / 2)} y=${margin.top - 7} text-anchor="middle">${phase}</text>`,
      )}
    <g clip-path=${`url(#${clip})`}>
      ${guides.map(({ line }) => line)}
      <path class="theory-line" d=${drawn.length > 1 ? `M${drawn.map((row) => `${px(x(row.value))},${px(y(10 ** row.logRisk))}`).join("L")}` : null}></path>
    </g>
    ${guides.map(({ text }) => text)}
    <line class="crosshair" x1=${px(edge(at))} x2=${px(edge(at))} y1=${margin.top} y2=${base}></line>
    <g class="ring" transform=${`translate(${px(edge(at))},${px(y(10 ** options.logRiskAtCursor))})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>
    ${bottomAxis(x, base, along === "samples" ? { title: "effective samples", symbol: "n_eff" } : { title: "weight decay", symbol: "λ" })}
    ${leftAxis(y, margin.left, { title: "excess risk", symbol: "R", spacing: 26 })}
  </svg>`;
  return html`<div class="slice" data-along=${along}>${drawing}</div>`;
}

function guide(
  stretch: { phase: PhaseId; from: number; to: number; left: number; right: number },
  rows: readonly SlicePoint[],
  x: Axis,
  y: Axis,
  options: SliceOptions,
): { line: SVGElement; text: SVGElement } | null {
  const exponent = options.predicted(stretch.phase);
  if (exponent === null || stretch.right - stretch.left < 42) return null;
  const middle = rows[Math.round((stretch.from + stretch.to) / 2)];
  if (!middle.converged || !Number.isFinite(middle.logRisk)) return null;
  const unit = (x.range[1] - x.range[0]) / Math.log10(x.domain[1] / x.domain[0]);
  const rise = (y.range[0] - y.range[1]) / Math.log10(y.domain[1] / y.domain[0]);
  const half = (stretch.right - stretch.left) * 0.42;
  const slope = -(exponent * rise) / unit;
  const cx = x(middle.value);
  const cy = y(10 ** middle.logRisk) - 12;
  const angle = (Math.atan(slope) * 180) / Math.PI;
  const inside = Math.max(y.range[1] + 10, Math.min(y.range[0] - 8, cy - 7));
  return {
    line: svg`<line class="guide" x1=${px(cx - half)} x2=${px(cx + half)} y1=${px(cy - half * slope)} y2=${px(cy + half * slope)}></line>`,
    text: svg`<text class="guide-label" text-anchor="middle" transform=${`translate(${px(cx + 7 * Math.sin((angle * Math.PI) / 180))},${px(inside)}) rotate(${angle.toFixed(1)})`}>${formatExponent(exponent)}</text>`,
  };
}

/** Risks closer than this, in log10, differ by less than a reader notices. */
const NOTICEABLE = Math.log10(1.1);

const usableOf = (rows: readonly SlicePoint[]) =>
  rows.filter((row) => row.converged && Number.isFinite(row.logRisk));

/** The finding of a slice along the samples as a title. */
export function samplesTitle(rows: readonly SlicePoint[]): string {
  const usable = usableOf(rows);
  if (usable.length < 3) return "The risk against samples";
  let lowest = usable[0];
  let rise = { by: 0, at: usable[0] };
  for (const row of usable) {
    if (row.logRisk < lowest.logRisk) lowest = row;
    if (row.logRisk - lowest.logRisk > rise.by) rise = { by: row.logRisk - lowest.logRisk, at: row };
  }
  return rise.by > NOTICEABLE
    ? `More samples can hurt: the risk peaks at n_eff = ${formatNumber(rise.at.value, 2)}`
    : "More samples never hurt here";
}

/** The finding of a slice along the weight decay as a title. */
export function decayTitle(rows: readonly SlicePoint[], best: Best): string {
  const [least] = usableOf(rows);
  if (!least) return "The risk against weight decay";
  if (!(least.logRisk - Math.log10(best.excessRisk) > NOTICEABLE))
    return "The less weight decay, the better, or no matter";
  return best.where === "collapse"
    ? "Here no weight is worth its noise"
    : `Some weight decay is best: λ = ${formatNumber(best.lambda, 2)}`;
}

/** A slice along the samples in words. */
export function samplesFinding(rows: readonly SlicePoint[], { cursor, logRiskAtCursor }: Ring): string {
  const usable = usableOf(rows);
  if (usable.length === 0) return "No point of this slice converged.";
  const crossed = [...new Set(usable.map((row) => row.phase))].join(", ");
  return `At weight decay ${formatNumber(cursor.lambda)} more samples lead through the phases ${crossed}; the risk is ${formatNumber(10 ** logRiskAtCursor)} at the ring.`;
}

/** A slice along the weight decay in words. */
export function decayFinding(best: Best, { cursor, logRiskAtCursor }: Ring): string {
  const where = {
    interior: `at weight decay ${formatNumber(best.lambda)}`,
    vanishing: "as the weight decay vanishes",
    collapse: "where all weights are zero",
  }[best.where];
  return `At n_eff = ${formatNumber(cursor.effectiveSamples)} the risk is lowest, ${formatNumber(best.excessRisk)}, ${where}; at the ring it is ${formatNumber(10 ** logRiskAtCursor)}.`;
}

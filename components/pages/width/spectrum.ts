import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import { chart, custom, theoryLine } from "../../charts/chart.js";
import { pointsOf } from "../../charts/points.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { learnedWeights, noisyWeights } from "../../learned-weights.js";
import { formatNumber } from "../../numbers.js";
import { massOf, rankedWeights, type SpectrumRows } from "../../spectrum-rows.js";
import { atWidth, fullProblem, type WidthCurve } from "./curves.js";
import { unitsOf, type WidthSchema } from "./quantities.js";
import { plural, widthTicks } from "./risk.js";

type SpectrumView = View<WidthSchema, { own: WidthCurve }>;

/** What a network of some width keeps of the noisy teacher. */
interface Kept {
  /** The law of the noisy teacher at that width. */
  noisy: SpectrumRows;
  /** The law of the learned eigenvalues at full width. */
  full: SpectrumRows;
  units: number;
  cut: number;
}

function keptAt({ of, own }: SpectrumView): Kept {
  const { network, d, gamma } = fullProblem(of);
  const units = unitsOf(of);
  const { delta, cut } = atWidth(own, units);
  const full = own.points[own.points.length - 1];
  return {
    noisy: noisyWeights({ network, d, gamma, delta }),
    full: learnedWeights({ network, d, gamma, delta: full.delta, cut: full.cut }),
    units,
    cut,
  };
}

/** x_p: the level of the noisy teacher above which p eigenvalues lie. */
export function unitCut(noisy: SpectrumRows, units: number): number {
  const [point] = units < noisy.d ? rankedWeights(noisy, [units + 0.5]) : [];
  return point?.value ?? Number.NEGATIVE_INFINITY;
}

function caption({ noisy, cut, units }: Kept): string {
  const level = unitCut(noisy, units);
  const c = formatNumber(cut);
  if (level <= cut)
    return `The cut, c = ${c}, lies above xₚ${Number.isFinite(level) ? ` = ${formatNumber(level)}` : ""}: weight decay leaves fewer eigenvalues than there are units, and the width makes no difference.`;
  if (units === 1)
    return `1 unit keeps the largest eigenvalue of the noisy teacher and shifts it down by the cut, c = ${c}. Everything in the grey band becomes exactly zero.`;
  return `${plural(units)} keep the ${formatNumber(units)} largest eigenvalues of the noisy teacher, those above xₚ = ${formatNumber(level)}, and shift them down by the cut, c = ${c}: the smallest that is kept does not shrink to zero but stays at ${formatNumber(level - cut)}. Everything in the grey band becomes exactly zero.`;
}

/** The law of the noisy teacher with what a narrow network keeps of it, and the learned eigenvalues by rank. */
export function widthSpectrum(kept: Kept, width: number, finding: string): HTMLElement {
  const panel = width >= 640 ? Math.floor((width - 8) / 2) : width;
  return html`<div class="panels">${[noisyPanel(kept, panel, finding), rankPanel(kept, panel)]}</div>` as HTMLElement;
}

const HEIGHT = 320;

function noisyPanel({ noisy, units, cut }: Kept, width: number, finding: string): SVGSVGElement {
  const level = unitCut(noisy, units);
  const bulks = noisy.pieces.filter(({ kind, x }) => kind === "bulk" && x.length > 1);
  const edges = bulks.flatMap(({ x }) => [x[0], x[x.length - 1]]);
  const [low, high] =
    edges.length > 0 ? [Math.min(...edges), Math.max(...edges)] : [0, noisy.teacher[0].value / 4];
  const domain = [low * (low < 0 ? 1.1 : 0.9), Math.max(high * 2.2, cut * 1.4)] as const;
  const samples = bulks.map((piece) => {
    const scale = piece.count / noisy.d / massOf(piece);
    return Array.from(piece.x, (x, i) => ({ x, y: piece.density[i] * scale }));
  });
  const top = Math.max(1e-9, ...samples.flat().map(({ y }) => y)) * 1.15;
  const spikes = noisy.pieces.filter(({ kind }) => kind === "spike");
  const inside = spikes.filter(({ position }) => position <= domain[1]);
  const beyond = spikes.length - inside.length;
  const spike = { stroke: color("learned"), strokeWidth: 2, clip: true };
  return chart({
    width,
    height: HEIGHT,
    x: { domain, title: "eigenvalue of the noisy teacher", type: "linear" },
    y: { domain: [0, top], title: "density", type: "linear" },
    finding,
    marks: [
      custom(({ x, left, right, top: edge, bottom }) => {
        const at = Math.min(right, Math.max(left, x(Math.max(cut, level))));
        return svg`<rect class="dropped" x=${left} y=${edge} width=${px(at - left)} height=${bottom - edge}></rect>` as SVGElement;
      }),
      ...samples.flatMap((points) => [
        Plot.areaY(points, { x: "x", y: "y", fill: color("bulk"), fillOpacity: 0.28, clip: true }),
        Plot.line(points, { x: "x", y: "y", stroke: color("bulk"), strokeWidth: 2, clip: true }),
      ]),
      Plot.ruleX(inside, { x: "position", y1: 0, y2: top * 0.45, ...spike }),
      custom(({ x, left, right, top: edge, bottom }) => {
        const line = (value: number, text: string, row: number) => {
          const at = x(value);
          if (!(at >= left && at <= right)) return null;
          const flip = at > (left + right) / 2;
          return svg`<g><line x1=${px(at)} x2=${px(at)} y1=${edge} y2=${bottom} stroke=${color("teacher")} stroke-width="1.5" stroke-dasharray=${row === 0 ? "5 4" : "none"}></line>
          <text class="direct" text-anchor=${flip ? "end" : "start"} x=${px(at + (flip ? -5 : 5))} y=${edge + 14 + 17 * row}>${text}</text></g>`;
        };
        return svg`<g>${line(cut, "cut c", 0)}${line(level, "xₚ", 1)}
          ${beyond > 0 ? svg`<text class="note" text-anchor="end" x=${right} y=${edge - 6} fill=${textColor("learned")}>${beyond} more to the right →</text>` : null}</g>` as SVGElement;
      }),
    ],
  });
}

function rankPanel({ noisy, full, units, cut }: Kept, width: number): SVGSVGElement {
  const { d, teacher } = noisy;
  const top = teacher[0].value * 1.6;
  const kept = rankedWeights(noisy)
    .map((weight) => ({ ...weight, learned: weight.value - cut }))
    .filter(({ rank, learned }) => rank <= units && learned > 0);
  const last = kept.at(-1);
  // Each part goes on to the first point of the next one, so that the line has no gap.
  const part = (kind: "spike" | "bulk", meaning: "learned" | "bulk") => {
    const own = kept.map((point, i) =>
      point.kind === kind || kept[i - 1]?.kind === kind ? point : { ...point, learned: Number.NaN },
    );
    return theoryLine(pointsOf(own, "rank", "learned"), { meaning, width: 2.5 });
  };
  return chart({
    width,
    height: HEIGHT,
    x: { domain: [0.85, d * 1.15], title: "rank", ticks: widthTicks(d) },
    y: { domain: [top / 3e3, top], title: "eigenvalue of S" },
    finding: last
      ? `The learned eigenvalues by rank: they end at rank ${Math.min(units, last.rank)}.`
      : "All learned eigenvalues are zero.",
    marks: [
      Plot.dot(teacher, {
        x: "rank",
        y: "value",
        r: 3.4,
        stroke: color("teacher"),
        strokeWidth: 1.1,
        clip: true,
      }),
      theoryLine(pointsOf(rankedWeights(full), "rank", "value"), { meaning: "guide", width: 1.25 }),
      part("spike", "learned"),
      part("bulk", "bulk"),
      custom(({ x, y, bottom, left, top: edge }) => {
        const end =
          last && unitCut(noisy, units) > cut
            ? [px(x(last.rank)), px(Math.min(bottom, y(last.learned)))]
            : null;
        return svg`<g>
          ${end ? svg`<line x1=${end[0]} x2=${end[0]} y1=${end[1]} y2=${bottom} stroke=${color(last?.kind === "bulk" ? "bulk" : "learned")} stroke-width="2.5"></line>` : null}
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

/** The learned eigenvalues of a narrow network: density with the two thresholds, and by rank. */
export const spectrumFigure: Drawing<WidthSchema, { own: WidthCurve }> = {
  title: "A narrow network keeps the largest eigenvalues, as many as it has units",
  caption: (view) => caption(keptAt(view)),
  draw(view, width) {
    const kept = keptAt(view);
    return widthSpectrum(kept, width, caption(kept));
  },
  rows(view) {
    const { noisy, units, cut } = keptAt(view);
    return rowsOf(
      rankedWeights(noisy).map(({ rank, value, kind }) => ({
        rank,
        noisy: value,
        learned: rank <= units ? Math.max(0, value - cut) : 0,
        kind,
      })),
    );
  },
};

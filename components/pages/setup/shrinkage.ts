import { html, svg } from "htl";
import { bottomAxis, leftAxis, linearAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { cut } from "./quantities.js";

/** What a kink in the penalty does to one weight h: (|h| − c)₊ with its sign, or (h − c)₊ where weights cannot be negative. */
export function softThreshold(h: number, cut: number, positive: boolean): number {
  return positive ? Math.max(0, h - cut) : Math.sign(h) * Math.max(0, Math.abs(h) - cut);
}

/** The two thresholds side by side: the diagonal network cuts both signs, the quadratic one keeps the positive eigenvalues above the cut. */
export function shrinkage(cut: number, width: number): HTMLElement {
  const side = Math.min(300, width > 600 ? width / 2 - 12 : width);
  return html`<div class="pair" data-cut=${cut}>${panel(cut, false, side)}${panel(cut, true, side)}</div>`;
}

function panel(cut: number, positive: boolean, side: number): SVGElement {
  const [left, top, size] = [46, 24, side - 66];
  const x = linearAxis([-3, 3], [left, left + size]);
  const y = linearAxis([-3, 3], [top + size, top]);
  const corners = positive ? [-3, cut, 3] : [-3, -cut, cut, 3];
  const line = corners.map((h) => `${px(x(h))},${px(y(softThreshold(h, cut, positive)))}`).join("L");
  const dead = positive ? [-3, cut] : [-cut, cut];
  const name = positive ? "quadratic: eigenvalues" : "diagonal: weights";
  return svg`<svg class="plot" width=${side} height=${side} viewBox=${`0 0 ${side} ${side}`} role="img" aria-label=${`${name}: what lies ${positive ? `below ${formatNumber(cut)}` : `within ${formatNumber(cut)} of zero`} becomes exactly zero, the rest moves by ${formatNumber(cut)}.`}>
    <text class="direct" x=${left + size / 2} y="14" text-anchor="middle">${name}</text>
    <rect x=${px(x(dead[0]))} y=${top} width=${px(x(dead[1]) - x(dead[0]))} height=${size} fill=${color("hidden")} fill-opacity="0.22"></rect>
    <line class="zero" x1=${left} x2=${left + size} y1=${y(0)} y2=${y(0)}></line>
    <line class="guide" x1=${x(-3)} y1=${y(-3)} x2=${x(3)} y2=${y(3)}></line>
    <path d=${`M${line}`} fill="none" stroke=${color("learned")} stroke-width="2.5"></path>
    <text class="note" x=${px(x((dead[0] + dead[1]) / 2))} y=${px(y(-2.6))} text-anchor="middle" fill=${textColor("hidden")}>exactly 0</text>
    ${bottomAxis(x, top + size, { title: "before" })}
    ${leftAxis(y, left, { title: "after" }, 30)}
  </svg>`;
}

/** Weights before the cut that are tabulated: −3 to 3 in steps of 1/20. */
const WEIGHTS = Array.from({ length: 121 }, (_, k) => -3 + k / 20);

export const shrinkageFigure: Drawing<{ cut: typeof cut }> = {
  title: "A kink sets small weights to exactly zero and shifts the others",
  caption({ of }) {
    const c = formatNumber(of.cut);
    return `With a cut of ${c} the diagonal network drops every weight between −${c} and ${c}; the quadratic network, whose matrix cannot have negative eigenvalues, drops everything below ${c}. Dashed: no penalty.`;
  },
  draw: ({ of }, width) => shrinkage(of.cut, width),
  rows: ({ of }) =>
    rowsOf(
      WEIGHTS.map((before) => ({
        before,
        diagonal: softThreshold(before, of.cut, false),
        quadratic: softThreshold(before, of.cut, true),
      })),
    ),
};

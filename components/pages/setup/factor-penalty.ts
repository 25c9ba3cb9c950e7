import { html, svg } from "htl";
import { bottomAxis, leftAxis, linearAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { theta } from "./quantities.js";

export interface FactorPenalty {
  /** The smallest a² + w² with a·w = θ. */
  penalty: number;
  a: number;
  w: number;
}

/** The cheapest factors of one weight θ: a² + w² is smallest at |a| = |w| = √|θ|, where it is 2|θ|. */
export function cheapestFactors(theta: number): FactorPenalty {
  const size = Math.sqrt(Math.abs(theta));
  return { penalty: 2 * Math.abs(theta), a: size, w: Math.sign(theta) * size };
}

/**
 * Why weight decay on two factors is an ℓ1 penalty on their product. Left: the factors (a, w) with product θ
 * and the circle of the smallest a² + w² that touches them. Right: that smallest value against θ, with a kink at zero.
 */
export function factorPenalty(theta: number, width: number): HTMLElement {
  const side = Math.min(300, width > 600 ? width / 2 - 12 : width);
  const { penalty, a, w } = cheapestFactors(theta);
  return html`<div class="pair" data-penalty=${penalty}>${factors(theta, a, w, side)}${kink(theta, penalty, side)}</div>`;
}

function factors(theta: number, a: number, w: number, side: number): SVGElement {
  const [left, top, size] = [46, 10, side - 60];
  const x = linearAxis([-2.2, 2.2], [left, left + size]);
  const y = linearAxis([-2.2, 2.2], [top + size, top]);
  const branch = (sign: number) => {
    const points: string[] = [];
    for (let k = 0; k <= 80; k++) {
      const at = sign * 0.02 * (2.3 / 0.02) ** (k / 80);
      points.push(`${px(x(at))},${px(y(theta / at))}`);
    }
    return `M${points.join("L")}`;
  };
  const radius = x(Math.hypot(a, w)) - x(0);
  return svg`<svg class="plot" width=${side} height=${side} viewBox=${`0 0 ${side} ${side}`} role="img" aria-label=${`All factors a and w with product ${formatNumber(theta)}; the circle of smallest a² + w² touches them at a = ${formatNumber(a)}, w = ${formatNumber(w)}.`}>
    <clipPath id="plot-factors"><rect x=${left} y=${top} width=${size} height=${size}></rect></clipPath>
    <g clip-path="url(#plot-factors)">
      <line class="zero" x1=${left} x2=${left + size} y1=${y(0)} y2=${y(0)}></line>
      <line class="zero" x1=${x(0)} x2=${x(0)} y1=${top} y2=${top + size}></line>
      <circle cx=${x(0)} cy=${y(0)} r=${px(radius)} fill="none" stroke=${color("bulk")} stroke-width="2"></circle>
      ${theta === 0 ? null : [1, -1].map((sign) => svg`<path d=${branch(sign)} fill="none" stroke=${color("learned")} stroke-width="2.25"></path>`)}
    </g>
    ${[1, -1].map((sign) => svg`<g class="ring" transform=${`translate(${px(x(sign * a))},${px(y(sign * w))})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>`)}
    <text class="direct" x=${left + 8} y=${top + 16} fill=${textColor("learned")}>a·w = ${formatNumber(theta)}</text>
    <text class="direct" x=${left + 8} y=${top + size - 10} fill=${textColor("bulk")}>a² + w² = ${formatNumber(2 * Math.abs(theta))}</text>
    ${bottomAxis(x, top + size, { title: "weight", symbol: "a" })}
    ${leftAxis(y, left, { title: "weight", symbol: "w" }, 34)}
  </svg>`;
}

function kink(theta: number, penalty: number, side: number): SVGElement {
  const [left, top, size] = [46, 10, side - 60];
  const x = linearAxis([-2.2, 2.2], [left, left + size]);
  const y = linearAxis([0, 5], [top + size, top]);
  const ridge = Array.from({ length: 61 }, (_, k) => -2.2 + (4.4 * k) / 60);
  return svg`<svg class="plot" width=${side} height=${side} viewBox=${`0 0 ${side} ${side}`} role="img" aria-label=${`The smallest penalty is 2|θ|: at θ = ${formatNumber(theta)} it is ${formatNumber(penalty)}. It has a kink at zero, a squared penalty has none.`}>
    <path class="guide" fill="none" d=${`M${ridge.map((t) => `${px(x(t))},${px(y(t * t))}`).join("L")}`}></path>
    <path fill="none" stroke=${color("bulk")} stroke-width="2.25" d=${`M${px(x(-2.2))},${px(y(4.4))}L${px(x(0))},${px(y(0))}L${px(x(2.2))},${px(y(4.4))}`}></path>
    <g class="ring" transform=${`translate(${px(x(theta))},${px(y(penalty))})`}><circle r="7" class="ring-halo"></circle><circle r="7" class="ring-line"></circle></g>
    <text class="direct" x=${px(x(0))} y=${px(y(3.6))} text-anchor="middle" fill=${textColor("bulk")}>2|θ|: a kink</text>
    <text class="note" x=${px(x(0))} y=${px(y(3.6) + 18)} text-anchor="middle">dashed: θ², no kink</text>
    ${bottomAxis(x, top + size, { title: "product", symbol: "θ" })}
    ${leftAxis(y, left, { title: "smallest a² + w²" }, 32)}
  </svg>`;
}

/** Products at which the smallest penalty is tabulated: −2 to 2 in steps of 1/20. */
const PRODUCTS = Array.from({ length: 81 }, (_, k) => -2 + k / 20);

export const penaltyFigure: Drawing<{ theta: typeof theta }> = {
  title: "Weight decay on two factors is an absolute value on their product",
  caption({ of }) {
    const { penalty, a, w } = cheapestFactors(of.theta);
    return `The cheapest way to a product of ${formatNumber(of.theta)} costs ${formatNumber(penalty)} = 2|θ|, at a = ${formatNumber(a)} and w = ${formatNumber(w)} (or both negated): there the smallest circle touches the hyperbola.`;
  },
  draw: ({ of }, width) => factorPenalty(of.theta, width),
  rows: () => rowsOf(PRODUCTS.map((theta) => ({ theta, ...cheapestFactors(theta) }))),
};

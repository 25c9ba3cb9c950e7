import { html, svg } from "htl";
import type { Network } from "../../../theory/parameters.js";
import { mathTspans } from "../../charts/math-text.js";

/** The architecture of a network as a drawing: inputs on the left, the output on the right. */
export function networkDiagram(network: Network): HTMLElement {
  const drawing = DIAGRAMS[network]();
  return html`<div class="network-diagram" data-network=${network}>${drawing}</div>`;
}

const ROWS = [28, 74, 120, 184];

function node(x: number, y: number, tex: string, r = 17): SVGElement {
  return svg`<g class="node"><circle cx=${x} cy=${y} r=${r}></circle><text x=${x} y=${y} dy="0.32em" text-anchor="middle">${mathTspans(tex)}</text></g>`;
}

function dots(x: number): SVGElement {
  return svg`<text x=${x} y="156" text-anchor="middle" class="dots">⋮</text>`;
}

function edge(x1: number, y1: number, x2: number, y2: number): SVGElement {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [dx, dy] = [(17 * (x2 - x1)) / length, (17 * (y2 - y1)) / length];
  return svg`<line class="edge" x1=${x1 + dx} y1=${y1 + dy} x2=${x2 - dx} y2=${y2 - dy}></line>`;
}

function diagonal(): SVGElement {
  const index = ["1", "2", "3", "d"];
  return svg`<svg class="plot diagram" width="300" height="208" viewBox="0 0 340 236" role="img" aria-label="Diagonal linear network: every input has one hidden unit of its own, reached by a weight w and left by a weight a; the output sums them.">
    ${ROWS.flatMap((y, i) => [
      edge(26, y, 140, y),
      edge(140, y, 300, 106),
      node(26, y, `x_${index[i]}`),
      node(140, y, "", 13),
      svg`<text class="edge-label" x="82" y=${y - 7} text-anchor="middle">${mathTspans(`w_${index[i]}`)}</text>`,
      svg`<text class="edge-label" x="192" y=${y + (106 - y) * 0.32 - 7} text-anchor="middle">${mathTspans(`a_${index[i]}`)}</text>`,
    ])}
    ${dots(26)}${dots(140)}
    ${node(300, 106, "f")}
    <text x="170" y="228" text-anchor="middle" class="note">d inputs, d hidden units, one path each</text>
  </svg>`;
}

function quadratic(): SVGElement {
  const inputs = ["1", "2", "3", "d"];
  const hidden = [51, 97, 165];
  return svg`<svg class="plot diagram" width="300" height="208" viewBox="0 0 340 236" role="img" aria-label="Quadratic network: every input reaches every hidden unit through the matrix W; each hidden unit squares what it receives, and the output sums the squares.">
    ${ROWS.flatMap((y) => hidden.map((h) => edge(26, y, 170, h)))}
    ${hidden.map((h) => edge(170, h, 300, 106))}
    ${ROWS.map((y, i) => node(26, y, `x_${inputs[i]}`))}
    ${hidden.map((h) => node(170, h, "(·)^2"))}
    ${dots(26)}
    <text x="170" y="136" text-anchor="middle" class="dots">⋮</text>
    <text class="edge-label" x="92" y="14" text-anchor="middle">W</text>
    ${node(300, 106, "f")}
    <text x="170" y="228" text-anchor="middle" class="note">d inputs, p hidden units that square</text>
  </svg>`;
}

const DIAGRAMS: Record<Network, () => SVGElement> = { diagonal, quadratic };

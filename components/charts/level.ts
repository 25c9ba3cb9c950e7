import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { custom } from "./chart.js";
import { px } from "./px.js";

/**
 * A claimed value: a dashed horizontal line from one abscissa to another, by default through the whole chart, named at its right end.
 *
 * @param options.room narrower stretches, in pixels, bear no name
 */
export function level(
  value: number,
  text: string,
  options: { from?: number; to?: number; below?: boolean; room?: number } = {},
): Plot.Markish {
  const { from, to, below = false, room = 44 } = options;
  return custom(({ x, y, left, right }) => {
    const start = from === undefined ? left : Math.max(left, x(from));
    const end = to === undefined ? right : Math.min(right, x(to));
    const at = y(value);
    if (!(end > start)) return null;
    return svg`<g>
      <line class="guide" x1=${px(start)} x2=${px(end)} y1=${px(at)} y2=${px(at)}></line>
      ${end - start > room ? svg`<text class="guide-label" x=${px(end - 4)} y=${px(at + (below ? 15 : -6))} text-anchor="end">${text}</text>` : null}
    </g>` as SVGElement;
  });
}

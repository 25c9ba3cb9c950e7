import { svg } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import { chart, curveLabels, custom, type Frame, theoryLine } from "../../charts/chart.js";
import { px } from "../../charts/px.js";

/** The ratio R(quadratic)/R(diagonal) in one phase at one γ: its limit, and as solved at a point inside the phase. */
export interface ConstantRow {
  phase: PhaseId;
  gamma: number;
  limit: number;
  solved: number;
}

export const GAMMA_RANGE: readonly [number, number] = [0.6, 2.5];

/** The constants of the common phases against γ: limits as dashed lines, solved points as crosses. Linear in γ, which is an exponent itself. */
export function ratioConstants(
  limits: readonly { phase: PhaseId; points: readonly { x: number; y: number }[] }[],
  solved: readonly ConstantRow[],
  options: { width: number; gamma: number; finding: string },
): SVGSVGElement {
  const { width, gamma, finding } = options;
  return chart({
    width,
    height: Math.round(Math.min(320, Math.max(260, width * 0.5))),
    x: { domain: GAMMA_RANGE, type: "linear", title: "decay of the teacher", symbol: "γ" },
    y: {
      domain: [0.08, 3],
      title: "R quadratic / R diagonal",
      ticks: [0.125, 0.25, 0.5, 1, 2],
      format: (value) => (value < 1 ? `1/${1 / value}` : String(value)),
    },
    finding,
    marks: [
      custom(
        ({ x, top, bottom }) =>
          svg`<line class="crosshair" x1=${px(x(gamma))} x2=${px(x(gamma))} y1=${top} y2=${bottom}></line>` as SVGElement,
      ),
      ...limits.map(({ points }) => theoryLine(points, { meaning: "guide", dash: "5 4", width: 1.5 })),
      custom((frame) => crosses(solved, frame)),
      curveLabels(limits.map(({ phase, points }) => ({ text: `phase ${phase}`, points }))),
    ],
  });
}

function crosses(solved: readonly ConstantRow[], { x, y, top, bottom }: Frame): SVGElement {
  return svg`<g>${solved.map((row) => {
    const [cx, cy] = [x(row.gamma), y(row.solved)];
    if (!(cy > top && cy < bottom)) return null;
    return svg`<path d=${`M${px(cx - 5)},${px(cy)}H${px(cx + 5)}M${px(cx)},${px(cy - 5)}V${px(cy + 5)}`} stroke="var(--c-teacher)" stroke-width="1.75"></path>`;
  })}</g>` as SVGElement;
}

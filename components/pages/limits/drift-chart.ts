import { svg } from "htl";
import type { PhaseId } from "../../../theory/regimes.js";
import { chart, custom } from "../../charts/chart.js";
import { color, tint } from "../../encoding.js";
import { formatExponent } from "../../numbers.js";

/** The exponent in n_eff at one point of a phase. */
export interface ExponentPoint {
  phase: PhaseId;
  d: number;
  effectiveSamples: number;
  lambda: number;
  /** ∂log R/∂log n_eff by state evolution. */
  local: number;
  /** What the phase's rate says, or null where that is no power. */
  claimed: number | null;
  converged: boolean;
}

/** Local exponents in every phase, larger dots for larger d, and the asymptotic exponent they go to. */
export function exponentDrift(
  points: readonly ExponentPoint[],
  options: { width: number; phases: readonly PhaseId[]; dimensions: readonly number[]; finding: string },
): SVGSVGElement {
  const { width, phases, dimensions, finding } = options;
  const radius = (d: number) => 3 + 1.6 * dimensions.indexOf(d);
  const found = points.filter(({ converged, local }) => converged && Number.isFinite(local));
  const values = found.flatMap(({ local, claimed }) => (claimed === null ? [local] : [local, claimed]));
  const domain: [number, number] = [Math.min(-2.15, ...values) - 0.05, Math.max(0.7, ...values) + 0.15];
  return chart({
    width,
    height: 60 + 46 * phases.length,
    margin: { left: 48 },
    x: { domain, type: "linear", title: "exponent of the risk in the effective samples" },
    y: {
      domain: [phases.length - 0.5, -0.5],
      type: "linear",
      title: "",
      ticks: phases.map((_, i) => i),
      format: (i) => phases[i] ?? "",
    },
    finding,
    marks: [
      custom(({ x, y, left, right }) => {
        return svg`<g>${phases.map((phase, i) => {
          const [top, bottom] = [y(i - 0.5), y(i + 0.5)];
          const here = found.filter((point) => point.phase === phase);
          const claimed = here.find((point) => point.claimed !== null)?.claimed ?? null;
          const middle = y(i);
          return svg`<g>
            <rect x=${left} y=${Math.min(top, bottom)} width=${right - left} height=${Math.abs(bottom - top)} fill=${tint(phase)}></rect>
            ${
              claimed === null
                ? null
                : svg`<g><line class="guide" x1=${x(claimed)} x2=${x(claimed)} y1=${middle - 18} y2=${middle + 18}></line>
              <text class="guide-label" x=${x(claimed) + (x(claimed) > (left + right) / 2 ? -6 : 6)} y=${middle - 10} text-anchor=${x(claimed) > (left + right) / 2 ? "end" : "start"}>${formatExponent(claimed)}</text></g>`
            }
            ${here.map(({ d, local }) => svg`<circle cx=${x(local)} cy=${middle + 6} r=${radius(d)} fill="none" stroke=${color("teacher")} stroke-width=${d === dimensions[dimensions.length - 1] ? 3 : 1.4}></circle>`)}
          </g>`;
        })}</g>` as SVGElement;
      }),
    ],
  });
}

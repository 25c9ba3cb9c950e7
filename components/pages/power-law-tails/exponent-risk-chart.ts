import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { chart, custom, readerRing } from "../../charts/chart.js";
import { color } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { ExponentRisk } from "../../topics/tails.js";

const SYMBOLS: Plot.SymbolType[] = ["circle", "square", "diamond", "triangle"];

/** Points of a path that were found and whose exponent could be fitted. */
export const drawnOf = (path: readonly ExponentRisk[]): ExponentRisk[] =>
  path.filter(({ alpha, converged }) => converged && Number.isFinite(alpha));

/** The point of a path whose weight decay is nearest to λ, in ratio; the path has one. */
export function nearestOn(path: readonly ExponentRisk[], lambda: number): ExponentRisk {
  const away = (point: ExponentRisk) => Math.abs(Math.log(point.lambda / lambda));
  return path.reduce((best, point) => (away(point) < away(best) ? point : best));
}

/** Excess risk against the fitted exponent: one path of growing weight decay for each teacher. */
export function exponentRisk(
  paths: readonly (readonly ExponentRisk[])[],
  options: { width: number; lambda: number; finding: string },
): SVGSVGElement {
  const { width, lambda, finding } = options;
  const shown = paths.map(drawnOf);
  const risks = shown.flat().map(({ excessRisk }) => excessRisk);
  const low = Math.min(1e-7, ...risks) / 2;
  const marks: Plot.Markish[] = shown.flatMap((path, i) => {
    if (path.length === 0) return [];
    const { gamma } = path[0];
    const at = 1 + 1 / gamma;
    const ring = nearestOn(path, lambda);
    return [
      custom(
        ({ x, top, bottom }) =>
          svg`<g><line class="guide" x1=${x(at)} x2=${x(at)} y1=${top} y2=${bottom}></line>
          <text class="direct" x=${x(at)} y=${top - 6} text-anchor="middle">γ = ${formatNumber(gamma)}</text></g>` as SVGElement,
      ),
      Plot.line(path, {
        x: "alpha",
        y: "excessRisk",
        stroke: color("learned"),
        strokeWidth: 2,
        clip: true,
      }),
      Plot.dot(path, {
        x: "alpha",
        y: "excessRisk",
        r: 3.5,
        symbol: SYMBOLS[i % SYMBOLS.length],
        fill: color("learned"),
        stroke: "var(--theme-background)",
        clip: true,
      }),
      readerRing(ring.alpha, ring.excessRisk),
    ];
  });
  return chart({
    width,
    margin: { top: 30 },
    x: { domain: [1.3, 2.8], type: "linear", title: "fitted exponent of the learned spectrum", symbol: "α" },
    y: { domain: [low, 3], title: "excess risk", symbol: "R" },
    finding,
    marks,
  });
}

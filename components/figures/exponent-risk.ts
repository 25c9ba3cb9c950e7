import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import type { PhaseId } from "../../theory/regimes.js";
import { chart, custom, readerRing } from "../charts/chart.js";
import { color } from "../encoding.js";
import { formatNumber } from "../numbers.js";

/** A trained network's spectrum and its quality, at one weight decay. */
export interface ExponentRisk {
  gamma: number;
  lambda: number;
  phase: PhaseId;
  excessRisk: number;
  /** Fitted exponent of the whole or the tail of its spectrum; NaN where too few weights are left. */
  alpha: number;
  /** Weights in the fitted tail. */
  count: number;
  converged: boolean;
}

const SYMBOLS: Plot.SymbolType[] = ["circle", "square", "diamond", "triangle"];

/** Excess risk against the fitted exponent: one path of growing weight decay for each teacher. */
export function exponentRisk(
  paths: readonly (readonly ExponentRisk[])[],
  options: { width: number; lambda: number; finding: string },
): SVGSVGElement {
  const { width, lambda, finding } = options;
  const shown = paths.map((path) =>
    path.filter(({ alpha, converged }) => converged && Number.isFinite(alpha)),
  );
  const risks = shown.flat().map(({ excessRisk }) => excessRisk);
  const low = Math.min(1e-7, ...risks) / 2;
  const marks: Plot.Markish[] = shown.flatMap((path, i) => {
    if (path.length === 0) return [];
    const { gamma } = path[0];
    const at = 1 + 1 / gamma;
    const ring = path.reduce((a, b) =>
      Math.abs(Math.log(b.lambda / lambda)) < Math.abs(Math.log(a.lambda / lambda)) ? b : a,
    );
    return [
      custom(
        ({ x, top, bottom }) =>
          svg`<g><line class="guide" x1=${x(at)} x2=${x(at)} y1=${top} y2=${bottom}></line>
          <text class="direct" x=${x(at)} y=${top - 6} text-anchor="middle">γ = ${formatNumber(gamma)}</text></g>` as SVGElement,
      ),
      Plot.line(path as ExponentRisk[], {
        x: "alpha",
        y: "excessRisk",
        stroke: color("learned"),
        strokeWidth: 2,
        clip: true,
      }),
      Plot.dot(path as ExponentRisk[], {
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

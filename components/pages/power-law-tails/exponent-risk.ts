import * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { logGrid } from "../../../theory/numeric/grids.js";
import { chart, custom, readerRing } from "../../charts/chart.js";
import { nearestInRatio } from "../../charts/points.js";
import { color } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { solver } from "../../kit/solver.js";
import { formatNumber } from "../../numbers.js";
import type { ExponentRisk, PathRequest } from "../../topics/tails.js";
import type { TailSchema } from "./quantities.js";

/** The settings of the paths, besides γ and λ. */
export const PATHS: PathRequest = {
  d: 200,
  noise: 0.5,
  effectiveSamples: 1e8,
  gammas: [0.75, 1, 1.5],
  lambdas: logGrid(1, 1e6, 25),
};

export const solvePaths = () => solver("tails").exponentPaths(PATHS);

const SYMBOLS: Plot.SymbolType[] = ["circle", "square", "diamond", "triangle"];

/** Points of a path that were found and whose exponent could be fitted. */
const drawnOf = (path: readonly ExponentRisk[]): ExponentRisk[] =>
  path.filter(({ alpha, converged }) => converged && Number.isFinite(alpha));

/** The point of a path whose weight decay is nearest to λ. */
const nearestOn = (path: readonly ExponentRisk[], lambda: number) => nearestInRatio(path, "lambda", lambda);

/** Excess risk against the fitted exponent: one path of growing weight decay for each teacher. */
export function exponentRisk(
  paths: readonly (readonly ExponentRisk[])[],
  options: { width: number; lambda: number; finding: string },
): SVGSVGElement {
  const { width, lambda, finding } = options;
  const shown = paths.map(drawnOf);
  const risks = shown.flat().map(({ excessRisk }) => excessRisk);
  const low = Math.min(1e-7, ...risks) / 2;
  const columns = { x: "alpha", y: "excessRisk", clip: true };
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
      Plot.line(path, { ...columns, stroke: color("learned"), strokeWidth: 2 }),
      Plot.dot(path, {
        ...columns,
        r: 3.5,
        symbol: SYMBOLS[i % SYMBOLS.length],
        fill: color("learned"),
        stroke: "var(--theme-background)",
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

type Needs = { paths: ExponentRisk[][] };

/** The finding at the reader's weight decay. */
function finding({ of, paths }: View<TailSchema, Needs>): string {
  const drawn = drawnOf(paths.find(([{ gamma }]) => gamma === 1)!);
  const [first] = drawn;
  // As far as the exponent stays within its error of the first one.
  const last = drawn.findLast(({ alpha }) => Math.abs(alpha - first.alpha) < 0.1)!;
  const here = paths.map((path) => nearestOn(drawnOf(path), of.path));
  return `At γ = 1 the risk grows from ${formatNumber(first.excessRisk)} to ${formatNumber(last.excessRisk)} while the fitted exponent stays within 0.1 of ${formatNumber(first.alpha)}. At λ = ${formatNumber(here[0].lambda)} (rings) the three teachers have the exponents ${here.map(({ alpha }) => formatNumber(alpha)).join(", ")} and the risks ${here.map(({ excessRisk }) => formatNumber(excessRisk)).join(", ")}. Every path is one teacher under growing weight decay (upwards), at d = ${PATHS.d} and n_eff = ${formatNumber(PATHS.effectiveSamples)}; dashed: 1 + 1/γ. Paths end where fewer than ten weights are left. Exponents are on a linear axis.`;
}

/** Risk against exponent: what a heavy tail says about quality, and what it does not. */
export const exponentRiskFigure: Drawing<TailSchema, Needs> = {
  title: "The exponent tells the teacher, not the quality",
  caption: finding,
  draw: (view, width) => exponentRisk(view.paths, { width, lambda: view.of.path, finding: finding(view) }),
  rows: ({ paths }) => rowsOf(paths.flat().map((row) => ({ ...row }))),
  command: ({ of }) => ({
    command: "spectrum",
    options: {
      network: "quadratic",
      d: PATHS.d,
      gamma: 1,
      noise: PATHS.noise,
      alpha: PATHS.effectiveSamples / PATHS.d,
      lambda: of.path,
    },
  }),
};

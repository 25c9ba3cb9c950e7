import { logGrid } from "../../../theory/numeric/grids.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { solver } from "../../kit/solver.js";
import { formatNumber } from "../../numbers.js";
import type { ExponentRisk, PathRequest } from "../../topics/tails.js";
import { drawnOf, exponentRisk, nearestOn } from "./exponent-risk-chart.js";
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

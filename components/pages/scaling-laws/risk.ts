import type * as Plot from "@observablehq/plot";
import { phaseAt } from "../../../theory/regimes.js";
import { chartScales, dragAlong } from "../../charts/chart.js";
import { EXPONENT_RANGE, exponentStrip, signed } from "../../charts/exponent-strip.js";
import { riskWindow, strokeOf } from "../../charts/risk-chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatDimension, formatExponent, formatNumber } from "../../numbers.js";
import { claimedExponent, type RiskCurve } from "../../risk-curves.js";
import { effectiveSamplesOf, medianDeviation, type Trained, trainedOf } from "../../trained.js";
import { type DrawnCurve, scalingLaws } from "./chart.js";
import { type ReaderPoint, wantedCurves } from "./curves.js";
import { decayOf, type ScalingSchema, type ScalingValues, samplesWindow } from "./quantities.js";

type Needs = { curves: RiskCurve[]; point: ReaderPoint };
type RiskView = View<ScalingSchema, Needs>;

const SYMBOLS: Plot.SymbolType[] = ["circle", "square", "triangle", "diamond", "star"];

/** The curves of the view, each with its dots and its symbol. */
const drawnCurves = (trained: readonly Trained[], { of, curves }: RiskView): DrawnCurve[] =>
  wantedCurves(of).map(({ problem, decay, lit }, k) => ({
    curve: curves[k],
    lit,
    trained: trainedOf(trained, { ...problem, lambda: decay.value(problem.d) }),
    symbol: of.view === "decays" ? decay.symbol : SYMBOLS[k % SYMBOLS.length],
  }));

/** What the figure shows at the reader's point, true at any: the exponent there, beside the phase's own. */
export function pointSentence({ solution, exponent }: ReaderPoint, of: ScalingValues): string {
  const { network, d, effectiveSamples, lambda, excessRisk, zero } = solution;
  const phase = phaseAt(solution);
  const where = `At n_eff = ${formatNumber(effectiveSamples)} (${network} network, d = ${formatDimension(d)}, ${decayOf(of).name})`;
  const { claimed } = claimedExponent(solution, effectiveSamples, { factor: lambda, power: 0 });
  if (zero || (claimed === 0 && Math.abs(exponent) < 0.005))
    return `${where} the risk is flat at ${formatNumber(excessRisk)}: phase ${phase.id}, ${phase.title}.`;
  const here = `${where} the risk is ${formatNumber(excessRisk)} and changes as n_eff to the power ${formatExponent(exponent)}`;
  const name = phase.id === "peak" ? "at the interpolation peak" : `in phase ${phase.id}, ${phase.title}`;
  if (claimed === null) return `${here}: ${name}, which has no power of its own.`;
  const off = Math.abs(exponent - claimed);
  return off < 0.05
    ? `${here}: ${name}, whose own exponent is ${signed(claimed)}.`
    : `${here}: ${name}, whose own exponent is ${signed(claimed)}; a finite d and the nearest boundary leave a difference of ${formatNumber(off, 2)}.`;
}

/** In the view of several dimensions: how far the curves are apart at the reader's point. */
function spread({ of, curves }: RiskView): string {
  if (of.view !== "dimensions") return "";
  const away = (n: number) => Math.abs(Math.log(n / of.samples));
  const risks = curves.map(
    ({ points }) =>
      points.reduce((a, b) => (away(b.effectiveSamples) < away(a.effectiveSamples) ? b : a)).excessRisk,
  );
  const factor = Math.max(...risks) / Math.min(...risks);
  const range = `d = ${formatDimension(curves[0].d)} to ${formatDimension(curves[curves.length - 1].d)}`;
  return factor < 1.1
    ? `There the curves of ${range} lie within ${formatNumber(100 * (factor - 1), 2)} % of one another. `
    : `There the curves of ${range} differ by a factor of ${formatNumber(factor)}. `;
}

function caption(trained: readonly Trained[], view: RiskView): string {
  const { of, point } = view;
  const dots = drawnCurves(trained, view).flatMap((curve) => curve.trained);
  const networks =
    dots.length > 0
      ? `Dots: networks trained at ${dots.length} ${dots.length === 1 ? "point" : "points"}, mean and standard error; half of them lie within ${formatNumber(100 * medianDeviation(dots), 2)} % of state evolution for the teachers they had.`
      : "No networks were trained at these settings.";
  return `${pointSentence(point, of)} ${spread(view)}Bands: phases of ${decayOf(of).name}. Dashed: the exponents they tend to as d grows. Below: the exact local exponent, cut off at ${EXPONENT_RANGE.map((end) => formatNumber(end)).join(" and ")}. ${networks}`;
}

function draw(trained: readonly Trained[], view: RiskView, width: number): Element[] {
  const { of, point, set } = view;
  const drawn = drawnCurves(trained, view);
  const height = Math.round(Math.min(340, Math.max(235, width * 0.44)));
  const x = { domain: samplesWindow(of), title: "effective samples", symbol: "n_eff" };
  const risks = riskWindow(
    drawn.flatMap(({ curve, trained }) =>
      [...curve.points.filter(({ converged }) => converged), ...trained].map(({ excessRisk }) => excessRisk),
    ),
  );
  const finding = caption(trained, view);
  const risk = scalingLaws(drawn, {
    width,
    height,
    samples: x.domain,
    risks,
    cursor: point.solution,
    finding,
  });
  const lit = drawn.find((curve) => curve.lit)?.curve;
  const strip = exponentStrip(view.curves, {
    width,
    x,
    lit,
    stroke: (curve) => strokeOf(curve === lit),
    cursor: [{ effectiveSamples: point.solution.effectiveSamples, exponent: point.exponent }],
    finding: `The local exponent of each curve. ${finding}`,
  });
  const scale = chartScales({ width, height, x, y: { domain: risks, title: "" } }).x;
  for (const drawing of [risk, strip]) dragAlong(drawing, scale, (samples) => set({ samples }));
  return [risk, strip];
}

/** Figure 3 of the paper with the local exponent beneath it. */
export const riskFigure = (trained: readonly Trained[]): Drawing<ScalingSchema, Needs> => ({
  title: ({ of }) =>
    of.view === "decays"
      ? "The slope of the risk changes where the phase changes"
      : "The same phases at every d, over longer stretches as d grows",
  caption: (view) => caption(trained, view),
  draw: (view, width) => draw(trained, view, width),
  rows: (view) =>
    rowsOf(
      drawnCurves(trained, view).flatMap(({ curve: { name, network, d, gamma, noise, points }, trained }) => {
        const problem = { curve: name, network, d, gamma, noise };
        return [
          ...points.map((point) => ({ source: "theory", ...problem, ...point, standardError: null })),
          ...trained.map((row) => ({
            source: "trained",
            ...problem,
            effectiveSamples: effectiveSamplesOf(row),
            lambda: row.lambda,
            excessRisk: row.excessRisk,
            exponent: null,
            phase: phaseAt({ ...row, effectiveSamples: effectiveSamplesOf(row) }).id,
            claimed: null,
            converged: row.converged,
            standardError: row.standardError,
          })),
        ];
      }),
    ),
  command: ({ point }) => solveCommand(point.solution),
});

/** The command that solves one point. */
export const solveCommand = ({ network, d, gamma, noise, alpha, lambda }: ReaderPoint["solution"]) =>
  ({ command: "solve", options: { network, d, gamma, noise, alpha, lambda } }) as const;

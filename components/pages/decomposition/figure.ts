import { optimalWeightDecayScale, phaseAt } from "../../../theory/regimes.js";
import { dragAlong, stretchesOf } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { DecayPoint } from "../../topics/decay.js";
import type { Here } from "../../topics/decomposition.js";
import { effectiveSamplesOf, isFullWidth, type Trained } from "../../trained.js";
import { sharesChart, termsChart, termsScales } from "./chart.js";
import {
  type DecompositionSchema,
  type DecompositionValues,
  LAMBDAS,
  NOISE,
  pointAt,
  SAMPLES,
} from "./quantities.js";
import { largestTerm, positiveSum, type TermsPoint } from "./terms.js";

const RISKS = [1e-6, 30] as const;

type Needs = { here: Here; alongSamples: TermsPoint[]; alongDecay: TermsPoint[] };
type Also = { best: DecayPoint };
type TermsView = View<DecompositionSchema, Needs, Also>;

/** The curve along the reader's axis. */
const curveOf = ({ of, alongSamples, alongDecay }: TermsView) =>
  of.along === "samples" ? alongSamples : alongDecay;

/** The best weight decay where it is known and the axis of λ shows it. */
function shownBest({ of, best }: TermsView): number | undefined {
  if (of.along === "samples" || !best) return undefined;
  return best.lambda > LAMBDAS[0] && best.lambda < LAMBDAS[1] ? best.lambda : undefined;
}

/** Trained networks of the settings shown, all but the one on the axis. */
function trainedAt(trained: readonly Trained[], of: DecompositionValues) {
  const near = (a: number, b: number) => Math.abs(a / b - 1) < 0.02;
  return trained
    .filter(
      (row) =>
        row.network === of.network &&
        row.d === of.d &&
        row.gamma === of.gamma &&
        row.noise === NOISE &&
        isFullWidth(row) &&
        (of.along === "samples" ? near(row.lambda, of.lambda) : near(effectiveSamplesOf(row), of.samples)),
    )
    .map((row) => ({
      x: of.along === "samples" ? effectiveSamplesOf(row) : row.lambda,
      y: row.excessRisk,
      error: row.standardError,
      converged: row.converged,
    }));
}

/** Which error is largest at the reader's point. */
function finding({ here: { terms, solution } }: TermsView): string {
  if (!solution.converged) return "State evolution did not converge at this point.";
  const { term, share } = largestTerm(terms);
  const back = -terms.alignment / positiveSum(terms);
  const taken =
    back > 0.005 ? `; alignment takes back ${formatNumber(100 * back, 2)} % of the three terms` : "";
  return `${term[0].toUpperCase()}${term.slice(1)} is the largest of the three errors here, ${formatNumber(100 * share, 2)} % of their sum${taken}. The excess risk is ${formatNumber(terms.total)}.`;
}

function aboutBest(view: TermsView): string {
  const { of, best } = view;
  if (of.along === "samples" || !best) return "";
  const lambda = shownBest(view);
  return lambda === undefined
    ? " Between the ends of the axis no weight decay has the least risk."
    : ` The risk is least at λ = ${formatNumber(lambda)}; the scale √(Δn_eff/d) is ${formatNumber(optimalWeightDecayScale({ ...pointAt(of), effectiveSamples: of.samples }))}.`;
}

function caption(trained: readonly Trained[], view: TermsView): string {
  const seen = trainedAt(trained, view.of).length;
  const networks =
    seen > 0
      ? `Dots: trained networks at ${seen} ${seen === 1 ? "point" : "points"}.`
      : "No trained networks at these settings.";
  return `${finding(view)}${aboutBest(view)} Above: each term on log–log axes, where a power law is a line; alignment is negative, its size is dotted. Below: the shares of the three errors in their sum, which do stack; the line is what remains of it after alignment. ${networks}`;
}

/** The phases along the axis. */
function phasesOf(view: TermsView) {
  const { of } = view;
  const at = (x: number) => ({
    ...of,
    noise: NOISE,
    effectiveSamples: of.samples,
    [of.along === "samples" ? "effectiveSamples" : "lambda"]: x,
  });
  return stretchesOf(curveOf(view).map(({ x }) => ({ x, phase: phaseAt(at(x)).id })));
}

function draw(trained: readonly Trained[], view: TermsView, width: number): SVGSVGElement[] {
  const { of, here } = view;
  const curve = curveOf(view);
  const common = {
    width,
    along: of.along,
    domain: of.along === "samples" ? SAMPLES : LAMBDAS,
    risks: RISKS,
    ring: { x: of[of.along], y: here.terms.total },
    finding: finding(view),
  };
  const height = Math.round(Math.min(380, Math.max(300, width * 0.55)));
  const marks = { phases: phasesOf(view), trained: trainedAt(trained, of), best: shownBest(view) };
  const lines = termsChart(curve, { ...common, height, ...marks });
  const shares = sharesChart(curve, { ...common, height: 190, finding: `Shares. ${common.finding}` });
  const { x } = termsScales({ ...common, height });
  for (const drawing of [lines, shares]) dragAlong(drawing, x, (value) => view.set({ [of.along]: value }));
  return [lines, shares];
}

/** The terms of the error along the samples or the weight decay, and their shares. */
export const termsFigure = (trained: readonly Trained[]): Drawing<DecompositionSchema, Needs, Also> => ({
  title: ({ of }) =>
    of.along === "samples"
      ? "What dominates the error changes in turn as samples come in"
      : "The best weight decay balances noise learned against features shrunk",
  caption: (view) => caption(trained, view),
  draw: (view, width) => draw(trained, view, width),
  rows(view) {
    const axis = view.of.along === "samples" ? "effectiveSamples" : "lambda";
    const none = { overfitting: null, underfitting: null, approximation: null, alignment: null };
    return rowsOf([
      ...curveOf(view).map(({ x, ...terms }) => ({
        source: "theory",
        [axis]: x,
        ...terms,
        standardError: null,
      })),
      ...trainedAt(trained, view.of).map(({ x, y, error, converged }) => ({
        source: "trained",
        [axis]: x,
        ...none,
        total: y,
        converged,
        standardError: error,
      })),
    ]);
  },
  command: ({ of }) => ({ command: "solve", options: { ...pointAt(of) } }),
});

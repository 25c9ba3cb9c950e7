import { chartScales, dragAlong } from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { DecayPoint } from "../../topics/decay.js";
import { times } from "./chart.js";
import { curvesOf, type OptimumRow, prunedAt } from "./curves.js";
import { DECAYS, type OptimaSchema, problemAt } from "./quantities.js";
import { decayRace, raceAxes } from "./race-chart.js";
import type { Race } from "./solved.js";

type Needs = { race: Race; ring: DecayPoint };
type Also = { bayes: number; optima: readonly OptimumRow[] };
type RaceView = View<OptimaSchema, Needs, Also>;

/** The Bayes-optimal risk: solved, or until then read from the shipped ones; NaN while there is neither. */
function bayesOf({ of, bayes, optima }: RaceView): number {
  if (bayes !== undefined && Number.isFinite(bayes)) return bayes;
  return optima ? at(curvesOf(optima, [], of).bayes, of.samples) : Number.NaN;
}

function best(view: RaceView): string {
  const { of, race } = view;
  const { where, lambda, excessRisk } = race.tuned;
  const [samples, risk] = [formatNumber(of.samples), formatNumber(excessRisk)];
  const bayes = bayesOf(view);
  const beside = Number.isNaN(bayes)
    ? ""
    : `, ${times(excessRisk / bayes)} times the Bayes-optimal ${formatNumber(bayes)}`;
  if (where === "interior")
    return `At n_eff = ${samples} the best weight decay, λ = ${formatNumber(lambda)}, gives a risk of ${risk}${beside}.`;
  return where === "vanishing"
    ? `At n_eff = ${samples} the risk is lowest, ${risk}, as the weight decay vanishes${beside}.`
    : `At n_eff = ${samples} the zero network, with a risk of ${risk}, is not beaten at any weight decay${beside}.`;
}

function there({ of, race: { tuned }, ring }: RaceView): string {
  if (!ring.converged) return "The point of the ring did not converge.";
  const ratio = ring.excessRisk / tuned.excessRisk;
  return `The ring, at λ = ${formatNumber(of.lambda)}, has ${formatNumber(ring.excessRisk)}, ${ratio < 1.005 ? "the least to within half a per cent" : `${times(ratio)} times the least`}.`;
}

function caption(view: RaceView): string {
  const { untuned } = view.race;
  return `${best(view)} ${there(view)} Trained with hardly any weight decay (λ = ${formatNumber(untuned.lambda)}) the network has ${formatNumber(untuned.excessRisk)}, and ${formatNumber(prunedAt(untuned, view.of))} after pruning. Names above the picture: the phases at this n_eff.`;
}

function draw(view: RaceView, width: number): SVGSVGElement {
  const { of, race, ring } = view;
  const { where, lambda, excessRisk } = race.tuned;
  const curve = race.curve.map((point) => ({
    x: point.lambda,
    y: point.excessRisk,
    converged: point.converged,
  }));
  const [bayes, pruned] = [bayesOf(view), prunedAt(race.untuned, of)];
  const seen = [...curve.map(({ y }) => y), bayes, pruned].filter((y) => y > 0);
  const risks = [Math.min(...seen) / 2, Math.max(...seen) * 2] as const;
  const drawing = decayRace(curve, {
    width,
    problem: of,
    effectiveSamples: of.samples,
    lambda: DECAYS,
    risks,
    tuned: { lambda: where === "interior" ? lambda : Number.NaN, excessRisk },
    bayes,
    pruned,
    ring: { lambda: of.lambda, excessRisk: ring.converged ? ring.excessRisk : Number.NaN },
    finding: caption(view),
  });
  dragAlong(drawing, chartScales({ width, ...raceAxes(DECAYS, risks) }).x, (value) =>
    view.set({ lambda: value }),
  );
  return drawing;
}

/** The excess risk against the weight decay at the reader's n_eff. */
export const raceFigure: Drawing<OptimaSchema, Needs, Also> = {
  title: ({ race: { tuned } }) => {
    if (tuned.where === "vanishing") return "Here the samples suffice without any weight decay";
    if (tuned.where === "collapse") return "Here no weight is worth its noise";
    return `Some weight decay is best: λ = ${formatNumber(tuned.lambda, 2)}`;
  },
  caption,
  draw,
  rows: ({ of, race }) =>
    rowsOf(race.curve.map((point) => ({ source: "theory", effectiveSamples: of.samples, ...point }))),
  command: ({ of }) => ({ command: "solve", options: { ...problemAt(of, of.samples), lambda: of.lambda } }),
};

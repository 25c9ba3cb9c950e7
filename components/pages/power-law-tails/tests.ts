import { html } from "htl";
import {
  bootstrapP,
  type LikelihoodRatio,
  likelihoodRatios,
  type TailFit,
  teacherTailExponent,
} from "../../../theory/tails.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import { formatNumber } from "../../numbers.js";
import { type Found, REPLICATES } from "./bootstrap.js";
import type { TailSchema } from "./quantities.js";
import { fitted, noiseIn, type Of, type Settings, type Weights } from "./weights.js";

type Row = [answer: string, reading: string];

const p = (value: number) => (value < 0.001 ? "< 0.001" : value.toFixed(3));

function exponentRow(fit: TailFit, gamma: number): Row {
  const teacher = teacherTailExponent(gamma);
  const away = Math.abs(fit.alpha - teacher) / fit.error;
  return [
    `${formatNumber(fit.alpha)} ± ${formatNumber(fit.error, 2)}`,
    `The teacher's is ${formatNumber(teacher)}, ${away.toFixed(1)} standard errors away; ${fit.count} weights from xₘᵢₙ = ${formatNumber(fit.xMin)} on.`,
  ];
}

function exponentialRow({ ratio, p: level }: LikelihoodRatio): Row {
  const better = ratio > 0 ? "The power law is better" : "The exponential is better";
  return [
    `R = ${formatNumber(ratio)}, p = ${p(level)}`,
    level < 0.1 ? `${better}, and clearly.` : `${better}, but the sign may be chance.`,
  ];
}

function lognormalRow({ ratio, p: level, nested }: LikelihoodRatio): Row {
  if (ratio > -1e-3)
    return ["R = 0", "The best lognormal is its own limit, the power law: the two cannot be told apart."];
  return [
    `R = ${formatNumber(ratio)}, p = ${p(level)} (nested: ${p(nested ?? Number.NaN)})`,
    (nested ?? 1) < 0.05
      ? "A lognormal is better, and clearly: it bends where the power law cannot."
      : "A lognormal fits as well: the two cannot be told apart.",
  ];
}

function bootstrapRow(fit: TailFit, found: Found | undefined): Row {
  const distances = found?.fit === fit ? found.distances : [];
  const { length } = distances;
  if (length === 0)
    return [
      "not run",
      "The same method on samples from the fitted law, drawn again with the same seed each time.",
    ];
  const value = bootstrapP(fit.distance, distances);
  const error = Math.sqrt(Math.max(value * (1 - value), 0.25 / length) / length);
  return [
    `p = ${value.toFixed(2)} ± ${error.toFixed(2)}${length < REPLICATES ? " so far" : ""}`,
    value <= 0.1
      ? `Of ${length} true power laws few lie as far from one as this tail: a power law is doubtful.`
      : `Of ${length} true power laws many lie as far from one as this tail: a power law is not ruled out, which does not make it one.`,
  ];
}

function bulkRow(noise: number | undefined, count: number): Row {
  if (noise === undefined)
    return ["not available", "The theory of this network does not separate its features from its noise."];
  return [
    `${formatNumber(noise)} of ${count}`,
    noise > count / 2
      ? "Most of what was fitted lies in the bulk, where noise and hidden features are mixed: agreement with the teacher proves little, disagreement is no surprise."
      : noise > 0.05 * count
        ? "The fit mixes clear features with part of the bulk."
        : "What was fitted are features that stand clear.",
  ];
}

const NAMES = [
  "Exponent α, with its standard error",
  "Distance D from a power law",
  "Against an exponential tail",
  "Against a lognormal tail",
  "Bootstrap p-value",
  "Bulk within the tail",
];

function rowsOf(of: Of, weights: Weights, found: Found | undefined): Row[] {
  const { sample, fit } = fitted(of, weights);
  if (!fit) return NAMES.map((_, k) => ["not available", k === 0 ? "Fewer than ten positive weights." : ""]);
  const ratios = likelihoodRatios(sample.values, fit);
  const against = (name: LikelihoodRatio["alternative"]) =>
    ratios.find(({ alternative }) => alternative === name)!;
  return [
    exponentRow(fit, of.gamma),
    [formatNumber(fit.distance), "What it would be by chance is the bootstrap's question."],
    exponentialRow(against("exponential")),
    lognormalRow(against("lognormal")),
    bootstrapRow(fit, found),
    bulkRow(noiseIn(of, weights), fit.count),
  ];
}

/** Every test of the chosen tail in one table; never one verdict. While weights are being solved it is that of the last ones, and says so. */
export function testsTable(
  store: Store<TailSchema>,
  weights: Question<Settings, Weights>,
  found: Found | undefined,
): Node {
  const answer = weights.fresh() ?? weights.last();
  if (!answer) return html`<p>${weights.failure() ?? "The weights are being solved."}</p>`;
  const rows = rowsOf({ ...store.values, ...answer.of }, answer.data, found);
  return html`<table aria-busy=${String(!weights.fresh())}>
    <thead><tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col">What it says</th></tr></thead>
    <tbody>${NAMES.map((name, k) => html`<tr><th scope="row">${name}</th><td>${rows[k][0]}</td><td>${rows[k][1]}</td></tr>`)}</tbody>
  </table>`;
}

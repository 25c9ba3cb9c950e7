import { decomposition, featuresAboveNoise } from "../../theory/decomposition.js";
import { leadingOrder } from "../../theory/leading-order.js";
import { solveLine } from "../../theory/line.js";
import { facts } from "../../theory/networks.js";
import type { Parameters } from "../../theory/parameters.js";
import { type SpectrumOutline, spectrumOutline } from "../../theory/spectrum-outline.js";
import { riskOfMse, type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { type LearnedRun, type Mean, meanOf } from "../learned-runs.js";
import { learnedWeights } from "../learned-weights.js";
import type { Terms } from "../pages/decomposition/terms.js";
import type { SpectrumRows } from "../spectrum-rows.js";

/** The leading orders of the terms, as contributions to the excess risk, and how many features they count as learned. */
export interface LeadingTerms
  extends Record<"overfitting" | "underfitting" | "approximation" | "total", number> {
  outliers: number;
}

/** Everything about one point. */
export interface Here {
  solution: Solution;
  terms: Terms;
  rows: SpectrumRows;
  /** Number of features counted as learned. */
  learned: number;
  /** Where the network has them. */
  leading?: LeadingTerms;
}

/** A point of the comparison of leading orders with exact terms. */
export interface OvershootPoint {
  effectiveSamples: number;
  /** Leading order over exact, less 1. */
  overshoot: number;
  converged: boolean;
}

/** One experiment: what its networks have, and what the theory says, each as contribution to the excess risk. */
export interface TermComparison {
  phase: string;
  effectiveSamples: number;
  lambda: number;
  seeds: number;
  overfitting: { theory: number; trained: Mean };
  total: { theory: number; trained: Mean };
}

/** The terms of a solution, as contributions to its excess risk. */
function termsOf(solution: Solution): Terms {
  const parts = decomposition(solution);
  const risk = (term: keyof typeof parts) => riskOfMse(solution.network, parts[term]);
  return {
    overfitting: risk("overfitting"),
    underfitting: risk("underfitting"),
    approximation: risk("approximation"),
    alignment: risk("alignment"),
    total: risk("total"),
    converged: solution.converged,
  };
}

function leadingTerms(solution: Solution): LeadingTerms {
  const { outliers, ...parts } = leadingOrder(solution);
  const risk = (term: keyof typeof parts) => riskOfMse(solution.network, parts[term]);
  return {
    overfitting: risk("overfitting"),
    underfitting: risk("underfitting"),
    approximation: risk("approximation"),
    total: risk("total"),
    outliers,
  };
}

/** Solves one point: a few milliseconds. */
export function here(point: Parameters): Here {
  const solution = stateEvolution(point);
  return {
    solution,
    terms: termsOf(solution),
    rows: learnedWeights(solution),
    learned: featuresAboveNoise(solution),
    ...(facts(point.network).shape === "matrix" && { leading: leadingTerms(solution) }),
  };
}

/** The terms along a line of neighbouring points. */
export const terms = (points: readonly Parameters[]): Terms[] => solveLine(points).map(termsOf);

/** How far the leading orders lie above the exact error, relative, along a line of neighbouring points of the quadratic network. */
export const overshoot = (points: readonly Parameters[]): OvershootPoint[] =>
  solveLine(points).map((solution) => ({
    effectiveSamples: solution.effectiveSamples,
    overshoot: leadingOrder(solution).total / decomposition(solution).total - 1,
    converged: solution.converged,
  }));

/** Half way between the band, be it noise or a crowd of features, and the lowest outlier above it; 0 without a band. */
function bandEnd({ bulks, outliers }: SpectrumOutline): number {
  if (bulks.length === 0) return 0;
  const end = bulks[bulks.length - 1].right;
  const above = outliers.map(({ position }) => position).filter((position) => position > end);
  return above.length > 0 ? (end + Math.min(...above)) / 2 : Number.POSITIVE_INFINITY;
}

/** The overfitting of trained networks, (1/d)Σx² over the eigenvalues of their band, beside the predicted one; and the whole error. */
export function compare(runs: readonly LearnedRun[], noise: number): TermComparison[] {
  const network = "quadratic";
  const risk = (mse: number) => riskOfMse(network, mse);
  const own = runs.filter((run) => run.noise === noise);
  return [...new Set(own.map(({ phase }) => phase))].map((phase) => {
    const group = own.filter((run) => run.phase === phase);
    const { d, n, gamma, lambda } = group[0];
    const { load, effectiveSamples } = facts(network);
    const solution = stateEvolution({ network, d, gamma, noise, alpha: load(d, n), lambda });
    const parts = decomposition(solution);
    const border = bandEnd(spectrumOutline(solution));
    const band = ({ values }: LearnedRun) =>
      values.filter((value) => value <= border).reduce((sum, value) => sum + value * value, 0) / d;
    return {
      phase,
      effectiveSamples: effectiveSamples(d, n),
      lambda,
      seeds: group.length,
      overfitting: {
        theory: risk(parts.overfitting),
        trained: meanOf(group.map((run) => risk(band(run)))),
      },
      total: { theory: risk(parts.total), trained: meanOf(group.map(({ mse }) => risk(mse))) },
    };
  });
}

import { decomposition, featuresAboveNoise } from "../theory/decomposition.js";
import { type LeadingOrder, leadingOrder } from "../theory/leading-order.js";
import type { Network, Parameters } from "../theory/parameters.js";
import { riskOfMse, type Solution, stateEvolution } from "../theory/state-evolution.js";
import { learnedWeights } from "./learned-weights.js";
import type { SpectrumRows } from "./spectrum-rows.js";
import type { Term, TermsPoint } from "./terms.js";

/** Where the reader is. */
export interface Place {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  samples: number;
  lambda: number;
}

export const parametersOf = ({ network, d, gamma, noise, samples, lambda }: Place): Parameters => ({
  network,
  d,
  gamma,
  noise,
  alpha: samples / d,
  lambda,
});

/** A point of a curve as contributions to the excess risk R, which is twice the error per coordinate of the quadratic network. */
export function termsOf(solution: Solution, along: "samples" | "lambda"): TermsPoint {
  const parts = decomposition(solution);
  const of = (term: Term | "total") => riskOfMse(solution.network, parts[term]);
  return {
    x: along === "samples" ? solution.effectiveSamples : solution.lambda,
    overfitting: of("overfitting"),
    underfitting: of("underfitting"),
    approximation: of("approximation"),
    alignment: of("alignment"),
    total: of("total"),
    converged: solution.converged,
  };
}

/** Everything about the reader's point. */
export interface Here {
  solution: Solution;
  terms: TermsPoint;
  rows: SpectrumRows;
  /** Number of features counted as learned. */
  learned: number;
  /** The quadratic network's leading orders, as contributions to R. */
  leading?: LeadingOrder;
}

/** Solves the reader's point: a few milliseconds. */
export function solveHere(place: Place, along: "samples" | "lambda"): Here {
  const solution = stateEvolution(parametersOf(place));
  return {
    solution,
    terms: termsOf(solution, along),
    rows: learnedWeights(solution),
    learned: featuresAboveNoise(solution),
    ...(place.network === "quadratic" && { leading: leadingOrder(solution) }),
  };
}

/** The weight decay in a range with the least excess risk at the place's samples: the best of a grid, refined by golden section in log λ. */
export function bestWeightDecay(place: Place, [low, high]: readonly [number, number]): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  const risk = (x: number) => stateEvolution(parametersOf({ ...place, lambda: Math.exp(x) })).excessRisk;
  const step = Math.log(high / low) / 24;
  const grid = Array.from({ length: 25 }, (_, k) => Math.log(low) + k * step);
  const risks = grid.map(risk);
  const best = grid[risks.indexOf(Math.min(...risks))];
  let [a, b] = [Math.max(Math.log(low), best - step), Math.min(Math.log(high), best + step)];
  let [c, e] = [b - golden * (b - a), a + golden * (b - a)];
  let [fc, fe] = [risk(c), risk(e)];
  while (b - a > 0.01) {
    if (fc <= fe) {
      [b, e, fe] = [e, c, fc];
      c = b - golden * (b - a);
      fc = risk(c);
    } else {
      [a, c, fc] = [c, e, fe];
      e = a + golden * (b - a);
      fe = risk(e);
    }
  }
  return Math.exp((a + b) / 2);
}

/** The terms along a line of neighbouring places. */
export function solveTerms(places: readonly Place[], along: "samples" | "lambda"): TermsPoint[] {
  let last: Solution | undefined;
  return places.map((place) => {
    last = stateEvolution(parametersOf(place), last?.converged && !last.zero ? last : undefined);
    return termsOf(last, along);
  });
}

/** How far the leading orders lie above the exact error, relative, along a line of neighbouring samples of the quadratic network. */
export function solveOvershoot(places: readonly Place[]): OvershootPoint[] {
  let last: Solution | undefined;
  return places.map((place) => {
    last = stateEvolution(parametersOf(place), last?.converged && !last.zero ? last : undefined);
    return {
      effectiveSamples: last.effectiveSamples,
      overshoot: leadingOrder(last).total / decomposition(last).total - 1,
      converged: last.converged,
    };
  });
}

export interface OvershootPoint {
  effectiveSamples: number;
  /** Leading order over exact, less 1. */
  overshoot: number;
  converged: boolean;
}

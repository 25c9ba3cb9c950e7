import { wrap } from "comlink";
import type { OptimumRow as OptimalRow } from "../../../data/tables/optimal-regularisation.js";
import type { Network } from "../../../theory/parameters.js";
import type { OptimaCurves, RiskAt } from "../../figures/optimal-regularisation.js";
import type { Answers, Problem, UntunedPoint } from "../../optimal-regularisation.worker.js";
import { choiceField, numberField, type Store, type Values } from "../../state.js";

/** The combinations whose tuned and Bayes-optimal risks the site ships, and along which effective samples. */
export interface ShippedOptima {
  dimensions: readonly number[];
  gammas: readonly number[];
  noises: readonly number[];
  effectiveSamples: readonly number[];
}

/** A tuned and a Bayes-optimal risk that are drawn. */
export type OptimumRow = Omit<OptimalRow, "exponent" | "residual">;

/** Where the noise is taken to end when a network is pruned. */
export const EDGES = ["noise", "bulk"] as const;

/** The weight decays that the page shows. */
export const DECAYS = [1e-3, 1e4] as const;

/** What the address of the page holds. */
export function optimaSchema(shipped: ShippedOptima) {
  const [low, high] = [shipped.effectiveSamples[0], shipped.effectiveSamples.at(-1) as number];
  return {
    network: choiceField({
      key: "network",
      label: "network",
      initial: "quadratic",
      values: ["quadratic", "diagonal"],
    }),
    d: choiceField({ key: "d", label: "d", initial: 400, values: shipped.dimensions }),
    gamma: choiceField({ key: "gamma", label: "γ", initial: 1.25, values: shipped.gammas }),
    noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: shipped.noises }),
    samples: numberField({
      key: "n",
      label: "n_eff",
      initial: 1000,
      min: Number(low.toPrecision(4)),
      max: high,
    }),
    lambda: numberField({ key: "lambda", label: "λ", initial: 0.02, min: DECAYS[0], max: DECAYS[1] }),
    edge: choiceField({ key: "edge", label: "edge at which is pruned", initial: "noise", values: EDGES }),
  };
}

export type OptimaSchema = ReturnType<typeof optimaSchema>;
export type OptimaStore = Store<OptimaSchema>;
export type OptimaValues = Readonly<Values<OptimaSchema>>;

export const problemOf = ({ network, d, gamma, noise }: OptimaValues): Problem => ({
  network: network as Network,
  d: d as number,
  gamma: gamma as number,
  noise: noise as number,
});

export const sameProblem = (a: Problem, b: Problem): boolean =>
  a.network === b.network && a.d === b.d && a.gamma === b.gamma && a.noise === b.noise;

/** A worker that answers the questions of this page; a question to one never waits for a question to another. */
export const worker = () =>
  wrap<Answers>(
    new Worker(import.meta.resolve("../../optimal-regularisation.worker.js"), { type: "module" }),
  );

/** `count` values from low to high, evenly in the logarithm. */
export const logSpaced = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));

/** Pruned risk of an untuned network at the edge that the reader chose; the diagonal network has only one. */
export const prunedAt = (point: UntunedPoint, values: OptimaValues): number =>
  values.edge === "bulk" && values.network === "quadratic" ? point.prunedAtBulk : point.prunedRisk;

/** The curves of one problem: the shipped ones at once, the untuned ones once they have been solved. */
export function curvesOf(
  rows: readonly OptimumRow[],
  untuned: readonly UntunedPoint[],
  values: OptimaValues,
): OptimaCurves & { decay: RiskAt[] } {
  const problem = problemOf(values);
  const mine = rows.filter((row) => sameProblem(row, problem));
  const of = (y: (row: OptimumRow) => number): RiskAt[] =>
    mine.map((row) => ({ x: row.effectiveSamples, y: y(row), converged: row.converged }));
  const solved = (y: (point: UntunedPoint) => number): RiskAt[] =>
    untuned.map((point) => ({ x: point.effectiveSamples, y: y(point), converged: point.converged }));
  return {
    tuned: of(({ tunedRisk }) => tunedRisk),
    bayes: of(({ bayesRisk }) => bayesRisk),
    decay: of(({ tunedLambda }) => tunedLambda ?? Number.NaN),
    untuned: solved(({ excessRisk }) => excessRisk),
    pruned: solved((point) => prunedAt(point, values)),
  };
}

// Pruning after training with hardly any weight decay, and networks narrower than their input.

import { stateEvolution } from "../../theory/state-evolution.js";
import type { Experiment } from "./experiment.js";

const problem = { network: "quadratic", d: 100, gamma: 1.25, noise: 0.5 } as const;
const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7];

/** 2δ − c: what pruning takes off the learned eigenvalues at a point, from state evolution. */
function pruneShift(n: number, lambda: number): number {
  const { delta, cut } = stateEvolution({ ...problem, alpha: n / problem.d ** 2, lambda });
  // Far less digits than the solver gives, so that the run does not change with its last ones.
  return Number(Math.max(0, 2 * delta - cut).toPrecision(6));
}

const pruning: Experiment = {
  name: "pruning",
  title: "Error before and after pruning, for a range of weight decays",
  points: [1000, 10_000, 30_000].flatMap((n) =>
    [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3].flatMap((lambda) =>
      SEEDS.map((seed) => ({
        spec: { ...problem, n, lambda, seed, method: "convex", tolerance: 3e-6 },
        pruneShift: pruneShift(n, lambda),
      })),
    ),
  ),
};

const width: Experiment = {
  name: "width",
  title: "Error against the number of hidden units",
  points: [3000, 10_000].flatMap((n) =>
    [2, 4, 8, 16, 32, 64, 100, 150].flatMap((p) =>
      SEEDS.slice(0, 4).map((seed) => ({
        // λ̃ = λ√(p/d) is kept.
        spec: {
          ...problem,
          n,
          width: p,
          lambda: 0.1 * Math.sqrt(problem.d / p),
          seed,
          method: p < problem.d ? ("lbfgs" as const) : ("convex" as const),
          tolerance: 3e-6,
        },
      })),
    ),
  ),
};

export const structureExperiments: Experiment[] = [pruning, width];

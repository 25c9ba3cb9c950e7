// The interpolation peak against the weight decay: n = d (diagonal) and n = d²/4 (quadratic), to show λ^{−2/3} and
// where the finite quadratic network leaves it.

import type { Experiment } from "./experiment.js";

const LAMBDAS = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1];
const SEEDS = 8;

function peak(network: "diagonal" | "quadratic", dimensions: readonly number[]): Experiment {
  return {
    name: `peak-${network}`,
    title: `The interpolation peak of the ${network} network against weight decay`,
    points: dimensions.flatMap((d) =>
      Array.from({ length: SEEDS }, (_, seed) => seed).flatMap((seed) =>
        LAMBDAS.map((lambda) => ({
          spec: {
            network,
            d,
            n: network === "diagonal" ? d : (d * d) / 4,
            gamma: network === "diagonal" ? 1 : 2,
            noise: 0.5,
            lambda,
            seed,
            method: network === "diagonal" ? ("cd" as const) : ("convex" as const),
            tolerance: 3e-6,
          },
        })),
      ),
    ),
  };
}

export const peakExperiments: Experiment[] = [
  peak("diagonal", [100, 200, 400]),
  peak("quadratic", [50, 100]),
];

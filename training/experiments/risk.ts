// Risk curves: Figure 3 (Δ = 0.5) and Figure 5 (noiseless) of the paper.

import type { Experiment, ExperimentPoint } from "./experiment.js";

const GAMMAS = [1, 1.5];
const NOISES = [0.5, 0];

/** The three weight decays of the paper's figures. */
const decays = (d: number) => [1 / d, 1, Math.sqrt(d)];

/**
 * Numbers of samples: a few at fixed n_eff, where n_eff ≪ d, then a few at fixed load α, where the deviation from
 * state evolution falls as 1/d; up to four decades.
 */
const SAMPLES: Record<"diagonal" | "quadratic", (d: number) => number[]> = {
  diagonal: (d) =>
    [3, 10, 30, ...[0.5, 1, 1.5, 3, 10, 30].map((alpha) => alpha * d), 30_000].filter(different),
  quadratic: (d) => [
    ...[0.04, 0.4, 2].map((effective) => effective * d),
    ...[1 / 16, 1 / 4, 1].map((alpha) => Math.round(alpha * d * d)),
    ...(d === 50 ? [5000, 20_000] : d === 100 ? [20_000, 40_000] : [4]),
  ],
};

const different = (n: number, index: number, list: number[]) => list.indexOf(n) === index;

function riskCurves(
  network: "diagonal" | "quadratic",
  d: number,
  samples: readonly number[],
  seeds: number,
): Experiment {
  const points: ExperimentPoint[] = [];
  for (const n of samples) {
    for (const gamma of GAMMAS) {
      for (const noise of NOISES) {
        for (let seed = 0; seed < seeds; seed++) {
          for (const lambda of decays(d)) {
            const spec = { network, d, n, gamma, noise, lambda, seed, tolerance: 3e-6 };
            // W itself is trained where that is quick; the test of equality with the convex problem is at every d.
            points.push({ spec: network === "quadratic" && d > 50 ? { ...spec, method: "convex" } : spec });
          }
        }
      }
    }
  }
  return {
    name: `risk-${network}-${d}`,
    title: `Excess risk of the ${network} network against effective samples, d = ${d}`,
    points,
  };
}

export const riskExperiments: Experiment[] = [
  ...[100, 200, 400, 800].map((d) => riskCurves("diagonal", d, SAMPLES.diagonal(d), d === 800 ? 3 : 8)),
  ...[50, 100, 200].map((d) => riskCurves("quadratic", d, SAMPLES.quadratic(d), d === 200 ? 3 : 8)),
];

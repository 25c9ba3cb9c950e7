// Risk curves: Figure 3 (Δ = 0.5) and Figure 5 (noiseless) of the paper.

import type { Experiment, ExperimentPoint } from "./experiment.js";

const GAMMAS = [1, 1.5];
const NOISES = [0.5, 0];

/** The three weight decays of the paper's figures. */
const decays = (d: number) => [1 / d, 1, Math.sqrt(d)];

const SAMPLES = {
  diagonal: {
    100: [3, 10, 30, 70, 100, 150, 300, 1000, 3000, 10_000, 30_000],
    200: [3, 10, 30, 100, 200, 300, 1000, 3000, 10_000, 30_000],
    400: [3, 10, 30, 100, 200, 400, 600, 1000, 3000, 10_000, 30_000],
    800: [3, 10, 30, 100, 300, 800, 1200, 3000, 10_000, 30_000],
  },
  quadratic: {
    50: [10, 30, 100, 300, 625, 1000, 2500, 10_000, 30_000, 100_000],
    100: [10, 30, 100, 300, 1000, 2500, 5000, 10_000, 30_000, 100_000],
    200: [20, 60, 200, 600, 2000, 10_000, 40_000, 200_000],
  },
} as const;

const SEEDS = { 50: 8, 100: 8, 200: 8, 400: 8, 800: 4 } as const;

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
            points.push({ spec: { network, d, n, gamma, noise, lambda, seed, tolerance: 3e-6 } });
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
  ...Object.entries(SAMPLES.diagonal).map(([d, samples]) =>
    riskCurves("diagonal", Number(d), samples, SEEDS[Number(d) as keyof typeof SEEDS]),
  ),
  ...Object.entries(SAMPLES.quadratic).map(([d, samples]) =>
    riskCurves("quadratic", Number(d), samples, d === "200" ? 3 : 8),
  ),
];

// Learned spectra at one point of each phase (Figure 2 of the paper), every eigenvalue of every seed.

import type { Experiment } from "./experiment.js";

/** Points of the quadratic network: n_eff = n/d, and λ = 1/d or √d as in the paper's figure. */
const PHASES = [
  { phase: "Ia", d: 200, gamma: 1, n: 20, lambda: 1 / 200, seeds: 8 },
  { phase: "Ib", d: 200, gamma: 1, n: 1000, lambda: Math.sqrt(200), seeds: 8 },
  { phase: "II", d: 200, gamma: 1, n: 100_000, lambda: Math.sqrt(200), seeds: 4 },
  { phase: "III", d: 200, gamma: 0.6, n: 600_000, lambda: Math.sqrt(200), seeds: 2 },
  { phase: "IV", d: 200, gamma: 1, n: 2000, lambda: 1 / 200, seeds: 8 },
  { phase: "VIa", d: 200, gamma: 1, n: 80_000, lambda: 1 / 200, seeds: 4 },
] as const;

export const spectraExperiments: Experiment[] = PHASES.map(({ phase, d, gamma, n, lambda, seeds }) => ({
  name: `spectra-${phase}`,
  title: `Learned spectrum of the quadratic network in phase ${phase}, d = ${d}`,
  points: Array.from({ length: seeds }, (_, seed) => ({
    spec: { network: "quadratic", d, n, gamma, noise: 0.5, lambda, seed, method: "convex", tolerance: 3e-6 },
    spectrum: true,
  })),
}));

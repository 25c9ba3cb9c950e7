// Training in time: features appear one after the other, and each network ends at the solution of its convex problem.

import { power } from "../elementary.js";
import type { Experiment } from "./experiment.js";

/** About `count` different integers from 1 to last, evenly in the logarithm, and 0. */
function logarithmic(last: number, count: number): number[] {
  const steps = new Set([0]);
  for (let i = 0; i <= count; i++) steps.add(Math.round(power(last, i / count)));
  return [...steps];
}

const staircase: Experiment = {
  name: "training-in-time",
  title: "Spectrum and risk of the quadratic network along gradient descent and SGD, from a small start",
  points: (["gd", "sgd"] as const).flatMap((method) =>
    [0, 1, 2, 3].map((seed) => ({
      spec: {
        network: "quadratic" as const,
        d: 50,
        n: 10_000,
        gamma: 1.25,
        noise: 0.5,
        lambda: 0.1,
        seed,
        method,
        initialScale: 1e-3,
        step: 4e-4,
        batch: method === "sgd" ? 1000 : undefined,
        maxIterations: 1500,
        snapshots: logarithmic(1500, 100),
      },
      spectrum: true,
    })),
  ),
};

const equivalence: Experiment = {
  name: "equivalence",
  title: "Distance to the solution of the equivalent convex problem against steps",
  points: [0, 1, 2, 3].flatMap((seed) => [
    ...(["gd", "lbfgs"] as const).map((method) => ({
      spec: {
        network: "diagonal" as const,
        d: 100,
        n: 80,
        gamma: 1,
        noise: 0.5,
        lambda: 1,
        seed,
        method,
        tolerance: 1e-9,
        maxIterations: method === "gd" ? 20_000 : 5000,
        snapshots: logarithmic(20_000, 60),
      },
      distance: true,
    })),
    ...(["gd", "lbfgs"] as const).map((method) => ({
      spec: {
        network: "quadratic" as const,
        d: 50,
        n: 1500,
        gamma: 1.25,
        noise: 0.5,
        lambda: 0.3,
        seed,
        method,
        tolerance: 1e-9,
        maxIterations: method === "gd" ? 5000 : 3000,
        snapshots: logarithmic(5000, 60),
      },
      distance: true,
    })),
  ]),
};

export const dynamicsExperiments: Experiment[] = [staircase, equivalence];

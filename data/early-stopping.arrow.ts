// Early stopping beside weight decay: one run of gradient descent with hardly any weight decay against the ends of training
// for a range of weight decays. Small networks, trained here.
import { mean } from "../theory/numeric/statistics.js";
import { stateEvolution } from "../theory/state-evolution.js";
import type { Result } from "../training/specification.js";
import { train } from "../training/train.js";
import { runLoader } from "./loader.js";
import { type EarlyStoppingRow, earlyStoppingTable } from "./tables/early-stopping.js";

const SEEDS = [0, 1, 2, 3];
const problem = { network: "quadratic", d: 40, n: 800, gamma: 1.25, noise: 0.5 } as const;
const LITTLE = 0.01;
const DECAYS = [0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1, 1.6, 3];
const STEPS = 3500;
const STEP = 3e-3;

const standardError = (values: readonly number[]) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - centre) ** 2)) / (values.length - 1));
};

type Moment = Pick<EarlyStoppingRow, "way" | "iterations" | "time">;

await runLoader({
  url: import.meta.url,
  table: earlyStoppingTable,
  parameters: [],
  seeds: SEEDS,
  async make() {
    const { network, d, n, gamma, noise } = problem;
    const theory = (lambda: number) =>
      stateEvolution({ network, d, gamma, noise, alpha: n / d ** 2, lambda });
    const snapshots = [
      ...new Set([0, ...Array.from({ length: 81 }, (_, i) => Math.round(10 * (STEPS / 10) ** (i / 80)))]),
    ];
    const rows: EarlyStoppingRow[] = [];
    const push = (row: Moment, risks: number[], gaps: number[], lambda: number) => {
      const { excessRisk, converged, residual } = theory(lambda);
      rows.push({
        ...row,
        lambda,
        excessRisk: mean(risks),
        standardError: standardError(risks),
        theory: excessRisk,
        gap: Math.max(...gaps),
        converged,
        residual,
      });
    };

    const runs: Result[] = [];
    for (const seed of SEEDS)
      runs.push(
        await train({
          ...problem,
          lambda: LITTLE,
          seed,
          method: "gd",
          initialScale: 1e-3,
          step: STEP,
          maxIterations: STEPS,
          snapshots,
        }),
      );
    snapshots.forEach((iterations, i) => {
      const states = runs.map((run) => run.snapshots[i]);
      push(
        { way: "stopping", iterations, time: states[0].time },
        states.map((state) => state.excessRisk),
        states.map((state) => state.gap!),
        LITTLE,
      );
    });
    for (const lambda of DECAYS) {
      const ends: Result[] = [];
      for (const seed of SEEDS) ends.push(await train({ ...problem, lambda, seed }));
      push(
        { way: "decay", iterations: 0, time: null },
        ends.map((end) => end.excessRisk),
        ends.map((end) => end.gap!),
        lambda,
      );
    }
    return {
      title: `Early stopping beside weight decay, d = ${d}, n = ${n}, γ = ${gamma}, Δ = ${noise}`,
      parameters: { d, n, gamma, noise, lambda: LITTLE, steps: STEPS, step: STEP },
      rows,
    };
  },
});

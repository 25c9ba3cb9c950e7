import { numberParameters } from "../../data/tables/metadata.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { boundSegments } from "../controls/bound.js";
import { earlyStopping, stoppingFindings } from "../figures/early-stopping.js";
import { endsOf, equivalence } from "../figures/equivalence.js";
import { liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { Store } from "../state.js";
import type { TrainingData } from "./training-findings.js";
import type { TrainingSchema } from "./training-state.js";

/** The figure of early stopping beside weight decay. */
export function stoppingFigure(store: Store<TrainingSchema>, data: TrainingData["stopping"]) {
  const { stopped, tuned, end } = stoppingFindings(data.rows);
  const stop = numberParameters(data.metadata, ["d", "n", "gamma", "noise", "steps"]);
  let decayCurve: { lambda: number; excessRisk: number; converged: boolean }[] = [];
  return liveFigure({
    name: "early-stopping",
    store,
    depends: [],
    title: "Stopping early is worth almost as much as the best weight decay",
    draw(width) {
      if (decayCurve.length === 0)
        decayCurve = Array.from({ length: 41 }, (_, i) => {
          const lambda = 0.008 * (5 / 0.008) ** (i / 40);
          const { d, n, gamma, noise } = stop;
          return stateEvolution({ network: "quadratic", d, gamma, noise, alpha: n / d ** 2, lambda });
        });
      return earlyStopping(data.rows, decayCurve, { width });
    },
    caption: () =>
      `Stopped at its best time, t = ${formatNumber(stopped.time!)}, gradient descent with little weight decay (λ = ${formatNumber(stopped.lambda)}) has a risk of ${formatNumber(stopped.excessRisk)} ± ${formatNumber(stopped.standardError, 2)}; trained to the end with the best weight decay, λ = ${formatNumber(tuned.lambda)}, it has ${formatNumber(tuned.excessRisk)} ± ${formatNumber(tuned.standardError, 2)}; trained to the end with little, ${formatNumber(end.excessRisk)}. Mean of four networks, d = ${stop.d}, n = ${stop.n}, γ = ${stop.gamma}, Δ = ${stop.noise}; green line: state evolution.`,
    rows: () => rowsOf(data.rows.map((row) => ({ ...row }))),
    command: () => "npx tsx data/early-stopping.arrow.ts > early-stopping.arrow",
  });
}

/** The figure of the way to the convex problem's solution. */
export function approachFigure(store: Store<TrainingSchema>, data: TrainingData["approach"]) {
  const { values } = store;
  const approachCaption = () => {
    const parts = (["diagonal", "quadratic"] as const).map((network) => {
      const ends = endsOf(data.rows, network, "gd");
      const steps = Math.max(...ends.map((row) => row.iterations));
      const worst = Math.max(...ends.map((row) => (values.measure === "gap" ? row.gap! : row.distance!)));
      const what =
        values.measure === "gap"
          ? `a duality gap of at most ${formatNumber(worst, 2)}`
          : `a distance of at most ${formatNumber(worst, 2)}`;
      return `the ${network} network by ${what} (at most ${steps} steps)`;
    });
    return `Gradient descent ends at the solution of the convex problem: ${parts.join(", ")}. The distance is relative to the length of the solution, which L-BFGS found with a duality gap of 10⁻⁹; the duality gap is a certificate that needs no solution to compare with. One line per seed.`;
  };
  return liveFigure({
    name: "equivalence",
    store,
    depends: ["measure"],
    title: "Trained on its factors, each network ends at the solution of its convex problem",
    draw: (width) => equivalence(data.rows, { width, measure: values.measure }),
    caption: approachCaption,
    rows: () =>
      rowsOf(
        data.rows.map(({ network, method, seed, iterations, distance, gap, excessRisk }) => ({
          network,
          method,
          seed,
          iterations,
          distance,
          gap,
          excessRisk,
        })),
      ),
    command: () => data.metadata.command,
    controls: [
      boundSegments(store, "measure", {
        label: "Shown",
        values: ["distance", "gap"],
        format: (id) => (id === "gap" ? "duality gap" : "distance to the solution"),
      }),
    ],
  });
}

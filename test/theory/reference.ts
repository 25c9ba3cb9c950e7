import { readFileSync } from "node:fs";
import type { Parameters } from "../../theory/parameters.js";

/** A fixed point of test/fixtures/state-evolution.json under the names `theory/` uses. */
export interface ReferenceRow {
  problem: Parameters;
  delta: number;
  cut: number;
  mse: number;
  divergence?: number;
}

const file = JSON.parse(
  readFileSync(new URL("../fixtures/state-evolution.json", import.meta.url), "utf8"),
) as Record<"quadratic" | "quadratic_width" | "quadratic_bayes" | "diagonal", Record<string, number>[]>;

function row(network: "diagonal" | "quadratic", r: Record<string, number>): ReferenceRow {
  const { d, gamma, noise, alpha, lambda, width, delta, cut } = r;
  return {
    problem: { network, d, gamma, noise, alpha, lambda, ...(width ? { width } : {}) },
    delta,
    cut,
    mse: r.matrixMse ?? r.mse,
    divergence: r.divergence ?? r.activeFraction,
  };
}

export const quadraticRows = file.quadratic.map((r) => row("quadratic", r));
export const widthRows = file.quadratic_width.map((r) => row("quadratic", r));
export const diagonalRows = file.diagonal.map((r) => row("diagonal", r));
export const bayesRows = file.quadratic_bayes;

/**
 * The row whose own values break the equation 4αδ² = 2·mse + Δ: d = 40, γ = 1, no noise, α = 118.7. Its cut lies below the
 * whole spectrum, so that it has a closed form (see reference.test.ts).
 */
export const wrongRow = quadraticRows.find((r) => r.problem.d === 40 && r.problem.alpha === 118.7)!;

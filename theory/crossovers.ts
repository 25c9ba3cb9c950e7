// How one phase of the risk gives way to the next: where, and over how many decades. Derived on the page plateaus.
import { lineSolver } from "./line.js";
import { localExponents } from "./local-exponents.js";
import { facts, model } from "./models.js";
import type { Network, Parameters } from "./parameters.js";
import { overfittingOnset } from "./regimes.js";
import { powerLawTeacher } from "./teacher.js";

export type CrossoverId = "IV-V" | "II-III";

/** One crossover of one problem. */
export interface Crossover {
  id: CrossoverId;
  network: Network;
  d: number;
  gamma: number;
  noise: number;
}

/** Weight decay along which a crossover is followed: next to none (IV to V), or so much that no noise is learned (II to III). */
export function crossoverDecay({ id, d, gamma }: Pick<Crossover, "id" | "d" | "gamma">): number {
  return id === "IV-V" ? 1e-6 : 100 * d ** (gamma - 0.5);
}

/**
 * Where it is predicted: n_eff. IV to V: the `overfittingOnset`, with constants 1. II to III: the cut of a network without noise, λd/(4n_eff)
 * (quadratic) or λd/n_eff (diagonal), equals the smallest feature.
 */
export function crossoverAt(crossover: Crossover): number {
  if (crossover.id === "IV-V") return overfittingOnset(crossover);
  const { network, d, gamma } = crossover;
  const lambda = crossoverDecay(crossover);
  return model(network).tailSamples(powerLawTeacher(network, d, gamma).kernel, { d, gamma, lambda });
}

/** Exponents of R in n_eff on either side, d → ∞; null where it is not a power: −1/log t of the diagonal network. */
export function crossoverExponents({ id, network, gamma }: Crossover): {
  before: number;
  after: number | null;
} {
  if (id === "II-III") return { before: 1 / gamma - 2, after: -2 };
  return { before: 0.5 / gamma - 1, after: facts(network).noiseFit.power };
}

/**
 * ∂log R/∂log n_eff of the quadratic network from II to III as d → ∞, at x = n_eff/n*: without noise R ∝ Σ min(c, s_i)², whose tail is an
 * integral, hence −2(2γ − 1)/(2γ − x^{2−1/γ}) up to x = 1 and −2 beyond.
 */
export function crossoverShape(gamma: number, x: number): number {
  return x >= 1 ? -2 : (-2 * (2 * gamma - 1)) / (2 * gamma - x ** (2 - 1 / gamma));
}

export interface CrossoverPoint {
  /** n_eff over its predicted place. */
  x: number;
  effectiveSamples: number;
  excessRisk: number;
  /** ∂log R/∂log n_eff. */
  exponent: number;
  converged: boolean;
}

/** The risk through a crossover, at x ascending in `xs`; points at n_eff ≥ d/5 are left out of IV to V, where the peak begins. */
export function crossoverCurve(crossover: Crossover, xs: readonly number[]): CrossoverPoint[] {
  const { id, network, d, gamma, noise } = crossover;
  const place = crossoverAt(crossover);
  const lambda = crossoverDecay(crossover);
  const solve = lineSolver();
  const points: CrossoverPoint[] = [];
  for (const x of xs) {
    const effectiveSamples = x * place;
    if (id === "IV-V" && effectiveSamples > d / 5) break;
    const parameters: Parameters = { network, d, gamma, noise, alpha: effectiveSamples / d, lambda };
    const solution = solve(parameters);
    points.push({
      x,
      effectiveSamples,
      excessRisk: solution.excessRisk,
      exponent: localExponents(solution).samples,
      converged: solution.converged,
    });
  }
  return points;
}

/** The x at which the exponent first passes `level`, going from its value at `start` on; undefined where it does not. */
export function passes(points: readonly CrossoverPoint[], level: number, start = 0): number | undefined {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    if (a.x < start || (a.exponent - level) * (b.exponent - level) > 0) continue;
    const w = (level - a.exponent) / (b.exponent - a.exponent);
    return a.x * (b.x / a.x) ** w;
  }
  return undefined;
}

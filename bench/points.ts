import { phaseWindow } from "../data/phase-window.js";
import type { Network, Parameters } from "../theory/parameters.js";

/** Random numbers in [0, 1) from a seed: mulberry32, so that a bench draws the same points everywhere. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A uniform and a log-uniform draw. */
function draws(random: () => number) {
  const uniform = (from: number, to: number): number => from + (to - from) * random();
  const log = (from: number, to: number): number => Math.exp(uniform(Math.log(from), Math.log(to)));
  return { uniform, log };
}

/**
 * A point of the box in which the solver must not fail: d in [2, 1e6] (log), γ in [0.51, 4], Δ in [0, 10],
 * α in [1e-6, 1e6] (log), λ in [1e-9, 1e9] (log), either network. One point in ten is noiseless, and one
 * quadratic point in ten has finite width.
 */
export function pointOfBox(seed: number): Parameters {
  const random = randomNumbers(seed);
  const { uniform, log } = draws(random);
  const network: Network = random() < 0.5 ? "diagonal" : "quadratic";
  const d = Math.round(log(2, 1e6));
  const gamma = uniform(0.51, 4);
  const noise = random() < 0.1 ? 0 : uniform(0, 10);
  const point = { network, d, gamma, noise, alpha: log(1e-6, 1e6), lambda: log(1e-9, 1e9) };
  const narrow = random() < 0.1;
  const width = Math.max(1, Math.round(log(1, d)));
  return network === "quadratic" && narrow ? { ...point, width } : point;
}

/**
 * A point of the phase diagram at dimension d, all phases included: γ in [0.6, 2], Δ in {0, 0.1, 0.5}, n_eff
 * and λ log-uniform, from 0.1 and 1e-2/√d to the end of the diagram's window in n_eff and to ten times collapse in λ.
 */
export function pointOfDiagram(seed: number, network: Network, d: number): Parameters {
  const random = randomNumbers(seed);
  const { uniform, log } = draws(random);
  const gamma = uniform(0.6, 2);
  const noise = [0, 0.1, 0.5][Math.floor(3 * random())];
  const effectiveSamples = log(...phaseWindow({ d, gamma }).effectiveSamples);
  const most = Math.min(1e15, Math.max(1, (10 * effectiveSamples) / Math.sqrt(d)));
  return { network, d, gamma, noise, alpha: effectiveSamples / d, lambda: log(0.01 / Math.sqrt(d), most) };
}

import { discreteGauss } from "../numeric/discrete-gauss.js";

/** Ranks and counts such that Σ_{i=1}^{d} f(i) ≈ Σ_j counts[j]·f(ranks[j]), in increasing order; the counts sum to d. */
export interface Ranks {
  ranks: Float64Array;
  counts: Float64Array;
}

/** Compressed teacher of a diagonal network: variances v_j and the fraction w_j of the coordinates at each; Σ w_j = 1. */
export interface Atoms {
  variances: Float64Array;
  weights: Float64Array;
}

const LEADING = 32;
const ORDER = 12;

/**
 * Few ranks that stand for all of 1, …, d in sums of functions of i^(−2γ): the leading 32 by themselves, then blocks of consecutive
 * integers whose ends grow by 1 + 1.2γ^(−3/4), each replaced by the 12-point Gauss rule of its integers.
 *
 * A steeper tail makes the summands less smooth in log i, hence the shorter blocks. With them the mse and D of `diagonalKernel`
 * agree with the direct sums to 1e-12 relative for every γ ∈ (1/2, 10], at any τ and cut (derivatives to 1e-10), from 80 ranks
 * (γ near 1/2) to 152 (γ = 4) at d = 1e3, and at most 2.7 times as many at d = 1e6.
 *
 * @param d number of coordinates, a whole number ≥ 1 (up to 2^53)
 * @param gamma exponent of the tail, > 1/2
 * @param split no block crosses from rank `split` to `split` + 1, so that sums over i ≤ split and i > split are as exact
 */
export function compressedRanks(d: number, gamma: number, split = 0): Ranks {
  const growth = 1 + 1.2 * gamma ** -0.75;
  const ranks: number[] = [];
  const counts: number[] = [];
  let next = 1;
  for (; next <= Math.min(d, LEADING); next++) {
    ranks.push(next);
    counts.push(1);
  }
  while (next <= d) {
    const stop = next <= split ? Math.min(split, d) : d;
    const end = Math.min(stop + 1, Math.ceil(next * growth));
    const { nodes, weights } = discreteGauss(end - next, ORDER);
    for (let j = 0; j < nodes.length; j++) {
      ranks.push(next + nodes[j]);
      counts.push(weights[j]);
    }
    next = end;
  }
  return { ranks: Float64Array.from(ranks), counts: Float64Array.from(counts) };
}

/** Teacher variances v_i = d·i^(−2γ) of the diagonal network (the paper's power law), compressed by `compressedRanks`. */
export function diagonalAtoms(d: number, gamma: number, split = 0): Atoms {
  const { ranks, counts } = compressedRanks(d, gamma, split);
  return {
    variances: ranks.map((rank) => d * rank ** (-2 * gamma)),
    weights: counts.map((count) => count / d),
  };
}

/** Number of features that stand out of the noise: v_i = d·i^(−2γ) > δ². */
export function learnableFeatures(d: number, gamma: number, delta: number): number {
  return Math.min(d, Math.ceil((d / (delta * delta)) ** (0.5 / gamma)) - 1);
}

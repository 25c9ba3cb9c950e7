import type { NoisyPoint, Spectrum, SpectrumComponent } from "../model.js";
import { density, upperTail } from "../normal.js";
import { diagonalAtoms, learnableFeatures } from "./atoms.js";

/** The law of the magnitudes |θ̂_i| above zero, in two parts: learned features (v_i > δ²) and learned noise (v_i ≤ δ²). */
export interface MagnitudeLaw {
  /** Fraction of exactly zero weights, 1 − D. */
  zeroMass: number;
  /** K: number of features with v_i > δ². */
  features: number;
  /** Expected number of active weights among them. */
  activeFeatures: number;
  /** Expected number of active weights among the other d − K. */
  activeNoise: number;
  /** Magnitudes > 0, increasing. */
  x: Float64Array;
  /** Densities of |θ̂| at `x`, per coordinate: they integrate to activeFeatures/d and activeNoise/d. */
  featureDensity: Float64Array;
  noiseDensity: Float64Array;
}

/** Teacher and learned magnitudes by rank. */
export interface RankProfile {
  ranks: Float64Array;
  /** √v_k = d^{1/2} k^{−γ}: standard deviation of the k-th teacher weight. */
  teacher: Float64Array;
  /** The k-th largest |θ̂|: where d·P(|θ̂| > x) = k − 1/2; 0 beyond the active weights. */
  learned: Float64Array;
}

/** The diagonal network's teacher and its state evolution: θ̂_i = η(θ*_i + δz_i; c), θ*_i ~ N(0, d·i^{−2γ}). */
export interface DiagonalState {
  d: number;
  gamma: number;
  /** Noise strength δ > 0. */
  delta: number;
  /** Threshold c ≥ 0; 0 gives the law of the noisy teacher |θ* + δz| itself. */
  cut: number;
}

/** Mixture of the laws of η(N(0, t²); c): t_i, weights, and the number of leading atoms that are features. */
function mixture({ d, gamma, delta }: DiagonalState) {
  const features = learnableFeatures(d, gamma, delta);
  const { variances, weights } = diagonalAtoms(d, gamma, features);
  let leading = 0;
  for (let rank = 0; rank < features - 0.5; leading++) rank += weights[leading] * d;
  return { scales: variances.map((v) => Math.sqrt(v + delta * delta)), weights, features, leading };
}

/**
 * Law of the learned magnitudes on a grid.
 * @param x magnitudes > 0, increasing; by default 256 of them, evenly spaced in the logarithm, over the five decades below the largest
 */
export function magnitudeLaw(state: DiagonalState, x = defaultGrid(state)): MagnitudeLaw {
  const { d, cut } = state;
  const { scales, weights, features, leading } = mixture(state);
  const active = [0, 0];
  const densities = [new Float64Array(x.length), new Float64Array(x.length)];
  for (let k = 0; k < scales.length; k++) {
    const part = k < leading ? 0 : 1;
    active[part] += weights[k] * 2 * upperTail(cut / scales[k]);
    for (let j = 0; j < x.length; j++) {
      densities[part][j] += ((2 * weights[k]) / scales[k]) * density((x[j] + cut) / scales[k]);
    }
  }
  return {
    zeroMass: Math.max(0, 1 - active[0] - active[1]),
    features,
    activeFeatures: active[0] * d,
    activeNoise: active[1] * d,
    x,
    featureDensity: densities[0],
    noiseDensity: densities[1],
  };
}

/** P(|θ̂| > x) for one coordinate drawn at random, x ≥ 0. */
export function magnitudeTail(state: DiagonalState, x: number): number {
  const { scales, weights } = mixture(state);
  return tail(scales, weights, x + state.cut);
}

/**
 * The learned weights sorted by magnitude, beside the teacher's.
 * @param ranks k in [1, d], any order
 */
export function rankProfile(state: DiagonalState, ranks: ArrayLike<number>): RankProfile {
  const { d, gamma, cut } = state;
  const { scales, weights } = mixture(state);
  const asked = Float64Array.from(ranks);
  return {
    ranks: asked,
    teacher: asked.map((k) => Math.sqrt(d) * k ** -gamma),
    learned: asked.map((k) => Math.max(0, quantile(scales, weights, (k - 0.5) / d) - cut)),
  };
}

function tail(scales: Float64Array, weights: Float64Array, h: number): number {
  let sum = 0;
  for (let k = scales.length - 1; k >= 0; k--) sum += weights[k] * 2 * upperTail(h / scales[k]);
  return sum;
}

/** The h at which P(|θ* + δz| > h) = probability, by Newton's method on log P kept inside a bracket. */
function quantile(scales: Float64Array, weights: Float64Array, probability: number): number {
  let low = 0;
  let high = 39 * scales[0];
  let h = 0.5 * scales[0];
  for (let step = 0; step < 200; step++) {
    let mass = 0;
    let slope = 0;
    for (let k = scales.length - 1; k >= 0; k--) {
      mass += weights[k] * 2 * upperTail(h / scales[k]);
      slope += ((2 * weights[k]) / scales[k]) * density(h / scales[k]);
    }
    if (mass > probability) low = h;
    else high = h;
    const newton = h + (mass / slope) * Math.log(mass / probability);
    const next = newton > low && newton < high ? newton : 0.5 * (low + high);
    if (Math.abs(next - h) <= 1e-14 * h) return next;
    h = next;
  }
  return h;
}

function defaultGrid(state: DiagonalState): Float64Array {
  const { scales, weights } = mixture(state);
  const largest = Math.max(quantile(scales, weights, 0.01 / state.d) - state.cut, 0.1 * scales[0]);
  return Float64Array.from({ length: 256 }, (_, j) => largest * 10 ** ((5 * (j - 255)) / 255));
}

/** The law in the two parts of a `Spectrum`: features, then noise. The noisy teacher's is that at cut 0. */
export function diagonalSpectrum({ d, gamma, delta, cut }: NoisyPoint): Spectrum {
  const law = magnitudeLaw({ d, gamma, delta, cut });
  const part = (
    kind: "spike" | "bulk",
    first: number,
    count: number,
    active: number,
    density: Float64Array,
  ) => ({
    kind,
    atoms: [first, count] as [number, number],
    left: 0,
    right: law.x[law.x.length - 1],
    mass: active / d,
    x: law.x,
    density,
  });
  const parts: SpectrumComponent[] = [
    part("spike", 0, law.features, law.activeFeatures, law.featureDensity),
    part("bulk", law.features, d - law.features, law.activeNoise, law.noiseDensity),
  ];
  return { zeroMass: law.zeroMass, components: parts.filter((p) => p.mass > 0) };
}

// What a network must answer to take part in state evolution, spectra, phases, decomposition and the Bayes-optimal
// benchmark. Records: theory/diagonal/, theory/quadratic/; registered in theory/networks.ts (facts) and theory/models.ts.
import type { Equations, Kernel } from "./kernel.js";
import type { QuadraticKernel } from "./quadratic/kernel.js";

/** The names of a network's quantities, in plain characters. */
export interface NetworkWords {
  /** "diagonal linear network". */
  readonly title: string;
  /** One learned weight and several of them: "eigenvalue", "eigenvalues". */
  readonly weight: string;
  readonly weights: string;
  /** What a spectrum's axis measures, and its symbol: "size", "|θ|". */
  readonly size: string;
  readonly symbol: string;
  /** The load α in terms of n and d: "n/d²". */
  readonly load: string;
  /** n_eff and n at the interpolation peak and where the noiseless teacher is recovered: "d/4", "d²/4", "d/2", "d²/2". */
  readonly peak: string;
  readonly peakSamples: string;
  readonly recovery: string;
  readonly recoverySamples: string;
  /** The per-coordinate error: "matrix error ‖Ŝ−S*‖²/d". */
  readonly error: string;
  /** Its keys in the answers of the command-line tool. */
  readonly errorKey: string;
  readonly bayesErrorKey: string;
  /** The largest weights: "leading eigenvalues". */
  readonly largest: string;
  /** The convex problem that it is equivalent to: "LASSO". */
  readonly convex: string;
  /** Where the noise ends in the noisy teacher, as a formula: "2δ". */
  readonly noiseEdge: string;
}

/** The noise that a network without weight decay learns when the teacher is empty: ρ(t), t = n_eff/d. */
export interface NoiseFit {
  /** t and ρ at a cut, in the network's own measure of it, which lies within `cuts`. */
  atCut(cut: number): { t: number; rho: number };
  readonly cuts: readonly [low: number, high: number];
  /** Whether t rises with that measure; it then spans decades and is halved in the logarithm. */
  readonly rising: boolean;
  /** ρ as t → 0, and its local exponent d log ρ/d log t; both in plain characters too. */
  law(t: number): number;
  lawExponent(t: number): number;
  readonly lawText: string;
  readonly lawExponentText: string;
  /** The rate of phase V in n_eff and d, and its power of n_eff; null where it is a logarithm. */
  readonly rate: readonly [tex: string, text: string];
  readonly power: number | null;
}

/** What leading-order counting needs to know of learned features and of passed noise; see theory/feature-count.ts. */
export interface FeatureErrors {
  /** d times the error of `count` learned features s_i = first·i^(−γ) at noise variance `tau` = δ² and cut c. */
  learned(p: { count: number; first: number; d: number; gamma: number; tau: number; cut: number }): number;
  /** E(z − a)²₊ of pure noise of variance 1 at a cut a = c/δ ≥ 0, over both signs where the weights have either. */
  passed(a: number): number;
}

/** A problem at fixed d and γ. */
export interface TeacherProblem {
  d: number;
  gamma: number;
}

/**
 * All of a network that is in closed form or nearly: cheap to load and to ask, for pages as much as for the solvers.
 * Where two networks differ, the difference is a member here or in `Model`, and never a comparison of names.
 */
export interface NetworkFacts {
  readonly name: string;
  readonly words: NetworkWords;
  /** Weights that are a vector have a sign and a size each; a matrix has eigenvalues. */
  readonly shape: "vector" | "matrix";
  /** Whether the teacher is drawn at random, so that theory is an average over teachers. */
  readonly randomTeacher: boolean;
  /** Whether every learned feature is a component of the spectrum by itself, so that their number K is whole and has steps. */
  readonly resolvesFeatures: boolean;
  /** Constants of the two equations. */
  readonly equations: Equations;
  /** R/mse. */
  readonly riskPerMse: number;
  /** Number of samples n at α = 1: d or d². */
  samplesAtUnitLoad(d: number): number;
  /** α of n samples, and back. */
  load(d: number, n: number): number;
  samples(d: number, alpha: number): number;
  /** n_eff = αd of n samples. */
  effectiveSamples(d: number, n: number): number;
  /** Load n_eff/d of the interpolation peak as λ → 0, and that from which on a noiseless teacher is recovered. */
  readonly peakLoad: number;
  readonly recoveryLoad: number;
  /** n_eff at which the noise fitted by interpolation overtakes the rate of phase IV; in (0, d). Δ > 0. */
  overfittingOnset(p: TeacherProblem & { noise: number }): number;
  /** Size s_1 of the teacher's first feature; s_i = s_1·i^(−γ). */
  firstFeature(d: number, gamma: number): number;
  /** Where the noise ends, in units of δ. */
  noiseEdge(d: number): number;
  /** E z₊ of the noise. */
  readonly positivePart: number;
  readonly noiseFit: NoiseFit;
  readonly featureErrors: FeatureErrors;
  /**
   * A weight decay that leaves hardly a weight: the cut lies at √d + reach·δ, δ that of the zero network, and `margin` times
   * further out.
   */
  readonly collapse: { readonly reach: number; readonly margin: number };
  /** A finite number of hidden units; absent where the network has none to choose. */
  readonly width?: {
    /** λ̃ = λ√(p/d), the weight decay that state evolution sees at width p. */
    rescaledDecay(lambda: number, d: number, width: number): number;
  };
}

/** A point of the noisy teacher: noise strength δ > 0 and cut c ≥ 0. */
export interface NoisyPoint extends TeacherProblem {
  delta: number;
  cut: number;
}

/** One part of a spectrum: an interval of eigenvalues (matrix), or the learned features or learned noise together (vector). */
export interface SpectrumComponent {
  /** "spike": one learned feature (matrix), or all of them (vector); "bulk": noise; "rest": spikes too many to list singly. */
  kind: "bulk" | "spike" | "rest";
  /** Teacher features that own it: index of the largest, from 0, and their number. */
  atoms: [first: number, count: number];
  left: number;
  right: number;
  /** Fraction of all d eigenvalues or weights in it. */
  mass: number;
  /** Ascending values and the density there; Σ over components of ∫density = mass above the cut. */
  x: Float64Array;
  density: Float64Array;
  /** Mean of a single spike. */
  position?: number;
  /** Squared overlap of a spike's eigenvector with the teacher's. */
  overlap?: number;
}

/** A spectrum: the fraction of exact zeros, and the components above the cut. */
export interface Spectrum {
  zeroMass: number;
  components: SpectrumComponent[];
}

/** Terms of the per-coordinate error; they add up to `Solution.mse`. */
export interface Decomposition {
  /** Noise learned by the bulk, ∫_bulk (x−c)₊² dμ. */
  overfitting: number;
  /** Features hidden in the bulk, (1/d)Σ_bulk s_i². */
  underfitting: number;
  /** What is wrong with the learned features: bias of the cut, noise in value and direction. */
  approximation: number;
  /** What the bulk still learns of its hidden features: −2∫_bulk (x−c)₊(x−2δ²H) dμ ≤ 0. */
  alignment: number;
  total: number;
}

/** A Bayes-optimal fixed point with its certificate. */
export interface BayesPoint {
  /** Noise strength δ ≥ 0. */
  delta: number;
  /** Per-coordinate error. */
  mse: number;
  converged: boolean;
  /** Defect of the scalar equation relative to its largest term. */
  residual: number;
}

/** What the end of a plateau is read from. */
export interface PlateauPoint extends NoisyPoint {
  divergence: number;
  zero: boolean;
}

/**
 * A network: its facts, and what has to be computed from its teacher. `K` is the kernel it works with; every method below
 * that takes a kernel takes the one that `kernel(d, gamma)` returned for the same d and γ.
 */
export interface Model<K extends Kernel = Kernel> extends NetworkFacts {
  /** The denoising problem of the power-law teacher; `width` p is given only where the facts have a `width`. */
  kernel(d: number, gamma: number, width?: number): K;
  /** The denoising problem of one teacher that was drawn, from its d weights; absent where all teachers of d and γ are alike. */
  givenTeacher?(weights: Float64Array): Kernel;
  /** Typical size of the teacher's feature at a rank from 1: its eigenvalue or the standard deviation of its weight. */
  feature(d: number, gamma: number): (rank: number) => number;
  /** The kernel as that of a matrix with eigenvalues, which outline, leading orders and bulk edge need; absent for a vector. */
  matrix?(kernel: K): QuadraticKernel;
  /** Mean weight s̄ of the teacher, 0 where the weights have either sign. */
  meanWeight(kernel: K): number;
  /** n_eff at which the cut of a network without noise equals its smallest feature. */
  tailSamples(kernel: K, p: TeacherProblem & { lambda: number }): number;
  /** The law of the learned weights; of the noisy teacher itself, uncut, where `noisy`. */
  spectrum(kernel: K, p: NoisyPoint, noisy: boolean): Spectrum;
  /** The exact terms of the error at full width. */
  decomposition(kernel: K, p: NoisyPoint): Decomposition;
  /** Features that stand out of the noise, whether the cut keeps them or not: those whose error is approximation. */
  featuresAboveNoise(kernel: K, p: Omit<NoisyPoint, "cut">): number;
  /** Features that stand out of the noise and survive the cut: a whole number, or the expected one. */
  learnedFeatures(kernel: K, p: NoisyPoint): number;
  /** Whether the first feature is learned: the end of the plateau. */
  firstLearned(kernel: K, p: PlateauPoint): boolean;
  /** Whether the cut, not the noise, leaves hardly a weight. */
  collapsed(p: PlateauPoint): boolean;
  /** The least error that any method can reach; Δ ≥ 0, α > 0. */
  bayes(kernel: K, p: TeacherProblem & { noise: number; alpha: number }): BayesPoint;
}

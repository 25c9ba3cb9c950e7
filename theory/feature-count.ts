// Counting features: how many of the teacher's stand above a level, and what those below it carry.
import { facts } from "./networks.js";
import { checkParameter, type Network } from "./parameters.js";
import { powerSum } from "./power-sum.js";

export { semicircleTail } from "./quadratic/facts.js";

/** A teacher cut in two at a level. */
export interface FeatureCount {
  /** K = #{i ≤ d: s_i > level}. */
  above: number;
  /** Σ_{i>K} s_i²/d: the error per coordinate that the features below the level leave when none of them is learned. */
  below: number;
}

/**
 * Size of the first feature: s_i = first·i^{−γ}. √(d/Q), Q = Σ_{j≤d} j^{−2γ} (quadratic: eigenvalues of S*), or √d (diagonal: the
 * standard deviation of θ*_1). Throws a ParameterError for d or γ outside its range.
 */
export function firstFeature(network: Network, d: number, gamma: number): number {
  checkParameter("d", d);
  checkParameter("gamma", gamma);
  return facts(network).firstFeature(d, gamma);
}

/**
 * Counts the features above a level > 0 and sums the squares of the others.
 * Throws a ParameterError for d or γ outside its range.
 */
export function featureCount(network: Network, d: number, gamma: number, level: number): FeatureCount {
  const first = firstFeature(network, d, gamma);
  // The largest rank whose feature still exceeds the level; a feature that equals it to rounding is below.
  const above = Math.min(d, Math.max(0, Math.ceil((first / level) ** (1 / gamma) * (1 - 1e-12)) - 1));
  const size = (first * first) / d;
  return { above, below: size * powerSum(above + 1, d, -2 * gamma) };
}

/** The excess risk by counting, to leading order, split by where it comes from. */
export interface CountedRisk {
  /** Features above both the noise and the cut. */
  count: number;
  /** What is wrong with them: noise in value and direction, and the bias of the cut. */
  learned: number;
  /** What the other features leave: their squares. */
  hidden: number;
  /** Noise that passes the cut where no feature is. */
  noise: number;
}

/**
 * The leading-order count behind every exponent: features above δ and c are learned with an error of their own, the others are lost,
 * and noise fills their places where it passes the cut. Per feature (quadratic) (δ²/s−c)² + 2(δ²/s)(s+δ²/s−c), or (diagonal) δ² + c²;
 * noise δ²∫(x−c/δ)₊² over the semicircle on [−2, 2], or over |z|, z normal. The terms add up to R within a factor of two,
 * and exactly where features stand far apart from noise and cut.
 *
 * @param p.delta noise strength δ > 0
 * @param p.cut cut c ≥ 0
 */
export function countedRisk(p: {
  network: Network;
  d: number;
  gamma: number;
  delta: number;
  cut: number;
}): CountedRisk {
  const { network, d, gamma, delta, cut } = p;
  const { above, below } = featureCount(network, d, gamma, Math.max(delta, cut));
  const { featureErrors, riskPerMse, shape } = facts(network);
  const first = firstFeature(network, d, gamma);
  const tau = delta * delta;
  const learned = featureErrors.learned({ count: above, first, d, gamma, tau, cut });
  // Noise passes where no learned feature is: among the weights of a vector, the entries of a matrix.
  const free = (1 - above / d) ** (shape === "matrix" ? 2 : 1);
  return {
    count: above,
    learned: (riskPerMse * learned) / d,
    hidden: riskPerMse * below,
    noise: riskPerMse * tau * featureErrors.passed(cut / delta) * free,
  };
}

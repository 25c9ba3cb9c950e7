import { DIAGONAL_EQUATIONS, emptyMoments, type Kernel, type Moments } from "../kernel.js";
import {
  density,
  firstTailMoment,
  innerSquareSeries,
  secondTailMoment,
  tailRatio,
  upperTail,
} from "../normal.js";

const INVERSE_ROOT_TWO_PI = 0.3989422804014327;
/** exp(−x) is zero beyond. */
const UNDERFLOW = 745.2;

/**
 * Soft thresholding of a random Gaussian teacher θ*_i ~ N(0, v_i) seen through noise of variance τ (the LASSO's state evolution).
 *
 * With t² = v + τ, a = c/t and z standard normal, the six averages are Σ w of sums of positive terms, so that none loses digits
 * in any corner (a ≫ 1, a ≪ 1, τ ≪ v or τ ≫ v):
 * P = 2Φ̄(a), mse = v·W + τ·2E(z − a)₊² with W = a²P + E[z²; |z| < a] = 1 − P − 2aE(z − a)₊;
 * ∂P/∂τ = aφ/t², ∂P/∂c = −2φ/t, ∂mse/∂τ = P − 2aφv/t², ∂mse/∂c = (2avP − 4τE(z − a)₊)/t.
 *
 * @param variances prior variances v, ≥ 0 (per coordinate, teacher units)
 * @param weights fraction of the coordinates at each variance; they sum to 1
 * @throws RangeError when the lengths differ
 */
export function diagonalKernel(variances: Float64Array, weights: Float64Array): Kernel {
  if (variances.length !== weights.length) {
    throw new RangeError(`${variances.length} variances but ${weights.length} weights`);
  }
  const out = emptyMoments();
  let secondMoment = 0;
  for (let k = variances.length - 1; k >= 0; k--) secondMoment += weights[k] * variances[k];

  function evaluate(tau: number, cut: number): Moments {
    let mse = 0;
    let divergence = 0;
    let mseTau = 0;
    let mseCut = 0;
    let divergenceTau = 0;
    let divergenceCut = 0;
    const cutSquared = cut * cut;
    for (let k = variances.length - 1; k >= 0; k--) {
      const v = variances[k];
      const w = weights[k];
      const inverseSquare = 1 / (v + tau);
      const square = cutSquared * inverseSquare;
      if (square > 2 * UNDERFLOW) {
        mse += w * v;
        continue;
      }
      const inverse = Math.sqrt(inverseSquare);
      const a = cut * inverse;
      const phi = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * square);
      let active: number;
      let first: number;
      let second: number;
      let lost: number;
      if (a < 1) {
        const inner = a * square * innerSquareSeries(square);
        active = 1 - 2 * a * phi - inner;
        first = phi - 0.5 * a * active;
        second = active - 2 * a * first;
        lost = square * active + inner;
      } else {
        const ratio = tailRatio(a);
        const scale = (2 * phi) / (1 + square);
        active = scale * (ratio + a);
        first = 0.5 * scale * (1 - a * ratio);
        second = 2 * phi * ratio;
        lost = 1 - active - 2 * a * first;
      }
      const slope = 2 * phi * inverse;
      const signal = v * inverseSquare;
      mse += w * (v * lost + tau * second);
      divergence += w * active;
      mseTau += w * (active - 2 * a * phi * signal);
      mseCut += w * (2 * cut * signal * active - 4 * tau * first * inverse);
      divergenceTau += w * (0.5 * cut * inverseSquare * slope);
      divergenceCut -= w * slope;
    }
    out.mse = mse;
    out.divergence = divergence;
    out.mseTau = mseTau;
    out.mseCut = mseCut;
    out.divergenceTau = divergenceTau;
    out.divergenceCut = divergenceCut;
    return out;
  }

  return { equations: DIAGONAL_EQUATIONS, secondMoment, evaluate };
}

/**
 * Soft thresholding of one given teacher θ* seen through noise of variance τ, averaged over the noise only.
 *
 * With δ = √τ, x± = (c ∓ |θ|)/δ and the tail moments Eₖ(x) = E(z − x)₊^k:
 * mse = θ² + τ(E₂(x₊) + E₂(x₋)) − 2δ|θ|(E₁(x₊) − E₁(x₋)), rewritten for x₊ < 0 by E₂(x) = 1 + x² − E₂(−x), E₁(x) = E₁(−x) − x
 * into τ + c² plus corrections, which keeps its digits when θ² ≫ mse.
 *
 * @param teacher the d weights θ*_i
 */
export function fixedTeacherKernel(teacher: Float64Array): Kernel {
  const out = emptyMoments();
  const d = teacher.length;
  const secondMoment = teacher.reduce((sum, theta) => sum + theta * theta, 0) / d;

  function evaluate(tau: number, cut: number): Moments {
    const delta = Math.sqrt(tau);
    let mse = 0;
    let divergence = 0;
    let mseTau = 0;
    let mseCut = 0;
    let divergenceTau = 0;
    let divergenceCut = 0;
    for (const signed of teacher) {
      const theta = Math.abs(signed);
      const near = (cut - theta) / delta;
      const far = (cut + theta) / delta;
      const nearTail = upperTail(near);
      const farTail = upperTail(far);
      const nearDensity = density(near);
      const farDensity = density(far);
      const nearFirst = firstTailMoment(near);
      const farFirst = firstTailMoment(far);
      if (near < 0) {
        mse +=
          tau +
          cut * cut -
          tau * (secondTailMoment(-near) - secondTailMoment(far)) -
          2 * delta * theta * (firstTailMoment(-near) - farFirst);
      } else {
        mse +=
          theta * theta +
          tau * (secondTailMoment(near) + secondTailMoment(far)) -
          2 * delta * theta * (nearFirst - farFirst);
      }
      divergence += nearTail + farTail;
      mseTau += nearTail + farTail - (theta * (nearDensity - farDensity)) / delta;
      mseCut +=
        near < 0
          ? 2 * cut -
            2 * delta * (firstTailMoment(-near) + farFirst) -
            2 * theta * (upperTail(-near) + farTail)
          : -2 * delta * (nearFirst + farFirst) + 2 * theta * (nearTail - farTail);
      divergenceTau += (near * nearDensity + far * farDensity) / (2 * tau);
      divergenceCut -= (nearDensity + farDensity) / delta;
    }
    out.mse = mse / d;
    out.divergence = divergence / d;
    out.mseTau = mseTau / d;
    out.mseCut = mseCut / d;
    out.divergenceTau = divergenceTau / d;
    out.divergenceCut = divergenceCut / d;
    return out;
  }

  return { equations: DIAGONAL_EQUATIONS, secondMoment, evaluate };
}

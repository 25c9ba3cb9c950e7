// Gradient descent on infinitely many samples: the population gradient flow of the quadratic network from a small start.
// Beyond the paper; derived on the page training. With S = WᵀW/√(pd) and Z = (xxᵀ − I)/√d the expected training loss is
//
//   L(W) = n(2‖S* − S‖²_F/d + Δ) + λ‖W‖²_F,   dW/dt = −∂L/∂W = W[8n(S* − S)/(d√(pd)) − 2λ],
//
// so that dS/dt = SG + GS with G the bracket. A start S_0 that commutes with S* keeps S in the teacher's eigenbasis:
//
//   ds_k/dt = κ s_k (s*_k − c_λ − s_k),   κ = 16n/(d√(pd)),   c_λ = λd√(pd)/(4n).
import { checkParameter, ParameterError } from "./parameters.js";
import { powerLawAtoms } from "./quadratic/atoms.js";

/** One gradient flow of the quadratic network with a power-law teacher. */
export interface Flow {
  /** Input dimension, an integer ≥ 2. */
  d: number;
  /** Exponent of the teacher's power law, > 1/2. */
  gamma: number;
  /** Load α = n/d² of the n samples that weigh the loss. */
  alpha: number;
  /** Weight decay λ ≥ 0. */
  lambda: number;
  /** Standard deviation σ > 0 of the weights at the start; the eigenvalues then start at σ²√(p/d). */
  start: number;
  /** Hidden units p ≥ d; default d. */
  width?: number;
}

/** What the flow is made of: ds_k/dt = rate·s_k(s*_k − cut − s_k) from s_k(0) = first. */
export interface FlowConstants {
  rate: number;
  cut: number;
  first: number;
}

/** κ = 16α√(d/p), c_λ = λ√(p/d)/(4α) and s_k(0) = σ²√(p/d) of a flow. Throws a ParameterError for a value outside its range. */
export function flowConstants({ d, gamma, alpha, lambda, start, width = d }: Flow): FlowConstants {
  checkParameter("d", d);
  checkParameter("gamma", gamma);
  checkParameter("alpha", alpha);
  if (!(lambda >= 0 && lambda < Infinity)) throw new ParameterError("lambda", lambda, "a finite number ≥ 0");
  if (!(start > 0 && start < Infinity)) throw new ParameterError("start", start, "a finite number > 0");
  if (!(Number.isInteger(width) && width >= d))
    throw new ParameterError("width", width, `an integer ≥ d = ${d}: below it not every feature has room`);
  const stretch = Math.sqrt(width / d);
  return { rate: (16 * alpha) / stretch, cut: (lambda * stretch) / (4 * alpha), first: start ** 2 * stretch };
}

/**
 * s(t) of ds/dt = rate·s(target − s), s(0) = first > 0, for a target of either sign:
 * target/(1 + (target/first − 1)e^{−rate·target·t}), written so that nothing overflows or cancels.
 */
export function logistic(first: number, target: number, rate: number, t: number): number {
  const a = rate * target * t;
  const climbed = Math.abs(a) < 1e-9 ? rate * t * (1 - a / 2) : -Math.expm1(-a) / target;
  return first / (Math.exp(-a) + first * climbed);
}

/** The teacher's eigenvalues s*_k = √d k^{−γ}/√(Σ_j j^{−2γ}), k = 1…d. */
export function flowTeacher({ d, gamma }: Pick<Flow, "d" | "gamma">): Float64Array {
  const atoms = powerLawAtoms(d, gamma);
  return Float64Array.from({ length: d }, (_, k) => atoms.value(k));
}

/** Time at which s_k passes half of its final value; 0 where it starts above it, ∞ where weight decay holds it down. */
export function learningTime({ rate, cut, first }: FlowConstants, feature: number): number {
  const target = feature - cut;
  if (target <= 0) return Infinity;
  return target <= 2 * first ? 0 : Math.log(target / first - 1) / (rate * target);
}

/** The network at a list of times. */
export interface FlowCurve {
  time: Float64Array;
  /** Excess risk R = (2/d)Σ(s_k − s*_k)². */
  excessRisk: Float64Array;
  /** ∂log R/∂log t; 0 at t = 0. */
  exponent: Float64Array;
  /** Expected training loss per sample, R + Δ + (λ√(pd)/n) Σ s_k, less Δ. */
  loss: Float64Array;
  /** Number of features past half of their final value. */
  learned: Float64Array;
}

/** Risk, its local exponent and the loss along a flow, exact sums over all d features. */
export function flowCurve(flow: Flow, times: ArrayLike<number>): FlowCurve {
  const constants = flowConstants(flow);
  const { rate, cut, first } = constants;
  const { d, alpha, lambda, width = d } = flow;
  const teacher = flowTeacher(flow);
  const time = Float64Array.from(times);
  const make = () => new Float64Array(time.length);
  const curve: FlowCurve = {
    time,
    excessRisk: make(),
    exponent: make(),
    loss: make(),
    learned: make(),
  };
  // λ‖W‖²/n = λ√(pd) Tr S/n, n = αd².
  const price = (lambda * Math.sqrt(width * d)) / (alpha * d * d);
  time.forEach((t, i) => {
    let squares = 0;
    let slope = 0;
    let sum = 0;
    let learned = 0;
    for (const feature of teacher) {
      const target = feature - cut;
      const s = logistic(first, target, rate, t);
      const missing = feature - s;
      squares += missing * missing;
      slope -= 2 * missing * rate * s * (target - s);
      sum += s;
      if (s >= target / 2 && target > 0) learned++;
    }
    curve.excessRisk[i] = (2 * squares) / d;
    curve.exponent[i] = squares > 0 ? (t * slope) / squares : 0;
    curve.loss[i] = (2 * squares) / d + price * sum;
    curve.learned[i] = learned;
  });
  return curve;
}

/** The exponent of the summed risk in time, −2 + 1/γ: features with s*_k ∝ 1/t are being learned, k ∝ t^{1/γ} are done. */
export const flowExponent = (gamma: number): number => -2 + 1 / gamma;

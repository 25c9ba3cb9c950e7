// State evolution: the excess risk and the spectrum of the trained network in the limit of large d.
// Result 1 and equations (8)–(13) of arXiv:2509.24882; derived on the page state-evolution.
import { CONVERGED, fixedPoint } from "./fixed-point.js";
import { facts } from "./networks.js";
import { checkParameter, checkParameters, type Network, type Parameters } from "./parameters.js";
import { powerLawTeacher, type Teacher } from "./teacher.js";

/** A solution of state evolution with its certificate. */
export interface Solution extends Parameters {
  /** n_eff = αd: n for the diagonal network, n/d for the quadratic one. */
  effectiveSamples: number;
  /** Noise strength δ > 0 of the noisy teacher. */
  delta: number;
  /** Cut c = λε. */
  cut: number;
  epsilon: number;
  /** Divergence D of the denoiser: ≥ 0, and ≤ 1 at full width. */
  divergence: number;
  /** Per-coordinate error: ‖Ŝ − S*‖²_F/d (quadratic: the matrix mse) or ‖θ̂ − θ*‖²/d (diagonal). */
  mse: number;
  /** R = 2·mse (quadratic) or mse (diagonal). */
  excessRisk: number;
  /** True where `residual` ≤ 1e-10. */
  converged: boolean;
  /** Largest defect of the two equations, each relative to its largest term. */
  residual: number;
  /** Evaluations of the denoiser that the solver spent. */
  iterations: number;
  /** True where all weights are exactly zero. */
  zero: boolean;
}

/** R of an mse: 2·mse for the quadratic network, since E(Tr A(xxᵀ−I))² = 2‖A‖²_F; mse for the diagonal one. */
export function riskOfMse(network: Network, mse: number): number {
  return facts(network).riskPerMse * mse;
}

/** Solves state evolution for the power-law teacher of `p`; throws a ParameterError for a parameter outside its range. */
export function stateEvolution(p: Parameters, guess?: { delta: number; cut: number }): Solution {
  const checked = checkParameters(p as unknown as Record<string, unknown>);
  return stateEvolutionOf(
    powerLawTeacher(checked.network, checked.d, checked.gamma, checked.width),
    checked,
    guess,
  );
}

/** The same for a given teacher, which must have the network, d, γ and width of `p`; `p` is not checked again. */
export function stateEvolutionOf(
  teacher: Teacher,
  p: Parameters,
  guess?: { delta: number; cut: number },
): Solution {
  const start = guess && { tau: guess.delta * guess.delta, cut: guess.cut };
  const s = fixedPoint(teacher.kernel, p.alpha, p.noise, p.lambda, start);
  return {
    ...p,
    effectiveSamples: p.alpha * p.d,
    delta: Math.sqrt(s.tau),
    cut: s.cut,
    epsilon: s.cut / p.lambda,
    divergence: s.divergence,
    mse: s.mse,
    excessRisk: riskOfMse(p.network, s.mse),
    converged: s.residual <= CONVERGED,
    residual: s.residual,
    iterations: s.evaluations,
    zero: s.zero,
  };
}

/** The problem (α, λ) whose solution is (δ, cut), in closed form. */
export interface InverseSolution {
  alpha: number;
  /** Weight decay; negative where (δ, cut) solves no problem. */
  lambda: number;
  mse: number;
  divergence: number;
}

/** The explicit backward map (δ, c) → (α, λ) at noise variance `noise`; width as in `Parameters`. */
export function inverseMap(
  network: Network,
  d: number,
  gamma: number,
  noise: number,
  delta: number,
  cut: number,
  width?: number,
): InverseSolution {
  checkParameters({ network, d, gamma, noise, alpha: 1, lambda: 1, width });
  checkParameter("delta", delta);
  checkParameter("cut", cut);
  const { kernel } = powerLawTeacher(network, d, gamma, width);
  const { load, error, response } = kernel.equations;
  kernel.reset?.();
  const { mse, divergence } = kernel.evaluate(delta * delta, cut);
  const alpha = (error * mse + noise) / (load * delta * delta);
  return { alpha, lambda: cut * (load * alpha - response * divergence), mse, divergence };
}

/**
 * Averages over the denoiser that fix the state evolution, at noise variance τ = δ² and cut c = λε.
 * The four derivatives are exact and partial: ∂/∂τ at fixed cut, ∂/∂c at fixed τ.
 */
export interface Moments {
  /** Per-coordinate error of the denoised teacher, ≥ 0. */
  mse: number;
  /** Average derivative D of the denoiser: the active fraction of a diagonal network, ∂J/∂τ of a quadratic one. */
  divergence: number;
  mseTau: number;
  mseCut: number;
  divergenceTau: number;
  divergenceCut: number;
}

/**
 * Constants of the two equations every network shares:
 * `load·α·τ = error·mse + Δ` and `1/ε = load·α − response·D`, with `c = λε`.
 */
export interface Equations {
  readonly load: number;
  readonly error: number;
  readonly response: number;
}

export const DIAGONAL_EQUATIONS: Equations = { load: 1, error: 1, response: 1 };
export const QUADRATIC_EQUATIONS: Equations = { load: 4, error: 2, response: 2 };

/** One teacher's denoising problem: all that the state evolution needs to know of a network. */
export interface Kernel {
  readonly equations: Equations;
  /** Q*: the mse of the zero network. */
  readonly secondMoment: number;
  /**
   * @param tau noise variance δ², > 0
   * @param cut threshold c, ≥ 0
   * @returns the same object at every call, overwritten: copy what must outlive the next call
   */
  evaluate(tau: number, cut: number): Moments;
  /** Forgets what the last evaluations left behind to start the next one from, so that results do not depend on history. */
  reset?(): void;
}

export function emptyMoments(): Moments {
  return { mse: 0, divergence: 0, mseTau: 0, mseCut: 0, divergenceTau: 0, divergenceCut: 0 };
}

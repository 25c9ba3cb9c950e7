// The two equations of state evolution, A·α·τ = B·mse + Δ and λ/c = A·α − E·D, solved for (τ, c) for any kernel.
import type { Kernel, Moments } from "./kernel.js";

export interface FixedPoint {
  /** Noise variance τ = δ². */
  tau: number;
  /** Cut c = λε. */
  cut: number;
  mse: number;
  divergence: number;
  /** Largest defect of the two equations, each relative to its largest term. */
  residual: number;
  /** Kernel evaluations spent. */
  evaluations: number;
  /** All weights are exactly zero. */
  zero: boolean;
  /** Partial derivatives at the solution, for local exponents. */
  moments: Moments;
}

const TOLERANCE = 1e-13;

/** Residuals at or below this count as converged. */
export const CONVERGED = 1e-10;

/**
 * Solves for (τ, c) at load `alpha`, noise variance `noise` and weight decay `lambda`.
 * `guess` starts Newton's method in (log τ, log c); without it, or where it fails, nested safeguarded
 * Newton iterations are used, which always end: the cut equation is monotone in c at fixed τ, and the error
 * equation changes sign once along its solution.
 */
export function fixedPoint(
  kernel: Kernel,
  alpha: number,
  noise: number,
  lambda: number,
  guess?: { tau: number; cut: number },
): FixedPoint {
  const problem = new Problem(kernel, alpha, noise, lambda);
  if (!guess) kernel.reset?.();
  return (guess && problem.newton(guess.tau, guess.cut, 12)) ?? problem.zeroSolution() ?? problem.nested();
}

class Problem {
  private readonly load: number;
  private evaluations = 0;
  // State of the last evaluation.
  private tau = 0;
  private cut = 0;
  private m!: Moments;

  constructor(
    private readonly kernel: Kernel,
    alpha: number,
    private readonly noise: number,
    private readonly lambda: number,
  ) {
    this.load = kernel.equations.load * alpha;
  }

  private at(tau: number, cut: number): Moments {
    this.evaluations++;
    this.tau = tau;
    this.cut = cut;
    this.m = this.kernel.evaluate(tau, cut);
    return this.m;
  }

  private residual(): number {
    const { load, noise, lambda, m, tau, cut } = this;
    const { error, response } = this.kernel.equations;
    const left = load * tau;
    const learned = error * m.mse;
    const pull = lambda / cut;
    const spread = response * m.divergence;
    return Math.max(
      Math.abs(learned + noise - left) / Math.max(left, Math.abs(learned), noise),
      Math.abs(spread + pull - load) / Math.max(load, spread, pull),
    );
  }

  private result(): FixedPoint {
    const { tau, cut, m, evaluations } = this;
    const residual = this.residual();
    const zero = m.divergence === 0;
    return { tau, cut, mse: m.mse, divergence: m.divergence, residual, evaluations, zero, moments: { ...m } };
  }

  /** Where the cut of the zero network lies above the whole noisy spectrum, zero weights are the exact solution. */
  zeroSolution(): FixedPoint | undefined {
    const { kernel, load, noise, lambda } = this;
    const tau = (kernel.equations.error * kernel.secondMoment + noise) / load;
    const m = this.at(tau, lambda / load);
    return m.divergence === 0 ? this.result() : undefined;
  }

  /** Newton's method in (log τ, log c); undefined where it does not settle. */
  newton(tau: number, cut: number, steps: number): FixedPoint | undefined {
    const { load, noise, lambda } = this;
    const { error, response } = this.kernel.equations;
    let best: FixedPoint | undefined;
    for (let step = 0; step < steps; step++) {
      if (!(tau > 0 && cut > 0 && Number.isFinite(tau) && Number.isFinite(cut))) break;
      const m = this.at(tau, cut);
      const residual = this.residual();
      if (!Number.isFinite(residual)) break;
      if (residual <= CONVERGED && !(best && best.residual <= residual)) best = this.result();
      else if (best) break;
      if (residual <= TOLERANCE) break;
      const right = error * m.mse + noise;
      const pull = lambda / cut;
      const back = response * m.divergence + pull;
      const f1 = Math.log(right / (load * tau));
      const f2 = Math.log(back / load);
      const a11 = (error * m.mseTau * tau) / right - 1;
      const a12 = (error * m.mseCut * cut) / right;
      const a21 = (response * m.divergenceTau * tau) / back;
      const a22 = (response * m.divergenceCut * cut - pull) / back;
      const det = a11 * a22 - a12 * a21;
      const da = (f1 * a22 - f2 * a12) / det;
      const db = (f2 * a11 - f1 * a21) / det;
      const size = Math.max(Math.abs(da), Math.abs(db));
      if (!(size < 20)) break;
      const damp = size > 1 ? 1 / size : 1;
      tau *= Math.exp(-da * damp);
      cut *= Math.exp(-db * damp);
    }
    return best;
  }

  /** Root c of E·D(τ, c) + λ/c = A·α, decreasing in c; leaves the state there. */
  private solveCut(tau: number, start: number): number {
    const { load, lambda } = this;
    const { response } = this.kernel.equations;
    let low = Math.log(lambda / load);
    let high = Number.POSITIVE_INFINITY;
    let x = Math.max(low, Math.log(start));
    for (let step = 0; step < 200; step++) {
      const cut = Math.exp(x);
      const m = this.at(tau, cut);
      const pull = lambda / cut;
      const back = response * m.divergence + pull;
      const f = Math.log(back / load);
      if (Math.abs(back - load) <= 1e-15 * load) return cut;
      if (f > 0) low = x;
      else high = x;
      const slope = (response * m.divergenceCut * cut - pull) / back;
      let next = x - f / slope;
      if (!(next > low && next < high)) {
        if (high === Number.POSITIVE_INFINITY) next = x + Math.max(1, 2 * (x - low));
        else next = (low + high) / 2;
      }
      if (high === Number.POSITIVE_INFINITY) next = Math.min(next, x + 8);
      if (
        high - low <= 2e-16 * Math.max(1, Math.abs(x)) ||
        Math.abs(next - x) <= 1e-16 * Math.max(1, Math.abs(x))
      )
        return cut;
      x = next;
    }
    return this.cut;
  }

  /** Outer safeguarded Newton on log((B·mse + Δ)/(A·α·τ)) in log τ along the solution of the cut equation. */
  nested(): FixedPoint {
    const { kernel, load, noise, lambda } = this;
    const { error, response } = kernel.equations;
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    let x = Math.log((error * kernel.secondMoment + noise) / load);
    let cut = Math.max(lambda / load, Math.exp(x / 2));
    for (let step = 0; step < 200; step++) {
      const tau = Math.exp(x);
      cut = this.solveCut(tau, cut);
      const m = this.m;
      const right = error * m.mse + noise;
      const f = Math.log(right / (load * tau));
      if (f > 0) low = x;
      else high = x;
      const cutSlope = (-response * m.divergenceTau) / (response * m.divergenceCut - lambda / (cut * cut));
      const slope = (error * tau * (m.mseTau + m.mseCut * cutSlope)) / right - 1;
      let move = -f / slope;
      if (!(Math.abs(move) <= 6)) move = f > 0 ? 6 : -6;
      let next = x + move;
      if (next <= low || next >= high)
        next =
          low > Number.NEGATIVE_INFINITY && high < Number.POSITIVE_INFINITY
            ? (low + high) / 2
            : f > 0
              ? x + 2
              : x - 2;
      if (Math.abs(f) < 1e-3) {
        const polished = this.newton(tau, cut, 8);
        if (polished && polished.residual <= CONVERGED && consistent(polished, low, high)) return polished;
      }
      if (Math.abs(next - x) <= 2e-16 * Math.max(1, Math.abs(x)) || Math.abs(f) <= 1e-15) {
        this.at(tau, cut);
        return this.result();
      }
      cut *= Math.exp(Math.max(-3, Math.min(3, ((next - x) * tau * cutSlope) / cut)));
      x = next;
    }
    return this.result();
  }
}

/** A polished point must not leave the bracket of log τ that the sign change gave. */
function consistent(point: FixedPoint, low: number, high: number): boolean {
  const x = Math.log(point.tau);
  return x >= low - 1e-9 && x <= high + 1e-9;
}

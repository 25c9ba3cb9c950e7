// Local exponents of the risk, by differentiating the solution of state evolution, not a plot of it.
import type { Equations, Moments } from "./kernel.js";
import type { Solution } from "./state-evolution.js";
import { powerLawTeacher } from "./teacher.js";

export interface LocalExponents {
  /** ∂log R/∂log n_eff at fixed d and λ. */
  samples: number;
  /** ∂log R/∂log λ at fixed d and n_eff. */
  lambda: number;
}

/** Exact local exponents at a solution, from the implicit function theorem on its two equations. Both are 0 for zero weights. */
export function localExponents(s: Solution): LocalExponents {
  if (s.zero) return { samples: 0, lambda: 0 };
  const { kernel } = powerLawTeacher(s.network, s.d, s.gamma, s.width);
  const tau = s.delta * s.delta;
  kernel.reset?.();
  const m = kernel.evaluate(tau, s.cut);
  return logDerivatives(kernel.equations, m, tau, s.cut, s.noise, s.lambda);
}

/** The same from the moments at the solution (τ, c). */
export function logDerivatives(
  { error, response }: Equations,
  m: Moments,
  tau: number,
  cut: number,
  noise: number,
  lambda: number,
): LocalExponents {
  const right = error * m.mse + noise;
  const pull = lambda / cut;
  const back = response * m.divergence + pull;
  // Rows: log of each equation; columns: log τ, log c.
  const a11 = (error * m.mseTau * tau) / right - 1;
  const a12 = (error * m.mseCut * cut) / right;
  const a21 = (response * m.divergenceTau * tau) / back;
  const a22 = (response * m.divergenceCut * cut - pull) / back;
  const det = a11 * a22 - a12 * a21;
  const toTau = (m.mseTau * tau) / m.mse;
  const toCut = (m.mseCut * cut) / m.mse;
  // −log α enters both equations; log λ enters the second with weight pull/back.
  const along = (f1: number, f2: number) =>
    (toTau * (f1 * a22 - f2 * a12) + toCut * (f2 * a11 - f1 * a21)) / det;
  return { samples: along(1, 1), lambda: along(0, -pull / back) };
}

// State evolution over a grid of the (n_eff, λ) plane, each point started from its neighbours.
import { CONVERGED, fixedPoint } from "./fixed-point.js";
import { logDerivatives } from "./local-exponents.js";
import { checkParameters, type Network, ParameterError } from "./parameters.js";
import { riskOfMse } from "./state-evolution.js";
import { powerLawTeacher } from "./teacher.js";

export interface PhaseDiagramRequest {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  /** Effective samples n_eff, ascending, > 0. */
  effectiveSamples: ArrayLike<number>;
  /** Weight decays λ, ascending, > 0. */
  lambda: ArrayLike<number>;
}

/** Columns of length rows × columns; point (row i of λ, column j of n_eff) is at i·columns + j. */
export interface PhaseDiagram {
  effectiveSamples: Float64Array;
  lambda: Float64Array;
  excessRisk: Float64Array;
  mse: Float64Array;
  delta: Float64Array;
  cut: Float64Array;
  divergence: Float64Array;
  residual: Float64Array;
  /** 1 where `residual` ≤ 1e-10. */
  converged: Uint8Array;
  /** ∂log R/∂log n_eff and ∂log R/∂log λ. */
  exponentSamples: Float64Array;
  exponentLambda: Float64Array;
}

function ascending(name: string, values: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(values);
  for (let k = 0; k < sorted.length; k++) {
    if (!(sorted[k] > 0) || (k > 0 && sorted[k] <= sorted[k - 1]))
      throw new ParameterError(name, sorted[k], "ascending positive numbers");
  }
  if (sorted.length === 0) throw new ParameterError(name, "[]", "at least one number");
  return sorted;
}

/**
 * Solves every point of the grid to the same tolerance as `stateEvolution`.
 * Throws a ParameterError for a parameter outside its range or a grid that does not ascend.
 */
export function phaseDiagram(request: PhaseDiagramRequest): PhaseDiagram {
  const { network, d, gamma, noise } = request;
  const effectiveSamples = ascending("effectiveSamples", request.effectiveSamples);
  const lambda = ascending("lambda", request.lambda);
  for (const n of [effectiveSamples[0], effectiveSamples[effectiveSamples.length - 1]])
    for (const l of [lambda[0], lambda[lambda.length - 1]])
      checkParameters({ network, d, gamma, noise, alpha: n / d, lambda: l });
  const { kernel } = powerLawTeacher(network, d, gamma);
  const columns = effectiveSamples.length;
  const size = columns * lambda.length;
  const column = () => new Float64Array(size);
  const out: PhaseDiagram = {
    effectiveSamples,
    lambda,
    excessRisk: column(),
    mse: column(),
    delta: column(),
    cut: column(),
    divergence: column(),
    residual: column(),
    converged: new Uint8Array(size),
    exponentSamples: column(),
    exponentLambda: column(),
  };
  const logTau = column();
  const logCut = column();
  const guess = { tau: 0, cut: 0 };
  for (let i = 0; i < lambda.length; i++) {
    for (let j = 0; j < columns; j++) {
      const at = i * columns + j;
      const start = extrapolate(logTau, logCut, i, j, columns, guess);
      const alpha = effectiveSamples[j] / d;
      const s = fixedPoint(kernel, alpha, noise, lambda[i], start ? guess : undefined);
      logTau[at] = Math.log(s.tau);
      logCut[at] = Math.log(s.cut);
      out.mse[at] = s.mse;
      out.excessRisk[at] = riskOfMse(network, s.mse);
      out.delta[at] = Math.sqrt(s.tau);
      out.cut[at] = s.cut;
      out.divergence[at] = s.divergence;
      out.residual[at] = s.residual;
      out.converged[at] = s.residual <= CONVERGED ? 1 : 0;
      const exponents = logDerivatives(kernel.equations, s.moments, s.tau, s.cut, noise, lambda[i]);
      out.exponentSamples[at] = s.zero ? 0 : exponents.samples;
      out.exponentLambda[at] = s.zero ? 0 : exponents.lambda;
    }
  }
  return out;
}

/** Writes the extrapolation from the solved neighbours of (i, j) into `guess`; false where there are too few. */
function extrapolate(
  logTau: Float64Array,
  logCut: Float64Array,
  i: number,
  j: number,
  columns: number,
  guess: { tau: number; cut: number },
): boolean {
  const along = (values: Float64Array) => {
    const v = (di: number, dj: number) => values[(i - di) * columns + (j - dj)];
    // Quadratic in the row and in the column at once: the third mixed difference Δ_i³Δ_j³ of the product vanishes.
    if (i >= 3 && j >= 3) {
      return (
        3 * (v(0, 1) + v(1, 0)) -
        3 * (v(0, 2) + v(2, 0)) +
        (v(0, 3) + v(3, 0)) -
        9 * v(1, 1) +
        9 * (v(1, 2) + v(2, 1)) -
        3 * (v(1, 3) + v(3, 1)) -
        9 * v(2, 2) +
        3 * (v(2, 3) + v(3, 2)) -
        v(3, 3)
      );
    }
    if (j >= 3) return 3 * v(0, 1) - 3 * v(0, 2) + v(0, 3);
    if (i >= 3) return 3 * v(1, 0) - 3 * v(2, 0) + v(3, 0);
    if (j >= 2) return 2 * v(0, 1) - v(0, 2);
    if (i >= 2) return 2 * v(1, 0) - v(2, 0);
    return j >= 1 ? v(0, 1) : v(1, 0);
  };
  if (i === 0 && j === 0) return false;
  guess.tau = Math.exp(along(logTau));
  guess.cut = Math.exp(along(logCut));
  return Number.isFinite(guess.tau) && Number.isFinite(guess.cut);
}

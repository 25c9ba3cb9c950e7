// Corollary 1: the weight decay with the least risk, found to the last digit, with a certificate.
import { guessFrom } from "./line.js";
import { localExponents } from "./local-exponents.js";
import { facts } from "./networks.js";
import { checkParameters, type Network } from "./parameters.js";
import { type Solution, stateEvolutionOf } from "./state-evolution.js";
import { powerLawTeacher, type Teacher } from "./teacher.js";

/**
 * Where the least risk lies: at an interior minimum; as the weight decay vanishes (none is needed, or all small ones do
 * equally well); or where all weights are zero (too few samples for any weight to be worth its noise).
 */
export type Optimum = "interior" | "vanishing" | "collapse";

export interface OptimalWeightDecay {
  lambda: number;
  /** State evolution at `lambda`. */
  solution: Solution;
  where: Optimum;
  /**
   * Certificate, ∂log R/∂log λ at `lambda`: below `FLAT` in size at an interior minimum and where the weights have collapsed;
   * not below −`FLAT` where the weight decay vanishes.
   */
  exponent: number;
  /** Interior local minima of R over λ that were found; no problem tried so far had more than one. */
  minima: number;
}

/** Exponents of this size or less are rounding: the risk is flat. */
export const FLAT = 1e-8;

/** Points of the scan that looks for local minima: about four a decade. */
const SCAN = 49;

interface Probe {
  /** log λ. */
  x: number;
  solution: Solution;
  exponent: number;
}

/**
 * The weight decay in [`leastWeightDecay`, the collapse of all weights] that minimises the excess risk. The risk is scanned over
 * this whole range; every change of its exponent from − to + is followed to its root, and the lowest of the roots and the two
 * ends is taken, the least λ where they tie. Throws a ParameterError for a parameter outside its range.
 */
export function optimalWeightDecay(p: {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
}): OptimalWeightDecay {
  const { network, d, gamma, noise, alpha } = checkParameters({ ...p, lambda: 1, width: undefined });
  const problem = { network, d, gamma, noise, alpha };
  const teacher = powerLawTeacher(network, d, gamma);
  let guess: { delta: number; cut: number } | undefined;
  const probe = (x: number): Probe => {
    const solution = stateEvolutionOf(teacher, { ...problem, lambda: Math.exp(x) }, guess);
    guess = guessFrom(solution);
    return { x, solution, exponent: localExponents(solution).lambda };
  };
  const low = Math.log(leastWeightDecay(problem));
  const high = Math.max(low + 1, Math.log(collapse(teacher, noise, alpha)));
  const scan = Array.from({ length: SCAN }, (_, i) =>
    probe(high + ((low - high) * i) / (SCAN - 1)),
  ).reverse();
  const candidates: Probe[] = [scan[0]];
  let minima = 0;
  for (let i = 1; i < SCAN; i++) {
    const [a, b] = [scan[i - 1], scan[i]];
    if (!(a.exponent < -FLAT) || !(b.exponent >= 0) || b.solution.zero) continue;
    minima++;
    candidates.push(root(probe, a, b));
  }
  const last = scan[SCAN - 1];
  candidates.push(last);
  const best = candidates.reduce((found, next) =>
    next.solution.excessRisk < found.solution.excessRisk * (1 - 1e-12) ? next : found,
  );
  const where =
    best.solution.zero || best === last ? "collapse" : best === scan[0] ? "vanishing" : "interior";
  const { solution, exponent } = best;
  return { lambda: solution.lambda, solution, where, exponent, minima };
}

/** The weight decay that stands for none: 1e-5 of the scale √(Δα) of the optimum, or far below the cut of any feature without noise. */
export function leastWeightDecay({ noise, alpha }: { noise: number; alpha: number }): number {
  return Math.min(1e-6, Math.max(1e-14, 1e-5 * Math.sqrt(noise * alpha)));
}

/** A weight decay at which hardly a weight is left: its cut exceeds the strongest feature and the noise of the zero network together. */
function collapse({ network, d, secondMoment, kernel }: Teacher, noise: number, alpha: number): number {
  const { load, error } = kernel.equations;
  const delta = Math.sqrt((error * secondMoment + noise) / (load * alpha));
  const { reach, margin } = facts(network).collapse;
  // √d is no less than the strongest feature.
  const cut = Math.sqrt(d) + reach * delta;
  return Math.min(1e15, load * alpha * cut * margin);
}

/** The root of the exponent in log λ between a point where it is negative and one where it is not (Illinois' method). */
function root(probe: (x: number) => Probe, left: Probe, right: Probe): Probe {
  let [a, b] = [left, right];
  let [fa, fb] = [a.exponent, b.exponent];
  let best = Math.abs(fa) < Math.abs(fb) ? a : b;
  for (let step = 0; step < 80 && Math.abs(best.exponent) > 1e-11 && b.x - a.x > 1e-13; step++) {
    const secant = (fb * a.x - fa * b.x) / (fb - fa);
    const middle = probe(secant > a.x && secant < b.x ? secant : (a.x + b.x) / 2);
    if (Math.abs(middle.exponent) < Math.abs(best.exponent)) best = middle;
    if (middle.exponent < 0) {
      a = middle;
      fa = middle.exponent;
      fb /= 2;
    } else {
      b = middle;
      fb = middle.exponent;
      fa /= 2;
    }
  }
  return best;
}

// The parameters of one problem, their ranges, and the error that a value outside its range raises.
import { facts, isNetwork, type Network, networkNames } from "./networks.js";

export type { Network } from "./networks.js";

/** One point of the phase diagram. */
export interface Parameters {
  network: Network;
  /** Input dimension, an integer ≥ 2. */
  d: number;
  /** Exponent of the teacher's power law, > 1/2. */
  gamma: number;
  /** Label noise variance Δ ≥ 0. */
  noise: number;
  /** Load α = n_eff/d: n/d for the diagonal network, n/d² for the quadratic one; > 0. */
  alpha: number;
  /** Weight decay λ > 0; the rescaled weight decay λ̃ = λ√(p/d) where `width` is given. */
  lambda: number;
  /** Number of hidden units p of the quadratic network, an integer in [1, d]; absent: full width. */
  width?: number;
}

/** A parameter outside its range, or missing. The message names the parameter, its value and its range. */
export class ParameterError extends RangeError {
  constructor(
    readonly parameter: string,
    readonly value: unknown,
    readonly range: string,
  ) {
    super(
      value === undefined
        ? `${parameter} is missing: ${range}`
        : `${parameter} = ${display(value)} is outside its range: ${range}`,
    );
    this.name = "ParameterError";
  }
}

function display(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

const isNumber = (x: unknown): x is number => typeof x === "number" && Number.isFinite(x);

interface Rule {
  range: string;
  holds: (x: unknown) => boolean;
}

/** The range of every parameter, in words and as a test. */
export const RANGES = {
  network: {
    get range() {
      return networkNames();
    },
    holds: isNetwork,
  },
  d: {
    range: "an integer from 2 to 1e12",
    holds: (x) => isNumber(x) && Number.isInteger(x) && x >= 2 && x <= 1e12,
  },
  gamma: { range: "a number above 1/2, at most 10", holds: (x) => isNumber(x) && x > 0.5 && x <= 10 },
  noise: { range: "a finite number ≥ 0, at most 1e12", holds: (x) => isNumber(x) && x >= 0 && x <= 1e12 },
  alpha: { range: "a number from 1e-12 to 1e18", holds: (x) => isNumber(x) && x >= 1e-12 && x <= 1e18 },
  n: { range: "a finite number > 0", holds: (x) => isNumber(x) && x > 0 },
  lambda: { range: "a number from 1e-15 to 1e15", holds: (x) => isNumber(x) && x >= 1e-15 && x <= 1e15 },
  width: { range: "an integer from 1 to d", holds: (x) => isNumber(x) && Number.isInteger(x) && x >= 1 },
  delta: { range: "a finite number > 0", holds: (x) => isNumber(x) && x > 0 },
  cut: { range: "a finite number ≥ 0", holds: (x) => isNumber(x) && x >= 0 },
} satisfies Record<string, Rule>;

/**
 * Throws a ParameterError unless `value` lies in the range of the parameter called `name`.
 */
export function checkParameter(name: keyof typeof RANGES, value: unknown): void {
  const rule: Rule = RANGES[name];
  if (!rule.holds(value)) throw new ParameterError(name, value, rule.range);
}

/**
 * Checks every parameter and returns them typed, unknown keys dropped.
 * Throws a ParameterError for the first one that is missing or outside its range.
 */
export function checkParameters(p: { [K in keyof Parameters]?: unknown }): Parameters {
  for (const name of ["network", "d", "gamma", "noise", "alpha", "lambda"] as const)
    checkParameter(name, p[name]);
  const { network, d, gamma, noise, alpha, lambda } = p as Parameters;
  if (p.width === undefined) return { network, d, gamma, noise, alpha, lambda };
  const width = p.width as number;
  if (!facts(network).width)
    throw new ParameterError("width", p.width, "the quadratic network only (the diagonal one has no width)");
  if (!RANGES.width.holds(width) || width > d)
    throw new ParameterError("width", p.width, `an integer from 1 to d = ${d}`);
  return { network, d, gamma, noise, alpha, lambda, width };
}

/** Load α of a sample count n: n/d (diagonal) or n/d² (quadratic). */
export function loadOfSamples(network: Network, d: number, n: number): number {
  return facts(network).load(d, n);
}

/** Sample count n of a load α, the inverse of `loadOfSamples`. */
export function samplesOfLoad(network: Network, d: number, alpha: number): number {
  return facts(network).samples(d, alpha);
}

import { facts } from "../theory/networks.js";
import {
  checkParameter,
  checkParameters,
  loadOfSamples,
  type Network,
  ParameterError,
  type Parameters,
  RANGES,
} from "../theory/parameters.js";

/** One question, as it stands on the command line or in a line of a batch, before any check. */
export interface Question {
  network?: unknown;
  d?: unknown;
  gamma?: unknown;
  noise?: unknown;
  alpha?: unknown;
  n?: unknown;
  lambda?: unknown;
  lambdaTilde?: unknown;
  width?: unknown;
  bayes?: unknown;
  tuned?: unknown;
}

export const QUESTION_KEYS = [
  "network",
  "d",
  "gamma",
  "noise",
  "alpha",
  "n",
  "lambda",
  "lambdaTilde",
  "width",
  "bayes",
  "tuned",
] as const satisfies readonly (keyof Question)[];

/** A question after its checks. `parameters` is absent where no weight decay was given: only with `bayes` or `tuned`. */
export interface Point {
  problem: { network: Network; d: number; gamma: number; noise: number; alpha: number };
  /**
   * As the solver takes it: `lambda` is λ̃ = λ√(p/d) where a width p is given. A width above d is d here, since the
   * network at width p is the network at width d of the same λ̃.
   */
  parameters?: Parameters;
  /** The width asked for. */
  width?: number;
  bayes: boolean;
  /** Whether the weight decay of least risk is asked for, at full width. */
  tuned: boolean;
}

/**
 * Checks a question. `lambda` is the weight decay λ; `lambdaTilde` = λ√(p/d), the same number at full width.
 * λ may be absent only where `bayes` is asked for, and must be where `tuned` is.
 *
 * @throws ParameterError naming the parameter, its value and its range
 */
export function pointOf(question: Question): Point {
  const { network, d, gamma, noise } = question;
  for (const [name, value] of Object.entries({ network, d, gamma, noise })) {
    checkParameter(name as keyof typeof RANGES, value);
  }
  for (const name of ["bayes", "tuned"] as const) {
    if (question[name] !== undefined && typeof question[name] !== "boolean")
      throw new ParameterError(name, question[name], "true or false");
  }
  const [bayes, tuned] = [question.bayes === true, question.tuned === true];
  if (tuned) {
    for (const name of ["lambda", "lambdaTilde", "width"] as const) {
      if (question[name] !== undefined)
        throw new ParameterError(name, question[name], "absent where tuned is given");
    }
  }
  const alpha = loadOf(question);
  const problem = { network, d, gamma, noise, alpha } as Point["problem"];
  const width = widthOf(question);
  const lambda = decayOf(question, width, bayes || tuned);
  const point: Point = { problem, bayes, tuned, ...(width !== undefined && { width }) };
  if (lambda === undefined) return point;
  const effective = width === undefined ? undefined : Math.min(width, problem.d);
  return { ...point, parameters: checkParameters({ ...problem, lambda, width: effective }) };
}

function loadOf(question: Question): number {
  const { alpha, n } = question;
  if (alpha !== undefined && n !== undefined) {
    throw new ParameterError("n", n, `absent where alpha (here ${alpha}) is given`);
  }
  if (n === undefined) {
    if (alpha === undefined)
      throw new ParameterError("alpha", alpha, `${RANGES.alpha.range}, or n in its place`);
    checkParameter("alpha", alpha);
    return alpha as number;
  }
  checkParameter("n", n);
  const network = question.network as Network;
  const load = loadOfSamples(network, question.d as number, n as number);
  if (!RANGES.alpha.holds(load)) {
    throw new ParameterError(
      "n",
      n,
      `such that ${facts(network).words.load}, here ${load}, is ${RANGES.alpha.range}`,
    );
  }
  return load;
}

function widthOf({ width, network }: Question): number | undefined {
  if (width === undefined) return undefined;
  if (!facts(network as Network).width) {
    throw new ParameterError("width", width, "the quadratic network only (the diagonal one has no width)");
  }
  if (!RANGES.width.holds(width)) throw new ParameterError("width", width, "an integer ≥ 1");
  return width as number;
}

function decayOf(question: Question, width: number | undefined, mayBeAbsent: boolean): number | undefined {
  const { lambda, lambdaTilde } = question;
  if (lambda !== undefined && lambdaTilde !== undefined) {
    throw new ParameterError("lambdaTilde", lambdaTilde, `absent where lambda (here ${lambda}) is given`);
  }
  if (lambdaTilde !== undefined) {
    if (!RANGES.lambda.holds(lambdaTilde)) {
      throw new ParameterError("lambdaTilde", lambdaTilde, RANGES.lambda.range);
    }
    return lambdaTilde as number;
  }
  if (lambda === undefined) {
    if (mayBeAbsent) return undefined;
    throw new ParameterError("lambda", lambda, RANGES.lambda.range);
  }
  checkParameter("lambda", lambda);
  if (width === undefined) return lambda as number;
  const tilde = (lambda as number) * Math.sqrt(width / (question.d as number));
  if (!RANGES.lambda.holds(tilde)) {
    const range = `such that λ√(width/d), here ${tilde}, is ${RANGES.lambda.range}`;
    throw new ParameterError("lambda", lambda, range);
  }
  return tilde;
}

import type { Command } from "commander";
import { ParameterError, RANGES } from "../theory/parameters.js";
import type { Question } from "./point.js";

/** The options that state a point, as commander gives them: text. */
export interface PointOptions {
  network?: string;
  d?: string;
  gamma?: string;
  noise?: string;
  alpha?: string;
  n?: string;
  lambda?: string;
  lambdaTilde?: string;
  width?: string;
  bayes?: boolean;
  tuned?: boolean;
}

/** Adds the options that state the problem: network, d, γ, Δ. */
export function problemOptions(command: Command): Command {
  return command
    .option("--network <name>", `architecture: ${RANGES.network.range}`)
    .option("--d <number>", `input dimension: ${RANGES.d.range}`)
    .option("--gamma <number>", `exponent of the teacher's power law: ${RANGES.gamma.range}`)
    .option("--noise <number>", `variance Δ of the label noise: ${RANGES.noise.range}`);
}

/** Adds the options that state one point of the phase diagram at full width. */
export function pointOptions(command: Command): Command {
  return problemOptions(command)
    .option("--alpha <number>", `load: n/d (diagonal), n/d² (quadratic); ${RANGES.alpha.range}`)
    .option("--n <number>", "number of samples, in place of --alpha")
    .option("--lambda <number>", `weight decay λ: ${RANGES.lambda.range}`);
}

/** Adds the options of a finite width. */
export function widthOptions(command: Command): Command {
  return command
    .option("--lambda-tilde <number>", "λ√(width/d), in place of --lambda")
    .option("--width <number>", "hidden units of the quadratic network: an integer ≥ 1 (default: d)");
}

/** The question that the options state: every number parsed, nothing checked yet but that it is a number. */
export function questionOf(options: PointOptions): Question {
  const { network, bayes, tuned, ...numbers } = options;
  const question: Record<string, unknown> = { network, bayes, tuned };
  for (const name of ["d", "gamma", "noise", "alpha", "n", "lambda", "lambdaTilde", "width"] as const) {
    if (numbers[name] !== undefined) question[name] = numberOrText(numbers[name]);
  }
  return question;
}

/** A number, or the text itself where it is none: the check of ranges then names it. */
export function numberOrText(text: string): number | string {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

/**
 * A grid `from:to:count`, spaced evenly in the logarithm.
 * @throws ParameterError
 */
export function gridOf(name: string, text: string): { from: number; to: number; count: number } {
  const [from, to, count, ...more] = text.split(":").map((part) => Number(part.trim() || Number.NaN));
  const good =
    more.length === 0 &&
    Number.isFinite(from) &&
    Number.isFinite(to) &&
    from > 0 &&
    to > from &&
    Number.isInteger(count) &&
    count >= 2 &&
    count <= 4096;
  if (!good)
    throw new ParameterError(name, text, "from:to:count with 0 < from < to and a count from 2 to 4096");
  return { from, to, count };
}

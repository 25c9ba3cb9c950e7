import { finished } from "node:stream/promises";
import { Command } from "commander";
import { standardOutput } from "../data/standard-output.js";
import { facts } from "../theory/networks.js";
import type { Optimum } from "../theory/optimal-weight-decay.js";
import { ParameterError } from "../theory/parameters.js";
import { phaseAt } from "../theory/regimes.js";
import { type Answer, answer } from "./answer.js";
import { type BatchReport, runBatch } from "./batch.js";
import { Interruption } from "./interruption.js";
import { type PointOptions, pointOptions, questionOf, widthOptions } from "./options.js";
import { writeOutput } from "./output.js";
import { type Point, pointOf } from "./point.js";

interface SolveOptions extends PointOptions {
  json?: boolean;
  batch?: boolean;
}

const HELP = `
Prints the state evolution at one point: the strength delta of the noise on the learned weights, the cut
c = lambda·epsilon that thresholds them, the divergence D, the error per coordinate and the excess risk
(twice that error for the quadratic network). --width takes lambda as the weight decay; above d it gives the
answer of width d at the same λ√(width/d), as the network has it.

--batch reads one JSON object per line on the standard input, with the keys network, d, gamma, noise, alpha or
n, lambda (the weight decay) or lambdaTilde (λ√(width/d)), and optionally width, bayes and tuned (true or false), and
writes one JSON object per line, in order, as soon as it is solved:
  {delta, cut, epsilon, divergence, matrixMse (quadratic) or mse (diagonal), excessRisk, converged, residual,
   phase, seconds} and bayesMatrixMse or bayesMse where bayes is asked for; lambda may then be absent. With tuned, in
place of lambda, also lambda (the best weight decay) and optimum: interior, vanishing (next to none is best) or
collapse (all weights zero).
null stands for what needs a weight decay where none was given, and for a number that is not finite; in a question
it stands for an absent value. A bad line is answered by {error, line} in its place and does not stop the rest; after a
bad line, or an answer that did not converge, the exit code is 1. The text is UTF-8; UTF-16 is recognised. Ctrl-C or
SIGTERM ends the batch after the answer at hand, with exit code 130 or 143.

Examples:
  npm run -s cli -- solve --network quadratic --d 400 --gamma 1.25 --noise 0.1 --alpha 1 --lambda 0.1
  npm run -s cli -- solve --network quadratic --d 100 --gamma 1 --noise 0.5 --n 5000 --lambda 0.1 --width 20 --json
  npm run -s cli -- solve --network diagonal --d 1e6 --gamma 0.75 --noise 0.1 --n 1e5 --bayes
  echo '{"network":"diagonal","d":400,"gamma":1,"noise":0.1,"alpha":2,"lambda":0.5}' | npm run -s cli -- solve --batch`;

/** `solve`: one point, or a stream of them. */
export function solveCommand(): Command {
  const command = new Command("solve").description("solve the state evolution at one point, or at many");
  return widthOptions(pointOptions(command))
    .option("--bayes", "also the Bayes-optimal error; --lambda may then be absent")
    .option(
      "--tuned",
      "at the weight decay of least risk, found and certified, in place of --lambda; full width",
    )
    .option("--json", "print one JSON object, with the keys of --batch, in place of a table")
    .option("--batch", "read one JSON object per line on the standard input, write one per line")
    .addHelpText("after", HELP)
    .action(solve);
}

async function solve(options: SolveOptions): Promise<void> {
  if (options.batch) {
    const stray = Object.keys(options).find((key) => key !== "batch" && key !== "json");
    if (stray) throw new ParameterError(stray, options[stray as keyof SolveOptions], "absent with --batch");
    return solveBatch();
  }
  const point = pointOf(questionOf(options));
  const result = answer(point);
  await writeOutput(options.json ? `${JSON.stringify(result)}\n` : readable(point, result));
  if (!result.converged) {
    console.error(`error: no fixed point to the tolerance was found (residual ${result.residual})`);
    process.exitCode = 1;
  }
}

/** The best weight decay in words, by where it lies. */
const OPTIMA: Record<Optimum, string> = {
  interior: "best weight decay",
  vanishing: "best weight decay: next to none",
  collapse: "best weight decay: all weights zero",
};

async function solveBatch(): Promise<void> {
  const interruption = new Interruption();
  // A reader that waits for its next line must not wait on.
  interruption.onSignal(() => process.stdin.destroy());
  const output = standardOutput();
  // Of a pipe the tool itself answers to a reader that went away; of a file, the end tells whether all was taken.
  const written = output === process.stdout ? Promise.resolve() : finished(output);
  written.catch(() => {});
  try {
    const report = await runBatch(process.stdin, output, () => interruption.stopped).catch((error) => {
      if (!interruption.stopped) throw error;
      return undefined;
    });
    if (output !== process.stdout) output.end();
    await written;
    if (interruption.stopped) {
      console.error(`stopped by ${interruption.signal}; every line read so far is answered`);
      process.exitCode = interruption.exitCode;
    }
    if (report) describeBatch(report);
  } finally {
    interruption.close();
  }
}

/** Says what the answers do not, and sets the exit code. */
function describeBatch({ lines, bad, unconverged, encoding }: BatchReport): void {
  if (encoding !== "utf-8") console.error(`the input is ${encoding.toUpperCase()}; it was read as that`);
  if (bad > 0)
    console.error(`${bad} of ${lines} lines could not be answered; their errors are in their place`);
  if (unconverged > 0)
    console.error(`of ${unconverged} of ${lines} points no fixed point to the tolerance was found`);
  if (bad + unconverged > 0) process.exitCode ??= 1;
}

function readable(point: Point, result: Answer): string {
  const { network, d, gamma, noise, alpha } = point.problem;
  const { samples, words } = facts(network);
  const { width } = point;
  const rows: [string, string, string][] = [
    ["network", "", network],
    ["dimension", "d", String(d)],
    ["teacher exponent", "gamma", String(gamma)],
    ["label noise", "noise", String(noise)],
    ["load", "alpha", digits(alpha)],
    ["samples", "n", digits(samples(d, alpha))],
    ["effective samples", "n_eff", digits(alpha * d)],
  ];
  if (width !== undefined) rows.push(["width", "p", String(width)]);
  const rescaled = result.lambda ?? point.parameters?.lambda;
  if (rescaled !== undefined) {
    const phase = phaseAt({ ...point.problem, effectiveSamples: alpha * d, lambda: rescaled });
    const lambda = width === undefined ? rescaled : rescaled / Math.sqrt(width / d);
    rows.push(
      [result.optimum ? OPTIMA[result.optimum] : "weight decay", "lambda", digits(lambda)],
      ["", "", ""],
      ["phase", "", `${phase.id}, ${phase.title}`],
      ["noise on the weights", "delta", digits(result.delta)],
      ["cut", "c = lambda·epsilon", digits(result.cut)],
      ["", "epsilon", digits(result.epsilon)],
      ["divergence", "D", digits(result.divergence)],
      [words.error, "mse", digits(result.matrixMse ?? result.mse)],
      ["excess risk", "R", digits(result.excessRisk)],
    );
  }
  const bayes = result.bayesMatrixMse ?? result.bayesMse;
  if (bayes !== undefined) rows.push(["Bayes-optimal error", "mse", digits(bayes)]);
  rows.push(
    ["", "", ""],
    ["converged", "", result.converged ? "yes" : "NO"],
    ["residual", "", result.residual.toExponential(1)],
    ["time", "", `${(1000 * result.seconds).toFixed(2)} ms`],
  );
  return `${align(rows)}\n`;
}

function digits(value: number | null | undefined): string {
  return value === null || value === undefined ? "∞" : String(Number(value.toPrecision(10)));
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

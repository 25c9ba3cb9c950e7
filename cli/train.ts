import { freemem } from "node:os";
import { Command } from "commander";
import { facts } from "../theory/networks.js";
import { ParameterError } from "../theory/parameters.js";
import { nodePool } from "../training/node-pool.js";
import {
  checkMemory,
  checkSpecification,
  type Result,
  type Specification,
} from "../training/specification.js";
import { train } from "../training/train.js";
import { Stopped } from "../training/watch.js";
import { Interruption } from "./interruption.js";
import { numberOrText, type PointOptions, problemOptions } from "./options.js";
import { writeOutput } from "./output.js";
import { duration, ProgressLine } from "./progress.js";

interface TrainOptions
  extends Pick<PointOptions, "network" | "d" | "gamma" | "noise" | "n" | "lambda" | "width"> {
  method?: string;
  seed?: string;
  tolerance?: string;
  iterations?: string;
  scale?: string;
  step?: string;
  momentum?: string;
  batch?: string;
  decay?: string;
  snapshots?: string;
  workers: string;
  json?: boolean;
}

const HELP = `
Draws a teacher and n labelled rows from the seed, trains the network and certifies the result. The numbers depend
on the options and the seed alone: not on the number of workers, the machine or the engine.

--json prints one object:
  {matrixMse (quadratic) or mse (diagonal), excessRisk, trainLoss, gap, gapFrom, relativeGradient, iterations, evaluations,
   seconds, converged, convex, eigenvalues (of the learned S; diagonal: |θ|), descending, overlaps (squared, with the
   teacher's leading eigenvectors; quadratic), snapshots}
gap is the relative duality gap: the training loss is within this fraction of the least possible one. Below full
width the problem is not convex, gap is null and the relative gradient norm decides whether the run converged.
gapFrom says what it was computed from: the moments of the data or, where their digits run out, the residuals of all
rows. null stands for a number that is not finite.
Ctrl-C, SIGTERM or SIGHUP ends the run after its present step and prints what it has, with exit code 130, 143 or 129; a
second signal ends it at once. Without --iterations, an unconverged run ends with exit code 1.

Examples:
  npm run -s cli -- train --network quadratic --d 100 --n 3660 --gamma 1.25 --noise 0.5 --lambda 0.3 --seed 1 --json
  npm run -s cli -- train --network diagonal --d 400 --n 200 --gamma 1 --noise 0.5 --lambda 1 --seed 1
  npm run -s cli -- train --network quadratic --d 50 --n 5000 --gamma 1 --noise 0 --lambda 0.01 --method gd \\
    --step 1e-4 --scale 1e-3 --iterations 2000 --snapshots 0,100,200,500,1000,2000 --seed 1 --json`;

/** `train`: one network, trained and certified. */
export function trainCommand(): Command {
  return problemOptions(new Command("train").description("train one network and certify the result"))
    .option("--n <number>", "number of samples: an integer ≥ 1")
    .option("--lambda <number>", "weight decay λ")
    .option("--width <number>", "hidden units of the quadratic network, any number ≥ 1 (default: d)")
    .option(
      "--method <name>",
      "lbfgs, gd, sgd or convex (quadratic; default lbfgs); cd, lbfgs or gd (diagonal; default cd)",
    )
    .option("--seed <number>", "an integer ≥ 0", "0")
    .option("--tolerance <number>", "relative duality gap to stop at (default: 1e-6)")
    .option("--iterations <number>", "most iterations (default: 10000; cd: 20000 sweeps)")
    .option("--scale <number>", "standard deviation of the initial weights (default: 1; diagonal: 0.3)")
    .option("--step <number>", "step of gd, then constant, or first step of sgd (default: from the data)")
    .option("--momentum <number>", "momentum of gd and sgd (default: 0.9 for gd without --step, else 0)")
    .option("--batch <number>", "rows in a batch of sgd, a multiple of 4 (default: 128)")
    .option("--decay <number>", "iterations after which the step of sgd has halved (default: never)")
    .option("--snapshots <list>", "iterations after which to record error and spectrum, e.g. 0,10,100")
    .option("--workers <number>", "threads that share the rows: an integer from 1 to 16", "1")
    .option("--json", "print one JSON object in place of a table")
    .addHelpText("after", HELP)
    .action(trainOnce);
}

function specificationOf(options: TrainOptions): Specification {
  const { network, method, snapshots } = options;
  const spec: Record<string, unknown> = { network, method };
  const names = ["d", "gamma", "noise", "n", "lambda", "width", "seed", "tolerance"] as const;
  for (const name of [...names, "step", "momentum", "batch", "decay"] as const) {
    if (options[name] !== undefined) spec[name] = numberOrText(options[name]);
  }
  if (options.iterations !== undefined) spec.maxIterations = numberOrText(options.iterations);
  if (options.scale !== undefined) spec.initialScale = numberOrText(options.scale);
  if (snapshots !== undefined) {
    spec.snapshots = snapshots.split(",").map((part) => {
      const step = numberOrText(part);
      if (!Number.isInteger(step) || (step as number) < 0) {
        throw new ParameterError("snapshots", snapshots, "integers ≥ 0 separated by commas");
      }
      return step as number;
    });
  }
  checkSpecification(spec as unknown as Specification);
  return spec as unknown as Specification;
}

async function trainOnce(options: TrainOptions): Promise<void> {
  const spec = specificationOf(options);
  const workers = Number(options.workers);
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= 16)) {
    throw new ParameterError("workers", options.workers, "an integer from 1 to 16");
  }
  checkMemory(spec, workers, freemem());
  const line = new ProgressLine();
  const interruption = new Interruption();
  const pool = workers > 1 && spec.method !== "sgd" ? nodePool(workers) : undefined;
  try {
    const result = await train(spec, {
      stopped: () => interruption.stopped,
      rows: pool?.rows,
      moments: pool?.moments,
      progress: ({ iteration, maxIterations, gap, seconds, secondsLeft }) =>
        line.show(
          () =>
            `step ${iteration} of at most ${maxIterations}, gap ${gap.toExponential(1)}, ` +
            `${duration(seconds)}, about ${duration(secondsLeft)} left`,
        ),
    });
    line.end();
    await writeOutput(options.json ? `${JSON.stringify(jsonOf(spec, result))}\n` : readable(spec, result));
    if (!result.converged && (interruption.stopped || options.iterations === undefined)) {
      const { signal, stopped, exitCode } = interruption;
      console.error(
        stopped
          ? `stopped before the minimum by ${signal}`
          : `error: the minimum was not reached${why(result)}`,
      );
      process.exitCode = stopped ? exitCode : 1;
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    line.end();
    console.error(`stopped by ${interruption.signal} before the first step: there is nothing to print`);
    process.exitCode = interruption.exitCode;
  } finally {
    interruption.close();
    pool?.close();
  }
}

/** Why a gap certifies nothing. */
function why({ gap }: Result): string {
  return gap !== null && Number.isNaN(gap) ? " (values that are not finite, or beyond double precision)" : "";
}

function jsonOf({ network }: Specification, result: Result): Record<string, unknown> {
  const error = facts(network).words.errorKey;
  const { mse, spectrum, overlaps, weights: _, snapshots, ...rest } = result;
  return {
    [error]: mse,
    ...rest,
    eigenvalues: [...spectrum],
    ...(overlaps && { overlaps: [...overlaps] }),
    ...(snapshots.length > 0 && {
      snapshots: snapshots.map(({ mse: squared, spectrum: values, overlaps: turned, time, ...others }) => ({
        ...others,
        time: Number.isNaN(time) ? null : time,
        [error]: squared,
        eigenvalues: [...values],
        ...(turned && { overlaps: [...turned] }),
      })),
    }),
  };
}

function readable({ network }: Specification, result: Result): string {
  const { words } = facts(network);
  const digits = (x: number) => String(Number(x.toPrecision(8)));
  const rows: [string, string][] = [
    [words.error, digits(result.mse)],
    ["excess risk R", digits(result.excessRisk)],
    ["training loss", digits(result.trainLoss)],
    result.gap === null
      ? ["relative gradient", `${result.relativeGradient.toExponential(2)} (below full width: not convex)`]
      : ["relative duality gap", `${result.gap.toExponential(2)} (from the ${result.gapFrom})`],
    ["iterations", String(result.iterations)],
    ["converged", result.converged ? "yes" : "NO"],
    ["time", duration(result.seconds)],
    [words.largest, [...result.spectrum.slice(0, 8)].map((x) => x.toPrecision(4)).join("  ")],
  ];
  if (result.overlaps) {
    rows.push([
      "overlaps with the teacher",
      [...result.overlaps.slice(0, 8)].map((x) => x.toFixed(4)).join("  "),
    ]);
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  return `${rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n")}\n`;
}

import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { commandLine } from "../data/provenance.js";
import { ParameterError } from "../theory/parameters.js";
import { type Experiment, estimateWork, runPoint } from "../training/experiments/experiment.js";
import { EXPERIMENTS } from "../training/experiments/list.js";
import { nodeWorkers } from "../training/node-pool.js";
import { memoryNeed } from "../training/specification.js";
import { Stopped } from "../training/watch.js";
import { compare } from "./agreement.js";
import { ExperimentStore, experimentCode } from "./experiment-store.js";
import { Interruption } from "./interruption.js";
import { writeOutput } from "./output.js";
import { duration, ProgressLine } from "./progress.js";

interface ExperimentsOptions {
  list?: boolean;
  only?: string;
  resume?: boolean;
  shard?: string;
  output?: string;
  agreement?: boolean;
  workers: string;
}

const HELP = `
Runs the training experiments of the site and writes data/experiments/. Every experiment is a list of independent
points; a finished point is kept at once, so a run that is stopped in any way (Ctrl-C and SIGTERM end it with exit code
130 and 143) loses the points in flight alone, and --resume goes on from there. An experiment's files appear, each whole, when its last point is finished.

An array job of a scheduler runs --shard 1/8 … --shard 8/8 on one shared folder (a shard always keeps finished points);
the same command with --resume and without --shard then puts the files together.

Examples:
  npm run -s experiments -- --list
  npm run -s experiments -- --only risk-diagonal-100
  npm run -s experiments -- --resume --workers 2`;

/** `experiments`: the committed results of long runs. */
export function experimentsCommand(): Command {
  return new Command("experiments")
    .description("run the training experiments, or list them")
    .option("--list", "list the experiments and how far each is")
    .option(
      "--only <names>",
      "these experiments, separated by commas; a name ending in * stands for all it begins",
    )
    .option("--resume", "keep the points that the same code has finished (default: start afresh)")
    .option("--shard <i/n>", "run every n-th point only, from the i-th (from 1)")
    .option(
      "--output <folder>",
      "write here, the finished points in parts/ below (default: data/experiments)",
    )
    .option(
      "--agreement",
      "compare every committed run with state evolution: a summary, and data/experiments/agreement.arrow",
    )
    .option(
      "--workers <number>",
      "points run at a time: an integer from 1 to 64",
      String(availableParallelism()),
    )
    .addHelpText("after", HELP)
    .action(experiments);
}

function chosen(only: string | undefined): Experiment[] {
  if (only === undefined) return [...EXPERIMENTS];
  return only.split(",").flatMap((name) => {
    const matches = EXPERIMENTS.filter((experiment) =>
      name.endsWith("*") ? experiment.name.startsWith(name.slice(0, -1)) : experiment.name === name,
    );
    if (matches.length === 0) {
      throw new ParameterError(
        "only",
        name,
        `one of ${EXPERIMENTS.map((experiment) => experiment.name).join(", ")}`,
      );
    }
    return matches;
  });
}

function shardOf(text: string | undefined): { index: number; count: number } {
  if (text === undefined) return { index: 0, count: 1 };
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
  if (!(count >= 1 && index >= 1 && index <= count)) {
    throw new ParameterError("shard", text, "i/n with 1 ≤ i ≤ n");
  }
  return { index: index - 1, count };
}

async function experiments(options: ExperimentsOptions): Promise<void> {
  const selected = chosen(options.only);
  const shard = shardOf(options.shard);
  const workers = Number(options.workers);
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= 64)) {
    throw new ParameterError("workers", options.workers, "an integer from 1 to 64");
  }
  const code = await experimentCode();
  const folders = options.output ? { data: options.output, parts: join(options.output, "parts") } : undefined;
  const stores = selected.map((experiment) => new ExperimentStore(experiment, code, folders));
  if (options.list) return list(stores);
  if (options.agreement) return compare(stores, options.output && join(options.output, "agreement.arrow"));
  checkMemoryOf(selected, workers);
  if (!options.resume && shard.count === 1) for (const store of stores) await store.clear();
  const interruption = new Interruption();
  let failures: number;
  try {
    failures = await runAll(stores, shard, workers, interruption);
  } finally {
    interruption.close();
  }
  if (interruption.stopped) {
    const kept = stores.reduce((sum, store) => sum + store.finished(), 0);
    console.error(
      `stopped by ${interruption.signal}; ${kept} finished points are kept, --resume goes on from there`,
    );
    process.exitCode = interruption.exitCode;
    return;
  }
  for (const store of stores) {
    const { name } = store.experiment;
    // The command that makes these files from nothing, however many attempts it took.
    if (await store.publish(commandLine("npm", "run", "-s", "experiments", "--", "--only", name))) {
      console.log(`${name}: written`);
    } else if (shard.count === 1 && failures === 0) console.log(`${name}: points are missing`);
  }
  if (failures > 0) {
    console.error(`error: ${failures} points failed; their experiments were not written`);
    process.exitCode = 1;
  }
}

/** Throws a ParameterError where the largest points, one a worker, would not fit in memory. */
function checkMemoryOf(selected: readonly Experiment[], workers: number): void {
  const available = freemem();
  for (const { name, points } of selected) {
    const needs = points.map(({ spec }) => memoryNeed(spec, 1).total).sort((a, b) => b - a);
    const total = needs.slice(0, workers).reduce((sum, need) => sum + need, 0);
    if (total > available) {
      throw new ParameterError(
        "workers",
        workers,
        `what fits in memory (${name} needs ${(total / 1e9).toPrecision(3)} GB; ${(available / 1e9).toPrecision(3)} GB are there)`,
      );
    }
  }
}

async function list(stores: readonly ExperimentStore[]): Promise<void> {
  let text = "";
  for (const store of stores) {
    const { name, title, points } = store.experiment;
    const manifest = store.manifest();
    const state = !manifest
      ? `${store.finished()} finished`
      : manifest.definition !== store.definition
        ? "made for another list of points"
        : `${manifest.code === store.code ? "complete" : "complete, made by other code"}, ${duration(manifest.seconds)} on one core`;
    text += `${name.padEnd(22)} ${String(points.length).padStart(5)} points  ${title} (${state})\n`;
  }
  await writeOutput(text);
}

/** Runs what is missing, until a signal comes; returns how many points failed. */
async function runAll(
  stores: readonly ExperimentStore[],
  shard: { index: number; count: number },
  workers: number,
  interruption: Interruption,
): Promise<number> {
  const queue = stores.flatMap((store) =>
    store.experiment.points.flatMap((point, index) =>
      index % shard.count === shard.index && !store.result(index)
        ? [{ store, point, index, work: estimateWork(point) }]
        : [],
    ),
  );
  const total = queue.reduce((sum, { work }) => sum + work, 0);
  const count = queue.length;
  const line = new ProgressLine(10_000);
  const start = performance.now();
  let finished = 0;
  let done = 0;
  let failures = 0;
  const report = (name: string) => {
    const seconds = (performance.now() - start) / 1000;
    line.show(
      () =>
        `${finished} of ${count} points, ${name}, ${duration(seconds)}, ` +
        `about ${duration((seconds * (total - done)) / Math.max(done, 1))} left`,
    );
  };
  const threads = workers > 1 ? nodeWorkers(Math.min(workers, count)) : [];
  const ended = new Promise<never>((_, reject) => interruption.onSignal(() => reject(new Stopped())));
  // Only a point in flight is told.
  ended.catch(() => {});
  const lane = async (thread: (typeof threads)[number] | undefined) => {
    for (let job = queue.shift(); job && !interruption.stopped; job = queue.shift()) {
      const { store, point, index, work } = job;
      try {
        const result = await (thread
          ? Promise.race([thread.service.run(point), thread.failed, ended])
          : runPoint(point, { stopped: () => interruption.stopped }));
        // Stopped on its way, it is no result of its specification.
        if (interruption.stopped) return;
        await store.save(index, result);
        finished++;
      } catch (error) {
        if (interruption.stopped) return;
        failures++;
        line.end();
        console.error(
          `${store.experiment.name}, point ${index} (${JSON.stringify(point.spec)}) failed: ${(error as Error).message}`,
        );
      }
      done += work;
      report(store.experiment.name);
    }
  };
  try {
    await Promise.all(workers > 1 ? threads.map(lane) : [lane(undefined)]);
  } finally {
    for (const thread of threads) thread.terminate();
    line.end();
  }
  return failures;
}

// `npm run bench`: one table of what the design asks for in speed and robustness, with the ratio to each target.
import { Command, InvalidArgumentError } from "commander";
import { type Measurement, meets, tableOf } from "./measurement.js";

interface Options {
  robustness?: boolean;
  points: number;
  first: number;
  peer: boolean;
}

const program = new Command("bench")
  .description("Measures the speed targets, or (--robustness) counts the points at which the solver fails.")
  .option("--robustness", "only solve random points of the whole parameter box and count the failures")
  .option("--points <number>", "how many points --robustness solves", count, 100_000)
  .option("--first <number>", "index of the first of them, to continue an earlier run", count, 0)
  .option("--no-peer", "leave out the NumPy Monte-Carlo state evolution")
  .parse();

const options = program.opts<Options>();
const measurements: Measurement[] = [];
if (options.robustness) {
  const { robustness } = await import("./robustness.js");
  measurements.push(...(await robustness(options.points, options.first)));
} else {
  const { speed } = await import("./speed.js");
  for (const measurement of speed()) {
    measurements.push(measurement);
    console.error(`measured: ${measurement.what}`);
  }
  measurements.push(...(await (await import("./training.js")).training()));
  if (options.peer) measurements.push(...(await import("./peer.js")).peer());
}
console.log(tableOf(measurements));
if (measurements.some((measurement) => meets(measurement) === false)) process.exitCode = 1;

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError("a whole number is expected");
  return value;
}

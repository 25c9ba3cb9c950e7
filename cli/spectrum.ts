import { Command, Option } from "commander";
import { makeSpectrum } from "../data/make-spectrum.js";
import { spectrumTable } from "../data/tables/spectrum.js";
import { ParameterError, RANGES } from "../theory/parameters.js";
import { type PointOptions, pointOptions, questionOf } from "./options.js";
import { csvOf, type Format, formatOf, writeOutput } from "./output.js";
import { pointOf } from "./point.js";

interface SpectrumOptions extends Omit<PointOptions, "bayes"> {
  format?: Format;
  output?: string;
}

const HELP = `
Solves the state evolution and writes the law of the learned weights: the eigenvalues of Ŝ (quadratic, at full
width) or the magnitudes of θ̂ (diagonal). Every bulk with its density, every spike with its position, its weight
(the fraction of the weights it holds, 1/d for one eigenvalue) and its squared overlap with its teacher
eigenvector, and the mass of the exact zeros. The features of the diagonal network overlap and come as one density.
Below the largest thousand spikes the rest comes as one, too.

Examples:
  npm run -s cli -- spectrum --network quadratic --d 400 --gamma 1.25 --noise 0.5 --alpha 10 --lambda 0.05
  npm run -s cli -- spectrum --network quadratic --d 400 --gamma 1 --noise 0.1 --n 1e6 --lambda 0.1 -o spectrum.arrow`;

/** `spectrum`: the law of the learned weights at one point. */
export function spectrumCommand(): Command {
  return pointOptions(
    new Command("spectrum").description("write the spectrum of the learned weights at one point"),
  )
    .addOption(
      new Option("--format <format>", "default: by the file's extension, else json").choices([
        "json",
        "csv",
        "arrow",
      ]),
    )
    .option("-o, --output <file>", "write to this file, complete or not at all (default: standard output)")
    .addHelpText("after", HELP)
    .action(spectrum);
}

async function spectrum(options: SpectrumOptions): Promise<void> {
  const { parameters } = pointOf(questionOf(options));
  if (!parameters) throw new ParameterError("lambda", options.lambda, RANGES.lambda.range);
  const format = formatOf(["json", "csv", "arrow"], options.format, options.output);
  const { rows, columns, report } = makeSpectrum(parameters);
  if (!report.converged) {
    console.error(`error: no fixed point to the tolerance was found (residual ${report.residual})`);
    process.exitCode = 1;
  }
  if (format === "json") return writeOutput(`${JSON.stringify(report)}\n`, options.output);
  if (format === "csv") return writeOutput(csvOf(spectrumTable, columns), options.output);
  const { network, d, gamma, noise, alpha, lambda } = parameters;
  // Only now: these take longer to load than the numbers to compute.
  const { encodeTable } = await import("../data/tables/encode.js");
  const { codeHash, commandLine } = await import("../data/provenance.js");
  const metadata = {
    title: `Spectrum of the ${network} network, ${rows} rows`,
    command: commandLine("npm", "run", "-s", "cli", "--", ...process.argv.slice(2)),
    parameters: { network, d, gamma, noise, alpha, lambda },
    seeds: [],
    code: await codeHash(import.meta.url),
  };
  return writeOutput(encodeTable(spectrumTable, columns, metadata, { exact: true }), options.output);
}

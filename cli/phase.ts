import { Command, Option } from "commander";
import { makePhaseDiagram, SHIPPED_GRID } from "../data/make-phase-diagram.js";
import { phaseWindow } from "../data/phase-window.js";
import { phaseDiagramTable } from "../data/tables/phase-diagram.js";
import type { DiagramProblem } from "../data/tables/phase-grid.js";
import { logGrid } from "../theory/numeric/grids.js";
import { checkParameter, ParameterError, RANGES } from "../theory/parameters.js";
import { gridOf, numberOrText, type PointOptions, problemOptions } from "./options.js";
import { csvOf, type Format, formatOf, writeOutput } from "./output.js";

interface PhaseOptions extends Pick<PointOptions, "network" | "d" | "gamma" | "noise"> {
  samples?: string;
  lambdas?: string;
  format?: Exclude<Format, "json">;
  output?: string;
}

const HELP = `
Writes one row per point of a grid in (n_eff, lambda): the risk, δ and the cut as log10, the local exponents,
the phase, whether the point converged and its residual. n_eff is n for the diagonal network, n/d for the
quadratic one. Without grid options the grid covers the window in which all phases show.

Examples:
  npm run -s cli -- phase --network quadratic --d 400 --gamma 1.25 --noise 0.1 -o phase.arrow
  npm run -s cli -- phase --network diagonal --d 1e6 --gamma 1 --noise 0.5 --samples 1:1e8:200 --lambdas 1e-4:1e4:150 > phase.csv`;

/** `phase`: a phase diagram as a table. */
export function phaseCommand(): Command {
  const grid = "from:to:count, even in the logarithm (default: the whole window, ";
  return problemOptions(new Command("phase").description("write a phase diagram as Arrow or CSV"))
    .option("--samples <grid>", `effective samples: ${grid}${SHIPPED_GRID.effectiveSamples} points)`)
    .option("--lambdas <grid>", `weight decays: ${grid}${SHIPPED_GRID.lambda} points)`)
    .addOption(
      new Option("--format <format>", "default: by the file's extension, else csv").choices(["csv", "arrow"]),
    )
    .option("-o, --output <file>", "write to this file, complete or not at all (default: standard output)")
    .addHelpText("after", HELP)
    .action(phase);
}

async function phase(options: PhaseOptions): Promise<void> {
  const problem = problemOf(options);
  const format = formatOf(["csv", "arrow"], options.format, options.output);
  const window = phaseWindow(problem);
  const samples = options.samples
    ? gridOf("samples", options.samples)
    : {
        from: window.effectiveSamples[0],
        to: window.effectiveSamples[1],
        count: SHIPPED_GRID.effectiveSamples,
      };
  const lambdas = options.lambdas
    ? gridOf("lambdas", options.lambdas)
    : { from: window.lambda[0], to: window.lambda[1], count: SHIPPED_GRID.lambda };
  checkEnds("samples", options.samples, samples, "alpha", problem.d);
  checkEnds("lambdas", options.lambdas, lambdas, "lambda", 1);
  const columns = makePhaseDiagram(problem, {
    effectiveSamples: logGrid(samples.from, samples.to, samples.count),
    lambda: logGrid(lambdas.from, lambdas.to, lambdas.count),
  });
  if (format === "csv") return writeOutput(csvOf(phaseDiagramTable, columns), options.output);
  // Only now: these take longer to load than the numbers to compute.
  const { encodeTable } = await import("../data/tables/encode.js");
  const { codeHash, commandLine } = await import("../data/provenance.js");
  const metadata = {
    title: `Phase diagram of the ${problem.network} network`,
    command: commandLine("npm", "run", "-s", "cli", "--", ...process.argv.slice(2)),
    parameters: { ...problem },
    seeds: [],
    code: await codeHash(import.meta.url),
  };
  return writeOutput(encodeTable(phaseDiagramTable, columns, metadata, { exact: true }), options.output);
}

/** Throws a ParameterError that names the grid as it was typed where an end, over `unit`, is outside a parameter's range. */
function checkEnds(
  option: string,
  text: string | undefined,
  { from, to }: { from: number; to: number },
  name: "alpha" | "lambda",
  unit: number,
): void {
  for (const end of [from, to]) {
    if (RANGES[name].holds(end / unit)) continue;
    const ratio = unit === 1 ? "its ends are each" : `each end over d, here ${end / unit}, is`;
    throw new ParameterError(option, text, `such that ${ratio} ${RANGES[name].range}`);
  }
}

function problemOf({ network, d, gamma, noise }: PhaseOptions): DiagramProblem {
  const numbers = Object.entries({ d, gamma, noise }).map(([name, text]) => [
    name,
    text === undefined ? undefined : numberOrText(text),
  ]);
  const problem = { network, ...Object.fromEntries(numbers) };
  for (const name of ["network", "d", "gamma", "noise"] as const) checkParameter(name, problem[name]);
  return problem;
}

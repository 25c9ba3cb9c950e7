import { Command, CommanderError } from "commander";
import { DataError } from "../data/tables/check.js";
import { ParameterError } from "../theory/parameters.js";
import { experimentsCommand } from "./experiments.js";
import { figureCommand } from "./figure.js";
import { phaseCommand } from "./phase.js";
import { solveCommand } from "./solve.js";
import { spectrumCommand } from "./spectrum.js";
import { trainCommand } from "./train.js";

const EXAMPLES = `
Examples:
  npm run -s cli -- solve --network quadratic --d 400 --gamma 1.25 --noise 0.1 --alpha 1 --lambda 0.1
  npm run -s cli -- solve --batch < questions.jsonl > answers.jsonl
  npm run -s cli -- spectrum --network quadratic --d 400 --gamma 1.25 --noise 0.5 --alpha 10 --lambda 0.05 -o spectrum.csv
  npm run -s cli -- phase --network diagonal --d 400 --gamma 1 --noise 0.1 -o phase.arrow
  npm run -s cli -- figure width --svg width.svg --mm 89

A bad argument ends the tool with exit code 2, any other failure with 1, Ctrl-C with 130 and SIGTERM with 143: train and
solve --batch print what they have then, experiments keeps it; the others, whose answer is whole or none, print nothing.`;

function program(): Command {
  const root = new Command("cli")
    .description("State evolution of the diagonal and the quadratic network: risk, phases and spectra.")
    .addHelpText("after", EXAMPLES);
  // Settings are copied to a subcommand only where it is made; these are added ready-made.
  for (const command of [
    root,
    solveCommand(),
    spectrumCommand(),
    phaseCommand(),
    figureCommand(),
    trainCommand(),
    experimentsCommand(),
  ]) {
    command.exitOverride().showHelpAfterError("(--help lists the options)");
    if (command !== root) root.addCommand(command);
  }
  return root;
}

/** Exit code of what the tool threw, after its message was written. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof ParameterError) {
    if (error.value === undefined) console.error("(--help lists the options)");
    return 2;
  }
  if (process.env.DEBUG && error instanceof Error && !(error instanceof DataError))
    console.error(error.stack);
  return 1;
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader went away (`| head`): nothing is left to say.
  if (error.code === "EPIPE") process.exit(0);
  console.error(`error: the standard output: ${error.message}`);
  process.exit(1);
});

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

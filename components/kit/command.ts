/** A command of the tool (cli/), as a page prints it and a reader runs it in a checkout of the project. */
export interface Command {
  command: "figure" | "solve" | "spectrum" | "phase" | "train";
  /** Words without a dash: the figure's id. */
  words?: readonly string[];
  /** By their names without dashes; true is a flag, undefined is left out. */
  options: Readonly<Record<string, string | number | true | undefined>>;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The words of a command, as the tool's parser gets them. */
export function commandWords({ command, words = [], options }: Command): string[] {
  const named = Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [flag, String(value)];
  });
  return [command, ...words, ...named];
}

/** The line that a reader types in the root of the project. */
export function commandLine(command: Command): string {
  return ["npm run -s cli --", ...commandWords(command).map(quoted)].join(" ");
}

import { fileURLToPath } from "node:url";
import { codeHash } from "../data/import-graph.js";

/** The command that the user gave, as it can be typed again in the root of the project. */
export function commandLine(args: readonly string[] = process.argv.slice(2)): string {
  return ["npm run -s cli --", ...args.map(quoted)].join(" ");
}

/** Hash of the code of a subcommand, from its module's `import.meta.url`. */
export function commandHash(url: string): string {
  return codeHash(fileURLToPath(url));
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

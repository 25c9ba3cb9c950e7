import { fileURLToPath } from "node:url";
import { hashGraph, importGraph } from "../tools/import-graph.js";
import { Lockfile } from "../tools/lockfile.js";
import { repository } from "../tools/paths.js";

/**
 * SHA-256, in hex, of the code behind a module: of every file of the project that it reaches and of the exact
 * packages these import.
 *
 * @param url the module's `import.meta.url`
 */
export async function codeHash(url: string): Promise<string> {
  return hashGraph(await importGraph(fileURLToPath(url), repository), repository, new Lockfile());
}

/** A command as it can be typed again in the root of the project. */
export function commandLine(...words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

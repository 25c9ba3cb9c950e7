import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { repository } from "../tools/paths.js";
import { codeHash, commandLine } from "./provenance.js";
import { writeStandardOutput } from "./standard-output.js";
import { columnsOf, type RowOf, type TableDeclaration, type WritableColumns } from "./tables/column.js";
import { encodeTable } from "./tables/encode.js";
import type { Metadata } from "./tables/metadata.js";

/** A table as a loader makes it: as columns, or as rows where that is clearer. */
export type Made<T extends TableDeclaration> = {
  title: string;
  /** What the table is about, typed, for its metadata. */
  parameters: Metadata["parameters"];
} & ({ columns: WritableColumns<T> } | { rows: readonly RowOf<T>[] });

export interface LoaderOptions<T extends TableDeclaration, P extends string> {
  /** The loader's own `import.meta.url`. */
  url: string;
  table: T;
  /** Names of the parameters in the loader's file name; each comes as `--name=value` and is required. */
  parameters: readonly P[];
  seeds?: readonly number[];
  /** Computes the table. What it throws ends the loader with a non-zero exit code and no output. */
  make(parameters: Record<P, string>): Made<T> | Promise<Made<T>>;
}

/**
 * Runs a data loader of Observable Framework: reads its parameters, makes its table and writes one Arrow
 * stream to the standard output, whole or not at all. A failure names the loader and the reason.
 */
export async function runLoader<T extends TableDeclaration, P extends string>(
  options: LoaderOptions<T, P>,
): Promise<void> {
  const name = relative(repository, fileURLToPath(options.url)).replaceAll("\\", "/");
  let bytes: Uint8Array;
  try {
    const given = loaderParameters(options.parameters, process.argv.slice(2));
    const made = await options.make(given);
    const { title, parameters } = made;
    const columns = "rows" in made ? columnsOf(options.table, made.rows) : made.columns;
    const flags = options.parameters.map((key) => `--${key}=${given[key]}`);
    bytes = encodeTable(options.table, columns, {
      title,
      command: commandLine("npx", "tsx", name, ...flags),
      parameters,
      seeds: options.seeds ?? [],
      code: await codeHash(options.url),
    });
  } catch (error) {
    console.error(`loader ${name} failed: ${error instanceof Error ? error.message : error}`);
    if (error instanceof Error && process.env.DEBUG) console.error(error.stack);
    process.exitCode = 1;
    return;
  }
  try {
    await writeStandardOutput(bytes);
  } catch (error) {
    console.error(`loader ${name} failed: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

/**
 * The parameters of a loader from its arguments.
 * @throws Error if one is missing or unknown
 */
export function loaderParameters<P extends string>(
  names: readonly P[],
  args: readonly string[],
): Record<P, string> {
  const { values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(names.map((name) => [name, { type: "string" as const }])),
    strict: true,
  });
  for (const name of names) {
    if (values[name] === undefined) throw new Error(`parameter --${name}=… is missing`);
  }
  return values as Record<P, string>;
}

/**
 * A number from a parameter of a file name. Only a number in its shortest form is accepted, so that each
 * file has one name.
 * @throws Error naming the parameter and its value
 */
export function numberParameter(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || String(value) !== text) {
    throw new Error(`${name} = "${text}" is outside its range: a finite number in its shortest form`);
  }
  return value;
}

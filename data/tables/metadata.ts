import { DataError } from "./check.js";

/** What a file says about itself, kept in the Arrow schema's metadata. */
export interface Metadata {
  /** Name of the table's declaration in ./schema.ts. */
  table: string;
  title: string;
  /** The command that made the file, to be run in the root of the project. */
  command: string;
  parameters: Readonly<Record<string, string | number | boolean>>;
  /** Seeds of all random streams used; empty for theory. */
  seeds: readonly number[];
  /** SHA-256 of the import graph of the code that made the file (tools/import-graph.ts). */
  code: string;
  rows: number;
}

/** Metadata as the Arrow schema stores it: strings only. */
export function formatMetadata(metadata: Metadata): Map<string, string> {
  return new Map([
    ["table", metadata.table],
    ["title", metadata.title],
    ["command", metadata.command],
    ["parameters", JSON.stringify(metadata.parameters)],
    ["seeds", JSON.stringify(metadata.seeds)],
    ["code", metadata.code],
    ["rows", String(metadata.rows)],
  ]);
}

/**
 * Metadata from an Arrow schema.
 * @throws DataError naming the first entry that is missing or malformed
 */
export function parseMetadata(entries: ReadonlyMap<string, string>, source: string): Metadata {
  const text = (key: string): string => {
    const value = entries.get(key);
    if (value === undefined || value === "") throw new DataError(`${source}: metadata "${key}" is missing`);
    return value;
  };
  const json = (key: string): unknown => {
    try {
      return JSON.parse(text(key));
    } catch (error) {
      if (error instanceof DataError) throw error;
      throw new DataError(`${source}: metadata "${key}" is not JSON: ${entries.get(key)}`);
    }
  };
  const parameters = json("parameters");
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters)) {
    throw new DataError(`${source}: metadata "parameters" is not an object`);
  }
  const seeds = json("seeds");
  if (!Array.isArray(seeds) || !seeds.every(Number.isSafeInteger)) {
    throw new DataError(`${source}: metadata "seeds" is not a list of integers`);
  }
  const code = text("code");
  if (!/^[0-9a-f]{64}$/.test(code))
    throw new DataError(`${source}: metadata "code" is not a SHA-256: ${code}`);
  const rows = json("rows");
  if (!Number.isSafeInteger(rows) || (rows as number) < 0) {
    throw new DataError(`${source}: metadata "rows" is not a count: ${rows}`);
  }
  return {
    table: text("table"),
    title: text("title"),
    command: text("command"),
    parameters: parameters as Metadata["parameters"],
    seeds,
    code,
    rows: rows as number,
  };
}

/**
 * Numbers among the parameters of a file.
 * @throws DataError naming the first that is missing or no number
 */
export function numberParameters<K extends string>(
  { table, parameters }: Pick<Metadata, "table" | "parameters">,
  names: readonly K[],
  source = table,
): Record<K, number> {
  const found = {} as Record<K, number>;
  for (const name of names) {
    const value = parameters[name];
    if (typeof value !== "number") throw new DataError(`${source}: metadata "parameters" lacks ${name}`);
    found[name] = value;
  }
  return found;
}

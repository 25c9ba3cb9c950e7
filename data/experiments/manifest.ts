import { DataError } from "../tables/check.js";

/** What stands beside the files of an experiment: how they were made, and what they are. */
export interface Manifest {
  name: string;
  title: string;
  /** The command that made the files, to be run in the root of the project. */
  command: string;
  /** SHA-256 of the import graph of the code behind the numbers. */
  code: string;
  /** SHA-256 of the list of points. */
  definition: string;
  /** Every value that each parameter takes. */
  parameters: Record<string, string>;
  seeds: number[];
  /** Number of training runs. */
  points: number;
  /** Sum of the runs' times, on one core each. */
  seconds: number;
  files: { file: string; table: string; rows: number; bytes: number; sha256: string }[];
}

/**
 * A manifest from its text.
 * @throws DataError naming what is missing or malformed
 */
export function parseManifest(text: string, source: string): Manifest {
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    throw new DataError(`${source}: is not JSON: ${(error as Error).message}`);
  }
  if (typeof manifest !== "object" || manifest === null) throw new DataError(`${source}: is not an object`);
  for (const name of ["name", "title", "command", "code", "definition"] as const) {
    if (typeof manifest[name] !== "string") throw new DataError(`${source}: "${name}" is missing`);
  }
  for (const name of ["points", "seconds"] as const) {
    if (!Number.isFinite(manifest[name])) throw new DataError(`${source}: "${name}" is missing`);
  }
  if (
    typeof manifest.parameters !== "object" ||
    !Array.isArray(manifest.seeds) ||
    !Array.isArray(manifest.files)
  ) {
    throw new DataError(`${source}: "parameters", "seeds" or "files" is missing`);
  }
  for (const { file, table, rows, sha256 } of manifest.files) {
    const named = typeof file === "string" && !/[\\/]/.test(file) && typeof table === "string";
    if (!named || !Number.isSafeInteger(rows) || !/^[0-9a-f]{64}$/.test(sha256)) {
      throw new DataError(`${source}: an entry of "files" is malformed`);
    }
  }
  return manifest as Manifest;
}

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Manifest, parseManifest } from "../data/experiments/manifest.js";
import { codeHash } from "../data/provenance.js";
import { DataError } from "../data/tables/check.js";
import { columnsOf, type TableDeclaration } from "../data/tables/column.js";
import { encodeTable } from "../data/tables/encode.js";
import { trainedRunsTable } from "../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../data/tables/trained-spectra.js";
import type { Experiment, ExperimentPoint, PointResult } from "../training/experiments/experiment.js";
import { type Part, parsePart } from "./experiment-part.js";
import { writeOutput } from "./output.js";

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Where the committed files are. */
const DATA = folderOf("../data/experiments/");
/** Where points wait until their experiment is complete. */
const PARTS = folderOf("../.cache/experiments/");

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** Hash of the code behind a point's numbers. */
export const experimentCode = () =>
  codeHash(new URL("../training/experiments/experiment.ts", import.meta.url).href);

/** The finished points of one experiment, each in a file of its own, and the tables made of them. */
export class ExperimentStore {
  readonly #folder: string;
  readonly #damaged = new Set<string>();

  constructor(
    readonly experiment: Experiment,
    readonly code: string,
    readonly folders: { data: string; parts: string } = { data: DATA, parts: PARTS },
  ) {
    this.#folder = join(folders.parts, experiment.name);
  }

  #file(index: number): string {
    return join(this.#folder, `${String(index).padStart(5, "0")}.json`);
  }

  /** Hash of the list of points. */
  get definition(): string {
    return sha256(JSON.stringify(this.experiment.points));
  }

  /** Forgets every finished point. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /**
   * The result of a point, where it was finished by the same code from the same specification. A damaged file is named
   * on the standard error, once; its point is run again.
   */
  result(index: number): PointResult | undefined {
    const file = this.#file(index);
    if (!existsSync(file)) return undefined;
    const part = parsePart(readFileSync(file, "utf8"));
    if (!part) {
      if (!this.#damaged.has(file)) console.error(`${file}: is damaged; its point is run again`);
      this.#damaged.add(file);
      return undefined;
    }
    const same =
      part.code === this.code && JSON.stringify(part.point) === JSON.stringify(this.experiment.points[index]);
    return same ? part.result : undefined;
  }

  async save(index: number, result: PointResult): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const part: Part = { code: this.code, point: this.experiment.points[index], result };
    await writeOutput(JSON.stringify(part), this.#file(index));
  }

  /** How many points are finished, by the same code from the same specification. */
  finished(): number {
    return this.experiment.points.filter((_, index) => this.result(index) !== undefined).length;
  }

  /** The committed manifest, or undefined where there is none. Throws DataError where it is damaged. */
  manifest(): Manifest | undefined {
    const file = join(this.folders.data, `${this.experiment.name}.json`);
    return existsSync(file) ? parseManifest(readFileSync(file, "utf8"), file) : undefined;
  }

  /**
   * Makes the experiment's tables and manifest from its finished points; every file appears whole, the manifest last.
   * @returns false, with nothing written, where points are missing
   */
  async publish(command: string): Promise<boolean> {
    const { name, title, points } = this.experiment;
    const results: PointResult[] = [];
    for (let index = 0; index < points.length; index++) {
      const result = this.result(index);
      if (!result) return false;
      results.push(result);
    }
    const runs = results.flatMap((result, run) => result.runs.map((row) => ({ run, ...row })));
    const spectra = results.flatMap((result, run) =>
      result.spectrum.map((row) => {
        const { seed, seconds, gap } = result.runs.find(({ iterations }) => iterations === row.iterations)!;
        return { run, seed, seconds, gap, ...row };
      }),
    );
    const seeds = [...new Set(points.map(({ spec }) => spec.seed))].sort((a, b) => a - b);
    const parameters = summary(points);
    const metadata = { title, command, parameters, seeds, code: this.code };
    const files: [string, TableDeclaration, Uint8Array, number][] = [
      [
        `${name}.runs.arrow`,
        trainedRunsTable,
        encodeTable(trainedRunsTable, columnsOf(trainedRunsTable, runs), metadata),
        runs.length,
      ],
    ];
    if (spectra.length > 0) {
      const bytes = encodeTable(trainedSpectraTable, columnsOf(trainedSpectraTable, spectra), metadata);
      files.push([`${name}.spectra.arrow`, trainedSpectraTable, bytes, spectra.length]);
    }
    const seconds = results.reduce((sum, { runs: rows }) => sum + rows[rows.length - 1].seconds, 0);
    const manifest: Manifest = {
      name,
      title,
      command,
      code: this.code,
      definition: this.definition,
      parameters,
      seeds,
      points: points.length,
      seconds: Math.round(seconds),
      files: files.map(([file, table, bytes, rows]) => ({
        file,
        table: table.name,
        rows,
        bytes: bytes.length,
        sha256: sha256(bytes),
      })),
    };
    await mkdir(this.folders.data, { recursive: true });
    for (const [file, , bytes] of files) await writeOutput(bytes, join(this.folders.data, file));
    await writeOutput(`${JSON.stringify(manifest, null, 2)}\n`, join(this.folders.data, `${name}.json`));
    return true;
  }

  /** Reads one of the committed files. Throws DataError where it is not what the manifest says. */
  read(manifest: Manifest, table: TableDeclaration): Uint8Array | undefined {
    const entry = manifest.files.find((file) => file.table === table.name);
    if (!entry) return undefined;
    const path = join(this.folders.data, entry.file);
    if (!existsSync(path)) throw new DataError(`${path}: is missing, though its manifest names it`);
    const bytes = readFileSync(path);
    if (sha256(bytes) !== entry.sha256) {
      throw new DataError(
        `${path}: is not the file that its manifest describes (SHA-256 differs); nothing was changed`,
      );
    }
    return bytes;
  }
}

/** Every value that each parameter takes, as text. */
function summary(points: readonly ExperimentPoint[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const name of ["network", "d", "n", "gamma", "noise", "lambda", "width", "method"] as const) {
    const values = [...new Set(points.map(({ spec }) => spec[name]).filter((value) => value !== undefined))];
    if (values.length > 0) out[name] = values.join(", ");
  }
  return out;
}

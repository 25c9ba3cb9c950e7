import { randomBytes } from "node:crypto";
import { open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { writeStandardOutput } from "../data/standard-output.js";
import type { Column, TableDeclaration, WritableColumns } from "../data/tables/column.js";
import { ParameterError } from "../theory/parameters.js";

export type Format = "json" | "csv" | "arrow";

/**
 * The format of an output: as asked for, else by the file's extension, else (no file, or no extension) the first allowed.
 * @throws ParameterError for an extension that stands for none of them
 */
export function formatOf<F extends Format>(
  allowed: readonly [F, ...F[]],
  asked: F | undefined,
  file: string | undefined,
): F {
  if (asked !== undefined) return asked;
  const extension = extname(file ?? "").slice(1);
  if (extension === "") return allowed[0];
  const format = allowed.find((name) => name === extension.toLowerCase());
  if (format === undefined) {
    const endings = allowed.map((name) => `.${name}`).join(" or ");
    throw new ParameterError("output", file, `a name that ends in ${endings}, or any name with --format`);
  }
  return format;
}

/**
 * Writes a whole output: to `file`, which appears complete or not at all, or to the standard output. What is no plain
 * file (a device, a pipe) is written to as it is.
 * @throws Error that names the file
 */
export async function writeOutput(content: string | Uint8Array, file?: string): Promise<void> {
  if (file === undefined) {
    await writeStandardOutput(content);
    return;
  }
  try {
    const there = await stat(file).catch(() => undefined);
    await (there && !there.isFile() ? writeInto(file, content) : replace(file, content));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

async function writeInto(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, "w");
  try {
    await handle.writeFile(content);
  } finally {
    await handle.close();
  }
}

async function replace(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const handle = await open(temporary, "wx");
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** A table as CSV: a header, then one line per row, numbers in full precision, empty cells empty. */
export function csvOf<T extends TableDeclaration>(table: T, columns: WritableColumns<T>): string {
  const names = Object.keys(table.columns);
  const cells = names.map((name) => (columns as Record<string, ArrayLike<unknown>>)[name]);
  const kinds = names.map((name) => table.columns[name].type);
  const lines = [names.join(",")];
  for (let row = 0; row < cells[0].length; row++) {
    lines.push(cells.map((column, index) => csvCell(column[row], kinds[index])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

function csvCell(value: unknown, type: Column["type"]): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  return type === "bool" ? String(Boolean(value)) : String(value);
}

import { randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Column, TableDeclaration, WritableColumns } from "../data/tables/column.js";

export type Format = "json" | "csv" | "arrow";

/** The format of an output: as asked for, else by the file's extension, else the first allowed. */
export function formatOf<F extends Format>(
  allowed: readonly [F, ...F[]],
  asked: F | undefined,
  file: string | undefined,
): F {
  return asked ?? allowed.find((format) => file?.toLowerCase().endsWith(`.${format}`)) ?? allowed[0];
}

/**
 * Writes a whole output: to `file`, which appears complete or not at all, or to the standard output.
 */
export async function writeOutput(content: string | Uint8Array, file?: string): Promise<void> {
  if (file === undefined) {
    await new Promise<void>((resolve, reject) => {
      process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
    });
    return;
  }
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

/**
 * The rows behind a figure: named columns of equal length, as a reader downloads them.
 */
export interface Rows {
  columns: Record<string, ArrayLike<number | string | boolean | null>>;
  length: number;
}

/** Rows from a list of objects with the same keys. */
export function rowsOf(objects: readonly Record<string, number | string | boolean | null>[]): Rows {
  const columns: Rows["columns"] = {};
  for (const key of Object.keys(objects[0] ?? {})) columns[key] = objects.map((object) => object[key]);
  return { columns, length: objects.length };
}

/** Comma-separated values with a header line; numbers in full precision, an empty cell for null and NaN. */
export function toCsv(rows: Rows): string {
  const names = Object.keys(rows.columns);
  const lines = [names.map(csvCell).join(",")];
  for (let i = 0; i < rows.length; i++)
    lines.push(names.map((name) => csvCell(rows.columns[name][i])).join(","));
  return `${lines.join("\n")}\n`;
}

/** A value as one cell of comma-separated values, quoted where it must be; empty for null and NaN. */
export function csvCell(value: number | string | boolean | null): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The rows as one Arrow IPC stream; the library is loaded when first asked for. */
export async function toArrow(rows: Rows): Promise<Uint8Array> {
  const { tableFromArrays, tableToIPC } = await import("apache-arrow");
  const arrays: Record<string, Float64Array | string[]> = {};
  for (const [name, column] of Object.entries(rows.columns)) {
    const cells = Array.from({ length: rows.length }, (_, i) => column[i]);
    const numeric = cells.every((cell) => typeof cell === "number" || cell === null);
    arrays[name] = numeric
      ? Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)))
      : cells.map((cell) => (cell === null ? "" : String(cell)));
  }
  return tableToIPC(tableFromArrays(arrays), "stream");
}

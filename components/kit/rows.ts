import { CITATION, LICENCE, type Provenance, parametersOf } from "./provenance.js";

type Cell = number | string | boolean | null;

/** What a column holds. */
export interface ColumnNote {
  /** In words; "1" for a pure number, "" for a label. */
  unit: string;
  meaning: string;
}

/**
 * The rows behind a figure: named columns of equal length, as a reader downloads them.
 */
export interface Rows {
  columns: Record<string, ArrayLike<Cell>>;
  length: number;
  /** Of the columns that do not mean the same in every figure (./columns.ts knows those). */
  notes?: Readonly<Record<string, ColumnNote>>;
  /** Of the trained networks among them, where no column says it. */
  seeds?: readonly number[];
}

/** Rows from a list of objects: the columns that the first one has, and `more`; null where another has no such value. */
export function rowsOf(
  objects: readonly Readonly<Record<string, Cell>>[],
  { more = [], ...about }: Pick<Rows, "notes" | "seeds"> & { more?: readonly string[] } = {},
): Rows {
  const columns: Rows["columns"] = {};
  for (const name of objects.length > 0 ? [...Object.keys(objects[0]), ...more] : [])
    columns[name] = objects.map((object) => object[name] ?? null);
  return { columns, length: objects.length, ...about };
}

/** The seeds of the trained networks among some rows; none where the rows do not say. */
export function seedsOf({ columns, seeds = [] }: Rows): number[] {
  const found = new Set(seeds);
  for (const seed of Array.from(columns.seed ?? [])) if (typeof seed === "number") found.add(seed);
  return [...found].sort((a, b) => a - b);
}

/** What stands before the header of a CSV, by name. */
function headOf(rows: Rows, about: Provenance): [string, string][] {
  const notes = Object.entries(rows.notes ?? {}).filter(([name]) => name in rows.columns);
  const seeds = seedsOf(rows);
  return [
    ["title", about.title],
    ["figure", about.figure],
    ["parameters", parametersOf(about)],
    ...(seeds.length > 0 ? [["seeds", seeds.join(" ")] as [string, string]] : []),
    ...notes.map(([name, { unit, meaning }]): [string, string] => [
      `column ${name}`,
      unit === "" ? meaning : `${meaning} [${unit}]`,
    ]),
    ["command", about.command],
    ["link", about.link],
    ["licence", LICENCE],
    ["cite", CITATION],
  ];
}

/**
 * Comma-separated values with a header line; numbers in full precision, an empty cell for null and NaN.
 *
 * @param about said in lines before the header that begin with `#`
 */
export function toCsv(rows: Rows, about?: Provenance): string {
  const names = Object.keys(rows.columns);
  const head = about ? headOf(rows, about) : [];
  const lines = head.map(([name, text]) => `# ${name}: ${text.replace(/\s+/g, " ")}`);
  lines.push(names.map(csvCell).join(","));
  for (let i = 0; i < rows.length; i++)
    lines.push(names.map((name) => csvCell(rows.columns[name][i])).join(","));
  return `${lines.join("\n")}\n`;
}

/** A value as one cell of comma-separated values, quoted where it must be; empty for null and NaN. */
export function csvCell(value: Cell): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The rows as one Arrow IPC stream; the library is loaded when first asked for. Numbers are doubles, an empty one NaN; flags are flags.
 *
 * @param about becomes the metadata of the schema, the notes those of its fields
 */
export async function toArrow(rows: Rows, about?: Provenance): Promise<Uint8Array> {
  const { Bool, Field, RecordBatch, Schema, Table, tableFromArrays, tableToIPC, vectorFromArray } =
    await import("apache-arrow");
  const arrays: Record<string, unknown> = {};
  for (const [name, column] of Object.entries(rows.columns)) {
    const cells = Array.from({ length: rows.length }, (_, i) => column[i]);
    const all = (type: string) => cells.every((cell) => cell === null || typeof cell === type);
    if (all("number"))
      arrays[name] = Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : Number(cell)));
    else if (all("boolean")) arrays[name] = vectorFromArray(cells, new Bool());
    else arrays[name] = cells.map((cell) => (cell === null ? null : String(cell)));
  }
  const table = tableFromArrays(arrays as Parameters<typeof tableFromArrays>[0]);
  const fields = table.schema.fields.map(({ name, type, nullable }) => {
    const note = rows.notes?.[name];
    return new Field(name, type, nullable, new Map(note ? Object.entries(note) : []));
  });
  const head = about ? headOf(rows, about).filter(([name]) => !name.startsWith("column ")) : [];
  const schema = new Schema(fields, new Map(head), table.schema.dictionaries);
  const batches = table.batches.map(({ data }) => new RecordBatch(schema, data));
  return tableToIPC(new Table(schema, batches), "stream");
}

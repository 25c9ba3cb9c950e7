import { type DataType, type Table, Type, tableFromIPC } from "apache-arrow";
import { checkColumns, DataError } from "./check.js";
import type { Column, ColumnsOf, RowOf, TableDeclaration } from "./column.js";
import { type Metadata, parseMetadata } from "./metadata.js";

/** A table that has been read and checked. */
export interface Dataset<T extends TableDeclaration> {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly metadata: Metadata;
  readonly length: number;
  readonly columns: ColumnsOf<T>;
  /** All rows as objects, made when first asked for; prefer `columns` for anything large. */
  readonly rows: readonly RowOf<T>[];
}

/**
 * Reads one Arrow IPC stream and checks it against its declaration: schema, metadata, every value, and that
 * nothing is cut off. Runs in Node and in a browser:
 * `readTable(agreementTable, await FileAttachment("…").arrayBuffer(), "agreement.arrow")`.
 *
 * @param file name of the file, for messages
 * @throws DataError
 */
export function readTable<T extends TableDeclaration>(
  declaration: T,
  bytes: ArrayBuffer | Uint8Array,
  file: string = `${declaration.name}.arrow`,
): Dataset<T> {
  const table = parseStream(bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), file);
  const metadata = parseMetadata(table.schema.metadata, file);
  if (metadata.table !== declaration.name) {
    throw new DataError(`${file}: holds the table "${metadata.table}", not "${declaration.name}"`);
  }
  checkFields(declaration, table, file);
  if (table.numRows !== metadata.rows) {
    throw new DataError(`${file}: has ${table.numRows} of its ${metadata.rows} rows`);
  }
  const columns: Record<string, ArrayLike<unknown>> = {};
  for (const [name, column] of Object.entries<Column>(declaration.columns)) {
    columns[name] = cellsOf(table, name, column);
  }
  const length = checkColumns(declaration, columns, file);
  let rows: RowOf<T>[] | undefined;
  return {
    file,
    metadata,
    length,
    columns: columns as ColumnsOf<T>,
    get rows() {
      rows ??= Array.from({ length }, (_, row) => rowOf(declaration, columns, row));
      return rows;
    },
  };
}

function parseStream(bytes: Uint8Array, source: string): Table {
  const startsWith = (...head: number[]): boolean => head.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) throw new DataError(`${source}: is empty`);
  if (startsWith(0x41, 0x52, 0x52, 0x4f, 0x57, 0x31)) {
    throw new DataError(`${source}: is an Arrow file, and a stream is expected`);
  }
  if (!startsWith(0xff, 0xff, 0xff, 0xff)) throw new DataError(`${source}: is not an Arrow stream`);
  const end = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0];
  if (!end.every((byte, index) => bytes[bytes.length - end.length + index] === byte)) {
    throw new DataError(`${source}: is cut off (no end of stream after ${bytes.length} bytes)`);
  }
  try {
    return tableFromIPC(bytes);
  } catch (error) {
    throw new DataError(`${source}: is damaged: ${(error as Error).message}`);
  }
}

const ARROW_TYPES: Readonly<Record<Column["type"], (type: DataType) => boolean>> = {
  float64: (type) => type.typeId === Type.Float && (type as { precision?: number }).precision === 2,
  float32: (type) => type.typeId === Type.Float && (type as { precision?: number }).precision === 1,
  int32: (type) => type.typeId === Type.Int && (type as { bitWidth?: number }).bitWidth === 32,
  bool: (type) => type.typeId === Type.Bool,
  category: (type) => type.typeId === Type.Dictionary,
};

function checkFields(declaration: TableDeclaration, table: Table, source: string): void {
  const found = table.schema.fields;
  for (const field of found) {
    if (!(field.name in declaration.columns)) {
      throw new DataError(`${source}: column "${field.name}" is not declared in "${declaration.name}"`);
    }
  }
  for (const [name, column] of Object.entries(declaration.columns)) {
    const field = found.find((candidate) => candidate.name === name);
    if (!field) throw new DataError(`${source}: column "${name}" is missing`);
    if (!ARROW_TYPES[column.type](field.type)) {
      throw new DataError(`${source}: column "${name}" is ${field.type}, and ${column.type} is declared`);
    }
  }
}

function cellsOf(table: Table, name: string, column: Column): ArrayLike<unknown> {
  const vector = table.getChild(name)!;
  if (column.type === "bool") return Uint8Array.from(vector, Number);
  if (column.type === "category") return Array.from(vector);
  const cells = vector.toArray() as Float64Array | Float32Array | Int32Array;
  if (vector.nullCount === 0 || column.type === "int32") return cells;
  const copy = cells.slice();
  for (let row = 0; row < copy.length; row++) if (!vector.isValid(row)) copy[row] = Number.NaN;
  return copy;
}

function rowOf<T extends TableDeclaration>(
  declaration: T,
  columns: Record<string, ArrayLike<unknown>>,
  row: number,
): RowOf<T> {
  const entries = Object.entries<Column>(declaration.columns).map(([name, column]) => {
    const cell = columns[name][row];
    if (column.type === "bool") return [name, Boolean(cell)];
    return [name, column.emptyWhen !== undefined && Number.isNaN(cell) ? null : cell];
  });
  return Object.fromEntries(entries) as RowOf<T>;
}

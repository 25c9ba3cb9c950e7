import {
  Bool,
  type Data,
  type DataType,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int8,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import { checkColumns, rounded } from "./check.js";
import { type Column, describeRounding, type TableDeclaration, type WritableColumns } from "./column.js";
import { formatMetadata, type Metadata } from "./metadata.js";

/**
 * One table as an Arrow IPC stream with its metadata. The bytes depend on the arguments alone. Runs in Node
 * and in a browser.
 *
 * @param columns one array per declared column, all of one length; NaN or null where a cell is empty
 * @param options.exact store every number as it is, without its column's rounding
 * @throws DataError if the columns break the table's declaration
 */
export function encodeTable<T extends TableDeclaration>(
  table: T,
  columns: WritableColumns<T>,
  metadata: Omit<Metadata, "table" | "rows">,
  options: { exact?: boolean } = {},
): Uint8Array {
  const rows = checkColumns(table, columns as Record<string, ArrayLike<unknown>>);
  const names = Object.keys(table.columns);
  const declared = names.map((name) => withRounding(table.columns[name], !options.exact));
  const fields = names.map((name, index) => fieldOf(name, declared[index], index));
  const children = fields.map((field, index) => {
    const name = names[index];
    return dataOf(declared[index], field.type, (columns as Record<string, ArrayLike<unknown>>)[name]);
  });
  const schema = new Schema(fields, formatMetadata({ ...metadata, table: table.name, rows }));
  const batch = new RecordBatch(schema, makeData({ type: new Struct(fields), length: rows, children }));
  return tableToIPC(new Table(schema, [batch]), "stream");
}

function withRounding(column: Column, keep: boolean): Column {
  return keep || !("rounding" in column) ? column : { ...column, rounding: undefined };
}

function fieldOf(name: string, column: Column, index: number): Field {
  const notes = new Map([
    ["unit", column.unit],
    ["meaning", column.meaning],
  ]);
  if (column.emptyWhen) notes.set("empty when", column.emptyWhen);
  if ("rounding" in column && column.rounding) notes.set("rounding", describeRounding(column.rounding));
  return new Field(name, typeOf(column, index), true, notes);
}

function typeOf(column: Column, index: number): DataType {
  switch (column.type) {
    case "float64":
      return new Float64();
    case "float32":
      return new Float32();
    case "int32":
      return new Int32();
    case "bool":
      return new Bool();
    case "category":
      // The identifier is given: Arrow's own counter would make the bytes depend on what ran before.
      return new Dictionary(new Utf8(), new Int8(), index);
  }
}

function dataOf(column: Column, type: DataType, cells: ArrayLike<unknown>): Data {
  const length = cells.length;
  const empty = (row: number): boolean => {
    const cell = cells[row];
    return cell === null || cell === undefined || Number.isNaN(cell);
  };
  const { nullBitmap, nullCount } = validity(length, empty);
  const common = { length, nullCount, nullBitmap };
  switch (column.type) {
    case "bool": {
      const bits = new Uint8Array(((length + 63) >> 6) << 3);
      for (let row = 0; row < length; row++) if (cells[row]) bits[row >> 3] |= 1 << (row & 7);
      return makeData({ ...common, type: type as Bool, data: bits });
    }
    case "category": {
      const codes = Int8Array.from({ length }, (_, row) =>
        empty(row) ? 0 : column.values.indexOf(cells[row] as string),
      );
      const dictionary = vectorFromArray([...column.values], new Utf8());
      return makeData({ ...common, type: type as Dictionary<Utf8, Int8>, data: codes, dictionary });
    }
    case "int32": {
      const data = Int32Array.from({ length }, (_, row) => (empty(row) ? 0 : (cells[row] as number)));
      return makeData({ ...common, type: type as Int32, data });
    }
    case "float32":
    case "float64": {
      const data = column.type === "float32" ? new Float32Array(length) : new Float64Array(length);
      for (let row = 0; row < length; row++) {
        data[row] = empty(row) ? Number.NaN : rounded(cells[row] as number, column.rounding);
      }
      return makeData({ ...common, type: type as Float64, data: data as Float64Array });
    }
  }
}

function validity(
  length: number,
  empty: (row: number) => boolean,
): { nullBitmap?: Uint8Array; nullCount: number } {
  let nullCount = 0;
  const nullBitmap = new Uint8Array(((length + 63) >> 6) << 3);
  for (let row = 0; row < length; row++) {
    if (empty(row)) nullCount++;
    else nullBitmap[row >> 3] |= 1 << (row & 7);
  }
  return nullCount ? { nullBitmap, nullCount } : { nullCount };
}

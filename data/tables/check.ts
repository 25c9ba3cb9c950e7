import {
  type Column,
  type NumberColumn,
  RESIDUAL_TOLERANCE,
  type Rounding,
  type TableDeclaration,
} from "./column.js";

/** A file or a set of columns that breaks the data contract. The message names the source, column and row. */
export class DataError extends Error {
  override name = "DataError";
}

type AnyColumns = Readonly<Record<string, ArrayLike<unknown>>>;

/**
 * Checks columns against their declaration: all present and none beside them, equal lengths, types, ranges,
 * no empty or non-finite cell where none is allowed, and no converged row with a residual above 1e-10.
 * A row that did not converge may leave its numbers empty; integers are never empty.
 *
 * @param source what the columns came from, for the message
 * @returns the number of rows
 * @throws DataError
 */
export function checkColumns(table: TableDeclaration, columns: AnyColumns, source = table.name): number {
  const names = Object.keys(table.columns);
  for (const name of names) {
    if (!(name in columns)) throw new DataError(`${source}: column "${name}" is missing`);
  }
  for (const name of Object.keys(columns)) {
    if (!(name in table.columns)) throw new DataError(`${source}: column "${name}" is not declared`);
  }
  const length = columns[names[0]].length;
  for (const name of names) {
    if (columns[name].length !== length) {
      throw new DataError(
        `${source}: column "${name}" has ${columns[name].length} rows, "${names[0]}" has ${length}`,
      );
    }
  }
  const converged = columns.converged;
  for (const name of names) {
    const column = table.columns[name];
    for (let row = 0; row < length; row++) {
      const unsolved = converged !== undefined && !converged[row] && column.type.startsWith("float");
      const mayBeEmpty = (column.emptyWhen !== undefined || unsolved) && column.type !== "int32";
      const fault = faultOf(column, columns[name][row], mayBeEmpty);
      if (fault) throw new DataError(`${source}: column "${name}", row ${row}: ${fault}`);
    }
  }
  if (table.origin === "theory") checkResiduals(columns, length, source);
  return length;
}

function checkResiduals(columns: AnyColumns, length: number, source: string): void {
  for (let row = 0; row < length; row++) {
    const residual = columns.residual[row] as number;
    if (!columns.converged[row]) continue;
    if (!(residual <= RESIDUAL_TOLERANCE * 1.0001)) {
      throw new DataError(
        `${source}: row ${row} is marked converged with a residual of ${residual}, above ${RESIDUAL_TOLERANCE}`,
      );
    }
  }
}

function faultOf(column: Column, value: unknown, mayBeEmpty: boolean): string | undefined {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return mayBeEmpty ? undefined : "is empty";
  }
  switch (column.type) {
    case "bool":
      return typeof value === "boolean" || value === 0 || value === 1 ? undefined : `${value} is not a flag`;
    case "category":
      return column.values.includes(value as string)
        ? undefined
        : `"${value}" is not one of ${column.values.join(", ")}`;
    default:
      return numberFault(column, value);
  }
}

function numberFault(column: NumberColumn, value: unknown): string | undefined {
  if (typeof value !== "number") return `${JSON.stringify(value)} is not a number`;
  if (!Number.isFinite(value)) return `${value} is not finite`;
  if (column.type === "int32" && (value | 0) !== value) return `${value} is not a 32-bit integer`;
  if (column.type === "float32" && !Number.isFinite(Math.fround(value))) return `${value} overflows float32`;
  if (column.range && (value < column.range[0] || value > column.range[1])) {
    return `${value} is outside [${column.range.join(", ")}]`;
  }
  return undefined;
}

/** The value that is stored for `value` under a column's rounding. */
export function rounded(value: number, rounding: Rounding | undefined): number {
  if (!rounding || value === 0 || Number.isNaN(value)) return value;
  if ("step" in rounding) return Math.round(value / rounding.step) * rounding.step;
  if ("bits" in rounding) {
    const step = 2 ** (Math.floor(Math.log2(Math.abs(value))) + 1 - rounding.bits);
    // Numbers so small that the step underflows have no more bits than that.
    return step < Number.MIN_VALUE * 2 ** 52 ? value : Math.round(value / step) * step;
  }
  if (value < 0) return value;
  // Written as text: `10 ** n` is not correctly rounded.
  return Number(`1e${Math.ceil(Math.log10(value) - 1e-12)}`);
}

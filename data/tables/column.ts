/**
 * The declaration of a column and of a table. One declaration gives the TypeScript row type, the Arrow
 * schema, the checks on writing and on reading (./check.ts) and the data dictionary (./schema.ts).
 */

/** How a number is rounded before it is stored, so that a file stays small; stated in the file's metadata. */
export type Rounding =
  /** to the nearest multiple of `step` */
  | { readonly step: number }
  /** to this many significant binary digits */
  | { readonly bits: number }
  /** up to the next power of ten: the stored value bounds the true one */
  | { readonly upToPowerOf: 10 };

/** A rounding in words, for metadata and for the data dictionary. */
export function describeRounding(rounding: Rounding): string {
  if ("step" in rounding) return `to the nearest multiple of ${rounding.step}`;
  if ("bits" in rounding) return `to ${rounding.bits} significant bits`;
  return `up to a power of ${rounding.upToPowerOf}`;
}

interface Described {
  /** Unit in words; "1" for a pure number, "" for a label. */
  readonly unit: string;
  /** What the column holds, as a phrase a reader of the paper understands. */
  readonly meaning: string;
  /** When a cell may be empty, in words; a column without it never has an empty cell. */
  readonly emptyWhen?: string;
}

export interface NumberColumn extends Described {
  readonly type: "float64" | "float32" | "int32";
  /** Smallest and largest value allowed. */
  readonly range?: readonly [number, number];
  readonly rounding?: Rounding;
}

export interface FlagColumn extends Described {
  readonly type: "bool";
}

export interface CategoryColumn extends Described {
  readonly type: "category";
  /** The only labels allowed, in their order of presentation. */
  readonly values: readonly string[];
}

export type Column = NumberColumn | FlagColumn | CategoryColumn;

/**
 * Where the numbers of a table come from, and hence the columns it must carry: a theory row its `converged`
 * flag and its `residual`; a trained row its `seed`, `iterations`, `seconds` and optimality `gap`.
 */
export type Origin = "theory" | "training";

export interface TableDeclaration {
  readonly name: string;
  readonly title: string;
  readonly origin: Origin;
  readonly columns: Readonly<Record<string, Column>>;
}

export const REQUIRED_COLUMNS: Readonly<Record<Origin, readonly string[]>> = {
  theory: ["converged", "residual"],
  training: ["seed", "iterations", "seconds", "gap"],
};

/** A theory row may call itself converged only up to this residual (relative to each equation's largest term). */
export const RESIDUAL_TOLERANCE = 1e-10;

type Filled<C extends Column> = C extends CategoryColumn
  ? C["values"][number]
  : C extends FlagColumn
    ? boolean
    : number;

type Cell<C extends Column> = C extends { readonly emptyWhen: string } ? Filled<C> | null : Filled<C>;

/**
 * One row, as an object: a label as one of its column's values, a flag as a boolean, an empty cell as null in a column
 * that may be empty. A number that a row without convergence lacks is NaN.
 */
export type RowOf<T extends TableDeclaration> = {
  -readonly [K in keyof T["columns"]]: Cell<T["columns"][K]>;
};

type Stored<C extends Column> = C extends CategoryColumn
  ? Cell<C>[]
  : C extends { readonly type: "float64" }
    ? Float64Array
    : C extends { readonly type: "float32" }
      ? Float32Array
      : C extends { readonly type: "int32" }
        ? Int32Array
        : Uint8Array;

/** Columns as a reader returns them: typed arrays, flags as 0 or 1, labels as strings; an empty number is NaN. */
export type ColumnsOf<T extends TableDeclaration> = {
  -readonly [K in keyof T["columns"]]: Stored<T["columns"][K]>;
};

type Accepted<C extends Column> = C extends CategoryColumn
  ? ArrayLike<Cell<C>>
  : C extends FlagColumn
    ? ArrayLike<boolean | number>
    : ArrayLike<number>;

/** Columns as a writer accepts them. NaN stands for an empty number. */
export type WritableColumns<T extends TableDeclaration> = {
  readonly [K in keyof T["columns"]]: Accepted<T["columns"][K]>;
};

/** Rows as columns that can be written: null in a column of numbers as NaN. */
export function columnsOf<T extends TableDeclaration>(
  table: T,
  rows: readonly RowOf<T>[],
): WritableColumns<T> {
  const columns: Record<string, ArrayLike<unknown>> = {};
  for (const [name, { type }] of Object.entries(table.columns)) {
    const cells = rows.map((row) => (row as Record<string, unknown>)[name]);
    columns[name] = type === "category" ? cells : cells.map((cell) => cell ?? Number.NaN);
  }
  return columns as WritableColumns<T>;
}

/** Declares a table. Throws if it lacks a column that its origin requires. */
export function defineTable<const T extends TableDeclaration>(declaration: T): T {
  for (const required of REQUIRED_COLUMNS[declaration.origin]) {
    if (!(required in declaration.columns)) {
      throw new TypeError(`table ${declaration.name}: every ${declaration.origin} row carries "${required}"`);
    }
  }
  return declaration;
}

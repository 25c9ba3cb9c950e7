import type { LinePoint, TrainedPoint } from "./chart.js";

/** A number of each row: a column by its name, or what is computed from a row. */
export type Column<T> = keyof T | ((row: T) => number);

const reader = <T>(column: Column<T>): ((row: T) => number) =>
  typeof column === "function" ? column : (row) => Number(row[column]);

/** The points of a line: two columns of its rows, and whether each was found, where rows say so. */
export function pointsOf<T extends object>(rows: readonly T[], x: Column<T>, y: Column<T>): LinePoint[] {
  const [readX, readY] = [reader(x), reader(y)];
  return rows.map((row) => ({
    x: readX(row),
    y: readY(row),
    ...("converged" in row && { converged: row.converged === true }),
  }));
}

/** The dots of trained networks: two columns of rows, and the standard error of the second. */
export function dotsAt<T extends object>(
  rows: readonly T[],
  x: Column<T>,
  y: Column<T>,
  error: Column<T>,
): TrainedPoint[] {
  const readError = reader(error);
  return pointsOf(rows, x, y).map((point, i) => ({ ...point, error: readError(rows[i]) }));
}

/** The row whose column is nearest to a value, in ratio; the first of several. There must be one. */
export function nearestInRatio<T>(rows: readonly T[], column: Column<T>, value: number): T {
  const read = reader(column);
  const away = (row: T) => Math.abs(Math.log(read(row) / value));
  return rows.reduce((best, row) => (away(row) < away(best) ? row : best));
}

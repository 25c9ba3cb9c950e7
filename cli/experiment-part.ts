import type { TableDeclaration } from "../data/tables/column.js";
import { trainedRunsTable } from "../data/tables/trained-runs.js";
import { trainedSpectraTable } from "../data/tables/trained-spectra.js";
import type { ExperimentPoint, PointResult } from "../training/experiments/experiment.js";

/** What is kept of a finished point. */
export interface Part {
  code: string;
  point: ExperimentPoint;
  result: PointResult;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value may stand in the cells of a table's rows, of those columns that the rows hold themselves. */
function isRow(table: TableDeclaration, own: readonly string[], value: unknown): boolean {
  if (!isObject(value)) return false;
  return own.every((name) => {
    const cell = value[name];
    const column = table.columns[name];
    if (column.type === "bool") return typeof cell === "boolean";
    if (column.type === "category") return column.values.includes(cell as string);
    return cell === null || typeof cell === "number";
  });
}

/** Columns that the store adds to the rows of a point. */
const ADDED = { runs: ["run"], spectra: ["run", "seed", "seconds", "gap"] };
const namesOf = (table: TableDeclaration, added: readonly string[]) =>
  Object.keys(table.columns).filter((name) => !added.includes(name));

/** Reads a part. Undefined where the text is none: not JSON, not of this form, or with rows that its tables do not take. */
export function parsePart(text: string): Part | undefined {
  let part: unknown;
  try {
    part = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(part) || typeof part.code !== "string" || !isObject(part.point) || !isObject(part.result)) {
    return undefined;
  }
  const { runs, spectrum } = part.result;
  const runNames = namesOf(trainedRunsTable, ADDED.runs);
  const spectrumNames = namesOf(trainedSpectraTable, ADDED.spectra);
  const whole =
    Array.isArray(runs) &&
    runs.length > 0 &&
    runs.every((row) => isRow(trainedRunsTable, runNames, row)) &&
    Array.isArray(spectrum) &&
    spectrum.every(
      (row) =>
        isRow(trainedSpectraTable, spectrumNames, row) &&
        runs.some(({ iterations }) => iterations === row.iterations),
    );
  return whole ? (part as unknown as Part) : undefined;
}

/**
 * Every table of the site, declared once. From the declarations come the row types, the checks on writing and reading,
 * and the data dictionary (src/data-dictionary.md).
 */
import { agreementTable } from "./agreement.js";
import { type Column, describeRounding, type TableDeclaration } from "./column.js";
import { earlyStoppingTable } from "./early-stopping.js";
import { learnedSpectraTable } from "./learned-spectra.js";
import { optimalRegularisationTable } from "./optimal-regularisation.js";
import { phaseDiagramTable } from "./phase-diagram.js";
import { pruningTable } from "./pruning.js";
import { spectrumTable } from "./spectrum.js";
import { tailSpectraTable } from "./tail-spectra.js";
import { trainedFeaturesTable } from "./trained-features.js";
import { trainedRunsTable } from "./trained-runs.js";
import { trainedSpectraTable } from "./trained-spectra.js";
import { trainingInTimeTable } from "./training-in-time.js";

export const TABLES: readonly TableDeclaration[] = [
  phaseDiagramTable,
  spectrumTable,
  trainedRunsTable,
  trainedSpectraTable,
  agreementTable,
  trainedFeaturesTable,
  learnedSpectraTable,
  tailSpectraTable,
  optimalRegularisationTable,
  pruningTable,
  trainingInTimeTable,
  earlyStoppingTable,
];

/** One line of the data dictionary. */
export interface DictionaryEntry {
  table: string;
  column: string;
  type: string;
  unit: string;
  meaning: string;
  /** Rounding, range and emptiness, in words. */
  notes: string;
}

/** The data dictionary: every column of every table, in order. */
export function dataDictionary(tables: readonly TableDeclaration[] = TABLES): DictionaryEntry[] {
  return tables.flatMap((table) =>
    Object.entries(table.columns).map(([name, column]) => ({
      table: table.name,
      column: name,
      type: column.type,
      unit: column.unit,
      meaning: column.meaning,
      notes: notesOn(column),
    })),
  );
}

function notesOn(column: Column): string {
  const notes: string[] = [];
  if (column.type === "category") notes.push(`one of ${column.values.join(", ")}`);
  if ("rounding" in column && column.rounding) notes.push(`rounded ${describeRounding(column.rounding)}`);
  if (column.emptyWhen) notes.push(`empty when ${column.emptyWhen}`);
  return notes.join("; ");
}

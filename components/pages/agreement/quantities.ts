import { type AgreementRow, COLUMNS, type ColumnName, DECAY_RULES, decayRule } from "../../agreement.js";
import { choiceField, type Values } from "../../kit/field.js";
import { listed } from "../../kit/quantity.js";

/** The values that occur, in order, after "all". */
function occurring(values: readonly (string | number)[]): string[] {
  const found = [...new Set(values)].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)),
  );
  return ["all", ...found.map(String)];
}

/** Filters over the trained points, each with the values that occur among them, and the order of the table. */
export function agreementQuantities(rows: readonly AgreementRow[]) {
  const filter = (key: string, label: string, symbol: string | undefined, values: readonly string[]) =>
    listed<string>({ key, label, symbol, values, initial: "all" });
  return {
    network: filter("network", "Network", undefined, occurring(rows.map(({ network }) => network))),
    d: filter("d", "Dimension", "d", occurring(rows.map(({ d }) => d))),
    gamma: filter("gamma", "Teacher decay", "γ", occurring(rows.map(({ gamma }) => gamma))),
    noise: filter("noise", "Label noise", "Δ", occurring(rows.map(({ noise }) => noise))),
    decay: filter("lambda", "Weight decay", "λ", [
      "all",
      ...DECAY_RULES.filter((rule) => rows.some((row) => decayRule(row) === rule)),
    ]),
    sort: choiceField<ColumnName>({
      key: "sort",
      label: "order of the table",
      initial: "zScore",
      values: Object.keys(COLUMNS) as ColumnName[],
    }),
    direction: choiceField({
      key: "order",
      label: "direction of the order",
      initial: "down",
      values: ["down", "up"],
    }),
  };
}

export type AgreementSchema = ReturnType<typeof agreementQuantities>;

/** The names of the filters. */
export const FILTERS = ["network", "d", "gamma", "noise", "decay"] as const;

/** The values of every filter, "all" first. */
export function filterChoices(schema: AgreementSchema): Record<(typeof FILTERS)[number], readonly string[]> {
  return Object.fromEntries(FILTERS.map((name) => [name, schema[name].values ?? []])) as ReturnType<
    typeof filterChoices
  >;
}

export type AgreementValues = Readonly<Values<AgreementSchema>>;

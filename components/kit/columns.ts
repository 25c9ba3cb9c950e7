import { TABLES } from "../../data/tables/schema.js";
import type { ColumnNote, Rows } from "./rows.js";

/** Columns of figures' rows that no table has. */
const OWN: Readonly<Record<string, ColumnNote>> = {
  source: { unit: "", meaning: "theory: state evolution; trained: networks that were trained" },
  load: { unit: "1", meaning: "load α = n_eff/d" },
  alpha: { unit: "1", meaning: "load α = n_eff/d" },
  excessRisk: { unit: "1", meaning: "excess risk R = E(f* − f̂)²" },
  standardError: { unit: "1", meaning: "standard error of the mean over the trained networks" },
  converged: { unit: "", meaning: "whether the solver reached its tolerance" },
};

/** What the tables say of each column, where all that have it say the same. */
function ofTables(): Map<string, ColumnNote | undefined> {
  const found = new Map<string, ColumnNote | undefined>();
  for (const { columns } of TABLES)
    for (const [name, { unit, meaning }] of Object.entries(columns)) {
      const known = found.get(name);
      const same = !found.has(name) || (known?.unit === unit && known.meaning === meaning);
      found.set(name, same ? { unit, meaning } : undefined);
    }
  return found;
}

/** Rows with what is known of their columns: what they say themselves, else what the tables of the site say. */
export function withNotes(rows: Rows): Rows {
  const known = ofTables();
  const notes = Object.keys(rows.columns).flatMap((name) => {
    const note = rows.notes?.[name] ?? OWN[name] ?? known.get(name);
    return note ? [[name, note] as const] : [];
  });
  return { ...rows, notes: Object.fromEntries(notes) };
}

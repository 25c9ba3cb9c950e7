import { describe, expect, it } from "vitest";
import { REQUIRED_COLUMNS } from "../../../data/tables/column.js";
import { dataDictionary, TABLES } from "../../../data/tables/schema.js";

describe("the data dictionary", () => {
  it("names every column of every table with its unit and its meaning", () => {
    const entries = dataDictionary();
    expect(entries).toHaveLength(TABLES.reduce((sum, table) => sum + Object.keys(table.columns).length, 0));
    for (const { table, column, type, unit, meaning } of entries) {
      expect(meaning.length, `${table}.${column}`).toBeGreaterThan(5);
      if (type.startsWith("float")) expect(unit, `${table}.${column}`).not.toBe("");
    }
  });

  it("says how numbers are rounded, which labels there are and when a cell is empty", () => {
    const notes = Object.fromEntries(
      dataDictionary().map(({ table, column, notes }) => [`${table}.${column}`, notes]),
    );
    expect(notes["phase-diagram.residual"]).toBe("rounded up to a power of 10");
    expect(notes["phase-diagram.logRisk"]).toBe(`rounded to the nearest multiple of ${2 ** -11}`);
    expect(notes["spectrum.network"]).toBe("one of diagonal, quadratic");
    expect(notes["spectrum.overlap"]).toMatch(/; empty when the row is not a spike/);
  });
});

describe("every table", () => {
  it("has its own name and the columns that its origin asks for", () => {
    expect(new Set(TABLES.map((table) => table.name)).size).toBe(TABLES.length);
    for (const table of TABLES) {
      for (const required of REQUIRED_COLUMNS[table.origin]) expect(table.columns).toHaveProperty(required);
    }
  });
});

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type AgreementRow, agreementTable } from "../../../data/tables/agreement.js";
import { columnsOf, defineTable, type RowOf } from "../../../data/tables/column.js";
import type { EarlyStoppingRow } from "../../../data/tables/early-stopping.js";
import { encodeTable } from "../../../data/tables/encode.js";
import { numberParameters } from "../../../data/tables/metadata.js";
import type { OptimumRow } from "../../../data/tables/optimal-regularisation.js";
import type { PhaseDiagramRow } from "../../../data/tables/phase-diagram.js";
import { readTable } from "../../../data/tables/read.js";
import type { Optimum } from "../../../theory/optimal-weight-decay.js";
import type { Network } from "../../../theory/parameters.js";
import type { PhaseId } from "../../../theory/phases.js";

const table = defineTable({
  name: "probe",
  title: "A table for tests",
  origin: "theory",
  columns: {
    count: { type: "int32", unit: "", meaning: "an integer" },
    gap: { type: "float64", unit: "1", meaning: "a number or none", emptyWhen: "there is none" },
    label: { type: "category", unit: "", meaning: "a label", values: ["a", "b"] },
    side: {
      type: "category",
      unit: "",
      meaning: "a label or none",
      values: ["l", "r"],
      emptyWhen: "it has none",
    },
    converged: { type: "bool", unit: "", meaning: "a flag" },
    residual: { type: "float64", unit: "1", meaning: "a residual" },
  },
});
const metadata = { title: "t", command: "c", parameters: {}, seeds: [], code: "0".repeat(64) };

describe("a row's type comes from its table's declaration", () => {
  it("with a choice as the union of its values", () => {
    expectTypeOf<AgreementRow["network"]>().toEqualTypeOf<Network>();
    expectTypeOf<PhaseDiagramRow["phase"]>().toEqualTypeOf<PhaseId>();
    expectTypeOf<OptimumRow["where"]>().toEqualTypeOf<Optimum>();
  });

  it("with null only in a column that may be empty", () => {
    expectTypeOf<AgreementRow["gap"]>().toEqualTypeOf<number | null>();
    expectTypeOf<EarlyStoppingRow["time"]>().toEqualTypeOf<number | null>();
    expectTypeOf<AgreementRow["excessRisk"]>().toEqualTypeOf<number>();
    expectTypeOf<RowOf<typeof table>["side"]>().toEqualTypeOf<"l" | "r" | null>();
    expectTypeOf<AgreementRow["converged"]>().toEqualTypeOf<boolean>();
  });
});

const rows: fc.Arbitrary<RowOf<typeof table>[]> = fc.array(
  fc.record({
    count: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    gap: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    label: fc.constantFrom("a", "b"),
    side: fc.option(fc.constantFrom("l", "r")),
    converged: fc.constant(true),
    residual: fc.double({ min: 0, max: 1e-10, noNaN: true }),
  }),
  { maxLength: 30 },
);

it("rows that are written as columns are read as the same rows", () => {
  fc.assert(
    fc.property(rows, (given) => {
      expect(readTable(table, encodeTable(table, columnsOf(table, given), metadata)).rows).toEqual(given);
    }),
  );
});

it("the rows of a file are made once", () => {
  const read = readTable(agreementTable, readFileSync("data/experiments/agreement.arrow"));
  expect(read.file).toBe("agreement.arrow");
  expect(read.rows).toHaveLength(read.length);
  expect(read.rows).toBe(read.rows);
});

it("numbers among a file's parameters are asked for by name, and one that is missing or no number is named", () => {
  const file = { table: "probe", parameters: { d: 400, method: "gd" } };
  expect(numberParameters(file, ["d"])).toEqual({ d: 400 });
  expect(() => numberParameters(file, ["d", "n"], "a.arrow")).toThrow(
    'a.arrow: metadata "parameters" lacks n',
  );
  expect(() => numberParameters(file, ["method"])).toThrow('probe: metadata "parameters" lacks method');
});

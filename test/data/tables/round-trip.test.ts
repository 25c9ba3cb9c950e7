import { RecordBatchFileWriter, tableFromArrays, tableFromIPC, tableToIPC } from "apache-arrow";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineTable, type WritableColumns } from "../../../data/tables/column.js";
import { encodeTable } from "../../../data/tables/encode.js";
import { readTable } from "../../../data/tables/read.js";

const table = defineTable({
  name: "probe",
  title: "A table for tests",
  origin: "theory",
  columns: {
    value: { type: "float64", unit: "metres", meaning: "a number" },
    coarse: { type: "float32", unit: "1", meaning: "a rounded number", rounding: { step: 0.25 } },
    gap: { type: "float64", unit: "1", meaning: "a number or none", emptyWhen: "there is none" },
    count: { type: "int32", unit: "1", meaning: "an integer", range: [0, 100] },
    label: { type: "category", unit: "", meaning: "a label", values: ["bulk", "spike"] },
    converged: { type: "bool", unit: "", meaning: "a flag" },
    residual: { type: "float32", unit: "1", meaning: "a residual", rounding: { upToPowerOf: 10 } },
  },
});

const columns = {
  value: [1, 2.5, -3],
  coarse: [0.1, 0.37, 5],
  gap: [Number.NaN, 7, 8],
  count: [0, 1, 100],
  label: ["bulk", "spike", "bulk"] as ("bulk" | "spike")[],
  converged: [true, true, true],
  residual: [3e-13, 0, 1e-11],
};

const metadata = {
  title: "A probe",
  command: "made by hand",
  parameters: { network: "quadratic", d: 400 },
  seeds: [1, 2],
  code: "ab".repeat(32),
};

const encode = (changes: Partial<WritableColumns<typeof table>> = {}): Uint8Array =>
  encodeTable(table, { ...columns, ...changes }, metadata);

describe("a table written and read again", () => {
  it("has the same cells, rounded as declared", () => {
    const read = readTable(table, encode());
    expect(read.length).toBe(3);
    expect([...read.columns.value]).toEqual([1, 2.5, -3]);
    expect([...read.columns.coarse]).toEqual([0, 0.25, 5]);
    expect([...read.columns.gap]).toEqual([Number.NaN, 7, 8]);
    expect([...read.columns.count]).toEqual([0, 1, 100]);
    expect(read.columns.label).toEqual(["bulk", "spike", "bulk"]);
    expect([...read.columns.converged]).toEqual([1, 1, 1]);
    expect([...read.columns.residual]).toEqual([Math.fround(1e-12), 0, Math.fround(1e-11)]);
  });

  it("gives rows as objects, an empty cell as null and a flag as a boolean", () => {
    const [first] = readTable(table, encode()).rows;
    expect(first).toEqual({
      value: 1,
      coarse: 0,
      gap: null,
      count: 0,
      label: "bulk",
      converged: true,
      residual: Math.fround(1e-12),
    });
  });

  it("carries its metadata, and unit and meaning on every field", () => {
    const bytes = encode();
    expect(readTable(table, bytes).metadata).toEqual({ ...metadata, table: "probe", rows: 3 });
    const field = tableFromIPC(bytes).schema.fields[0];
    expect(field.metadata.get("unit")).toBe("metres");
    expect(field.metadata.get("meaning")).toBe("a number");
  });

  it("is the same bytes each time, whatever was written before", () => {
    const first = encode();
    encode({ value: [4, 5, 6] });
    expect(Buffer.compare(first, encode())).toBe(0);
  });

  it("keeps every digit where exact numbers are asked for", () => {
    const exact = encodeTable(table, { ...columns, residual: [3e-13, 0, 1e-11] }, metadata, { exact: true });
    expect(readTable(table, exact).columns.residual[0]).toBe(Math.fround(3e-13));
    expect(readTable(table, exact).columns.coarse[1]).toBe(Math.fround(0.37));
  });

  it("may be empty", () => {
    const nothing = { value: [], coarse: [], gap: [], count: [], label: [], converged: [], residual: [] };
    expect(readTable(table, encode(nothing)).rows).toEqual([]);
  });

  it("keeps a row that did not converge, the numbers that it lacks as NaN", () => {
    const bytes = encode({
      value: [1, Number.NaN, 3],
      converged: [true, false, true],
      residual: [0, 0.5, 0],
    });
    const row = readTable(table, bytes).rows[1];
    expect(row.converged).toBe(false);
    expect(row.value).toBeNaN();
    expect(row.residual).toBe(1);
  });

  it("holds any finite numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 }),
        (values) => {
          const fill = <V>(value: V): V[] => values.map(() => value);
          const bytes = encode({
            value: values,
            coarse: fill(0),
            gap: fill(Number.NaN),
            count: fill(1),
            label: fill("spike" as const),
            converged: fill(true),
            residual: fill(0),
          });
          expect([...readTable(table, bytes).columns.value]).toEqual(values);
        },
      ),
    );
  });
});

describe("a residual is rounded up to a power of ten", () => {
  it("so that the stored one bounds the true one", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-30, max: 9.9e-11, noNaN: true }), (residual) => {
        const bytes = encode({ residual: [residual, 0, 0] });
        const stored = readTable(table, bytes).columns.residual[0];
        expect(stored).toBeGreaterThanOrEqual(Math.fround(residual) * (1 - 1e-7));
        expect(stored).toBeLessThan(residual * 10.01);
      }),
    );
  });
});

describe("writing refuses", () => {
  const refusals: [string, Partial<Record<keyof typeof columns, unknown>>, RegExp][] = [
    [
      "an infinite number",
      { value: [1, Number.POSITIVE_INFINITY, 3] },
      /"value", row 1: Infinity is not finite/,
    ],
    ["an empty cell where none may be", { value: [1, 2, Number.NaN] }, /"value", row 2: is empty/],
    ["text for a number", { value: [1, 2, "3"] }, /"value", row 2: "3" is not a number/],
    ["a fraction for an integer", { count: [0, 1.5, 2] }, /"count", row 1: 1.5 is not a 32-bit integer/],
    ["a number outside its range", { count: [0, 101, 2] }, /"count", row 1: 101 is outside \[0, 100\]/],
    [
      "an unknown label",
      { label: ["bulk", "edge", "bulk"] },
      /"label", row 1: "edge" is not one of bulk, spike/,
    ],
    ["columns of unequal length", { value: [1, 2] }, /"coarse" has 3 rows, "value" has 2/],
    ["a converged row without its residual", { residual: [0, Number.NaN, 0] }, /"residual", row 1: is empty/],
    [
      "a converged row with a large residual",
      { residual: [0, 0, 1e-9] },
      /row 2 is marked converged with a residual of 1e-9/,
    ],
    [
      "a row that does not say whether it converged",
      { converged: [true, null, true] },
      /"converged", row 1: is empty/,
    ],
    ["a column that is not declared", { other: [1, 2, 3] } as object, /"other" is not declared/],
  ];
  it.each(refusals)("%s", (_, changes, message) => {
    expect(() => encode(changes as Partial<WritableColumns<typeof table>>)).toThrow(message);
  });
});

describe("reading refuses", () => {
  const read = (bytes: Uint8Array) => () => readTable(table, bytes, "probe.arrow");

  it("a stream cut off anywhere", () => {
    const bytes = encode();
    for (let length = 0; length < bytes.length; length++) {
      expect(read(bytes.subarray(0, length)), `cut to ${length} bytes`).toThrow(
        /^probe\.arrow: (is empty|is not an Arrow stream|is cut off|has \d of its 3 rows|is damaged)/,
      );
    }
  });

  it("a stream whose record batch is gone but whose end is there", () => {
    const header = tableToIPC(tableFromIPC(encode()).slice(0, 0), "stream");
    expect(read(header)).toThrow("probe.arrow: has 0 of its 3 rows");
  });

  it("a file that is no Arrow at all, and the Arrow file format", () => {
    expect(read(new TextEncoder().encode("<!doctype html><title>Not found</title>"))).toThrow(
      "probe.arrow: is not an Arrow stream",
    );
    const file = RecordBatchFileWriter.writeAll(tableFromIPC(encode())).toUint8Array(true);
    expect(read(file)).toThrow("probe.arrow: is an Arrow file, and a stream is expected");
  });

  it("a stream without metadata", () => {
    const bytes = tableToIPC(tableFromArrays({ value: Float64Array.of(1) }), "stream");
    expect(read(bytes)).toThrow(/probe\.arrow: metadata "\w+" is missing/);
  });

  it.each(["table", "title", "command", "parameters", "seeds", "code", "rows"])(
    "a stream whose metadata lacks %s",
    (key) => {
      const arrow = tableFromIPC(encode());
      arrow.schema.metadata.delete(key);
      expect(read(tableToIPC(arrow, "stream"))).toThrow(`probe.arrow: metadata "${key}" is missing`);
    },
  );

  it("a stream of another table", () => {
    const other = { ...table, name: "other" };
    expect(() => readTable(other, encode(), "probe.arrow")).toThrow(
      'probe.arrow: holds the table "probe", not "other"',
    );
  });

  it("a stream of another type or with another set of columns", () => {
    const { value, ...rest } = table.columns;
    const retyped = {
      ...table,
      columns: { ...table.columns, value: { ...value, type: "float32" } },
    } as const;
    expect(() => readTable(retyped, encode())).toThrow('column "value" is Float64, and float32 is declared');
    expect(() => readTable({ ...table, columns: rest }, encode())).toThrow('column "value" is not declared');
    const more = { ...table, columns: { ...table.columns, more: table.columns.value } };
    expect(() => readTable(more, encode())).toThrow('column "more" is missing');
  });
});

describe("a declaration", () => {
  it("of theory must carry its convergence, of training its seed and its gap", () => {
    const { converged, residual, ...rest } = table.columns;
    expect(() => defineTable({ ...table, columns: { ...rest, converged } })).toThrow('carries "residual"');
    expect(() => defineTable({ ...table, columns: { ...rest, residual } })).toThrow('carries "converged"');
    expect(() => defineTable({ ...table, origin: "training" })).toThrow('carries "seed"');
  });
});

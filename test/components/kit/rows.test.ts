import { tableFromIPC } from "apache-arrow";
import { expect, test } from "vitest";
import { rowsOf, toArrow, toCsv } from "../../../components/kit/rows.js";

const rows = rowsOf([
  { phase: "IV, fast", risk: 0.1234567890123, converged: true, exponent: Number.NaN },
  { phase: 'a "quote"', risk: 1e-30, converged: false, exponent: -0.5 },
]);

test("CSV keeps full precision, quotes what needs quoting, and leaves a missing number empty", () => {
  expect(toCsv(rows)).toBe(
    'phase,risk,converged,exponent\n"IV, fast",0.1234567890123,true,\n"a ""quote""",1e-30,false,-0.5\n',
  );
});

test("Arrow gives the same numbers back", async () => {
  const table = tableFromIPC(await toArrow(rows));
  expect(table.numRows).toBe(2);
  expect([...table.getChild("risk")!]).toEqual([0.1234567890123, 1e-30]);
  expect([...table.getChild("phase")!]).toEqual(["IV, fast", 'a "quote"']);
});

test("no rows make an empty table, not an error", () => {
  expect(toCsv(rowsOf([]))).toBe("\n");
});

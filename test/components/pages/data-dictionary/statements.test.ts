import { describe, expect, it } from "vitest";
import { answerCsv, cellText, errorText } from "../../../../components/pages/data-dictionary/cells.js";
import type { Answer } from "../../../../components/pages/data-dictionary/statements.js";
import { sessionInNode, trained } from "./engine-in-node.js";

const session = await sessionInNode([trained]);
await session.load();

async function one(sql: string): Promise<Answer> {
  const { answers, error } = await session.ask(sql);
  if (error) throw error;
  expect(answers).toHaveLength(1);
  return answers[0];
}

/** What the page shows for the one value of a question. */
async function shown(expression: string): Promise<string | null> {
  const { columns, length } = await one(`SELECT ${expression}`);
  expect([columns.length, length]).toEqual([1, 1]);
  const [{ cells, type }] = columns;
  return cells[0] === null ? null : cellText(cells[0], type);
}

describe("a value is shown as the engine means it", () => {
  it.each([
    ["a decimal", "0.25", "0.25"],
    ["decimals in a list", "[0.1, 0.25]", "[0.10, 0.25]"],
    ["a decimal in a struct", "{'a': 0.25}", "{'a': 0.25}"],
    ["decimals in lists of structs of lists", "[{'a': [0.5, NULL]}]", "[{'a': [0.5, NULL]}]"],
    [
      "a decimal of 38 digits",
      "12345678901234567890123456789.123456789",
      "12345678901234567890123456789.123456789",
    ],
    ["a date", "DATE '2025-09-29'", "2025-09-29"],
    ["a date in a list", "[DATE '2025-09-29']", "[2025-09-29]"],
    ["a date before year one", "DATE '0044-03-15 (BC)'", "0044-03-15 (BC)"],
    ["a time", "TIME '13:37:00.5'", "13:37:00.5"],
    ["a time with its zone", "TIMETZ '13:37:00+02'", "13:37:00+02"],
    ["a timestamp", "TIMESTAMP '2025-09-29 13:37:00.000001'", "2025-09-29 13:37:00.000001"],
    [
      "a timestamp in nanoseconds",
      "'2025-09-29 13:37:00.000000001'::TIMESTAMP_NS",
      "2025-09-29 13:37:00.000000001",
    ],
    ["a timestamp with its zone", "TIMESTAMPTZ '2025-09-29 13:37:00+02'", "2025-09-29 11:37:00+00"],
    ["an interval", "INTERVAL '1 month 2 days 03:04:05'", "1 month 2 days 03:04:05"],
    ["an integer of 64 bits", "9007199254740993::BIGINT", "9007199254740993"],
    [
      "an integer of 128 bits",
      "170141183460469231731687303715884105727::HUGEINT",
      "170141183460469231731687303715884105727",
    ],
    ["a count", "count(*) FROM range(3)", "3"],
    ["a UUID", "'4ac7a9e9-607c-4c8a-84f3-843f0191e3fd'::UUID", "4ac7a9e9-607c-4c8a-84f3-843f0191e3fd"],
    ["a blob", "'\\xAB\\x00z'::BLOB", "\\xAB\\x00z"],
    ["bits", "'0101'::BIT", "0101"],
    ["a map", "MAP {'a': 1.5, 'b': NULL}", "{a=1.5, b=NULL}"],
    ["a member of an enumeration", "'II'::ENUM ('I', 'II')", "II"],
    ["a union", "union_value(num := 2)", "2"],
    ["null", "NULL", null],
    ["the text NULL", "'NULL'", "NULL"],
    ["an empty text", "''", ""],
    ["text with Greek and line breaks", "'λ̃ = 1\nγ'", "λ̃ = 1\nγ"],
    ["a truth", "1 < 2", "true"],
    ["a double, rounded", "0.1::DOUBLE + 0.2::DOUBLE", "0.3"],
    ["a small double", "-1.2345678e-7::DOUBLE", "−1.2346 × 10⁻⁷"],
    ["a float", "0.1::FLOAT", "0.1"],
    ["not a number", "'nan'::DOUBLE", "NaN"],
    ["infinity", "'inf'::DOUBLE", "∞"],
    ["minus infinity", "'-inf'::FLOAT", "−∞"],
    [
      "doubles in a list, in full",
      "[0.1::DOUBLE + 0.2::DOUBLE, 'nan'::DOUBLE]",
      "[0.30000000000000004, nan]",
    ],
  ])("%s", async (_, expression, text) => {
    expect(await shown(expression)).toBe(text);
  });

  it("a double keeps all its digits in the file", async () => {
    const values = [Math.PI, 0.1 + 0.2, 5e-324, Number.MAX_VALUE, -1e-7];
    const list = values.map((value) => `(${value}::DOUBLE)`).join(", ");
    const { columns } = await one(`FROM (VALUES ${list}) AS t(x)`);
    expect(columns[0].cells.map(Number)).toEqual(values);
  });
});

describe("columns stand as the question names them", () => {
  it("two of one name are both kept, in the file too", async () => {
    const answer = await one("SELECT 1 AS a, 2 AS b, 3 AS a");
    expect(answer.columns.map(({ name, cells }) => [name, cells[0]])).toEqual([
      ["a", "1"],
      ["b", "2"],
      ["a", "3"],
    ]);
    expect(answerCsv(answer)).toBe("a,b,a\n1,2,3\n");
  });

  it("names that look like integers keep their place", async () => {
    const answer = await one('SELECT 1 AS b, 2 AS "2", 3 AS "1"');
    expect(answerCsv(answer)).toBe("b,2,1\n1,2,3\n");
  });

  it("a join keeps the columns of both sides", async () => {
    const { columns } = await one("SELECT * FROM (SELECT 1 AS k, 2 AS v) a, (SELECT 3 AS k, 4 AS v) b");
    expect(columns.map(({ cells }) => cells[0])).toEqual(["1", "2", "3", "4"]);
  });

  it("in the file NULL is an empty cell, an empty text is quoted, and commas, quotes and line breaks are safe", async () => {
    const answer = await one(`SELECT NULL AS "a,b", '' AS e, 'x"y' AS q, 'l\nm' AS l, 'nan'::DOUBLE AS n`);
    expect(answerCsv(answer)).toBe('"a,b",e,q,l,n\n,"","x""y","l\nm",nan\n');
  });
});

describe("a script", () => {
  it("of several statements has each answered", async () => {
    const { answers, asked, error } = await session.ask(
      "SELECT 'λ;' AS \"a;b\"; -- one; only\n/* ; */ SELECT $$;$$ AS c ;; SELECT 3",
    );
    expect([asked, error]).toEqual([3, undefined]);
    expect(answers.map(({ columns: [{ name, cells }] }) => [name, cells[0]])).toEqual([
      ["a;b", "λ;"],
      ["c", ";"],
      ["3", "3"],
    ]);
    expect(answers[1].sql).toBe("SELECT $$;$$ AS c");
  });

  it("ends at its first failure, after the answers before it", async () => {
    const { answers, asked, error } = await session.ask("SELECT 1; SELEC 2; SELECT 3");
    expect([answers.length, asked]).toEqual([1, 3]);
    expect(error?.message).toMatch(/syntax error at or near "SELEC"/);
  });

  it.each(["", "  ", "-- nothing", ";;"])("that asks nothing (%j) has no answer", async (script) => {
    expect(await session.ask(script)).toEqual({ answers: [], asked: 0 });
  });

  it("that ends in a comment or a semicolon is answered", async () => {
    expect((await one("SELECT 1 -- one")).length).toBe(1);
    expect((await one("SELECT 1; -- one")).length).toBe(1);
  });

  it("with a quote left open is an error", async () => {
    const { answers, error } = await session.ask("SELECT 'a; SELECT 2");
    expect(answers).toEqual([]);
    expect(error?.message).toMatch(/unterminated/);
  });
});

describe("every way to ask is answered", () => {
  it.each([
    ["SELECT 1", 1],
    ["(SELECT 1)", 1],
    ["FROM trained LIMIT 3", 3],
    ["TABLE trained", 831],
    ["VALUES (1), (2)", 2],
    ["WITH a AS (SELECT 1) FROM a", 1],
    ["WITH RECURSIVE a(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM a WHERE i < 5) FROM a", 5],
    ["SELECT 1 UNION ALL SELECT 2 ORDER BY 1", 2],
    ["SHOW TABLES", 1],
    ["SHOW ALL TABLES", 1],
    ["DESCRIBE trained", 17],
    ["SHOW trained", 17],
    ["SUMMARIZE trained", 17],
    ["SUMMARIZE SELECT 1", 1],
    ["PIVOT (SELECT 'a' AS k, 2 AS v) ON k USING sum(v)", 1],
    ["EXPLAIN SELECT 1", 1],
    ["EXPLAIN ANALYZE SELECT 1", 1],
    ["EXPLAIN (FORMAT json) SELECT 1", 1],
  ])("%s", async (sql, rows) => {
    expect((await one(sql)).length).toBe(rows);
  });

  it("in the order it asks for", async () => {
    const { columns } = await one("SELECT abs(deviation) AS a FROM trained ORDER BY a DESC");
    const values = columns[0].cells.map(Number);
    expect(values).toHaveLength(831);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it("up to a number of rows, and more are said to exist", async () => {
    const { length, complete, columns } = await one("FROM range(200001)");
    expect([length, complete, columns[0].cells.at(-1)]).toEqual([200_000, false, "199999"]);
    expect((await one("FROM range(200000)")).complete).toBe(true);
  });
});

describe("a wrong statement", () => {
  it("is answered by the engine's own words about what was written", async () => {
    const { error } = await session.ask("SELECT nonsense FROM trained");
    expect(errorText(error!.message)).toMatch(
      /^Binder Error: Referenced column "nonsense" not found[\s\S]*\nLINE 1: SELECT nonsense FROM trained\n {15}\^$/,
    );
  });

  it("is quoted once", async () => {
    const { error } = await session.ask("SELEC 1");
    expect(errorText(error!.message).match(/LINE 1/g)).toHaveLength(1);
  });
});

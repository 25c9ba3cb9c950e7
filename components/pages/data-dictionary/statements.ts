/**
 * Statements of SQL and their answers, by a DuckDB that runs anywhere: in a browser's worker or in Node.
 *
 * The engine itself writes every value as text, so that a decimal in a list, an interval, a time with its zone or a
 * number of 128 bits is shown as the engine means it; Arrow, in which results travel, lacks some of its types.
 */
import type { ScriptTokens } from "@duckdb/duckdb-wasm";
import type { Table } from "apache-arrow";

type Eventually<T> = T | Promise<T>;

/** What is used of a DuckDB: of its connection, and of its tokenizer, whose offsets count bytes of UTF-8. */
export interface Connection {
  query(sql: string): Eventually<Table>;
  prepare(sql: string): Eventually<{ close(): Eventually<void> }>;
}
export interface Tokenizer {
  tokenize(script: string): Eventually<ScriptTokens>;
}

export interface AnswerColumn {
  /** As the statement names it; two columns may share a name. */
  name: string;
  /** The engine's name of the type: `DOUBLE`, `DECIMAL(3,2)[]`. */
  type: string;
  /** One for each row, as the engine writes the value; `null` for NULL. */
  cells: (string | null)[];
}

export interface Answer {
  /** The statement, without the comments before it. */
  sql: string;
  /** In the order of the statement. */
  columns: AnswerColumn[];
  length: number;
  /** Whether these are all rows; there may be no more than `MOST_ROWS`. */
  complete: boolean;
}

/** More rows than this are not taken out of the engine. */
export const MOST_ROWS = 200_000;

/** A statement that does anything but ask. */
export class NotAQuestion extends Error {
  override name = "NotAQuestion";
  constructor() {
    super(
      "Only questions are answered (SELECT, FROM, WITH, VALUES, PIVOT, SHOW, DESCRIBE, SUMMARIZE, EXPLAIN): the tables are read-only, and nothing is loaded from elsewhere.",
    );
  }
}

/** The statements of a script, without what separates them; none for a script of comments alone. */
export async function statements(tokenizer: Tokenizer, script: string): Promise<string[]> {
  const { offsets } = await tokenizer.tokenize(script);
  const bytes = new TextEncoder().encode(script);
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to)).trimEnd();
  const found: string[] = [];
  let start: number | undefined;
  for (const offset of offsets) {
    if (bytes[offset] !== ";".charCodeAt(0)) start ??= offset;
    else if (start !== undefined) {
      found.push(text(start, offset));
      start = undefined;
    }
  }
  if (start !== undefined) found.push(text(start, bytes.length));
  return found;
}

/**
 * Answers one statement that asks.
 *
 * @throws {NotAQuestion} for a statement that would change something; it has not been run
 * @throws the engine's own error where the statement is wrong
 */
export async function answer(connection: Connection, sql: string): Promise<Answer> {
  await check(connection, sql);
  const explain = /^EXPLAIN(?:\s+ANALYZE)?(?:\s*\([^)]*\))?\s+/i.exec(sql);
  if (explain) {
    await describe(connection, sql.slice(explain[0].length));
    const table = await connection.query(sql);
    const columns = table.schema.fields.map(({ name }) => ({ name, type: "VARCHAR" }));
    return taken(sql, columns, table);
  }
  const columns = await describe(connection, sql);
  const names = columns.map((_, i) => `c${i}`);
  const texts = names.map((name) => `CAST(${name} AS VARCHAR)`);
  // The line break ends a comment at the statement's end.
  const table = await connection.query(
    `SELECT ${texts.join(", ")} FROM (${sql}\n) AS answer(${names.join(", ")}) LIMIT ${MOST_ROWS + 1}`,
  );
  return taken(sql, columns, table);
}

function taken(sql: string, columns: readonly Omit<AnswerColumn, "cells">[], table: Table): Answer {
  const length = Math.min(table.numRows, MOST_ROWS);
  return {
    sql,
    length,
    complete: table.numRows <= MOST_ROWS,
    columns: columns.map(({ name, type }, i) => {
      const values = table.getChildAt(i);
      return { name, type, cells: Array.from({ length }, (_, row) => values?.get(row) ?? null) };
    }),
  };
}

/** Lets the engine read the statement as it was written, so that an error quotes that and nothing put around it. */
async function check(connection: Connection, sql: string): Promise<void> {
  try {
    await (await connection.prepare(sql)).close();
  } catch (error) {
    // PIVOT is two statements to the engine, where the reader wrote one.
    if (!/Cannot prepare multiple statements/.test(String(error))) throw error;
  }
}

/** The columns of a statement that asks, without running it. */
async function describe(connection: Connection, sql: string): Promise<Omit<AnswerColumn, "cells">[]> {
  // In the grammar only a statement that asks can stand in brackets.
  const columns = await described(connection, `DESCRIBE FROM (${sql}\n)`).catch((error) => {
    throw /Parser Error/.test(String(error)) ? new NotAQuestion() : error;
  });
  // In brackets the second of two columns of one name gets another; SHOW and its like can be described only there.
  const asWritten = await described(connection, `DESCRIBE ${sql}`).catch(() => columns);
  return asWritten.length === columns.length
    ? columns.map(({ type }, i) => ({ name: asWritten[i].name, type }))
    : columns;
}

async function described(connection: Connection, sql: string): Promise<Omit<AnswerColumn, "cells">[]> {
  const table = await connection.query(sql);
  const [names, types] = [table.getChild("column_name"), table.getChild("column_type")];
  return Array.from({ length: table.numRows }, (_, i) => ({
    name: String(names?.get(i)),
    type: String(types?.get(i)),
  }));
}

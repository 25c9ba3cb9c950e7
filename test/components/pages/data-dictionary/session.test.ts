import { describe, expect, it } from "vitest";
import type { QueryTable } from "../../../../components/pages/data-dictionary/session.js";
import { sessionInNode, trained } from "./engine-in-node.js";

let broken = true;
const spectra: QueryTable = {
  name: "spectra",
  load: () => (broken ? Promise.reject(new Error("404")) : trained.load()),
};
const session = await sessionInNode([spectra, trained]);

it("a table that cannot be fetched leaves the others, is named, and is tried again", async () => {
  await session.load();
  expect(session.missing()).toEqual(["spectra"]);
  expect((await session.ask("SELECT count(*) FROM trained")).error).toBeUndefined();
  expect((await session.ask("FROM spectra")).error?.message).toMatch(/spectra does not exist/);
  broken = false;
  await session.load();
  expect(session.missing()).toEqual([]);
  const { answers } = await session.ask("SELECT count(*) FROM spectra");
  expect(answers[0].columns[0].cells).toEqual(["831"]);
});

describe("the site's tables", () => {
  it("are listed before any was named", async () => {
    const { answers } = await session.ask("SHOW TABLES");
    expect(answers[0].columns[0].cells).toEqual(["spectra", "trained"]);
  });

  it.each([
    "DROP TABLE trained",
    "DELETE FROM trained",
    "UPDATE trained SET d = 0",
    "INSERT INTO trained FROM trained",
    "INSERT INTO trained FROM trained RETURNING d",
    "TRUNCATE trained",
    "ALTER TABLE trained RENAME TO t",
    "CREATE OR REPLACE TABLE trained AS SELECT 1 AS a",
    "CREATE TEMP TABLE trained AS SELECT 1 AS a",
    "CREATE VIEW v AS SELECT 1 AS a",
    "CREATE MACRO abs(x) AS 0",
    "BEGIN",
    "USE temp",
    "EXPLAIN ANALYZE DROP TABLE trained",
    "EXPLAIN ANALYZE DELETE FROM trained",
    "WITH a AS (SELECT 1) DELETE FROM trained",
    "FROM query('DROP TABLE trained')",
    "SELECT 1) AS a; DROP TABLE trained; FROM (SELECT 1",
    "SELECT 1; DROP TABLE trained",
  ])("outlast %s", async (sql) => {
    const before = await session.ask("SELECT count(*), sum(d), sum(abs(deviation)) FROM trained");
    const { error } = await session.ask(sql);
    expect(error).toBeInstanceOf(Error);
    const after = await session.ask("SELECT count(*), sum(d), sum(abs(deviation)) FROM trained");
    expect(after.error).toBeUndefined();
    expect(after).toEqual(before);
  });

  it.each([
    "LOAD json",
    "INSTALL httpfs",
    "FORCE INSTALL json FROM 'https://example.org'",
    "ATTACH 'https://example.org/a.db'",
    "ATTACH ':memory:' AS other",
    "COPY trained TO 'a.csv'",
    "EXPORT DATABASE 'a'",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SET lock_configuration = false",
    "PRAGMA enable_progress_bar",
    "CALL pragma_version()",
    "CHECKPOINT",
  ])("%s is refused in one sentence", async (sql) => {
    const { error } = await session.ask(sql);
    expect(error?.message).toMatch(/^(Only questions are answered|Permission Error)/);
  });

  it.each([
    "FROM read_csv('https://example.org/a.csv')",
    "FROM read_text('/etc/hostname')",
    "FROM 'https://example.org/a.csv'",
    "FROM 'a.parquet'",
    "FROM glob('*')",
    "FROM parquet_scan('https://example.org/a.parquet')",
    "FROM read_json('https://example.org/a.json')",
    "FROM query('LOAD json')",
  ])("%s reads nothing", async (sql) => {
    const { answers, error } = await session.ask(sql);
    expect(answers).toEqual([]);
    expect(error?.message).toMatch(
      /^(Permission|Catalog|Parser|Binder|Invalid Input|Missing Extension) Error/,
    );
  });
});

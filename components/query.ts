/**
 * SQL over the site's tables, by DuckDB in a worker. The engine (several megabytes) is fetched when the first question is
 * asked, from this site; one engine a page.
 */
import type { AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import type { Rows } from "./rows.js";

/** A table that can be asked: its name in SQL, and its Arrow IPC stream. */
export interface QueryTable {
  name: string;
  load: () => Promise<ArrayBuffer>;
}

export interface Query {
  /** Answers one SQL statement. Rejects with the engine's own message where the statement is wrong. */
  ask(sql: string): Promise<Rows>;
}

async function connect(): Promise<AsyncDuckDBConnection> {
  const duckdb = await import("@duckdb/duckdb-wasm");
  const worker = new Worker(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"), {
    type: "module",
  });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => reject(new Error(`DuckDB did not start: ${event.message}`)));
  });
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await Promise.race([
    database.instantiate(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm")),
    failed,
  ]);
  // Nothing is ever fetched from elsewhere: what the engine does not bring is an error.
  await database.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true } });
  const connection = await database.connect();
  await connection.query("SET autoinstall_known_extensions = false");
  await connection.query("SET autoload_known_extensions = false");
  return connection;
}

/** The tables of a page, ready to be asked; a table is loaded when a question first names it. */
export function query(tables: readonly QueryTable[]): Query {
  let engine: Promise<AsyncDuckDBConnection> | undefined;
  const loaded = new Map<string, Promise<void>>();
  const load = (connection: AsyncDuckDBConnection, table: QueryTable) => {
    let done = loaded.get(table.name);
    if (!done) {
      done = table
        .load()
        .then((bytes) =>
          connection.insertArrowFromIPCStream(new Uint8Array(bytes), { name: table.name, create: true }),
        );
      loaded.set(table.name, done);
      done.catch(() => loaded.delete(table.name));
    }
    return done;
  };
  return {
    async ask(sql) {
      engine ??= connect();
      engine.catch(() => {
        engine = undefined;
      });
      const connection = await engine;
      for (const table of tables)
        if (new RegExp(`\\b${table.name}\\b`, "i").test(sql)) await load(connection, table);
      const result = await connection.query(sql);
      const columns: Rows["columns"] = {};
      for (const field of result.schema.fields) {
        const column = result.getChild(field.name);
        columns[field.name] = Array.from({ length: result.numRows }, (_, i) => plain(column?.get(i)));
      }
      return { columns, length: result.numRows };
    },
  };
}

function plain(value: unknown): number | string | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  return String(value);
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as duckdb from "@duckdb/duckdb-wasm/blocking";
import {
  openSession,
  type QueryTable,
  type Session,
} from "../../../../components/pages/data-dictionary/session.js";

const file = createRequire(import.meta.url).resolve;

/** The engine of the site, the same WebAssembly, without a worker. */
async function database() {
  const mainModule = file("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
  const bundle = { mainModule, mainWorker: "" };
  const found = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await found.instantiate(() => {});
  found.open({});
  return found;
}

/** A session of its own over the given tables, which are not loaded yet. */
export async function sessionInNode(tables: readonly QueryTable[] = []): Promise<Session> {
  const engine = await database();
  return openSession(engine.connect(), engine, tables);
}

/** The trained points, as they are committed. */
export const trained: QueryTable = {
  name: "trained",
  load: async () =>
    Uint8Array.from(readFileSync(new URL("../../../../data/experiments/agreement.arrow", import.meta.url)))
      .buffer,
};

/** A connection to a DuckDB that reaches nothing but the tables it was given. */
import type { Answer, Connection, Tokenizer } from "./statements.js";
import { answer, statements } from "./statements.js";

/** A table that can be asked: its name in SQL, and its Arrow IPC stream. */
export interface QueryTable {
  name: string;
  load: () => Promise<ArrayBuffer>;
}

interface TableConnection extends Connection {
  insertArrowFromIPCStream(
    bytes: Uint8Array,
    options: { name: string; create: boolean },
  ): void | Promise<void>;
}

export interface Session {
  /** Names of tables that could not be loaded. `load` tries them again. */
  missing(): string[];
  /** Loads every table that the engine does not hold yet. */
  load(): Promise<void>;
  /** Answers the statements of a script in order, up to the first that fails. */
  ask(script: string): Promise<Outcome>;
}

/** What came of a script: the answers, and the first failure, which ended it. */
export interface Outcome {
  answers: Answer[];
  /** How many statements there were. */
  asked: number;
  error?: Error;
}

/** No file, no extension, no address; and no statement can take that back. */
const CLOSED = [
  "SET autoinstall_known_extensions = false",
  "SET autoload_known_extensions = false",
  "SET enable_external_access = false",
  "SET lock_configuration = true",
];

/** Closes the database to everything outside and hands it over; the tables come with `load`. */
export async function openSession(
  connection: TableConnection,
  tokenizer: Tokenizer,
  tables: readonly QueryTable[],
): Promise<Session> {
  for (const sql of CLOSED) await connection.query(sql);
  const missing = new Map(tables.map((table) => [table.name, table]));
  return {
    missing: () => [...missing.keys()],
    async load() {
      const bytes = await Promise.allSettled([...missing.values()].map((table) => table.load()));
      for (const [i, table] of [...missing.values()].entries()) {
        const loaded = bytes[i];
        if (loaded.status === "rejected") continue;
        await connection.insertArrowFromIPCStream(new Uint8Array(loaded.value), {
          name: table.name,
          create: true,
        });
        missing.delete(table.name);
      }
    },
    async ask(script) {
      const answers: Answer[] = [];
      const parts = await statements(tokenizer, script);
      try {
        for (const sql of parts) answers.push(await answer(connection, sql));
        return { answers, asked: parts.length };
      } catch (thrown) {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        return { answers, asked: parts.length, error };
      }
    },
  };
}

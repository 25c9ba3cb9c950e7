/**
 * DuckDB in a worker, fetched from this site when the first question is asked; one engine a page.
 */
import { fetchBytes, Unreachable } from "./fetch-engine.js";
import { type Outcome, openSession, type QueryTable, type Session } from "./session.js";

export interface AskOptions {
  /** Stops the question, wherever it is. */
  signal: AbortSignal;
  /** Told in a sentence what is being done. */
  progress: (sentence: string) => void;
}

export interface Answered extends Outcome {
  /** Names of tables that could not be fetched; the next question tries again. */
  missing: string[];
  /** Seconds that the engine took. */
  seconds: number;
}

export interface Engine {
  /**
   * Answers a script of SQL. One question at a time.
   *
   * @throws {Unreachable} where the engine cannot be fetched or does not start
   * @throws the signal's reason when the question is stopped; the engine is started anew by the next
   */
  ask(sql: string, options: AskOptions): Promise<Answered>;
}

/** A table that has not come after this long, in milliseconds, is left out. */
const TABLE_TIME = 60_000;

/** An engine that runs, and the news that it does not any more. */
interface Running {
  session: Session;
  /** Rejects when the worker fails; settles in no other way. */
  failed: Promise<never>;
  stop(): void;
}

/** The engine over the tables of a page. Nothing is fetched before the first question. */
export function engine(tables: readonly QueryTable[]): Engine {
  const timely = tables.map(({ name, load }) => ({ name, load: () => within(TABLE_TIME, load()) }));
  let parts: Parts | undefined;
  let running: Running | undefined;
  const discard = () => {
    running?.stop();
    running = undefined;
  };
  const ask = async (sql: string, { signal, progress }: AskOptions): Promise<Answered> => {
    if (!running) {
      parts ??= await fetchParts(signal, progress);
      progress("Starting the engine …");
      try {
        running = await start(parts, timely, signal);
      } catch (error) {
        // Parts that came damaged are fetched again; after a stop they are kept.
        if (!signal.aborted) parts = release(parts);
        throw error;
      }
    }
    const { session, failed } = running;
    if (session.missing().length > 0) {
      progress(`Loading the tables: ${session.missing().join(", ")} …`);
      await Promise.race([session.load(), failed]);
    }
    progress("Asking …");
    const began = performance.now();
    const outcome = await Promise.race([session.ask(sql), failed]);
    if (outcome.error && isFatal(outcome.error)) {
      discard();
      outcome.error = new Error(
        `The engine failed, and the next question starts it again: ${outcome.error.message}`,
      );
    }
    return { ...outcome, missing: session.missing(), seconds: (performance.now() - began) / 1000 };
  };
  return {
    async ask(sql, options) {
      const { signal } = options;
      const stopped = rejection(signal);
      try {
        return await Promise.race([ask(sql, options), stopped.promise]);
      } catch (error) {
        discard();
        throw error;
      } finally {
        stopped.release();
      }
    },
  };
}

/** Whether the engine is of no more use: the error is its own, not the statement's. */
function isFatal({ message }: Error): boolean {
  return /^(FATAL|INTERNAL) Error/.test(message) || !/^[A-Z][A-Za-z ]* Error: |^Only /.test(message);
}

/** Addresses of the engine's parts, in the page's memory. */
interface Parts {
  worker: string;
  wasm: string;
}

async function fetchParts(signal: AbortSignal, progress: (sentence: string) => void): Promise<Parts> {
  progress("Fetching the engine (once, some megabytes) …");
  const megabytes = (bytes: number) =>
    progress(`Fetching the engine (once): ${Math.round(bytes / 1e6)} MB have come …`);
  const [script, wasm] = await Promise.all([
    fetchBytes(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js"), { signal }),
    fetchBytes(import.meta.resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm"), {
      signal,
      progress: megabytes,
    }),
  ]);
  return {
    // A worker from the page's memory is under the page's content security policy; one from an address is not.
    worker: address([REPORT, ...script], "text/javascript"),
    wasm: address(wasm, "application/wasm"),
  };
}

function release(parts: Parts): undefined {
  for (const part of Object.values(parts)) URL.revokeObjectURL(part);
}

/** The engine does not answer for a promise that it lets fail: this makes it an error of the worker. */
const REPORT = `addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; }));\n`;

const address = (parts: BlobPart[], type: string) => URL.createObjectURL(new Blob(parts, { type }));

async function start(parts: Parts, tables: readonly QueryTable[], signal: AbortSignal): Promise<Running> {
  const duckdb = await library();
  signal.throwIfAborted();
  const worker = new Worker(parts.worker, { type: "module" });
  const stop = () => worker.terminate();
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) =>
      reject(new Unreachable(`it did not run: ${event.message ?? "its worker did not load"}`)),
    );
  });
  failed.catch(() => {}); // it is heard only while a question waits
  signal.addEventListener("abort", stop);
  try {
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
    const opened = async () => {
      await database.instantiate(parts.wasm);
      await database.open({});
      return openSession(await database.connect(), database, tables);
    };
    return { session: await Promise.race([opened(), failed]), failed, stop };
  } catch (error) {
    stop();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

let failures = 0;

/** The engine's library. A browser may remember that a module did not come, so that the next try needs another address. */
async function library(): Promise<typeof import("@duckdb/duckdb-wasm")> {
  try {
    if (failures === 0) return await import("@duckdb/duckdb-wasm");
    const again = new URL(import.meta.resolve("@duckdb/duckdb-wasm"));
    again.searchParams.set("again", String(failures));
    return (await import(again.href)) as typeof import("@duckdb/duckdb-wasm");
  } catch (error) {
    failures++;
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
}

function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not after ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** A promise that rejects with the signal's reason, until it is released. */
function rejection(signal: AbortSignal): { promise: Promise<never>; release: () => void } {
  let release = () => {};
  const promise = new Promise<never>((_, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    release = () => signal.removeEventListener("abort", stop);
  });
  return { promise, release };
}

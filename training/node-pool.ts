// Workers of Node.

import { Worker } from "node:worker_threads";
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { type Pool, poolOf } from "./pool.js";
import type { RowService } from "./row-service.js";

/** A pool of worker threads; close it when done, or the process does not end. */
export function nodePool(size: number): Pool {
  const members = Array.from({ length: size }, () => {
    const worker = new Worker(new URL("./node-start.mjs", import.meta.url));
    const failed = new Promise<never>((_, reject) => worker.once("error", reject));
    // Only a call in flight is told.
    failed.catch(() => {});
    return {
      service: wrap<RowService>(nodeEndpoint(worker)),
      failed,
      terminate: () => void worker.terminate(),
    };
  });
  return poolOf(members);
}

// Workers of Node.

import { Worker } from "node:worker_threads";
import { type Remote, wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import type { NodeService } from "./node.worker.js";
import { type Member, type Pool, poolOf } from "./pool.js";

/** A worker thread. */
export interface NodeMember {
  service: Remote<NodeService>;
  failed: Promise<never>;
  terminate(): void;
}

/** Worker threads; terminate them when done, or the process does not end. */
export function nodeWorkers(size: number): NodeMember[] {
  return Array.from({ length: size }, () => {
    const worker = new Worker(new URL("./node-start.mjs", import.meta.url));
    const failed = new Promise<never>((_, reject) => worker.once("error", reject));
    // Only a call in flight is told.
    failed.catch(() => {});
    return {
      service: wrap<NodeService>(nodeEndpoint(worker)),
      failed,
      terminate: () => void worker.terminate(),
    };
  });
}

/** A pool of worker threads; close it when done. */
export function nodePool(size: number): Pool {
  // A NodeService is a RowService; comlink's mapped type does not show it.
  return poolOf(nodeWorkers(size) as unknown as Member[]);
}

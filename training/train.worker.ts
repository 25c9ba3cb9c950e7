// Worker of a browser that trains networks, off the main thread, with as many workers under it as it is given.

import { expose, wrap } from "comlink";
import { type Member, type Pool, poolOf } from "./pool.js";
import type { RowService } from "./row-service.js";
import { checkMemory, checkSpecification, type Result, type Specification } from "./specification.js";
import { train } from "./train.js";
import type { Progress } from "./watch.js";

let stopping = false;
let pool: Pool | undefined;

function startPool(size: number): Pool {
  const members = Array.from({ length: size }, (): Member => {
    const worker = new Worker(import.meta.resolve("./rows.worker.js"), { type: "module" });
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) => reject(new Error(`a worker failed: ${event.message}`)));
    });
    failed.catch(() => {});
    return { service: wrap<RowService>(worker), failed, terminate: () => worker.terminate() };
  });
  return poolOf(members);
}

const service = {
  /**
   * Trains one network.
   * @param workers how many workers share the rows; 1: this one alone
   * @param bytes memory the run may take
   */
  async train(
    spec: Specification,
    options: { workers?: number; bytes?: number },
    progress?: (progress: Progress) => void,
  ): Promise<Result> {
    const { workers = 1, bytes = 2 ** 31 } = options;
    checkSpecification(spec);
    checkMemory(spec, workers, bytes);
    stopping = false;
    if (workers > 1 && spec.method !== "sgd" && pool?.size !== workers) {
      pool?.close();
      pool = startPool(workers);
    }
    const shared = workers > 1 && spec.method !== "sgd" ? pool : undefined;
    return train(spec, {
      progress: progress && ((state) => void progress(state)),
      stopped: () => stopping,
      rows: shared?.rows,
      moments: shared?.moments,
    });
  },
  /** Ends the run after its present step; `train` then answers with what it has, unconverged. */
  stop(): void {
    stopping = true;
  },
};

export type TrainService = typeof service;

expose(service);

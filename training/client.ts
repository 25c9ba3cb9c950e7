// Training from a page: everything happens in a worker.

import { proxy, type Remote, wrap } from "comlink";
import type { Result, Specification } from "./specification.js";
import type { TrainService } from "./train.worker.js";
import type { Progress } from "./watch.js";

export interface Trainer {
  /**
   * Trains one network off the main thread.
   * @param options.workers how many workers share the rows; the result does not depend on it. Default 1.
   * @param options.bytes memory the run may take; default 2 GiB
   * Rejects with an Error that names the parameter, its value and its range.
   */
  train(
    spec: Specification,
    options?: { workers?: number; bytes?: number; progress?: (progress: Progress) => void },
  ): Promise<Result>;
  /** Ends the run after its present step; it then resolves with what it has, `converged` false. */
  stop(): Promise<void>;
  /** Ends the worker, at once. */
  close(): void;
}

/** Starts a worker that trains networks, one at a time. */
export function startTrainer(): Trainer {
  const worker = new Worker(import.meta.resolve("./train.worker.js"), { type: "module" });
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener("error", (event) => {
      reject(new Error(`the training worker failed: ${event.message || "it did not load"}`));
    });
  });
  failed.catch(() => {});
  const service: Remote<TrainService> = wrap<TrainService>(worker);
  return {
    train: (spec, { progress, ...options } = {}) =>
      Promise.race([service.train(spec, options, progress && proxy(progress)), failed]),
    stop: () => service.stop(),
    close: () => worker.terminate(),
  };
}

import { expose } from "comlink";
import { syntheticDistance } from "../theory/tails.js";
import { Stream } from "../training/random.js";
import { exponentPaths, type PathRequest } from "./exponent-paths.js";
import type { ExponentRisk } from "./figures/exponent-risk.js";

let stopped = false;

const tails = {
  /**
   * Distances of synthetic samples from their own nearest power laws, reported after every few; resolves early when stopped.
   */
  async bootstrap(
    sorted: Float64Array,
    fit: { xMin: number; count: number; alpha: number },
    options: { seed: number; replicates: number },
    onProgress: (distances: number[]) => Promise<void>,
  ): Promise<number[]> {
    stopped = false;
    const stream = new Stream(options.seed, "data");
    const distances: number[] = [];
    while (distances.length < options.replicates && !stopped) {
      const start = performance.now();
      while (distances.length < options.replicates && performance.now() - start < 60)
        distances.push(syntheticDistance(sorted, fit, () => stream.uniform()));
      // Messages come in between: the one that stops it among them.
      await onProgress(distances);
      await new Promise((resolve) => setTimeout(resolve));
    }
    return distances;
  },
  stop() {
    stopped = true;
  },
  /** Risk and fitted exponent of the quadratic network along every path. */
  paths(request: PathRequest): ExponentRisk[][] {
    return exponentPaths(request);
  },
};

export type Tails = typeof tails;

expose(tails);

// What a run is watched by: certificates at intervals, snapshots, progress, and the wish to stop.

import type { DataOptions } from "./data.js";
import type { Moments } from "./diagonal/moments.js";
import type { GapSource } from "./gap.js";
import type { Kernel } from "./kernel/kernel.js";
import { dot } from "./lbfgs.js";
import type { Rows } from "./quadratic/rows.js";
import { isConvex, type Snapshot, type Specification } from "./specification.js";
import { describe, meanSquare } from "./spectra.js";
import type { Teacher } from "./teacher.js";

export interface Progress {
  iteration: number;
  maxIterations: number;
  trainLoss: number;
  /** Last duality gap (or relative gradient where p < d) that was computed. */
  gap: number;
  seconds: number;
  /** Estimate, from the decay of the gap; never more than the iterations left would take. */
  secondsLeft: number;
}

/** How and where a run computes; none of it changes the result. */
export interface Environment {
  /** Milliseconds; default performance.now. */
  now?: () => number;
  progress?: (progress: Progress) => void;
  /** Asked after every step; true ends the run, unconverged. */
  stopped?: () => boolean;
  /** Holders of the rows; default: this thread. */
  rows?: (options: DataOptions) => Promise<Rows>;
  moments?: (options: DataOptions) => Promise<Moments>;
  kernel?: Kernel["kind"];
  /** Weights to measure the distance to, at every snapshot. */
  reference?: Float64Array;
}

/** What a run ends with. */
export interface Outcome {
  weights: Float64Array;
  trainLoss: number;
  gap: number | null;
  gapFrom: GapSource | null;
  relativeGradient: number;
  iterations: number;
  evaluations: number;
  converged: boolean;
}

/** Thrown where a run is stopped before it has anything to give. */
export class Stopped extends Error {
  constructor() {
    super("the run was stopped before its first step");
    this.name = "Stopped";
  }
}

/** Milliseconds of work between two looks at messages and signals. */
const BREATH = 100;

/** Follows a run: certificate at intervals, snapshots, progress. */
export class Watch {
  readonly snapshots: Snapshot[] = [];
  gap = Number.NaN;
  stopped = false;
  readonly #first: number;
  #breath: number;
  #firstGap: { iteration: number; gap: number } | undefined;
  readonly #wanted: Set<number>;
  constructor(
    readonly spec: Specification,
    readonly environment: Environment,
    readonly teacher: Teacher,
    readonly now: () => number,
    readonly tolerance: number,
    readonly maxIterations: number,
    readonly interval: number,
  ) {
    this.#first = now();
    this.#breath = this.#first;
    this.#wanted = new Set(spec.snapshots);
  }

  /** Whether the run is to stop; to be asked within a long step. */
  async heard(): Promise<boolean> {
    if (this.environment.stopped && this.now() - this.#breath > BREATH) {
      // Messages and signals are heard only between tasks.
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#breath = this.now();
    }
    if (this.environment.stopped?.()) this.stopped = true;
    return this.stopped;
  }

  /** After a step; true where the run is to end. `certify` is called at intervals only. */
  async step(
    iteration: number,
    time: number,
    trainLoss: number,
    weights: () => Float64Array,
    certify: () => number,
  ): Promise<boolean> {
    await this.heard();
    const wanted = this.#wanted.has(iteration);
    const certified = wanted || iteration % this.interval === 0 || iteration === this.maxIterations;
    if (certified) this.gap = certify();
    if (wanted) this.#record(iteration, time, trainLoss, weights());
    if (this.environment.stopped?.()) {
      this.stopped = true;
      return true;
    }
    if (certified || iteration % 10 === 0) this.report(iteration, trainLoss);
    return certified && this.gap <= this.tolerance;
  }

  #record(iteration: number, time: number, trainLoss: number, weights: Float64Array): void {
    const { reference } = this.environment;
    const { d } = this.teacher;
    const distance =
      reference && Math.sqrt(meanSquare(weights, reference, d) / (dot(reference, reference) / d));
    this.snapshots.push({
      iteration,
      time,
      trainLoss,
      gap: isConvex(this.spec) ? this.gap : null,
      ...describe(weights, this.teacher),
      distance,
    });
  }

  /** Tells how far the run is. */
  report(iteration: number, trainLoss: number, gap = this.gap): void {
    if (!this.environment.progress || iteration === 0) return;
    this.gap = gap;
    const seconds = (this.now() - this.#first) / 1000;
    let left = this.maxIterations - iteration;
    if (gap < 1) {
      this.#firstGap ??= { iteration, gap };
      const rate = Math.log(this.#firstGap.gap / gap) / (iteration - this.#firstGap.iteration);
      if (rate > 0) left = Math.min(left, Math.max(0, Math.log(gap / this.tolerance) / rate));
    }
    this.environment.progress({
      iteration,
      maxIterations: this.maxIterations,
      trainLoss,
      gap,
      seconds,
      secondsLeft: (left * seconds) / iteration,
    });
  }
}

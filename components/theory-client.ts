import { type Remote, wrap } from "comlink";
import { interpolate, type PhaseGrid, type Point } from "./phase-grid.js";
import type { SolvedPoint, Theory } from "./theory.worker.js";

let remote: Remote<Theory> | null = null;

/** The theory in its worker, started when first asked for and shared by the whole page. */
function theory(): Remote<Theory> {
  remote ??= wrap<Theory>(new Worker(import.meta.resolve("./theory.worker.js"), { type: "module" }));
  return remote;
}

/** Solves a point of a phase diagram off the main thread, started from the diagram's own values there. */
export function solvePoint(grid: PhaseGrid, point: Point): Promise<SolvedPoint> {
  const { network, d, gamma, noise } = grid;
  const guess = {
    delta: 10 ** interpolate(grid, grid.logDelta, point),
    cut: 10 ** interpolate(grid, grid.logCut, point),
  };
  const usable =
    guess.delta > 0 && guess.cut > 0 && Number.isFinite(guess.delta) && Number.isFinite(guess.cut);
  return theory().solve(
    { network, d, gamma, noise, alpha: point.effectiveSamples / d, lambda: point.lambda },
    usable ? guess : undefined,
  );
}

/**
 * Runs an asynchronous task for the latest input only: what comes in while one runs replaces what waits.
 * The callbacks see the results in the order of their inputs.
 */
export function latest<I, O>(
  task: (input: I) => Promise<O>,
  onResult: (output: O, input: I) => void,
  onError: (error: unknown) => void,
): (input: I) => void {
  let waiting: { input: I } | null = null;
  let running = false;
  const run = async () => {
    running = true;
    while (waiting) {
      const { input }: { input: I } = waiting;
      waiting = null;
      try {
        onResult(await task(input), input);
      } catch (error) {
        onError(error);
      }
    }
    running = false;
  };
  return (input) => {
    waiting = { input };
    if (!running) void run();
  };
}

import { type Remote, wrap } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import { interpolate, type PhaseGrid, type Point } from "./phase-grid.js";
import type { CurvePoint, CurveWishes, SolvedPoint, Theory } from "./theory.worker.js";

const workers = new Map<string, Remote<Theory>>();

/** The theory in a worker of its own for each kind of question, started when first asked for: slices never delay the ring. */
function theory(kind: string): Remote<Theory> {
  let remote = workers.get(kind);
  if (!remote) {
    remote = wrap<Theory>(new Worker(import.meta.resolve("./theory.worker.js"), { type: "module" }));
    workers.set(kind, remote);
  }
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
  return theory("point").solve(
    { network, d, gamma, noise, alpha: point.effectiveSamples / d, lambda: point.lambda },
    usable ? guess : undefined,
  );
}

/**
 * Solves a list of points in order off the main thread, each started from its neighbour: keep neighbours close.
 * @param kind which worker: questions of one kind wait for each other, those of different kinds do not
 */
export function solveCurve(
  points: readonly Parameters[],
  wishes: CurveWishes = {},
  kind = "curve",
): Promise<CurvePoint[]> {
  return theory(kind).curve(points, wishes);
}

/** Solves one point off the main thread, with its exponents and its spectrum. */
export function solveOne(parameters: Parameters): Promise<SolvedPoint> {
  return theory("point").solve(parameters);
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

import { type Remote, wrap } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import { phaseAt } from "../theory/regimes.js";
import type { SliceAlong, SlicePoint } from "./figures/risk-slice.js";
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

/** The risk along one line through a point of a phase diagram, solved point by point off the main thread, the point itself among them. */
export async function solveSlice(
  grid: PhaseGrid,
  cursor: Point,
  along: SliceAlong,
  count = 161,
): Promise<SlicePoint[]> {
  const { network, d, gamma, noise } = grid;
  const axis = along === "samples" ? grid.effectiveSamples : grid.lambda;
  const [low, high] = [axis[0], axis[axis.length - 1]];
  const at = along === "samples" ? cursor.effectiveSamples : cursor.lambda;
  const even = Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
  const values = Float64Array.from(new Set([...even, Math.min(high, Math.max(low, at))])).sort();
  const lines =
    along === "samples"
      ? { effectiveSamples: values, lambda: [cursor.lambda] }
      : { effectiveSamples: [cursor.effectiveSamples], lambda: values };
  const { logRisk, converged } = await theory("slice").risks({ network, d, gamma, noise, ...lines });
  return Array.from(values, (value, i) => {
    const point = along === "samples" ? { ...cursor, effectiveSamples: value } : { ...cursor, lambda: value };
    const phase = phaseAt({ network, d, gamma, noise, ...point }).id;
    return { value, logRisk: logRisk[i], phase, converged: converged[i] === 1 };
  });
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

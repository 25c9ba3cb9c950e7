import { logGrid } from "../../../theory/numeric/grids.js";
import { solver } from "../../kit/solver.js";
import type { LearnedRun } from "../../learned-runs.js";
import type { Here, OvershootPoint } from "../../topics/decomposition.js";
import { type DecompositionValues, LAMBDAS, NOISE, pointAt, SAMPLES } from "./quantities.js";
import type { TermsPoint } from "./terms.js";

const POINTS = 121;
/** Points of each curve of the leading orders. */
const FEWER = 73;
/** Dimensions at which the leading orders are shown beside the reader's own. */
const OTHERS = [10_000, 1_000_000];

type Of<K extends keyof DecompositionValues> = Pick<DecompositionValues, K>;
type Problem = "network" | "d" | "gamma";

/** Everything about the reader's point. */
export const solvedPoint = (of: Of<Problem | "samples" | "lambda">): Promise<Here> =>
  solver("decomposition", "hand").here(pointAt(of));

async function curve(
  of: Of<Problem | "samples" | "lambda">,
  name: "samples" | "lambda",
  [low, high]: readonly [number, number],
): Promise<TermsPoint[]> {
  const grid = logGrid(low, high, POINTS);
  const terms = await solver("decomposition", "line").terms(grid.map((x) => pointAt({ ...of, [name]: x })));
  return terms.map((point, k) => ({ x: grid[k], ...point }));
}

/** The terms along the samples, where these are the axis. */
export const termsAlongSamples = (
  of: Of<Problem | "lambda" | "along">,
): TermsPoint[] | Promise<TermsPoint[]> =>
  of.along === "samples" ? curve({ ...of, samples: 1 }, "samples", SAMPLES) : [];

/** The terms along the weight decay, where this is the axis. */
export const termsAlongDecay = (
  of: Of<Problem | "samples" | "along">,
): TermsPoint[] | Promise<TermsPoint[]> =>
  of.along === "lambda" ? curve({ ...of, lambda: 1 }, "lambda", LAMBDAS) : [];

/** The best weight decay at the reader's samples, and the least risk. */
export const bestDecay = (of: Of<Problem | "samples">) => {
  const { lambda: _, ...problem } = pointAt({ ...of, lambda: 1 });
  return solver("decay", "line").best(problem);
};

/** How far the leading orders lie above the exact terms along the samples, at one dimension. */
export interface Overshoot {
  d: number;
  points: readonly OvershootPoint[];
}

/** The curves of the quadratic network at the reader's dimension, first, and at larger ones. */
export async function overshoots(of: Of<"d" | "gamma" | "lambda">): Promise<Overshoot[]> {
  const { overshoot } = solver("decomposition", "line");
  const grid = logGrid(...SAMPLES, FEWER);
  return Promise.all(
    [...new Set<number>([of.d, ...OTHERS])].map(async (d) => ({
      d,
      points: await overshoot(grid.map((samples) => pointAt({ ...of, network: "quadratic", d, samples }))),
    })),
  );
}

/** The same at the reader's point. */
export async function ownOvershoot(of: Of<"d" | "gamma" | "samples" | "lambda">): Promise<number> {
  const [point] = await solver("decomposition", "hand").overshoot([pointAt({ ...of, network: "quadratic" })]);
  return point.overshoot;
}

/** Trained networks beside the terms that theory gives them. */
export const comparison = (runs: readonly LearnedRun[]) =>
  solver("decomposition", "line").compare(runs, NOISE);

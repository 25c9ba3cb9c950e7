import { logGrid } from "../../../theory/numeric/grids.js";
import type { Parameters } from "../../../theory/parameters.js";
import { solver } from "../../kit/solver.js";
import { DECAYS } from "./decays.js";
import { loadOf, NOISY, type NoiselessValues, noiseOf, samplesRange } from "./quantities.js";

type Of<K extends keyof NoiselessValues> = Pick<NoiselessValues, K>;
type Lane = "hand" | "line";

/** The risk at one place of a curve. */
export interface RiskAt {
  /** n_eff or λ. */
  x: number;
  /** Excess risk. */
  y: number;
  converged: boolean;
}

/** The risk over n_eff at one weight decay and one variance of the label noise. */
export interface SamplesCurve {
  lambda: number;
  noise: number;
  points: readonly RiskAt[];
}

/** The risk over λ at one load, without label noise. */
export interface LoadCurve {
  /** n_eff/d over that of recovery. */
  relativeLoad: number;
  alpha: number;
  points: readonly RiskAt[];
}

/** The risk along a list of points, in its order. */
async function risks(
  points: readonly Parameters[],
  x: "effectiveSamples" | "lambda",
  lane: Lane,
): Promise<RiskAt[]> {
  const solved = await solver("curve", lane).line(points);
  return solved.map(({ solution }) => ({
    x: solution[x],
    y: solution.excessRisk,
    converged: solution.converged,
  }));
}

async function overSamples(
  { network, d, gamma }: Of<"network" | "d" | "gamma">,
  at: { lambda: number; noise: number },
  lane: Lane,
): Promise<SamplesCurve> {
  const grid = logGrid(...samplesRange(d), 121);
  const points = grid.map((samples) => ({ network, d, gamma, ...at, alpha: samples / d }));
  return { ...at, points: await risks(points, "effectiveSamples", lane) };
}

/** The curves of the figure of the rates. */
export interface Rates {
  /** At the three weight decays, in their order. */
  curves: readonly SamplesCurve[];
  /** At the first of them with the other kind of labels. */
  other: SamplesCurve;
}

/** The risk over samples at the three weight decays, and with the other kind of labels. */
export async function solveRates(of: Of<"network" | "d" | "gamma" | "labels">): Promise<Rates> {
  const noise = noiseOf(of);
  const lambdas = DECAYS.map(({ value }) => value(of.d));
  const [other, ...curves] = await Promise.all([
    overSamples(of, { lambda: lambdas[0], noise: noise === 0 ? NOISY : 0 }, "line"),
    ...lambdas.map((lambda) => overSamples(of, { lambda, noise }, "line")),
  ]);
  return { curves, other };
}

/** Weight decays of the figure of recovery, and the points along it: from the largest down, each starts from its neighbour. */
export const LAMBDAS = [1e-8, 10] as const;
const LAMBDA_GRID = logGrid(LAMBDAS[1], LAMBDAS[0], 55);
/** Loads drawn beside the reader's, over that of recovery. */
export const LOADS = [0.5, 0.9, 1.1, 2] as const;

async function overDecay(
  { network, d, gamma }: Of<"network" | "d" | "gamma">,
  relativeLoad: number,
  lane: Lane,
): Promise<LoadCurve> {
  const alpha = loadOf({ network }, relativeLoad);
  const points = LAMBDA_GRID.map((lambda) => ({ network, d, gamma, noise: 0, alpha, lambda }));
  return { relativeLoad, alpha, points: (await risks(points, "lambda", lane)).reverse() };
}

/** The risk over weight decay at the reader's load, ascending in λ. */
export const ownLoad = (of: Of<"network" | "d" | "gamma" | "load">): Promise<LoadCurve> =>
  overDecay(of, of.load, "hand");

/** The same at the loads beside it. */
export const otherLoads = (of: Of<"network" | "d" | "gamma">): Promise<LoadCurve[]> =>
  Promise.all(LOADS.map((load) => overDecay(of, load, "line")));

/** Noise strengths drawn beside the reader's, on the way to none. */
export const NOISES = [0.5, 1e-2, 1e-4, 1e-6] as const;

/** The risk over samples at λ = 1/d and the reader's label noise. */
export const ownNoise = (of: Of<"network" | "d" | "gamma" | "noise">): Promise<SamplesCurve> =>
  overSamples(of, { lambda: 1 / of.d, noise: of.noise }, "hand");

/** The same at the strengths beside it, and without noise. */
export const otherNoises = (of: Of<"network" | "d" | "gamma">): Promise<SamplesCurve[]> =>
  Promise.all([...NOISES, 0].map((noise) => overSamples(of, { lambda: 1 / of.d, noise }, "line")));

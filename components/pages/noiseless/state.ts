import type { Network, Parameters } from "../../../theory/parameters.js";
import type { CurveAt } from "../../figures/noiseless.js";
import type { PhaseGrid } from "../../phase-grid.js";
import { choiceField, numberField, type Store, type Values } from "../../state.js";
import { solveCurve } from "../../theory-client.js";

/** Reads the phase diagram of a problem; rejects where it cannot. */
export type LoadMap = (problem: {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
}) => Promise<{ grid: PhaseGrid; command: string }>;

export const GAMMAS = [0.75, 1, 1.25, 1.5, 2] as const;
export const DIMENSIONS = [50, 100, 200, 400, 800, 1e6] as const;
/** Dimension of the shipped maps. */
export const MAP_DIMENSION = 400;
/** Noise of the labels where they are noisy, in the map and in the risk curves. */
export const NOISY = 0.5;
/** Noise strengths drawn beside the reader's, on the way to none. */
export const NOISES = [0.5, 1e-2, 1e-4, 1e-6] as const;
/** Loads drawn beside the reader's, over that of recovery. */
export const LOADS = [0.5, 0.9, 1.1, 2] as const;

export const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["quadratic", "diagonal"],
  }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: GAMMAS }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: DIMENSIONS }),
  labels: choiceField({
    key: "labels",
    label: "labels",
    initial: "noiseless",
    values: ["noiseless", "noisy"],
  }),
  decay: choiceField({
    key: "decay",
    label: "weight decay",
    initial: "small",
    values: ["small", "one", "large"],
  }),
  samples: numberField({ key: "n", label: "n_eff", initial: 20, min: 0.3, max: 1e6 }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 0.0005, min: 1e-4, max: 1e4 }),
  load: numberField({ key: "load", label: "load over that of recovery", initial: 0.8, min: 0.2, max: 10 }),
  noise: numberField({ key: "noise", label: "Δ", initial: 0.1, min: 1e-8, max: 0.5 }),
};

export type NoiselessStore = Store<typeof schema>;
export type NoiselessValues = Readonly<Values<typeof schema>>;

export const noiseOf = ({ labels }: NoiselessValues): number => (labels === "noisy" ? NOISY : 0);

/** `count` values from low to high, evenly in the logarithm. */
export const logSpaced = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));

/** Samples that the curves span: far beyond recovery. */
export const samplesRange = (d: number): readonly [number, number] => [0.3, d > 1e5 ? 1e7 : 1e5];

/** The excess risk along a list of points, off the main thread. */
export async function riskCurve(
  points: readonly Parameters[],
  x: (point: Parameters) => number,
): Promise<CurveAt[]> {
  const solved = await solveCurve(points);
  return solved.map(({ solution }) => ({
    x: x(solution),
    y: solution.excessRisk,
    converged: solution.converged,
  }));
}

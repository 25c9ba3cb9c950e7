import { logGrid } from "../../../theory/numeric/grids.js";
import type { Network } from "../../../theory/parameters.js";
import type { Values } from "../../kit/field.js";
import { ranged } from "../../kit/quantity.js";
import { dimension, gamma, lambda, network, samples } from "../../quantities.js";

/** Range of effective samples of the main figure, and the points along it. */
export const SAMPLES = [1, 3e4] as const;
export const GRID = logGrid(...SAMPLES, 161);
/** Range of the load t = n_eff/d of the figure of fitted noise. */
export const LOADS = [1e-4, 1] as const;
/** Label noise of every figure, that of the paper's experiments. */
export const NOISE = 0.5;
/** The weight decays of the faint family. */
export const FAMILY = [1e-4, 1e-3, 1e-2, 0.1, 1, 10] as const;
/** Weight decays at which networks were trained at the place of the peak. */
export const PEAK_DECAYS = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3] as const;

const DIMENSIONS = [50, 100, 200, 400] as const;

/** What the address of the page holds. */
export const quantities = {
  network: network<Network>(["diagonal", "quadratic"], "diagonal"),
  d: dimension(DIMENSIONS, 200),
  gamma: gamma([1, 1.5, 2], 1),
  lambda: lambda([1e-4, 30], 0.005),
  samples: samples(SAMPLES, 200),
  load: ranged({ key: "t", label: "Load", symbol: "t = n_eff/d", min: LOADS[0], max: 0.95, initial: 0.01 }),
};

export type OverfittingSchema = typeof quantities;
export type OverfittingValues = Readonly<Values<OverfittingSchema>>;

/** The problem of the main figure, its number of samples left open. */
export const problemOf = ({ network, d, gamma }: Pick<OverfittingValues, "network" | "d" | "gamma">) => ({
  network,
  d,
  gamma,
  noise: NOISE,
});

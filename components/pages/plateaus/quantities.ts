import type { CrossoverId } from "../../../theory/crossovers.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import type { Network } from "../../../theory/parameters.js";
import type { Values } from "../../kit/field.js";
import { segments } from "../../kit/quantity.js";
import { dimension, gamma, lambda, network, samples } from "../../quantities.js";

/** Range of effective samples of the figures, and the points along it. */
export const SAMPLES = [0.03, 3e4] as const;
export const GRID = logGrid(...SAMPLES, 181);
/** Label noise of every figure, that of the paper's experiments. */
export const NOISE = 0.5;

/** What the address of the page holds. */
export const quantities = {
  network: network<Network>(["quadratic", "diagonal"], "quadratic"),
  d: dimension([50, 100, 200, 400], 200),
  gamma: gamma([1, 1.5, 3], 1),
  lambda: lambda([1e-3, 100], Math.sqrt(200)),
  samples: samples(SAMPLES, 20),
  crossover: segments<CrossoverId>({
    key: "crossover",
    label: "Crossover",
    values: ["IV-V", "II-III"],
    initial: "IV-V",
    format: (id) => id.replace("-", " → "),
  }),
  bend: segments({ key: "bend", label: "Teacher decay γ", values: [0.75, 1, 1.5], initial: 1 }),
};

export type PlateausSchema = typeof quantities;
export type PlateausValues = Readonly<Values<PlateausSchema>>;

/** What the figures of the plateau and of the staircase are about. */
export type Plateau = Pick<PlateausValues, "network" | "d" | "gamma" | "lambda">;

/** The problem of these figures, its number of samples left open. */
export const problemOf = ({ network, d, gamma, lambda }: Plateau) => ({
  network,
  d,
  gamma,
  lambda,
  noise: NOISE,
});

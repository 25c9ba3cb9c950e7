import { stateEvolution } from "../../../theory/state-evolution.js";
import type { Field, Values } from "../../kit/field.js";
import { choiceField } from "../../kit/field.js";
import { ranged } from "../../kit/quantity.js";
import type { dimension, gamma, lambda, network, noise, samples } from "../../quantities.js";
import type { Asked, NoisePoint } from "./equation-grid.js";

/** δ, the strength of the noise on the weights. */
export const delta = ranged({
  key: "delta",
  label: "Noise strength",
  symbol: "δ",
  min: 1e-4,
  max: 1e3,
  initial: 1,
});

/** c, the cut that thresholds the noisy weights. */
export const cut = ranged({ key: "cut", label: "Cut", symbol: "c", min: 1e-9, max: 1e6, initial: 1 });

/** Whether the ring is on the solution, or where δ and c say. */
export const follow: Field<"solution" | "free"> = choiceField({
  key: "follow",
  label: "ring",
  initial: "solution",
  values: ["solution", "free"],
});

/** What the address of the page holds. */
export type StateEvolutionSchema = {
  network: ReturnType<typeof network<"quadratic" | "diagonal">>;
  d: ReturnType<typeof dimension<number>>;
  gamma: ReturnType<typeof gamma<number>>;
  noise: ReturnType<typeof noise<number>>;
  effectiveSamples: ReturnType<typeof samples>;
  lambda: ReturnType<typeof lambda>;
  delta: typeof delta;
  cut: typeof cut;
  follow: typeof follow;
};

export type StateEvolutionValues = Values<StateEvolutionSchema>;
type Problem = Pick<
  StateEvolutionValues,
  "network" | "d" | "gamma" | "noise" | "effectiveSamples" | "lambda"
>;

/** The problem that the values pose. */
export const asked = ({ effectiveSamples, network, d, gamma, noise, lambda }: Problem): Asked => ({
  network,
  d,
  gamma,
  noise,
  alpha: effectiveSamples / d,
  lambda,
});

/** The noise and the cut that the network chooses. */
export const solve = (of: Problem) => stateEvolution(asked(of));

/** Where the ring is. */
export const ringOf = (
  of: NoisePoint & Pick<StateEvolutionValues, "follow">,
  solution: NoisePoint,
): NoisePoint =>
  of.follow === "solution" ? { delta: solution.delta, cut: solution.cut } : { delta: of.delta, cut: of.cut };

import { OPTIMA } from "../../../data/tables/optima.js";
import type { Network } from "../../../theory/parameters.js";
import type { Values } from "../../kit/field.js";
import { segments } from "../../kit/quantity.js";
import { dimension, gamma, lambda, network, noise, samples } from "../../quantities.js";
import type { Problem } from "../../topics/decay.js";

/** The weight decays that the page shows. */
export const DECAYS = [1e-3, 1e4] as const;
/** Effective samples, the shipped ones' range. */
export const SAMPLES = [
  OPTIMA.effectiveSamples[0],
  OPTIMA.effectiveSamples[OPTIMA.effectiveSamples.length - 1],
] as const;

/** What the address of the page holds. */
export const quantities = {
  network: network<Network>(["quadratic", "diagonal"], "quadratic"),
  gamma: gamma(OPTIMA.gammas, 1.25),
  noise: noise(OPTIMA.noises, 0.5),
  d: dimension(OPTIMA.dimensions, 400),
  samples: samples([Number(SAMPLES[0].toPrecision(4)), SAMPLES[1]], 1000),
  lambda: lambda(DECAYS, 0.02),
  /** Where the noise is taken to end when a network is pruned. */
  edge: segments({
    key: "edge",
    label: "Prune the quadratic network at",
    values: ["noise", "bulk"],
    initial: "noise",
    format: (edge) => (edge === "noise" ? "2δ" : "the bulk's edge"),
  }),
};

export type OptimaSchema = typeof quantities;
export type OptimaValues = Readonly<Values<OptimaSchema>>;
export type ProblemValues = Pick<OptimaValues, "network" | "d" | "gamma" | "noise">;

/** The problem of the page at some effective samples. */
export const problemAt = ({ network, d, gamma, noise }: ProblemValues, samples: number): Problem => ({
  network,
  d,
  gamma,
  noise,
  alpha: samples / d,
});

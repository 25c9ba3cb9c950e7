import { NETWORKS } from "../../../theory/networks.js";
import type { Values } from "../../kit/field.js";
import { lambda, network, noise, samples } from "../../quantities.js";

/** Range of effective samples of the figure. */
export const SAMPLES = [10, 1e4] as const;

/** What the address of the page holds. */
export const quantities = {
  network: network(NETWORKS, "diagonal"),
  noise: noise([0.1, 0.5, 2], 0.5),
  lambda: lambda([1e-3, 100], 0.1),
  samples: samples(SAMPLES, 100),
};

export type TrainingErrorSchema = typeof quantities;
export type TrainingErrorValues = Readonly<Values<TrainingErrorSchema>>;

import { NETWORKS, type Network } from "../../../theory/networks.js";
import { segments } from "../../kit/quantity.js";
import type { dimension, gamma, lambda, noise, samples } from "../../quantities.js";

/** The combinations whose phase diagrams the site ships. */
export interface Shipped {
  /** Of every γ and Δ. */
  readonly dimension: number;
  /** For every γ at one Δ. */
  readonly limit: { readonly dimension: number; readonly noise: number };
}

/** Which map is shown, or both under one ring. */
export const network = segments({
  key: "network",
  label: "Network",
  values: ["quadratic", "diagonal", "both"],
  initial: "quadratic",
  format: (value) => (value === "both" ? "side by side" : value),
});

const VIEWS = { log: "spectrum", linear: "zoom on the bulk", rank: "by rank" } as const;

/** How the learned weights are drawn. */
export const view = segments<keyof typeof VIEWS>({
  key: "view",
  label: "Show the weights as",
  values: ["log", "linear", "rank"],
  initial: "log",
  format: (value) => VIEWS[value],
});

/** What the address of the home page holds. */
export type HomeSchema = {
  network: typeof network;
  gamma: ReturnType<typeof gamma<number>>;
  noise: ReturnType<typeof noise<number>>;
  d: ReturnType<typeof dimension<number>>;
  effectiveSamples: ReturnType<typeof samples>;
  lambda: ReturnType<typeof lambda>;
  view: typeof view;
};

/** The networks of a choice, in the order in which they are drawn. */
export const networksOf = (choice: "both" | Network): readonly Network[] =>
  choice === "both" ? NETWORKS : [choice];

/** Keeps to the combinations that are shipped: the last one changed counts, the dimension where all are new. */
export const onlyShipped =
  ({ dimension, limit }: Shipped) =>
  (of: { d: number; noise: number }, changed: ReadonlySet<string>): Partial<{ d: number; noise: number }> => {
    if (of.d !== limit.dimension || of.noise === limit.noise) return {};
    return changed.has("d") ? { noise: limit.noise } : { d: dimension };
  };

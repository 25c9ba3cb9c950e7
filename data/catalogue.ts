/** The data files that the site ships, by name. Runs in Node and in a browser. */
import { NETWORKS } from "../theory/networks.js";
import { type DiagramProblem, phaseDiagramFile } from "./tables/phase-grid.js";

export const SHIPPED = {
  networks: NETWORKS,
  gammas: [0.6, 0.75, 1, 1.25, 1.5, 2],
  noises: [0, 0.1, 0.5],
  /** Dimension of the diagrams for every γ and Δ. */
  dimension: 400,
  /** Dimension that shows the limit, for every γ at one Δ. */
  limit: { dimension: 1e6, noise: 0.5 },
} as const;

/** Every phase diagram that is shipped. */
export function shippedDiagrams(): DiagramProblem[] {
  const { networks, gammas, noises, dimension, limit } = SHIPPED;
  return networks.flatMap((network) =>
    gammas.flatMap((gamma) => [
      ...noises.map((noise) => ({ network, d: dimension, gamma, noise })),
      { network, d: limit.dimension, gamma, noise: limit.noise },
    ]),
  );
}

/** Paths of all shipped files below the site's root, for the configuration's `dynamicPaths`. */
export function shippedPaths(): string[] {
  return [...shippedDiagrams().map(phaseDiagramFile), "phase-spectra.arrow"].map((file) => `/data/${file}`);
}

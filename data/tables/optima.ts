/** The problems whose tuned and Bayes-optimal risks the site ships. Runs in Node and in a browser. */

import { NETWORKS } from "../../theory/networks.js";

/** What the table holds: every combination, each along the same effective samples. */
export const OPTIMA = {
  networks: NETWORKS,
  dimensions: [100, 400],
  gammas: [0.75, 1, 1.25, 1.5, 2],
  noises: [0.1, 0.5],
  /** Three points a decade, from 10^(−1/3) to 10⁶. */
  effectiveSamples: Array.from({ length: 20 }, (_, k) => Number((10 ** ((k - 1) / 3)).toPrecision(12))),
} as const;

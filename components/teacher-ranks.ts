import { facts, type Network } from "../theory/networks.js";
import { drawnRanks, type SpectrumRows } from "./spectrum-rows.js";

/** The teacher by rank: eigenvalues of a matrix, or the typical size of a weight. */
export function teacherRanks(network: Network, d: number, gamma: number): SpectrumRows["teacher"] {
  const first = facts(network).firstFeature(d, gamma);
  return drawnRanks(d).map((rank) => ({ rank, value: first * rank ** -gamma }));
}

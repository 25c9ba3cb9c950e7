import type { Network } from "../theory/parameters.js";
import { powerLawAtoms } from "../theory/quadratic/atoms.js";
import { drawnRanks, type SpectrumRows } from "./spectrum-rows.js";

/** The teacher by rank: eigenvalues (quadratic) or the typical size √d·i^(−γ) of a weight (diagonal). */
export function teacherRanks(network: Network, d: number, gamma: number): SpectrumRows["teacher"] {
  const atoms = network === "quadratic" ? powerLawAtoms(d, gamma) : null;
  return drawnRanks(d).map((rank) => ({
    rank,
    value: atoms ? atoms.value(rank - 1) : Math.sqrt(d) * rank ** -gamma,
  }));
}

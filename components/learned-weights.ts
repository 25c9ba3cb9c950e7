import { powerLawAtoms } from "../theory/quadratic/atoms.js";
import { learnedSpectrum, type SpectrumComponent } from "../theory/spectrum.js";
import type { Solution } from "../theory/state-evolution.js";
import { drawnRanks, type SpectrumPiece, type SpectrumRows } from "./spectrum-rows.js";

/** The law of the trained weights at a solution of state evolution, with the teacher beside it. */
export function learnedWeights(solution: Solution): SpectrumRows {
  const { network, d, gamma, delta, cut } = solution;
  const teacher = teacherRanks(network, d, gamma);
  if (solution.zero) return { network, d, zeroMass: 1, pieces: [], teacher };
  const { zeroMass, components } = learnedSpectrum({ network, d, gamma }, delta, cut);
  return { network, d, zeroMass, pieces: components.map((component) => pieceOf(component, d)), teacher };
}

/** The teacher by rank: eigenvalues (quadratic) or the typical size √d·i^(−γ) of a weight (diagonal). */
export function teacherRanks(
  network: Solution["network"],
  d: number,
  gamma: number,
): SpectrumRows["teacher"] {
  const atoms = network === "quadratic" ? powerLawAtoms(d, gamma) : null;
  return drawnRanks(d).map((rank) => ({
    rank,
    value: atoms ? atoms.value(rank - 1) : Math.sqrt(d) * rank ** -gamma,
  }));
}

function pieceOf({ kind, mass, x, density, position, overlap }: SpectrumComponent, d: number): SpectrumPiece {
  return { kind, count: mass * d, position: position ?? x[Math.floor(x.length / 2)], x, density, overlap };
}

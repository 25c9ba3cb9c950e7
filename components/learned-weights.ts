import { learnedSpectrum, noisySpectrum, type SpectrumComponent } from "../theory/spectrum.js";
import type { Solution } from "../theory/state-evolution.js";
import type { SpectrumPiece, SpectrumRows } from "./spectrum-rows.js";
import { teacherRanks } from "./teacher-ranks.js";

export { teacherRanks };

/** The law of the trained weights at a solution of state evolution, with the teacher beside it. */
export function learnedWeights(solution: Noisy & Pick<Solution, "cut"> & { zero?: boolean }): SpectrumRows {
  const { network, d, gamma, delta, cut } = solution;
  const teacher = teacherRanks(network, d, gamma);
  if (solution.zero) return { network, d, zeroMass: 1, pieces: [], teacher };
  const { zeroMass, components } = learnedSpectrum({ network, d, gamma }, delta, cut);
  const weakest = teacher[teacher.length - 1].value;
  const pieces = components
    .filter(({ mass }) => mass * d > 1e-3)
    .map((component) => pieceOf(component, solution, weakest));
  return { network, d, zeroMass, pieces, teacher };
}

/** The problem and the point of the noisy teacher whose law is asked for. */
type Noisy = Pick<Solution, "network" | "d" | "gamma" | "delta">;

/** The law of the teacher's weights with noise of strength δ, before any cut; of magnitudes for the diagonal network. */
export function noisyWeights({ network, d, gamma, delta }: Noisy): SpectrumRows {
  const { components } = noisySpectrum({ network, d, gamma }, delta);
  const teacher = teacherRanks(network, d, gamma);
  const weakest = teacher[teacher.length - 1].value;
  const pieces = components.map((component) =>
    pieceOf(component, { d, delta, gamma, cut: 0 }, weakest, Number.NEGATIVE_INFINITY),
  );
  return { network, d, zeroMass: 0, pieces, teacher };
}

/**
 * A component as it is drawn. Where even the teacher's weakest feature exceeds the noise, what looks like a
 * bulk are features too close to be told apart.
 */
function pieceOf(
  component: SpectrumComponent,
  { d, delta, cut, gamma }: Pick<Solution, "d" | "delta" | "cut" | "gamma">,
  weakest: number,
  lowest = 0,
): SpectrumPiece {
  const { kind, mass, left, right, position, overlap, atoms } = component;
  const [from, to] = [Math.max(lowest, left), right];
  const middle = position !== undefined && position > from ? position : (from + to) / 2;
  const { x, density } = kind === "rest" ? powerLaw(from, to, cut, gamma) : component;
  const features = kind !== "bulk" || (atoms[0] + atoms[1] >= d && weakest > delta);
  return { kind: features ? "spike" : "bulk", count: mass * d, position: middle, x, density, overlap };
}

/** The density ∝ s^(−1 − 1/γ) of features s = x + c between two ends; its scale is set by the mass. */
function powerLaw(left: number, right: number, cut: number, gamma: number) {
  const start = Math.max(left, right * 1e-9);
  const x = Float64Array.from({ length: 60 }, (_, i) => start * (right / start) ** (i / 59));
  return { x, density: x.map((value) => (value + cut) ** (-1 - 1 / gamma)) };
}

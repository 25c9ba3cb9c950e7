import { type LocalExponents, localExponents } from "../../theory/local-exponents.js";
import type { Parameters } from "../../theory/parameters.js";
import { type PhaseDiagramRequest, phaseDiagram } from "../../theory/phase-diagram.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { learnedWeights } from "../learned-weights.js";
import type { SpectrumRows } from "../spectrum-rows.js";

/** Everything the theory says about one point. */
export interface SolvedPoint {
  solution: Solution;
  exponents: LocalExponents;
  spectrum: SpectrumRows;
}

/** Solves one point, from a guess where there is one. */
export function point(parameters: Parameters, guess?: { delta: number; cut: number }): SolvedPoint {
  const solution = stateEvolution(parameters, guess);
  return { solution, exponents: localExponents(solution), spectrum: learnedWeights(solution) };
}

/** log10 of the excess risk over a grid, and which points converged. */
export function risks(request: PhaseDiagramRequest): { logRisk: Float64Array; converged: Uint8Array } {
  const { excessRisk, converged } = phaseDiagram(request);
  return { logRisk: excessRisk.map(Math.log10), converged };
}

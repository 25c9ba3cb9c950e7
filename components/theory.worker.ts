import { expose } from "comlink";
import { type Decomposition, decomposition } from "../theory/decomposition.js";
import { type LocalExponents, localExponents } from "../theory/local-exponents.js";
import type { Parameters } from "../theory/parameters.js";
import { type PhaseDiagramRequest, phaseDiagram } from "../theory/phase-diagram.js";
import { type PrunedRisk, prunedRisk } from "../theory/pruning.js";
import { type Solution, stateEvolution } from "../theory/state-evolution.js";
import { learnedWeights } from "./learned-weights.js";
import type { SpectrumRows } from "./spectrum-rows.js";

/** Everything the theory says about one point. */
export interface SolvedPoint {
  solution: Solution;
  exponents: LocalExponents;
  spectrum: SpectrumRows;
}

/** What may be asked of the points of a curve besides their solutions. */
export interface CurveWishes {
  exponents?: boolean;
  decomposition?: boolean;
  pruned?: boolean;
}

/** A point of a curve. */
export interface CurvePoint {
  solution: Solution;
  exponents?: LocalExponents;
  decomposition?: Decomposition;
  pruned?: PrunedRisk;
}

const theory = {
  /** Solves one point, from a guess where there is one. */
  solve(parameters: Parameters, guess?: { delta: number; cut: number }): SolvedPoint {
    const solution = stateEvolution(parameters, guess);
    return { solution, exponents: localExponents(solution), spectrum: learnedWeights(solution) };
  },
  /** log10 of the excess risk over a grid, and which points converged. */
  risks(request: PhaseDiagramRequest): { logRisk: Float64Array; converged: Uint8Array } {
    const { excessRisk, converged } = phaseDiagram(request);
    return { logRisk: excessRisk.map(Math.log10), converged };
  },
  /** Solves a list of points in order, each from its neighbour. */
  curve(points: readonly Parameters[], wishes: CurveWishes = {}): CurvePoint[] {
    let last: Solution | undefined;
    return points.map((point) => {
      const guess = last?.converged && !last.zero ? last : undefined;
      const solution = stateEvolution(point, guess);
      last = solution;
      return {
        solution,
        ...(wishes.exponents && { exponents: localExponents(solution) }),
        ...(wishes.decomposition && { decomposition: decomposition(solution) }),
        ...(wishes.pruned && { pruned: prunedRisk(solution) }),
      };
    });
  },
};

export type Theory = typeof theory;

expose(theory);

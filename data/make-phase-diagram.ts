import { logGrid } from "../theory/numeric/grids.js";
import { phaseDiagram } from "../theory/phase-diagram.js";
import { phaseAt } from "../theory/regimes.js";
import { phaseWindow } from "./phase-window.js";
import type { WritableColumns } from "./tables/column.js";
import type { phaseDiagramTable } from "./tables/phase-diagram.js";
import type { DiagramProblem } from "./tables/phase-grid.js";

/** Points of a diagram that is shipped with the site, along n_eff and along λ. */
export const SHIPPED_GRID = { effectiveSamples: 96, lambda: 72 } as const;

export interface Grid {
  /** Ascending. */
  effectiveSamples: readonly number[];
  /** Ascending. */
  lambda: readonly number[];
}

/** The grid of a shipped diagram over its whole window. */
export function shippedGrid(problem: DiagramProblem): Grid {
  const window = phaseWindow(problem);
  return {
    effectiveSamples: logGrid(...window.effectiveSamples, SHIPPED_GRID.effectiveSamples),
    lambda: logGrid(...window.lambda, SHIPPED_GRID.lambda),
  };
}

/**
 * Computes a phase diagram as columns of `phaseDiagramTable`. A point that did not converge keeps its row,
 * with `converged` false.
 *
 * @throws ParameterError if the problem is outside its range
 */
export function makePhaseDiagram(
  problem: DiagramProblem,
  grid: Grid,
): WritableColumns<typeof phaseDiagramTable> {
  const diagram = phaseDiagram({ ...problem, ...grid });
  const width = grid.effectiveSamples.length;
  const length = width * grid.lambda.length;
  const log = (values: Float64Array): Float64Array => values.map(Math.log10);
  const effectiveSamples = Float64Array.from({ length }, (_, row) => grid.effectiveSamples[row % width]);
  const lambda = Float64Array.from({ length }, (_, row) => grid.lambda[Math.floor(row / width)]);
  return {
    effectiveSamples,
    lambda,
    logRisk: log(diagram.excessRisk),
    logDelta: log(diagram.delta),
    logCut: log(diagram.cut),
    exponentSamples: diagram.exponentSamples,
    exponentLambda: diagram.exponentLambda,
    phase: Array.from(
      lambda,
      (_, row) => phaseAt({ ...problem, effectiveSamples: effectiveSamples[row], lambda: lambda[row] }).id,
    ),
    converged: diagram.converged,
    residual: diagram.residual,
  };
}

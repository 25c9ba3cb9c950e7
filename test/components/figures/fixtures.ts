import type { PhaseGrid } from "../../../components/phase-grid.js";
import type { Network } from "../../../theory/parameters.js";
import { phaseDiagram } from "../../../theory/phase-diagram.js";
import { phaseAt } from "../../../theory/regimes.js";

/** A small phase diagram of the real theory. */
export function smallGrid(network: Network, nx = 36, ny = 28): PhaseGrid {
  const problem = { network, d: 100, gamma: 1.25, noise: 0.5 };
  const axis = (low: number, high: number, count: number) =>
    Float64Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1)));
  const effectiveSamples = axis(0.1, 1e6, nx);
  const lambda = axis(1e-3, 1e4, ny);
  const diagram = phaseDiagram({ ...problem, effectiveSamples, lambda });
  const log = (values: Float64Array) => values.map(Math.log10);
  return {
    ...problem,
    effectiveSamples,
    lambda,
    logRisk: log(diagram.excessRisk),
    logDelta: log(diagram.delta),
    logCut: log(diagram.cut),
    converged: diagram.converged,
    phase: Array.from({ length: nx * ny }, (_, i) => {
      const point = { effectiveSamples: effectiveSamples[i % nx], lambda: lambda[Math.floor(i / nx)] };
      return phaseAt({ ...problem, ...point }).id;
    }),
  };
}

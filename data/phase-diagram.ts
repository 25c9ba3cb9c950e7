/**
 * Phase diagrams as files: their names and their reader. Runs in Node and in a
 * browser: `readPhaseDiagram(await (await fetch(url)).arrayBuffer())`.
 */
import type { Network } from "../theory/parameters.js";
import { DataError } from "./check.js";
import { decodeTable } from "./decode.js";
import type { Metadata } from "./metadata.js";
import { phaseDiagramTable } from "./schema.js";

/** What one phase diagram is about. */
export interface DiagramProblem {
  network: Network;
  d: number;
  gamma: number;
  /** Label noise variance Δ. */
  noise: number;
}

export type PhaseLabel = (typeof phaseDiagramTable)["columns"]["phase"]["values"][number];

/**
 * A phase diagram on a grid. All arrays but the axes are row-major: entry `row * effectiveSamples.length +
 * column` belongs to `lambda[row]` and `effectiveSamples[column]`. Where `converged` is 0 the numbers are
 * not to be drawn; they may be NaN.
 */
export interface PhaseDiagramData extends DiagramProblem {
  metadata: Metadata;
  /** Axis n_eff, ascending. */
  effectiveSamples: Float64Array;
  /** Axis λ, ascending. */
  lambda: Float64Array;
  /** log10 of the excess risk. */
  logRisk: Float32Array;
  /** log10 of δ. */
  logDelta: Float32Array;
  /** log10 of the cut c. */
  logCut: Float32Array;
  /** ∂ log R / ∂ log n_eff. */
  exponentSamples: Float32Array;
  /** ∂ log R / ∂ log λ. */
  exponentLambda: Float32Array;
  phase: PhaseLabel[];
  converged: Uint8Array;
  residual: Float32Array;
}

/** Name of a diagram's file in the folder `data`. */
export function phaseDiagramFile({ network, d, gamma, noise }: DiagramProblem): string {
  return `phase-diagram-${network}-${d}-${gamma}-${noise}.arrow`;
}

/**
 * Reads a phase diagram's file and checks it, its grid included.
 * @throws DataError
 */
export function readPhaseDiagram(
  bytes: ArrayBuffer | Uint8Array,
  source = "phase diagram",
): PhaseDiagramData {
  const { columns, length, metadata } = decodeTable(phaseDiagramTable, bytes, source);
  const { network, d, gamma, noise } = metadata.parameters;
  const problem = { network: network as Network, d: Number(d), gamma: Number(gamma), noise: Number(noise) };
  for (const [name, value] of Object.entries(problem)) {
    if (value === undefined || Number.isNaN(value)) {
      throw new DataError(`${source}: metadata "parameters" lacks ${name}`);
    }
  }
  const width = rowLength(columns.lambda);
  const effectiveSamples = columns.effectiveSamples.slice(0, width);
  const lambda = columns.lambda.filter((_, index) => index % width === 0);
  if (width === 0 || length % width !== 0) throw new DataError(`${source}: the rows do not fill a grid`);
  for (let row = 0; row < length; row++) {
    const onGrid =
      columns.effectiveSamples[row] === effectiveSamples[row % width] &&
      columns.lambda[row] === lambda[Math.floor(row / width)];
    if (!onGrid) throw new DataError(`${source}: row ${row} is off the grid`);
  }
  const { logRisk, logDelta, logCut, exponentSamples, exponentLambda, phase, converged, residual } = columns;
  return {
    ...problem,
    metadata,
    effectiveSamples,
    lambda,
    logRisk,
    logDelta,
    logCut,
    exponentSamples,
    exponentLambda,
    phase,
    converged,
    residual,
  };
}

/** Number of leading rows that share the first row's λ. */
function rowLength(lambda: Float64Array): number {
  const end = lambda.findIndex((value) => value !== lambda[0]);
  return end < 0 ? lambda.length : end;
}

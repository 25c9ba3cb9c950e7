/**
 * Phase diagrams as files: their names, their window in (n_eff, λ), and their reader. Runs in Node and in a
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
 * The window in which a diagram shows all its phases: whole decades, the samples up to beyond d² and d^{2γ},
 * the weight decay from well below √(n_eff/d) at one sample up to where the weights have collapsed.
 */
export function phaseWindow({ d, gamma }: { d: number; gamma: number }): {
  effectiveSamples: [number, number];
  lambda: [number, number];
} {
  const log = Math.log10(d);
  // The solver's largest weight decay, 1e15, ends the window of a large dimension.
  const most = Math.min(Math.round(log * (Math.max(2 * gamma, 2) + 0.4)), Math.floor(15 + log / 2));
  const least = Math.floor(-2 - log / 2);
  // The solver's smallest load, 1e-12, lies above a tenth of a sample where d is huge.
  const few = Math.max(-1, Math.ceil(log - 12));
  return {
    effectiveSamples: [decade(few), decade(most)],
    lambda: [decade(least), decade(Math.min(15, Math.ceil(most - log / 2)))],
  };
}

/** 10ⁿ, correctly rounded: `10 ** n` is not. */
function decade(n: number): number {
  return Number(`1e${n}`);
}

/** `count` points from `from` to `to`, both included, evenly spaced in the logarithm. */
export function logGrid(from: number, to: number, count: number): Float64Array {
  const step = Math.log(to / from) / (count - 1);
  return Float64Array.from({ length: count }, (_, index) =>
    index === 0 ? from : index === count - 1 ? to : from * Math.exp(step * index),
  );
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

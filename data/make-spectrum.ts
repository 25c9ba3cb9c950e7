import type { Network, Parameters } from "../theory/parameters.js";
import type { PhaseId } from "../theory/phases.js";
import { phaseAt } from "../theory/regimes.js";
import { learnedSpectrum } from "../theory/spectrum.js";
import { stateEvolution } from "../theory/state-evolution.js";
import type { WritableColumns } from "./tables/column.js";
import type { spectrumTable } from "./tables/spectrum.js";

type Columns = WritableColumns<typeof spectrumTable>;
type Cells = { [K in keyof Columns]: Columns[K][number][] };

/** A part of the law: where it lies, what it holds, and its density at ascending x. */
export interface SpectrumPart {
  /** Rank of the largest teacher feature in it, from 1. */
  feature: number;
  /** Number of teacher features in it. */
  features: number;
  left: number;
  right: number;
  /** Fraction of the weights in it, above zero: 1/d for a spike that stands clear of zero. */
  weight: number;
  x: number[];
  density: number[];
}

/** One learned feature of the quadratic network. */
export interface Spike extends SpectrumPart {
  /** Mean. */
  position: number;
  /** Squared overlap of its eigenvector with the teacher's. */
  overlap: number;
}

/** The law of the learned weights at one point, nested: what `spectrum` prints as JSON. */
export interface SpectrumReport {
  parameters: Parameters;
  phase: PhaseId;
  delta: number;
  cut: number;
  converged: boolean;
  residual: number;
  /** Mass of the exact zeros. */
  zeroMass: number;
  /** Learned noise. */
  bulk: SpectrumPart[];
  /** Learned features one by one; none for the diagonal network, whose features overlap. */
  spikes: Spike[];
  /** Learned features together: the diagonal network's. */
  features: SpectrumPart[];
  /** What lies below the largest thousand spikes where there are more: further spikes, and any bulk. */
  rest: SpectrumPart[];
}

/**
 * Solves one point and describes its learned weights, as rows of `spectrumTable` and nested.
 * @throws ParameterError
 */
export function makeSpectrum(parameters: Parameters): {
  rows: number;
  columns: Columns;
  report: SpectrumReport;
} {
  const { network, alpha, d, lambda } = parameters;
  const phase = phaseAt({ ...parameters, effectiveSamples: alpha * d }).id;
  const report = reportOn(parameters, phase);
  const table = new SpectrumRows();
  table.add({ point: phase, network, effectiveSamples: alpha * d, lambda }, report, { spikeDensities: true });
  return { rows: table.columns.x.length, columns: table.columns, report };
}

/**
 * The report on one point.
 * @throws ParameterError, or Error if the masses do not add up to 1
 */
export function reportOn(parameters: Parameters, phase: PhaseId): SpectrumReport {
  const { network, d, gamma } = parameters;
  const { delta, cut, converged, residual } = stateEvolution(parameters);
  const { zeroMass, components } = learnedSpectrum({ network, d, gamma }, delta, cut);
  const report: SpectrumReport = {
    parameters,
    phase,
    delta,
    cut,
    converged,
    residual,
    zeroMass,
    bulk: [],
    spikes: [],
    features: [],
    rest: [],
  };
  for (const { kind, atoms, left, right, mass, position, overlap, ...curve } of components) {
    const part = {
      feature: atoms[0] + 1,
      features: atoms[1],
      left,
      right,
      weight: mass,
      x: Array.from(curve.x),
      density: Array.from(curve.density),
    };
    if (kind !== "spike") report[kind].push(part);
    else if (position === undefined || overlap === undefined) report.features.push(part);
    else report.spikes.push({ ...part, position, overlap });
  }
  const mass = components.reduce((sum, component) => sum + component.mass, zeroMass);
  if (!(Math.abs(mass - 1) < 1e-6)) throw new Error(`the masses of the spectrum add up to ${mass}, not 1`);
  return report;
}

/** Rows of `spectrumTable`, gathered point by point. */
export class SpectrumRows {
  readonly columns: Cells = {
    point: [],
    network: [],
    effectiveSamples: [],
    lambda: [],
    kind: [],
    feature: [],
    features: [],
    x: [],
    density: [],
    mass: [],
    overlap: [],
    converged: [],
    residual: [],
  };

  /** @param options.spikeDensities also the density of every spike, not only its position, mass and overlap */
  add(
    point: { point: PhaseId; network: Network; effectiveSamples: number; lambda: number },
    report: SpectrumReport,
    options: { spikeDensities: boolean },
  ): void {
    const shared = { ...point, converged: report.converged, residual: report.residual };
    const push = (row: Omit<RowCells, keyof typeof shared>): void => {
      for (const [name, value] of Object.entries({ ...shared, ...row })) {
        (this.columns[name as keyof Cells] as unknown[]).push(value);
      }
    };
    const none = Number.NaN;
    const zeros = { feature: 0, features: 0, mass: report.zeroMass };
    push({ kind: "zeros", ...zeros, x: 0, density: none, overlap: none });
    const curve = (kind: "bulk" | "features" | "rest" | "spike-density", part: SpectrumPart): void => {
      const { feature, features, weight: mass } = part;
      part.x.forEach((x, index) => {
        push({ kind, feature, features, mass, x, density: part.density[index], overlap: none });
      });
    };
    for (const part of report.bulk) curve("bulk", part);
    for (const part of report.features) curve("features", part);
    for (const part of report.rest) curve("rest", part);
    for (const spike of report.spikes) {
      const { feature, features, weight: mass, position: x, overlap } = spike;
      push({ kind: "spike", feature, features, mass, x, density: none, overlap });
      if (options.spikeDensities) curve("spike-density", spike);
    }
  }
}

type RowCells = { [K in keyof Cells]: Cells[K][number] };

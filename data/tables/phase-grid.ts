/** A phase diagram on its grid: the name of its file, and what the file holds as axes and fields. */
import { isNetwork, type Network } from "../../theory/networks.js";
import { DataError } from "./check.js";
import type { ColumnsOf } from "./column.js";
import { numberParameters } from "./metadata.js";
import type { phaseDiagramTable } from "./phase-diagram.js";
import type { Dataset } from "./read.js";

/** What one phase diagram is about. */
export interface DiagramProblem {
  network: Network;
  d: number;
  gamma: number;
  /** Label noise variance Δ. */
  noise: number;
}

type Columns = ColumnsOf<typeof phaseDiagramTable>;
type Axis = "effectiveSamples" | "lambda";

/**
 * A phase diagram on a grid. `effectiveSamples` and `lambda` are its axes, ascending. All other columns of the table are
 * fields, row-major: entry `row * effectiveSamples.length + column` belongs to `lambda[row]` and
 * `effectiveSamples[column]`. Where `converged` is 0 the numbers are not to be drawn; they may be NaN.
 */
export type DiagramGrid = DiagramProblem &
  Pick<Columns, Axis> & {
    readonly [Field in Exclude<keyof Columns, Axis>]: ArrayLike<Columns[Field][number]>;
  };

/** Name of a diagram's file in the folder `data`. */
export function phaseDiagramFile({ network, d, gamma, noise }: DiagramProblem): string {
  return `phase-diagram-${network}-${d}-${gamma}-${noise}.arrow`;
}

/**
 * The grid of a phase diagram that has been read.
 * @throws DataError if the file does not name its problem, or its rows do not fill a grid
 */
export function phaseGrid({
  columns,
  length,
  metadata,
  file,
}: Dataset<typeof phaseDiagramTable>): DiagramGrid {
  const { network } = metadata.parameters;
  if (!isNetwork(network)) throw new DataError(`${file}: metadata "parameters" lacks network`);
  const problem = { network, ...numberParameters(metadata, ["d", "gamma", "noise"], file) };
  const width = rowLength(columns.lambda);
  const effectiveSamples = columns.effectiveSamples.slice(0, width);
  const lambda = columns.lambda.filter((_, index) => index % width === 0);
  if (width === 0 || length % width !== 0) throw new DataError(`${file}: the rows do not fill a grid`);
  for (let row = 0; row < length; row++) {
    const onGrid =
      columns.effectiveSamples[row] === effectiveSamples[row % width] &&
      columns.lambda[row] === lambda[Math.floor(row / width)];
    if (!onGrid) throw new DataError(`${file}: row ${row} is off the grid`);
  }
  return { ...columns, ...problem, effectiveSamples, lambda };
}

/** Number of leading rows that share the first row's λ. */
function rowLength(lambda: Float64Array): number {
  const end = lambda.findIndex((value) => value !== lambda[0]);
  return end < 0 ? lambda.length : end;
}

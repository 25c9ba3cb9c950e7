import { facts, type Network } from "../theory/networks.js";
import type { Rows } from "./kit/rows.js";
import { formatNumber } from "./numbers.js";

/** A part of the law of the learned weights: noise (bulk) or learned feature (spike). */
export interface SpectrumPiece {
  kind: "bulk" | "spike";
  /** Number of weights, d times the mass. */
  count: number;
  /** Mean of the part. */
  position: number;
  /** Ascending abscissae, > 0, and the density there per unit of x; integrates to the mass. */
  x: ArrayLike<number>;
  density: ArrayLike<number>;
  /** Squared overlap of a spike with its teacher eigenvector. */
  overlap?: number;
}

/** The integral of a part's density, by the trapezoidal rule: it is drawn over this, as its samples are few. */
export function massOf({ x, density }: Pick<SpectrumPiece, "x" | "density">): number {
  let mass = 0;
  for (let i = 1; i < x.length; i++) mass += 0.5 * (density[i] + density[i - 1]) * (x[i] - x[i - 1]);
  return mass;
}

/** The law of the learned weights (eigenvalues of Ŝ, or |θ̂|) at one point of the phase diagram. */
export interface SpectrumRows {
  network: Network;
  d: number;
  /** Fraction of exact zeros. */
  zeroMass: number;
  pieces: SpectrumPiece[];
  /** Teacher by rank, descending; some ranks only where d is large. */
  teacher: { rank: number; value: number }[];
}

export interface RankedWeight {
  rank: number;
  value: number;
  kind: "bulk" | "spike";
}

/** Ranks worth drawing of 1…d: all up to 60, then about 40 per decade. */
export function drawnRanks(d: number): number[] {
  const ranks = [];
  for (let i = 1; i <= d; i = Math.max(i + 1, Math.round(i * 1.06))) ranks.push(i);
  if (ranks[ranks.length - 1] !== d) ranks.push(d);
  return ranks;
}

/** The expected weight at each rank: the quantile of the law at (rank − 1/2)/d, zeros left out. */
export function rankedWeights(
  rows: SpectrumRows,
  ranks: readonly number[] = drawnRanks(rows.d),
): RankedWeight[] {
  const tail = tailFunction(rows);
  const ranked: RankedWeight[] = [];
  let k = tail.length - 1;
  for (const rank of ranks) {
    const wanted = rank - 0.5;
    while (k > 0 && tail[k].above < wanted) k--;
    if (tail.length === 0 || tail[k].above < wanted) break;
    const upper = tail[Math.min(k + 1, tail.length - 1)];
    const gap = tail[k].above - upper.above;
    const w = gap > 0 ? (tail[k].above - wanted) / gap : 0;
    ranked.push({ rank, value: tail[k].x + w * (upper.x - tail[k].x), kind: tail[k].kind });
  }
  return ranked;
}

/** Number of weights above x, on the merged abscissae of all parts, ascending in x. */
function tailFunction(rows: SpectrumRows): { x: number; above: number; kind: "bulk" | "spike" }[] {
  const nodes: { x: number; mass: number; kind: "bulk" | "spike" }[] = [];
  for (const piece of rows.pieces) {
    let total = 0;
    const cells: { x: number; mass: number }[] = [];
    for (let i = 1; i < piece.x.length; i++) {
      const mass = 0.5 * (piece.density[i] + piece.density[i - 1]) * (piece.x[i] - piece.x[i - 1]);
      total += mass;
      cells.push({ x: piece.x[i - 1], mass });
    }
    if (piece.x.length < 2 || total === 0)
      nodes.push({ x: piece.position, mass: piece.count, kind: piece.kind });
    else
      for (const cell of cells)
        nodes.push({ x: cell.x, mass: (cell.mass / total) * piece.count, kind: piece.kind });
  }
  nodes.sort((a, b) => a.x - b.x);
  let above = 0;
  const tail = new Array(nodes.length);
  for (let i = nodes.length - 1; i >= 0; i--) {
    above += nodes[i].mass;
    tail[i] = { x: nodes[i].x, above, kind: nodes[i].kind };
  }
  return tail;
}

/** The drawn law as a table: density samples of every part, and the zeros. */
export function spectrumTable(rows: SpectrumRows): Rows {
  const kind: string[] = ["zeros"];
  const component = [-1];
  const x = [0];
  const density = [Number.NaN];
  const count = [rows.zeroMass * rows.d];
  rows.pieces.forEach((piece, number) => {
    for (let i = 0; i < piece.x.length; i++) {
      kind.push(piece.kind);
      component.push(number);
      x.push(piece.x[i]);
      density.push(piece.density[i]);
      count.push(piece.count);
    }
  });
  return { columns: { kind, component, x, density, count }, length: kind.length };
}

/** How many weights are noise, learned features, zeros. */
export function spectrumCounts(rows: SpectrumRows): { bulk: number; spikes: number; zeros: number } {
  const count = (kind: string) =>
    rows.pieces.reduce((sum, piece) => sum + (piece.kind === kind ? piece.count : 0), 0);
  return { bulk: count("bulk"), spikes: count("spike"), zeros: rows.zeroMass * rows.d };
}

/** The finding in words, for those who do not see it. */
export function describe(rows: SpectrumRows): string {
  const { bulk, spikes, zeros } = spectrumCounts(rows);
  const noun = facts(rows.network).words.weights;
  const [k, b, z] = [spikes, bulk, zeros].map(Math.round);
  const feature = k === 1 ? "1 is a learned feature" : `${formatNumber(k)} are learned features`;
  return `Of ${formatNumber(rows.d)} ${noun}, ${feature}, ${formatNumber(b)} ${b === 1 ? "is" : "are"} noise, and ${formatNumber(z)} ${z === 1 ? "is" : "are"} exactly zero.`;
}

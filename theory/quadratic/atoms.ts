// The teacher's eigenvalues as atoms of a measure, and the short list of weighted points that replaces them far from z.
import { discreteGauss } from "../numeric/discrete-gauss.js";

/** A list of weighted real points, valid in its first `count` entries. */
export interface PointList {
  count: number;
  values: Float64Array;
  weights: Float64Array;
}

/** Distinct eigenvalues in decreasing order, with weights that sum to 1. Indices start at 0. */
export interface Atoms {
  readonly size: number;
  /** (1/d)Σ s_i² = Q*. */
  readonly secondMoment: number;
  /** (1/d)Σ s_i. */
  readonly mean: number;
  value(index: number): number;
  weight(index: number): number;
  /** Number of atoms with a value above x. */
  countAbove(x: number): number;
  /** Σ_{index ≥ from} weight · value². */
  squaresFrom(from: number): number;
  readonly smallestWeight: number;
  /** The largest k ≤ from with value(k−1) − value(k) ≥ spacing; 0 where there is none. */
  lastOpening(from: number, spacing: number): number;
  /**
   * Writes into `list` points whose Σ w/(z−s) agrees with that of all atoms to about 1e-13 at
   * z0 = x0+iy0, z1 = x1+iy1 and on the segment between them. The imaginary parts are ≥ 0.
   */
  gather(list: PointList, x0: number, y0: number, x1: number, y1: number): void;
}

export function emptyList(): PointList {
  return { count: 0, values: new Float64Array(256), weights: new Float64Array(256) };
}

function reserve(list: PointList, size: number): void {
  if (list.values.length >= size) return;
  const length = Math.max(size, 2 * list.values.length);
  const values = new Float64Array(length);
  const weights = new Float64Array(length);
  values.set(list.values);
  weights.set(list.weights);
  list.values = values;
  list.weights = weights;
}

/**
 * Atoms of any spectrum. `values` (any order, finite, ≥ 0 not required) are the d eigenvalues; equal ones are joined.
 * Throws a RangeError for an empty or non-finite spectrum.
 */
export function spectrumAtoms(spectrum: ArrayLike<number>): Atoms {
  const sorted = Float64Array.from(spectrum).sort().reverse();
  if (sorted.length === 0 || !sorted.every(Number.isFinite))
    throw new RangeError("a spectrum is a non-empty list of finite eigenvalues");
  const values: number[] = [];
  const counts: number[] = [];
  for (const s of sorted) {
    if (values.length > 0 && values[values.length - 1] === s) counts[counts.length - 1]++;
    else {
      values.push(s);
      counts.push(1);
    }
  }
  const size = values.length;
  const weights = counts.map((count) => count / sorted.length);
  const squares = new Float64Array(size + 1);
  let mean = 0;
  for (let k = size - 1; k >= 0; k--) {
    squares[k] = squares[k + 1] + weights[k] * values[k] * values[k];
    mean += weights[k] * values[k];
  }
  return {
    size,
    secondMoment: squares[0],
    mean,
    value: (k) => values[k],
    weight: (k) => weights[k],
    countAbove(x) {
      let low = 0;
      let high = size;
      while (low < high) {
        const mid = (low + high) >> 1;
        if (values[mid] > x) low = mid + 1;
        else high = mid;
      }
      return low;
    },
    squaresFrom: (k) => squares[k],
    smallestWeight: weights.reduce((least, weight) => Math.min(least, weight)),
    lastOpening(from, spacing) {
      let k = Math.min(from, size - 1);
      while (k > 0 && values[k - 1] - values[k] < spacing) k--;
      return k;
    },
    gather(list) {
      reserve(list, size);
      list.values.set(values);
      list.weights.set(weights);
      list.count = size;
    },
  };
}

const ORDER = 12;
/** Semi-axes, squared and inverted, of the Bernstein ellipse ρ = 3.5 outside which a block of atoms is replaced by its Gauss nodes. */
const AXIS_RE = 4 / (3.5 + 1 / 3.5) ** 2;
const AXIS_IM = 4 / (3.5 - 1 / 3.5) ** 2;

/** A run of consecutive atoms i = first … first+count−1 (i from 1), with its Gauss nodes once they were needed. */
class Block {
  values: Float64Array | undefined;
  weights: Float64Array | undefined;
  readonly leaf: boolean;
  private halves: [Block, Block] | undefined;
  constructor(
    readonly first: number,
    readonly count: number,
  ) {
    this.leaf = count <= ORDER;
  }
  split(): [Block, Block] {
    const half = Math.floor(this.count / 2);
    this.halves ??= [new Block(this.first, half), new Block(this.first + half, this.count - half)];
    return this.halves;
  }
}

/** Atoms s_i = scale·i^{−γ}, i = 1…d: sums over them cost O(log d) away from the atoms. */
export function powerLawAtoms(d: number, gamma: number): Atoms {
  const roots: Block[] = [];
  for (let first = 1; first <= d; ) {
    const count = Math.min(Math.max(first, ORDER), d - first + 1);
    roots.push(new Block(first, count));
    first += count;
  }
  const cache = new Map<number, { nodes: Float64Array; weights: Float64Array }>();
  const rule = (count: number) => {
    const known = cache.get(count);
    if (known) return known;
    const made = discreteGauss(count, ORDER);
    cache.set(count, made);
    return made;
  };
  /** Σ_{i=first}^{first+count−1} i^{−power}. */
  const blockPower = (block: Block, power: number) => {
    const { nodes, weights } = rule(block.count);
    let sum = 0;
    for (let j = nodes.length - 1; j >= 0; j--) sum += weights[j] * (block.first + nodes[j]) ** -power;
    return sum;
  };
  // Blocks that double grow too fast for i^{−2γ} at large γ: halve them until the ratio of the ends is below 4.
  const powerSum = (block: Block, power: number): number => {
    if (block.count <= ORDER || (1 + block.count / block.first) ** power < 4) return blockPower(block, power);
    const [a, b] = block.split();
    return powerSum(b, power) + powerSum(a, power);
  };
  const total = (power: number) => roots.reduceRight((sum, block) => sum + powerSum(block, power), 0);
  const norm = total(2 * gamma);
  const scale = Math.sqrt(d / norm);
  const weight = 1 / d;
  const fill = (block: Block) => {
    const { nodes, weights } = rule(block.count);
    block.values = nodes.map((t) => scale * (block.first + t) ** -gamma);
    block.weights = weights.map((w) => w * weight);
  };
  const leading = Math.min(d, 4096);
  const values = Float64Array.from({ length: leading }, (_, k) => scale * (k + 1) ** -gamma);
  const value = (k: number) => (k < leading ? values[k] : scale * (k + 1) ** -gamma);
  // suffix[b]: Σ of i^{−2γ} over the blocks from roots[b] on.
  const suffix = new Float64Array(roots.length + 1);
  for (let b = roots.length - 1; b >= 0; b--) suffix[b] = suffix[b + 1] + powerSum(roots[b], 2 * gamma);

  // Pole of i ↦ 1/(z−s(i)) in the plane of i: (z/scale)^{−1/γ}; none on this sheet where the turn exceeds π.
  const poles = new Float64Array(4);
  let poleCount = 0;
  const addPole = (x: number, y: number) => {
    const turn = Math.atan2(y, x) / gamma;
    if (turn > Math.PI) return;
    const radius = (Math.hypot(x, y) / scale) ** (-1 / gamma);
    poles[2 * poleCount] = radius * Math.cos(turn);
    poles[2 * poleCount + 1] = radius * Math.sin(turn);
    poleCount++;
  };
  const separated = (block: Block) => {
    const half = (block.count - 1) / 2;
    const mid = block.first + half;
    for (let p = 0; p < poleCount; p++) {
      const re = (poles[2 * p] - mid) / half;
      const im = poles[2 * p + 1] / half;
      if (re * re * AXIS_RE + im * im * AXIS_IM < 1) return false;
    }
    return true;
  };
  const visit = (block: Block, list: PointList) => {
    if (!block.leaf && !separated(block)) {
      const [a, b] = block.split();
      visit(a, list);
      visit(b, list);
      return;
    }
    if (!block.values) fill(block);
    const values = block.values!;
    const weights = block.weights!;
    const n = values.length;
    const start = list.count;
    reserve(list, start + n);
    // Faster than TypedArray.set on so few.
    for (let k = 0; k < n; k++) {
      list.values[start + k] = values[k];
      list.weights[start + k] = weights[k];
    }
    list.count = start + n;
  };
  return {
    size: d,
    secondMoment: 1,
    mean: weight * scale * total(gamma),
    value,
    weight: () => weight,
    countAbove(x) {
      if (x <= 0) return d;
      let k = Math.min(d, Math.max(0, Math.ceil((x / scale) ** (-1 / gamma)) - 1));
      while (k < d && value(k) > x) k++;
      while (k > 0 && value(k - 1) <= x) k--;
      return k;
    },
    squaresFrom(from) {
      if (from >= d) return 0;
      if (from === 0) return 1;
      let b = 0;
      while (roots[b].first + roots[b].count <= from + 1) b++;
      const end = roots[b].first + roots[b].count;
      const rest = new Block(from + 1, end - from - 1);
      return scale * scale * weight * (suffix[b + 1] + powerSum(rest, 2 * gamma));
    },
    smallestWeight: weight,
    lastOpening(from, spacing) {
      // The spacing value(k−1) − value(k) of a power law decreases with k.
      let low = 0;
      let high = Math.min(from, d - 1);
      while (low < high) {
        const mid = Math.ceil((low + high) / 2);
        if (value(mid - 1) - value(mid) >= spacing) low = mid;
        else high = mid - 1;
      }
      return low;
    },
    gather(list, x0, y0, x1, y1) {
      list.count = 0;
      poleCount = 0;
      addPole(x0, y0);
      if (x0 !== x1 || y0 !== y1) addPole(x1, y1);
      for (const block of roots) visit(block, list);
    },
  };
}

// Contributions of the components of μ_δ that lie wholly above the cut, in closed form: the residues of
// x^k G^m dx at their atoms, with x = z + τG(z). They depend on the teacher through g0_i = Σ_{j≠i} w_j/(s_i − s_j)
// and g1_i = −Σ_{j≠i} w_j/(s_i − s_j)² only, so prefix sums over i serve every τ and every cut.
import { type Atoms, emptyList } from "./atoms.js";
import { fieldAtPoint } from "./stieltjes.js";

/** Prefix sums over the leading atoms; entry k sums atoms 0 … k−1. */
export interface Residues {
  weight: Float64Array;
  /** Σ w². */
  weightSquared: Float64Array;
  /** Σ w s, Σ w s². */
  first: Float64Array;
  second: Float64Array;
  /** Σ w g0, Σ w s g0. */
  field: Float64Array;
  fieldFirst: Float64Array;
  /** Σ w (w g1 + g0²) and Σ w · w g1. */
  curvature: Float64Array;
  selfCurvature: Float64Array;
}

/** Grows as larger prefixes are asked for. */
export class ResidueTable {
  private filled = 0;
  private capacity = 0;
  readonly sums: Residues = {
    weight: new Float64Array(1),
    weightSquared: new Float64Array(1),
    first: new Float64Array(1),
    second: new Float64Array(1),
    field: new Float64Array(1),
    fieldFirst: new Float64Array(1),
    curvature: new Float64Array(1),
    selfCurvature: new Float64Array(1),
  };
  private readonly list = emptyList();

  constructor(private readonly atoms: Atoms) {}

  /** Makes entries 0 … count valid. */
  upTo(count: number): Residues {
    const { sums, atoms, list } = this;
    if (count > this.capacity) {
      this.capacity = Math.min(atoms.size, Math.max(count, 2 * this.capacity, 64));
      for (const key of Object.keys(sums) as (keyof Residues)[]) {
        const grown = new Float64Array(this.capacity + 1);
        grown.set(sums[key]);
        sums[key] = grown;
      }
    }
    for (let i = this.filled; i < count; i++) {
      const s = atoms.value(i);
      const w = atoms.weight(i);
      atoms.gather(list, s, 0, s, 0);
      const { value: g0, slope: g1 } = fieldAtPoint(list, s);
      sums.weight[i + 1] = sums.weight[i] + w;
      sums.weightSquared[i + 1] = sums.weightSquared[i] + w * w;
      sums.first[i + 1] = sums.first[i] + w * s;
      sums.second[i + 1] = sums.second[i] + w * s * s;
      sums.field[i + 1] = sums.field[i] + w * g0;
      sums.fieldFirst[i + 1] = sums.fieldFirst[i] + w * s * g0;
      sums.curvature[i + 1] = sums.curvature[i] + w * (w * g1 + g0 * g0);
      sums.selfCurvature[i + 1] = sums.selfCurvature[i] + w * w * g1;
    }
    this.filled = Math.max(this.filled, count);
    return sums;
  }
}

/** Nodes in increasing order and their positive weights. */
export interface Quadrature {
  nodes: Float64Array;
  weights: Float64Array;
}

const STEPS_PER_EIGENVALUE = 60;

/**
 * Gauss quadrature of the counting measure on the integers 0, 1, …, count − 1: Σ_{i<count} f(i) = Σ_j weights[j]·f(nodes[j])
 * for every polynomial f of degree below 2·order. Weights sum to `count`.
 *
 * The orthogonal polynomials are the discrete Chebyshev (Gram) polynomials, whose recurrence has diagonal (count − 1)/2 and
 * off-diagonal β_k = k²(count² − k²)/(4(4k² − 1)) (Gautschi, Orthogonal Polynomials, 2004, §1.5.2); Golub–Welsch turns it into nodes and weights.
 * For order ≪ count they are those of Gauss–Legendre; for order ≥ count the integers themselves come back, with weight 1.
 *
 * @param count number of integers, a whole number ≥ 1 (up to 2^53)
 * @param order number of nodes asked for, a whole number ≥ 1
 * @throws RangeError when either is not a whole number ≥ 1
 */
export function discreteGauss(count: number, order: number): Quadrature {
  if (!(Number.isSafeInteger(count) && count >= 1))
    throw new RangeError(`count = ${count} is not a whole number ≥ 1`);
  if (!(Number.isSafeInteger(order) && order >= 1))
    throw new RangeError(`order = ${order} is not a whole number ≥ 1`);
  if (order >= count) {
    return {
      nodes: Float64Array.from({ length: count }, (_, i) => i),
      weights: new Float64Array(count).fill(1),
    };
  }
  const offDiagonal = new Float64Array(order);
  for (let k = 1; k < order; k++) {
    const ratio = k / count;
    offDiagonal[k - 1] = 0.5 * k * Math.sqrt(((1 - ratio) * (1 + ratio)) / (4 * k * k - 1));
  }
  const { values, first } = symmetricTridiagonal(offDiagonal);
  const centre = (count - 1) / 2;
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let j = 0; j < order; j++) {
    const mirror = order - 1 - j;
    nodes[j] = centre + 0.5 * (values[j] - values[mirror]) * count;
    weights[j] = 0.5 * (first[j] * first[j] + first[mirror] * first[mirror]) * count;
  }
  return { nodes, weights };
}

/**
 * Eigenvalues (ascending) and first eigenvector components of the symmetric tridiagonal matrix with zero diagonal,
 * by the implicit QL method (EISPACK imtql2 restricted to one row).
 * @param offDiagonal length order, last entry 0; destroyed
 */
function symmetricTridiagonal(offDiagonal: Float64Array): { values: Float64Array; first: Float64Array } {
  const order = offDiagonal.length;
  const e = offDiagonal;
  const values = new Float64Array(order);
  const first = new Float64Array(order);
  first[0] = 1;
  for (let l = 0; l < order; l++) {
    for (let step = 0; ; step++) {
      let m = l;
      while (m < order - 1) {
        const scale = Math.abs(values[m]) + Math.abs(values[m + 1]);
        if (Math.abs(e[m]) <= Number.EPSILON * (scale === 0 ? 0.5 : scale)) break;
        m++;
      }
      if (m === l) break;
      if (step === STEPS_PER_EIGENVALUE) throw new Error("QL iteration of discreteGauss did not converge");
      let g = (values[l + 1] - values[l]) / (2 * e[l]);
      let r = Math.hypot(g, 1);
      g = values[m] - values[l] + e[l] / (g + (g < 0 ? -r : r));
      let s = 1;
      let c = 1;
      let p = 0;
      for (let i = m - 1; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          values[i + 1] -= p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = values[i + 1] - p;
        r = (values[i] - g) * s + 2 * c * b;
        p = s * r;
        values[i + 1] = g + p;
        g = c * r - b;
        const z = first[i + 1];
        first[i + 1] = s * first[i] + c * z;
        first[i] = c * first[i] - s * z;
      }
      if (r === 0 && m - 1 >= l) continue;
      values[l] -= p;
      e[l] = g;
      e[m] = 0;
    }
  }
  const rank = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  return {
    values: Float64Array.from(rank, (i) => values[i]),
    first: Float64Array.from(rank, (i) => first[i]),
  };
}

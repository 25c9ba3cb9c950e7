// Eigenvalues of a symmetric tridiagonal matrix by QL steps: with vectors (EISPACK's tql2), for small matrices, and
// without, free of square roots (Pal, Walker & Kahan; LAPACK's dsterf). Matrices are scaled so that no entry is beyond 1.

const EPSILON = 2 ** -52;
/** Entries beside the diagonal that are zero to any purpose, and whose squares would vanish. */
const VANISHING = 1e-150;
/** Steps per eigenvalue after which the iteration is given up; it takes 2 or 3. */
const MAX_STEPS = 60;

/**
 * Diagonalises rows lo ≤ j < hi of T in place; the rows `vectors + j·stride` of m, which hold the identity in
 * coordinates lo to hi, become eigenvectors.
 */
export function implicitQl(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  lo: number,
  hi: number,
  { m, vectors, stride }: { m: Float64Array; vectors: number; stride: number },
): void {
  // Beside the diagonal, with a zero at the end.
  const e = new Float64Array(hi);
  for (let i = lo; i + 1 < hi; i++) e[i] = offDiagonal[i];
  const d = diagonal;
  for (let l = lo; l < hi; l++) {
    for (let step = 0; ; step++) {
      let end = l;
      while (
        end + 1 < hi &&
        Math.abs(e[end]) > EPSILON * (Math.abs(d[end]) + Math.abs(d[end + 1])) + VANISHING
      )
        end++;
      if (end === l) break;
      if (step === MAX_STEPS) throw new Error("eigenvalues of a tridiagonal matrix: no convergence");
      let g = (d[l + 1] - d[l]) / (2 * e[l]);
      let r = Math.sqrt(g * g + 1);
      g = d[end] - d[l] + e[l] / (g + (g < 0 ? -r : r));
      let s = 1;
      let c = 1;
      let p = 0;
      let i = end - 1;
      for (; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        r = Math.sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] -= p;
          e[end] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = d[i + 1] - p;
        r = (d[i] - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
        const row = vectors + i * stride;
        for (let k = row + lo; k < row + hi; k++) {
          const x = m[k + stride];
          m[k + stride] = s * m[k] + c * x;
          m[k] = c * m[k] - s * x;
        }
      }
      if (r === 0 && i >= l) continue;
      d[l] -= p;
      e[l] = g;
      e[end] = 0;
    }
  }
}

/** Replaces the diagonal of T by its eigenvalues, ascending. */
export function tridiagonalValues(diagonal: Float64Array, offDiagonal: Float64Array): void {
  const n = diagonal.length;
  const d = diagonal;
  const squares = offDiagonal.map((e) => e * e);
  const split = (i: number) =>
    squares[i] <= EPSILON * EPSILON * Math.abs(d[i] * d[i + 1]) + VANISHING * VANISHING;
  for (let l = 0; l < n; l++) {
    for (let step = 0; ; step++) {
      let end = l;
      while (end + 1 < n && !split(end)) end++;
      if (end === l) break;
      if (step === MAX_STEPS) throw new Error("eigenvalues of a tridiagonal matrix: no convergence");
      qlStep(d, squares, l, end);
    }
  }
  d.sort();
}

/** One step on rows l to `end`, whose last entry beside the diagonal counts as zero; squares beside the diagonal. */
function qlStep(d: Float64Array, squares: Float64Array, l: number, end: number): void {
  const root = Math.sqrt(squares[l]);
  const half = (d[l + 1] - d[l]) / (2 * root);
  const radius = Math.sqrt(half * half + 1);
  const shift = d[l] - root / (half + (half < 0 ? -radius : radius));
  let c = 1;
  let s = 0;
  let gamma = d[end] - shift;
  let p = gamma * gamma;
  for (let i = end - 1; i >= l; i--) {
    const square = squares[i];
    const r = p + square;
    if (i !== end - 1) squares[i + 1] = s * r;
    const before = c;
    c = p / r;
    s = square / r;
    const gammaBefore = gamma;
    gamma = c * (d[i] - shift) - s * gammaBefore;
    d[i + 1] = gammaBefore + (d[i] - gamma);
    p = c !== 0 ? (gamma * gamma) / c : before * square;
  }
  squares[l] = s * p;
  d[l] = shift + gamma;
}

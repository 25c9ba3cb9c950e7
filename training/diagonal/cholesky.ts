// Cholesky factors of the small Gram matrices of active sets, row-major, in place.

/** Σ m[a + k]·m[b + k] over `length` terms, in four interleaved sums. */
function dotAt(m: Float64Array, a: number, b: number, length: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 3 < length; k += 4) {
    s0 += m[a + k] * m[b + k];
    s1 += m[a + k + 1] * m[b + k + 1];
    s2 += m[a + k + 2] * m[b + k + 2];
    s3 += m[a + k + 3] * m[b + k + 3];
  }
  for (; k < length; k++) s0 += m[a + k] * m[b + k];
  return s0 + s1 + (s2 + s3);
}

/** Cholesky factor in place, lower half given; the first row whose pivot vanishes, or `size`. */
export function factorise(matrix: Float64Array, size: number): number {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const diagonal = matrix[row + i];
    for (let j = 0; j < i; j++) {
      matrix[row + j] = (matrix[row + j] - dotAt(matrix, row, j * size, j)) / matrix[j * size + j];
    }
    const pivot = diagonal - dotAt(matrix, row, row, i);
    if (pivot <= 1e-10 * diagonal) return i;
    matrix[row + i] = Math.sqrt(pivot);
  }
  return size;
}

/** x = L⁻¹ x for the leading `count` rows of a factor. */
export function solveLower(matrix: Float64Array, size: number, count: number, x: Float64Array): void {
  for (let i = 0; i < count; i++) {
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= matrix[i * size + k] * x[k];
    x[i] = sum / matrix[i * size + i];
  }
}

/** x = L⁻ᵀ x for the leading `count` rows of a factor. */
export function solveUpper(matrix: Float64Array, size: number, count: number, x: Float64Array): void {
  for (let i = count - 1; i >= 0; i--) {
    x[i] /= matrix[i * size + i];
    for (let k = 0; k < i; k++) x[k] -= matrix[i * size + k] * x[i];
  }
}

/**
 * The lower half of the Gram matrix of some coordinates, row-major, size × size.
 * @param gram d × d, symmetric
 */
export function gramOf(gram: Float64Array, d: number, active: readonly number[]): Float64Array {
  const size = active.length;
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) matrix[a * size + b] = gram[active[a] * d + active[b]];
  }
  return matrix;
}

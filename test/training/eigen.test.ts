import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type EigenOptions, symmetricEigen } from "../../training/kernel/eigen.js";
import { Stream } from "../../training/random.js";

const symmetric = (n: number, entry: (i: number, j: number) => number) => {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      matrix[i * n + j] = entry(i, j);
      matrix[j * n + i] = matrix[i * n + j];
    }
  }
  return matrix;
};

const random = (n: number, scale = 1) => {
  const stream = new Stream(3, "data", n);
  return symmetric(n, () => scale * stream.gaussian());
};

/** Σ_k values_k u_k u_kᵀ with random u; exactly symmetric. */
const ofRank = (n: number, values: number[]) => {
  const u = new Stream(4, "data", n).gaussians(n * values.length);
  return symmetric(n, (i, j) => values.reduce((sum, v, k) => sum + v * u[k * n + i] * u[k * n + j], 0));
};

const norm = (matrix: Float64Array) => {
  const largest = matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return largest && largest * Math.sqrt(matrix.reduce((sum, x) => sum + (x / largest) ** 2, 0));
};

/** Largest residual |A v − λ v| over ‖A‖, and largest entry of |V Vᵀ − I|. */
function errors(matrix: Float64Array, n: number, { values, vectors }: ReturnType<typeof symmetricEigen>) {
  const count = vectors.length / n;
  const size = norm(matrix) || 1;
  let residual = 0;
  let orthogonality = 0;
  for (let r = 0; r < count; r++) {
    const v = vectors.subarray(r * n, (r + 1) * n);
    for (let i = 0; i < n; i++) {
      let sum = -(values[n - count + r] / size) * v[i];
      for (let j = 0; j < n; j++) sum += (matrix[i * n + j] / size) * v[j];
      residual = Math.max(residual, Math.abs(sum));
    }
    for (let q = 0; q <= r; q++) {
      let sum = q === r ? -1 : 0;
      for (let t = 0; t < n; t++) sum += vectors[q * n + t] * v[t];
      orthogonality = Math.max(orthogonality, Math.abs(sum));
    }
  }
  return { residual, orthogonality };
}

const cases: [string, (n: number) => Float64Array][] = [
  ["random", random],
  ["zero", (n) => new Float64Array(n * n)],
  ["the identity", (n) => symmetric(n, (i, j) => (i === j ? 1 : 0))],
  ["diagonal", (n) => symmetric(n, (i, j) => (i === j ? ((i * 7919) % n) - n / 3 : 0))],
  ["of ones", (n) => symmetric(n, () => 1)],
  ["of rank three", (n) => ofRank(n, [1, -2, 1e-3])],
  [
    "of two clusters",
    (n) => {
      const noise = random(n, 1e-13);
      return noise.map((x, at) => x + (at % (n + 1) === 0 ? (at % 2 ? 1 : -1) : 0));
    },
  ],
  ["graded downwards", (n) => random(n).map((x, at) => x * 10 ** (-(Math.floor(at / n) + (at % n)) / 4))],
  [
    "graded upwards",
    (n) => random(n).map((x, at) => x * 10 ** ((Math.floor(at / n) + (at % n)) / 4 - n / 2)),
  ],
  [
    "graded by 300 decades",
    (n) => random(n).map((x, at) => x * 10 ** (-(300 * (Math.floor(at / n) + (at % n))) / (2 * n))),
  ],
  ["tridiagonal, of second differences", (n) => symmetric(n, (i, j) => (i === j ? 2 : j === i + 1 ? -1 : 0))],
  ["Wilkinson's", (n) => symmetric(n, (i, j) => (i === j ? Math.abs(i - (n - 1) / 2) : j === i + 1 ? 1 : 0))],
  ["of two equal blocks", (n) => symmetric(n, (i, j) => ((i - j) % 2 === 0 ? 1 / (1 + i + j) : 0))],
  ["huge", (n) => random(n, 1e306)],
  ["tiny", (n) => random(n, 1e-300)],
];

describe("the eigendecomposition of a symmetric matrix", () => {
  it.each(cases)("%s: eigenvectors to working precision, the values also without them", (_, make) => {
    for (const n of [3, 40, 133]) {
      const matrix = make(n);
      const all = symmetricEigen(matrix);
      const { residual, orthogonality } = errors(matrix, n, all);
      expect(all.vectors).toHaveLength(n * n);
      expect(residual).toBeLessThanOrEqual(1e-15 * n);
      expect(orthogonality).toBeLessThanOrEqual(1e-15 * n);
      expect(all.values).toEqual(all.values.slice().sort());
      const alone = symmetricEigen(matrix, { vectors: "none" });
      expect(alone.vectors).toHaveLength(0);
      const size = norm(matrix) || 1;
      for (let k = 0; k < n; k++) {
        expect(Math.abs(alone.values[k] / size - all.values[k] / size)).toBeLessThanOrEqual(1e-15 * n);
      }
    }
  });

  it.each(cases)("%s: the same bits without WebAssembly", (_, make) => {
    for (const n of [5, 75]) {
      for (const vectors of ["all", "none", 3] as const) {
        const [wasm, plain] = (["wasm", "typescript"] as const).map((kind) =>
          symmetricEigen(make(n), { vectors, kind }),
        );
        expect(plain).toEqual(wasm);
      }
    }
  });

  it("has the values that another method finds", () => {
    for (const n of [1, 2, 4, 31, 32, 33, 64, 65, 100, 200]) {
      const matrix = random(n);
      const other = new EigenvalueDecomposition(Matrix.from1DArray(n, n, matrix), { assumeSymmetric: true });
      const expected = Float64Array.from(other.realEigenvalues).sort();
      const { values } = symmetricEigen(matrix);
      for (let k = 0; k < n; k++)
        expect(Math.abs(values[k] - expected[k])).toBeLessThanOrEqual(2e-14 * norm(matrix));
    }
  });

  it("keeps relative accuracy of known values: second differences", () => {
    const n = 300;
    const { values } = symmetricEigen(symmetric(n, (i, j) => (i === j ? 2 : j === i + 1 ? -1 : 0)));
    for (let k = 0; k < n; k++) {
      expect(Math.abs(values[k] - 4 * Math.sin((Math.PI * (k + 1)) / (2 * (n + 1))) ** 2)).toBeLessThan(
        1e-13,
      );
    }
  });

  it.each([0, 1, 7, 90])("gives the vectors of the %i largest eigenvalues, as among all", (count) => {
    for (const make of [
      random,
      (n: number) => ofRank(n, [3, 2, 1]),
      (n: number) => new Float64Array(n * n),
    ]) {
      const n = 90;
      const matrix = make(n);
      const some = symmetricEigen(matrix, { vectors: count });
      const all = symmetricEigen(matrix);
      expect(some.vectors).toHaveLength(count * n);
      if (count > 0) expect(some.values).toEqual(all.values);
      const { residual, orthogonality } = errors(matrix, n, some);
      expect(residual).toBeLessThanOrEqual(1e-15 * n);
      expect(orthogonality).toBeLessThanOrEqual(1e-15 * n);
    }
  });

  it("does not depend on what was decomposed before", () => {
    const first = symmetricEigen(random(70));
    symmetricEigen(ofRank(70, [1, 2, 3]));
    symmetricEigen(random(70), { vectors: "none" });
    expect(symmetricEigen(random(70))).toEqual(first);
  });

  it("reads the upper triangle alone", () => {
    const matrix = random(21);
    const expected = symmetricEigen(matrix);
    for (let i = 0; i < 21; i++) for (let j = 0; j < i; j++) matrix[i * 21 + j] = Number.NaN;
    expect(symmetricEigen(matrix)).toEqual(expected);
  });

  it("knows matrices of no row, one and two", () => {
    expect(symmetricEigen(new Float64Array(0))).toEqual({
      values: new Float64Array(0),
      vectors: new Float64Array(0),
    });
    expect(symmetricEigen(Float64Array.of(-3))).toEqual({
      values: Float64Array.of(-3),
      vectors: Float64Array.of(1),
    });
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2));
    expect(values[0]).toBeCloseTo(1, 15);
    expect(values[1]).toBeCloseTo(3, 15);
    expect(Math.abs(vectors[2] + vectors[3])).toBeCloseTo(Math.SQRT2, 15);
  });

  it.each<[string, Float64Array, EigenOptions]>([
    ["NaN", Float64Array.of(1, Number.NaN, 0, 1), {}],
    ["infinity", Float64Array.of(1, 0, 0, -Infinity), {}],
    ["five numbers", new Float64Array(5), {}],
    ["more vectors than rows", new Float64Array(4), { vectors: 3 }],
    ["half a vector", new Float64Array(4), { vectors: 0.5 }],
  ])("refuses %s", (_, matrix, options) => {
    expect(() => symmetricEigen(matrix, options)).toThrow(RangeError);
  });
});

// The part of the kernel in plain TypeScript that the eigendecomposition uses: see assembly/symmetric.ts.

import type { Operations, Tile } from "./operations.js";

type SymmetricOperations = Pick<
  Operations,
  "dots" | "combine" | "squares" | "symmetricTimes" | "symmetricUpdate" | "reflect"
>;

/** y = A x by four rows of upper tiles at a time; each row keeps a sum for even coordinates and one for odd ones. */
function symmetricTimesOn(m: Float64Array): Operations["symmetricTimes"] {
  const even = new Float64Array(4);
  const odd = new Float64Array(4);
  return (matrix, stride, from, to, x, y) => {
    m.fill(0, y + from, y + to);
    for (let i = from; i < to; i += 4) {
      const a = matrix + i * stride;
      for (let r = 0; r < 4; r++) {
        const row = a + r * stride + i;
        even[r] = m[row] * m[x + i] + m[row + 2] * m[x + i + 2];
        odd[r] = m[row + 1] * m[x + i + 1] + m[row + 3] * m[x + i + 3];
      }
      const [x0, x1, x2, x3] = m.subarray(x + i, x + i + 4);
      for (let j = i + 4; j < to; j++) {
        const sums = j & 1 ? odd : even;
        const a0 = m[a + j];
        const a1 = m[a + stride + j];
        const a2 = m[a + 2 * stride + j];
        const a3 = m[a + 3 * stride + j];
        const value = m[x + j];
        sums[0] += a0 * value;
        sums[1] += a1 * value;
        sums[2] += a2 * value;
        sums[3] += a3 * value;
        m[y + j] += a0 * x0 + a1 * x1 + (a2 * x2 + a3 * x3);
      }
      for (let r = 0; r < 4; r++) m[y + i + r] += even[r] + odd[r];
    }
  };
}

/** The operations on a given memory. */
export function symmetricOperations(m: Float64Array, tile: Tile): SymmetricOperations {
  return {
    dots(vectors, stride, groups, x, from, to, out) {
      for (let k = 0; k < 4 * groups; k++) {
        const v = vectors + k * stride;
        let even = 0;
        let odd = 0;
        for (let t = from; t < to; t += 2) {
          even += m[v + t] * m[x + t];
          odd += m[v + t + 1] * m[x + t + 1];
        }
        m[out + k] = even + odd;
      }
    },
    combine(vectors, stride, groups, coefficients, from, to, y) {
      for (let k = 0; k < 4 * groups; k++) {
        const v = vectors + k * stride;
        const factor = m[coefficients + k];
        for (let t = from; t < to; t++) m[y + t] += m[v + t] * factor;
      }
    },
    squares(vectors, stride, groups, from, to, y) {
      for (let k = 0; k < 4 * groups; k++) {
        const v = vectors + k * stride;
        for (let t = from; t < to; t++) m[y + t] += m[v + t] * m[v + t];
      }
    },
    symmetricTimes: symmetricTimesOn(m),
    symmetricUpdate(matrix, stride, from, panels, left, right, length) {
      const corner = matrix + from * (stride + 1);
      for (let i = 0; i < panels; i++) {
        for (let j = i; j < panels; j++) {
          tile(
            right + 4 * j * length,
            left + 4 * i * length,
            length,
            corner + 4 * i * stride + 4 * j,
            stride,
            false,
          );
        }
      }
    },
    reflect(rows, panels, size, from, v, w, groups, scratch) {
      for (let i = 0; i < panels; i++) {
        const z = rows + 4 * i * size;
        for (let g = 0; g < groups; g++) {
          tile(z + 4 * from, v + 4 * (g * size + from), size - from, scratch + 16 * g, 4, true);
        }
        for (let t = from; t < size; t += 4)
          tile(scratch, w + 4 * t * groups, 4 * groups, z + 4 * t, 4, false);
      }
    },
  };
}

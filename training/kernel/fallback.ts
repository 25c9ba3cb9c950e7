// The kernel in plain TypeScript: what runs where there is no WebAssembly SIMD, and what the WebAssembly version is
// tested against. Each entry of a product is the sequential sum over its terms, as there.

import { symmetricOperations } from "./fallback-symmetric.js";
import type { Operations, Tile } from "./operations.js";

/** The tile that the products are made of, on a given memory. */
function tileOperation(m: Float64Array): Tile {
  /** Adds Σ_t q[t][i] p[t][j] to the tile whose row i starts at c + i·stride. */
  return (p: number, q: number, length: number, c: number, stride: number, fresh: boolean): void => {
    for (let i = 0; i < 4; i++) {
      const at = c + i * stride;
      let s0 = fresh ? 0 : m[at];
      let s1 = fresh ? 0 : m[at + 1];
      let s2 = fresh ? 0 : m[at + 2];
      let s3 = fresh ? 0 : m[at + 3];
      for (let t = 0; t < length; t++) {
        const a = m[q + 4 * t + i];
        const b = p + 4 * t;
        s0 += a * m[b];
        s1 += a * m[b + 1];
        s2 += a * m[b + 2];
        s3 += a * m[b + 3];
      }
      m[at] = s0;
      m[at + 1] = s1;
      m[at + 2] = s2;
      m[at + 3] = s3;
    }
  };
}

/** The operations on a given memory. */
export function fallbackOperations(m: Float64Array): Operations {
  const tile = tileOperation(m);
  return {
    ...symmetricOperations(m, tile),
    packRows(from, rows, columns, to) {
      for (let r = 0; r < rows; r += 4) {
        for (let t = 0; t < columns; t++) {
          for (let l = 0; l < 4; l++) m[to++] = m[from + (r + l) * columns + t];
        }
      }
    },
    packColumns(from, rows, columns, to) {
      for (let c = 0; c < columns; c += 4) {
        for (let t = 0; t < rows; t++) {
          for (let l = 0; l < 4; l++) m[to++] = m[from + t * columns + c + l];
        }
      }
    },
    product(left, leftPanels, right, rightPanels, length, out) {
      const stride = 4 * rightPanels;
      for (let i = 0; i < leftPanels; i++) {
        for (let j = 0; j < rightPanels; j++) {
          tile(
            right + 4 * j * length,
            left + 4 * i * length,
            length,
            out + 4 * i * stride + 4 * j,
            stride,
            true,
          );
        }
      }
    },
    quadraticForms(rows, panels, form, formPanels, out, scratch) {
      m.fill(0, out, out + 4 * panels);
      for (let j = 0; j < formPanels; j++) {
        const length = 4 * (j + 1);
        for (let i = 0; i < panels; i++) {
          const x = rows + i * formPanels * 16;
          tile(x, form, length, scratch, 4, true);
          for (let l = 0; l < 4; l++) {
            for (let k = 0; k < 4; k++)
              m[out + 4 * i + k] += m[scratch + 4 * l + k] * m[x + 16 * j + 4 * l + k];
          }
        }
        form += 4 * length;
      }
    },
    weightedGram(rows, panels, columnPanels, weights, tiles, scratch) {
      const length = 4 * panels;
      const scaled = scratch + columnPanels * length * 4;
      for (let i = 0; i < panels; i++) {
        for (let t = 0; t < 4 * columnPanels; t++) {
          const column = Math.floor(t / 4) * length * 4 + (t % 4);
          for (let l = 0; l < 4; l++) {
            const x = m[rows + (i * 4 * columnPanels + t) * 4 + l];
            m[scratch + column + (4 * i + l) * 4] = x;
            m[scaled + column + (4 * i + l) * 4] = x * m[weights + 4 * i + l];
          }
        }
      }
      for (let i = 0; i < columnPanels; i++) {
        for (let j = i; j < columnPanels; j++) {
          tile(scratch + j * length * 4, scaled + i * length * 4, length, tiles, 4, false);
          tiles += 16;
        }
      }
    },
  };
}

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { binaryModule, compileKernel } from "../../training/kernel/build.js";
import { createKernel, hasSimd, type Kernel, pad4, tileLength } from "../../training/kernel/kernel.js";
import { Stream } from "../../training/random.js";

const kinds = ["wasm", "typescript"] as const;

function filled(kernel: Kernel, values: Float64Array): number {
  const address = kernel.allocate(values.length);
  kernel.view(address, values.length).set(values);
  return address;
}

/** L (m × k) times R (n × k) transposed, and Lᵀ R of two (k × m), (k × n), both through panels. */
function products(kind: Kernel["kind"], m: number, n: number, k: number) {
  const random = new Stream(5, "data", m + 1000 * n);
  const a = random.gaussians(m * k);
  const b = random.gaussians(n * k);
  const kernel = createKernel(3 * (m * k + n * k) + 2 * m * n + 100, kind);
  const left = kernel.allocate(m * k);
  const right = kernel.allocate(n * k);
  kernel.packRows(filled(kernel, a), m, k, left);
  kernel.packRows(filled(kernel, b), n, k, right);
  const out = kernel.allocate(m * n);
  kernel.product(left, m / 4, right, n / 4, k, out);
  kernel.packColumns(filled(kernel, a), k, m, left);
  kernel.packColumns(filled(kernel, b), k, n, right);
  const transposed = kernel.allocate(m * n);
  kernel.product(left, m / 4, right, n / 4, k, transposed);
  return { a, b, rows: kernel.view(out, m * n), columns: kernel.view(transposed, m * n) };
}

/** xᵀUx for `n` rows and Σ w x xᵀ, from random rows of dimension d. */
function rowSums(kind: Kernel["kind"], n: number, d: number) {
  const random = new Stream(6, "data", d);
  const x = random.gaussians(n * d);
  const w = random.gaussians(n);
  const u = random.gaussians(d * d);
  const kernel = createKernel(2 * n * d + n * 2 + 16 + 2 * tileLength(d) + 2 * n * d + 1000, kind);
  const panels = kernel.allocate(n * d);
  kernel.packRows(filled(kernel, x), n, d, panels);
  const form = kernel.allocate(tileLength(d));
  let at = form;
  for (let j = 0; j < d; j += 4) {
    for (let t = 0; t < j + 4; t++) {
      for (let l = 0; l < 4; l++) kernel.numbers[at++] = t <= j + l ? u[t * d + j + l] : 0;
    }
  }
  const out = kernel.allocate(n);
  kernel.quadraticForms(panels, n / 4, form, d / 4, out, kernel.allocate(16));
  const tiles = kernel.allocate(tileLength(d));
  kernel.weightedGram(panels, n / 4, d / 4, filled(kernel, w), tiles, kernel.allocate(2 * n * d));
  return { x, w, u, forms: kernel.view(out, n), tiles: kernel.view(tiles, tileLength(d)) };
}

describe("the training kernel", () => {
  it("is what its source compiles to", async () => {
    const committed = readFileSync(new URL("../../training/kernel/binary.ts", import.meta.url), "utf8");
    expect(binaryModule(await compileKernel())).toBe(committed);
  });

  it("runs as WebAssembly here", () => {
    expect(hasSimd()).toBe(true);
    expect(createKernel(10).kind).toBe("wasm");
  });

  it.each([
    [4, 4, 4],
    [8, 12, 20],
    [132, 40, 100],
    [16, 700, 36],
  ])("multiplies %i × %i over %i terms, the same bits in both versions", (m, n, k) => {
    const [wasm, plain] = kinds.map((kind) => products(kind, m, n, k));
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let rows = 0;
        let columns = 0;
        for (let t = 0; t < k; t++) {
          rows += wasm.a[i * k + t] * wasm.b[j * k + t];
          columns += wasm.a[t * m + i] * wasm.b[t * n + j];
        }
        expect(wasm.rows[i * n + j]).toBe(rows);
        expect(wasm.columns[i * n + j]).toBe(columns);
      }
    }
    expect(plain.rows).toEqual(wasm.rows);
    expect(plain.columns).toEqual(wasm.columns);
  });

  it.each([
    [4, 4],
    [20, 8],
    [128, 52],
  ])("sums over %i rows of dimension %i, the same bits in both versions", (n, d) => {
    const [wasm, plain] = kinds.map((kind) => rowSums(kind, n, d));
    for (let m = 0; m < n; m++) {
      let form = 0;
      for (let i = 0; i < d; i++) {
        for (let j = i; j < d; j++) form += wasm.u[i * d + j] * wasm.x[m * d + i] * wasm.x[m * d + j];
      }
      expect(wasm.forms[m]).toBeCloseTo(form, 9);
    }
    let at = 0;
    for (let i = 0; i < d; i += 4) {
      for (let j = i; j < d; j += 4) {
        for (let l = 0; l < 16; l++) {
          let sum = 0;
          for (let m = 0; m < n; m++) {
            sum += wasm.w[m] * wasm.x[m * d + i + (l >> 2)] * wasm.x[m * d + j + (l & 3)];
          }
          expect(wasm.tiles[at++]).toBeCloseTo(sum, 9);
        }
      }
    }
    expect(plain.forms).toEqual(wasm.forms);
    expect(plain.tiles).toEqual(wasm.tiles);
  });

  it("refuses a memory beyond 4 GiB and an allocation beyond its memory", () => {
    expect(() => createKernel(6e8)).toThrow(/outside its range/);
    expect(() => createKernel(8).allocate(100_000)).toThrow(/full/);
  });

  it("pads to multiples of four", () => {
    expect([0, 1, 4, 5, 400].map(pad4)).toEqual([0, 4, 4, 8, 400]);
    expect(tileLength(8)).toBe(48);
  });
});

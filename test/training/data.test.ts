import { describe, expect, it } from "vitest";
import { BlockSource, rowsInBlock } from "../../training/data.js";
import { createKernel, type Kernel, pad4 } from "../../training/kernel/kernel.js";
import { BLOCK, blockCount, sliceCount, sliceRange, sliceStart } from "../../training/partition.js";
import { drawTeacher } from "../../training/teacher.js";

/** Rows (n × d, row-major) and labels of a data set. */
function rowsOf(
  network: "diagonal" | "quadratic",
  d: number,
  n: number,
  noise: number,
  kind?: Kernel["kind"],
) {
  const teacher = drawTeacher({ network, d, gamma: 1, seed: 2 });
  const size = pad4(d);
  const kernel = createKernel(BLOCK * (size + 1) + BlockSource.memory(network, d) + 8, kind);
  const rows = kernel.allocate(BLOCK * size);
  const labels = kernel.allocate(BLOCK);
  const source = new BlockSource(kernel, { teacher, n, noise, seed: 2 });
  const x: number[][] = [];
  const y: number[] = [];
  for (let block = 0; block < blockCount(n); block++) {
    source.generate(block, rows, labels);
    for (let m = 0; m < rowsInBlock(n, block); m++) {
      x.push(Array.from({ length: d }, (_, i) => kernel.numbers[rows + ((m >> 2) * size + i) * 4 + (m & 3)]));
      y.push(kernel.numbers[labels + m]);
    }
  }
  return { teacher, x, y };
}

describe("the data", () => {
  it.each(["diagonal", "quadratic"] as const)(
    "of the %s network: row μ is the same whatever n is",
    (network) => {
      const long = rowsOf(network, 7, 300, 0.5);
      const short = rowsOf(network, 7, 130, 0.5);
      expect(short.x).toEqual(long.x.slice(0, 130));
      expect(short.y).toEqual(long.y.slice(0, 130));
    },
  );

  it("have the same bits in both kernels", () => {
    expect(rowsOf("quadratic", 9, 150, 0.1, "typescript").y).toEqual(
      rowsOf("quadratic", 9, 150, 0.1, "wasm").y,
    );
  });

  it("have the teacher's labels", () => {
    const d = 7;
    const quadratic = rowsOf("quadratic", d, 20, 0);
    quadratic.x.forEach((x, m) => {
      let f = 0;
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++)
          f += quadratic.teacher.weights[i * d + j] * (x[i] * x[j] - (i === j ? 1 : 0));
      }
      expect(quadratic.y[m]).toBeCloseTo(f / Math.sqrt(d), 12);
    });
    const diagonal = rowsOf("diagonal", d, 20, 0);
    diagonal.x.forEach((x, m) => {
      const f = x.reduce((sum, value, i) => sum + value * diagonal.teacher.weights[i], 0);
      expect(diagonal.y[m]).toBeCloseTo(f / Math.sqrt(d), 12);
    });
  });

  it("have the label variance of the theory: 2Q* + Δ or Q* + Δ", () => {
    const variance = (y: number[]) => y.reduce((sum, v) => sum + v * v, 0) / y.length;
    expect(variance(rowsOf("quadratic", 40, 20_000, 0.5).y)).toBeCloseTo(2.5, 0);
    const { teacher, y } = rowsOf("diagonal", 40, 20_000, 0.5);
    const q = teacher.weights.reduce((sum, v) => sum + v * v, 0) / 40;
    expect(variance(y) / (q + 0.5)).toBeCloseTo(1, 1);
  });

  it("noise has variance Δ and is the same for every teacher and Δ", () => {
    const quiet = rowsOf("quadratic", 8, 5000, 0);
    const noisy = rowsOf("quadratic", 8, 5000, 4);
    const xi = noisy.y.map((y, m) => (y - quiet.y[m]) / 2);
    expect(Math.abs(xi.reduce((sum, v) => sum + v * v, 0) / 5000 - 1)).toBeLessThan(4 * Math.sqrt(2 / 5000));
  });
});

describe("the partition into slices", () => {
  it("covers every block once, for any number of workers", () => {
    for (const n of [1, 127, 128, 129, 1000, 5000, 100_000]) {
      expect(sliceStart(n, 0)).toBe(0);
      expect(sliceStart(n, sliceCount(n))).toBe(blockCount(n));
      for (let s = 0; s < sliceCount(n); s++) expect(sliceStart(n, s + 1)).toBeGreaterThan(sliceStart(n, s));
      for (const workers of [1, 2, 3, 5]) {
        const ranges = Array.from({ length: workers }, (_, w) => sliceRange(n, w, workers));
        expect(ranges[0][0]).toBe(0);
        expect(ranges[workers - 1][1]).toBe(sliceCount(n));
        for (let w = 1; w < workers; w++) expect(ranges[w][0]).toBe(ranges[w - 1][1]);
      }
    }
  });
});

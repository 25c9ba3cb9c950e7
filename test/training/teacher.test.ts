import { describe, expect, it } from "vitest";
import { powerLawTeacher } from "../../theory/teacher.js";
import { eigenvalues } from "../../training/quadratic/certificate.js";
import { Stream } from "../../training/random.js";
import { drawTeacher, haarVectors, powerLawScales } from "../../training/teacher.js";

describe("teachers", () => {
  it("have the second moment of the theory", () => {
    for (const gamma of [0.6, 1, 1.25, 2]) {
      for (const network of ["diagonal", "quadratic"] as const) {
        const moment = powerLawScales(network, 300, gamma).reduce((sum, s) => sum + s * s, 0) / 300;
        expect(moment).toBeCloseTo(powerLawTeacher(network, 300, gamma).secondMoment, 12);
      }
    }
  });

  it("of the quadratic network have the given eigenvalues and eigenvectors", () => {
    const d = 30;
    const { weights, spectrum, vectors } = drawTeacher({ network: "quadratic", d, gamma: 1.25, seed: 4 });
    const values = eigenvalues(weights, d).reverse();
    for (let k = 0; k < d; k++) {
      expect(values[k]).toBeCloseTo(spectrum[k], 11);
      for (let i = 0; i < d; i++) {
        let image = 0;
        for (let j = 0; j < d; j++) image += weights[i * d + j] * vectors![k * d + j];
        expect(image).toBeCloseTo(spectrum[k] * vectors![k * d + i], 11);
      }
    }
    for (let i = 0; i < d; i++)
      for (let j = 0; j < i; j++) expect(weights[i * d + j]).toBe(weights[j * d + i]);
  });

  it("have Haar eigenvectors: entries with the moments of a uniform direction, signs included", () => {
    const d = 12;
    let first = 0;
    let fourth = 0;
    let cross = 0;
    const draws = 400;
    for (let seed = 0; seed < draws; seed++) {
      const v = haarVectors(d, new Stream(seed, "vectors"));
      first += v[0];
      fourth += v[0] ** 4;
      cross += (v[0] * v[d + 1] - v[1] * v[d]) ** 2;
    }
    // E v⁴ = 3/(d(d+2)), E (2 × 2 minor)² = 2/(d(d−1)); 4 standard errors.
    expect(Math.abs(first / draws)).toBeLessThan(4 / Math.sqrt(d * draws));
    expect(Math.abs(fourth / draws - 3 / (d * (d + 2)))).toBeLessThan((4 * 0.0456) / Math.sqrt(draws));
    expect(Math.abs(cross / draws - 2 / (d * (d - 1)))).toBeLessThan((4 * 0.0214) / Math.sqrt(draws));
  });

  it("of the diagonal network have Gaussian weights on the power law's scale", () => {
    const d = 50;
    const scales = powerLawScales("diagonal", d, 1);
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { weights } = drawTeacher({ network: "diagonal", d, gamma: 1, seed });
      for (let i = 0; i < d; i++) sum += (weights[i] / scales[i]) ** 2;
    }
    expect(Math.abs(sum / (200 * d) - 1)).toBeLessThan(4 * Math.sqrt(2 / (200 * d)));
  });

  it("take any given spectrum", () => {
    const values = [0, 3, 1];
    const quadratic = drawTeacher({ network: "quadratic", d: 3, gamma: 1, seed: 0, spectrum: values });
    expect([...quadratic.spectrum]).toEqual([3, 1, 0]);
    const diagonal = drawTeacher({ network: "diagonal", d: 3, gamma: 1, seed: 0, spectrum: [0, -3, 1] });
    expect([...diagonal.weights]).toEqual([0, -3, 1]);
    expect([...diagonal.spectrum]).toEqual([3, 1, 0]);
    expect(() => drawTeacher({ network: "quadratic", d: 3, gamma: 1, seed: 0, spectrum: [1] })).toThrow(
      /exactly d = 3/,
    );
    expect(() => drawTeacher({ network: "quadratic", d: 2, gamma: 1, seed: 0, spectrum: [1, -1] })).toThrow(
      /≥ 0/,
    );
  });
});

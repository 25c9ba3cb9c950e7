import { describe, expect, it } from "vitest";
import { leadingOverlap } from "../../theory/leading-overlap.js";
import { learnedSpectrum } from "../../theory/spectrum.js";
import { spectrumOutline } from "../../theory/spectrum-outline.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const at = (effectiveSamples: number, lambda = 1 / 200, d = 200, gamma = 1) =>
  stateEvolution({ network: "quadratic", d, gamma, noise: 0.5, alpha: effectiveSamples / d, lambda });

describe("the outline of a spectrum", () => {
  it("is the spectrum without its densities", () => {
    for (const n of [10, 50, 400, 1e5]) {
      const s = at(n);
      const outline = spectrumOutline(s);
      const full = learnedSpectrum(s, s.delta, s.cut);
      expect(outline.zeroMass).toBeCloseTo(full.zeroMass, 12);
      const spikes = full.components.filter(({ kind }) => kind === "spike");
      const shown = outline.outliers.slice(0, spikes.length);
      expect(shown.map(({ position }) => position)).toEqual(spikes.map(({ position }) => position));
      expect(shown.map(({ overlap }) => overlap)).toEqual(spikes.map(({ overlap }) => overlap));
      const bulks = full.components.filter(({ kind }) => kind === "bulk");
      expect(outline.bulks.map(({ right }) => right)).toEqual(bulks.map(({ right }) => right));
    }
  });

  it("lets the outliers leave the bulk one by one as samples come in", () => {
    const counts = Array.from({ length: 40 }, (_, k) => spectrumOutline(at(10 ** (k / 10))).outliers.length);
    for (let k = 11; k < counts.length; k++)
      if (counts[k] < counts[k - 1])
        throw new Error(`${counts[k - 1]} outliers become ${counts[k]} at step ${k}`);
    expect(counts[39]).toBeGreaterThan(counts[10] + 10);
  });

  it("needs a feature stronger than the noise (BBP), and in phase IV little stronger once d is large", () => {
    // The weakest outlier's strength over δ: 2.0, 1.7, 1.4, 1.3, 1.2.
    const margins = [200, 1e3, 1e4, 1e5, 1e6].map((d) => {
      const s = at(d ** 0.7, 1 / d, d);
      const { outliers } = spectrumOutline(s);
      return outliers[outliers.length - 1].strength / s.delta;
    });
    for (let k = 1; k < margins.length; k++) expect(margins[k]).toBeLessThan(margins[k - 1]);
    expect(margins[4]).toBeGreaterThan(1);
    expect(margins[4]).toBeLessThan(1.25);
  });

  it("keeps crowded features together though each exceeds the noise", () => {
    const s = at(1e5);
    const { outliers, bulks } = spectrumOutline(s);
    expect(bulks).toHaveLength(1);
    expect(bulks[0].merged).toBe(true);
    expect(bulks[0].features).toBe(200 - outliers.length);
    expect(outliers.length).toBeLessThan(100);
    expect(spectrumOutline(s).stronger).toBe(200);
  });

  it("has overlaps that follow 1 − δ²/s² where features are far apart", () => {
    const s = at(1e4, 0.01, 1e4, 1);
    const { outliers } = spectrumOutline(s);
    for (const { strength, overlap } of outliers.slice(0, 5))
      expect(overlap).toBeCloseTo(leadingOverlap(strength, s.delta), 3);
    expect(leadingOverlap(1, 2)).toBe(0);
  });

  it("is all zero where weight decay has emptied the network", () => {
    const { zeroMass, bulks, outliers } = spectrumOutline(at(5, Math.sqrt(200)));
    expect(zeroMass).toBe(1);
    expect(bulks).toEqual([]);
    expect(outliers.every(({ position }) => position <= 0)).toBe(true);
  });

  it("belongs to the quadratic network at full width", () => {
    expect(() => spectrumOutline({ ...at(5), network: "diagonal" })).toThrow(RangeError);
    expect(() => spectrumOutline({ ...at(5), width: 10 })).toThrow(RangeError);
  });
});

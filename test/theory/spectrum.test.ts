import { describe, expect, it } from "vitest";
import { ParameterError } from "../../theory/parameters.js";
import { components, sampleDensity } from "../../theory/quadratic/components.js";
import { learnedSpectrum, noisySpectrum, type SpectrumComponent } from "../../theory/spectrum.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { quadraticKernelOf } from "../../theory/teacher.js";
import { expectClose } from "./close.js";
import { NoisyLaw, powerLaw } from "./noisy-law.js";

/** Noise strengths from a bulk alone to spikes alone. */
const LAWS = [
  { d: 100, gamma: 1.25, delta: 12 },
  { d: 100, gamma: 1.25, delta: 1 },
  { d: 100, gamma: 1.25, delta: 0.1 },
  { d: 100, gamma: 1.25, delta: 1e-3 },
  { d: 60, gamma: 0.6, delta: 0.5 },
  { d: 30, gamma: 2, delta: 0.03 },
];

function trapezoid({ x, density }: { x: Float64Array; density: Float64Array }): number {
  let sum = 0;
  for (let k = 1; k < x.length; k++) sum += ((x[k] - x[k - 1]) * (density[k] + density[k - 1])) / 2;
  return sum;
}

function total(parts: SpectrumComponent[]): number {
  return parts.reduce((sum, part) => sum + part.mass, 0);
}

describe("noisySpectrum", () => {
  it.each(LAWS)(
    "splits the support at its gaps, with masses that sum to 1: d = $d, γ = $gamma, δ = $delta",
    ({ d, gamma, delta }) => {
      const { components: parts } = noisySpectrum({ network: "quadratic", d, gamma }, delta);
      const law = new NoisyLaw(powerLaw(d, gamma), delta ** 2);
      expectClose(total(parts), 1, { relative: 1e-13 }, "mass");
      expect(parts.map((part) => part.atoms)).toEqual(law.components.map((c) => [c.first, c.count]));
      parts.forEach((part, k) => {
        const exact = law.components[k];
        expect(part.kind).toBe(exact.count === 1 ? "spike" : "bulk");
        // An end is known to the rounding of u where u is far larger than the component.
        const absolute = 1e-12 * (Math.abs(part.right) + delta);
        expectClose(part.left, law.at(exact.left).x, { absolute }, `left end of ${k}`);
        expectClose(part.right, law.at(exact.right).x, { absolute }, `right end of ${k}`);
        expect(part.x[0]).toBe(part.left);
        expect(part.x.at(-1)).toBe(part.right);
        expect(part.density[0]).toBe(0);
        for (let j = 1; j < part.x.length; j++) expect(part.x[j]).toBeGreaterThan(part.x[j - 1]);
        for (const value of part.density) expect(value).toBeGreaterThanOrEqual(0);
      });
    },
  );

  it.each(LAWS)(
    "has densities that integrate to the masses: d = $d, γ = $gamma, δ = $delta",
    ({ d, gamma, delta }) => {
      const { atoms } = quadraticKernelOf(d, gamma);
      const drawn = noisySpectrum({ network: "quadratic", d, gamma }, delta).components;
      for (const [k, part] of components(atoms, delta ** 2)
        .slice(0, 12)
        .entries()) {
        // Second order in the angle between samples.
        const fine = trapezoid(sampleDensity(atoms, delta ** 2, part, 2001));
        expectClose(fine, part.mass, { relative: 1e-4 }, `component ${k}`);
        expectClose(trapezoid(drawn[k]), part.mass, { relative: 0.03 }, `component ${k} as drawn`);
      }
    },
  );

  it.each(LAWS)(
    "puts spikes at their mean, with their overlap: d = $d, γ = $gamma, δ = $delta",
    ({ d, gamma, delta }) => {
      const parts = noisySpectrum({ network: "quadratic", d, gamma }, delta).components;
      const tau = delta ** 2;
      const law = new NoisyLaw(powerLaw(d, gamma), tau);
      for (const [k, part] of parts.entries()) {
        if (part.kind !== "spike") {
          expect(part.position).toBeUndefined();
          expect(part.overlap).toBeUndefined();
          continue;
        }
        if (k > 12) break;
        const component = [law.components[k]];
        const s = law.values[part.atoms[0]];
        // The integral loses to rounding what the spike is narrower than its place.
        const relative = 1e-12 + (1e-15 * s) / (component[0].right - component[0].left);
        expectClose(
          part.position!,
          d * law.integrate((x) => x, undefined, component),
          { relative },
          `position of ${k}`,
        );
        // −(1/π) Im 1/(z−s) dx = τ dμ/|z−s|².
        const overlap = law.integrate((_x, _h, u, v) => tau / ((u - s) ** 2 + v * v), undefined, component);
        expectClose(part.overlap!, overlap, { relative: 10 * relative }, `overlap of ${k}`);
        expect(part.overlap).toBeGreaterThan(0);
        expect(part.overlap).toBeLessThan(1);
      }
    },
  );

  it("shares out every teacher eigenvector over the whole spectrum", () => {
    // The check of the overlap's formula: the squared overlaps of one teacher eigenvector with all eigenvectors sum to 1.
    const tau = 0.04;
    const law = new NoisyLaw(powerLaw(40, 1.25), tau);
    for (const s of [law.values[0], law.values[5], law.values[39]])
      expectClose(
        law.integrate((_x, _h, u, v) => tau / ((u - s) ** 2 + v * v)),
        1,
        { relative: 1e-10 },
        `s = ${s}`,
      );
  });

  it("lists at most 1024 components, the others joined as the rest", () => {
    const parts = noisySpectrum({ network: "quadratic", d: 1e5, gamma: 1.25 }, 1e-7).components;
    expect(parts).toHaveLength(1024);
    expect(parts.at(-1)).toMatchObject({ kind: "rest", atoms: [1023, 1e5 - 1023] });
    expectClose(total(parts), 1, { relative: 1e-12 }, "mass");
    expect(parts[0].overlap).toBeGreaterThan(1 - 1e-6);
  });
});

describe("learnedSpectrum", () => {
  it.each(LAWS)(
    "has the mass at zero and above it sum to 1, wherever the cut falls: d = $d, γ = $gamma, δ = $delta",
    ({ d, gamma, delta }) => {
      const teacher = { network: "quadratic", d, gamma } as const;
      const law = new NoisyLaw(powerLaw(d, gamma), delta ** 2);
      const noisy = noisySpectrum(teacher, delta).components;
      const lastEnds = noisy.slice(0, 3);
      const cuts = [
        0,
        0.5 * delta,
        1.9 * delta,
        ...lastEnds.flatMap((c) => [0.5 * (c.left + c.right), 1.0001 * c.right]),
      ];
      for (const cut of cuts.filter((c) => c >= 0)) {
        const learned = learnedSpectrum(teacher, delta, cut);
        const where = `cut ${cut}`;
        expectClose(learned.zeroMass + total(learned.components), 1, { relative: 1e-12 }, where);
        expectClose(
          1 - learned.zeroMass,
          law.integrate(() => 1, cut),
          { absolute: 1e-11 },
          `mass above, ${where}`,
        );
        for (const part of learned.components) {
          expect(part.left, where).toBeGreaterThanOrEqual(0);
          expect(part.x[0], where).toBe(part.left);
          expect(part.mass, where).toBeGreaterThan(0);
          expect(part.x.length).toBe(part.density.length);
          for (let j = 1; j < part.x.length; j++) expect(part.x[j]).toBeGreaterThan(part.x[j - 1]);
          // What is drawn above the cut holds the mass above it; beyond the 64th, spikes are listed but not drawn.
          if (part.x.length > 2)
            expectClose(trapezoid(part), part.mass, { relative: 0.05, absolute: 0.02 / d }, where);
        }
      }
    },
  );

  it("shifts what lies above the cut, and only that", () => {
    const teacher = { network: "quadratic", d: 100, gamma: 1.25 } as const;
    const noisy = noisySpectrum(teacher, 0.1).components;
    const cut = 0.12;
    const learned = learnedSpectrum(teacher, 0.1, cut).components;
    for (const [k, part] of learned.entries()) {
      if (part.left === 0) continue;
      expectClose(part.right, noisy[k].right - cut, { relative: 1e-14 }, "right end");
      expect(part.atoms).toEqual(noisy[k].atoms);
      expect(part.density).toEqual(noisy[k].density);
      if (part.kind === "spike") {
        expectClose(part.position!, noisy[k].position! - cut, { relative: 1e-13 }, "position");
        expect(part.overlap).toBe(noisy[k].overlap);
      }
    }
    expect(learned.at(-1)!.left).toBe(0);
  });

  it("is all zeros above the largest eigenvalue", () => {
    const teacher = { network: "quadratic", d: 50, gamma: 1 } as const;
    expect(learnedSpectrum(teacher, 1, 100)).toEqual({ zeroMass: 1, components: [] });
  });

  it("agrees with the solved state: active mass, spikes above the bulk, the diagonal network's divergence", () => {
    const p = { d: 400, gamma: 1.25, noise: 0.5, alpha: 0.05, lambda: 0.2 };
    const quadratic = stateEvolution({ network: "quadratic", ...p });
    const learned = learnedSpectrum(
      { network: "quadratic", d: 400, gamma: 1.25 },
      quadratic.delta,
      quadratic.cut,
    );
    expect(learned.components.filter((part) => part.kind === "spike").length).toBeGreaterThan(0);
    expect(learned.zeroMass).toBeGreaterThan(0.5);
    const diagonal = stateEvolution({ network: "diagonal", ...p });
    const { zeroMass, components: parts } = learnedSpectrum(
      { network: "diagonal", d: 400, gamma: 1.25 },
      diagonal.delta,
      diagonal.cut,
    );
    expectClose(1 - zeroMass, diagonal.divergence, { relative: 1e-10 }, "active fraction");
    expectClose(zeroMass + total(parts), 1, { relative: 1e-12 }, "mass");
    const whole = noisySpectrum({ network: "diagonal", d: 400, gamma: 1.25 }, diagonal.delta);
    expectClose(total(whole.components), 1, { relative: 1e-12 }, "mass of the noisy teacher");
  });

  it("refuses what is outside its range", () => {
    const teacher = { network: "quadratic", d: 50, gamma: 1 } as const;
    expect(() => learnedSpectrum(teacher, 0, 1)).toThrow(/delta = 0/);
    expect(() => learnedSpectrum(teacher, 1, -1)).toThrow(/cut = -1/);
    expect(() => noisySpectrum({ ...teacher, gamma: 0.2 }, 1)).toThrow(ParameterError);
  });
});

import { describe, expect, it } from "vitest";
import type { Moments } from "../../theory/kernel.js";
import { powerLawAtoms, spectrumAtoms } from "../../theory/quadratic/atoms.js";
import { components, spikeLaw } from "../../theory/quadratic/components.js";
import { type QuadraticKernel, quadraticKernel } from "../../theory/quadratic/kernel.js";
import { expectClose, type Slope, slope } from "./close.js";
import { NoisyLaw, powerLaw } from "./noisy-law.js";

const MOMENTS = ["mse", "divergence", "mseTau", "mseCut", "divergenceTau", "divergenceCut"] as const;

/** All six moments with J, ∫(x−c)₊ and the mass above the cut. */
function all(kernel: QuadraticKernel, tau: number, cut: number) {
  kernel.reset?.();
  const m: Moments = { ...kernel.evaluate(tau, cut) };
  const { J, first, mass } = kernel.last;
  return { ...m, J, first, mass };
}

/** Spectra, noise variances and cuts (in units of δ) from one bulk to all spikes, with the cut in bulks, gaps and spikes. */
const CASES: { name: string; spectrum: Float64Array; tau: number }[] = [
  { name: "two features", spectrum: powerLaw(2, 1), tau: 0.5 },
  { name: "one bulk", spectrum: powerLaw(12, 0.6), tau: 2 },
  { name: "bulk and spikes", spectrum: powerLaw(40, 1.25), tau: 0.05 },
  { name: "thin bulk, heavy tail", spectrum: powerLaw(64, 2), tau: 0.01 },
  { name: "spikes only", spectrum: powerLaw(8, 0.75), tau: 1e-3 },
  {
    name: "negative and repeated eigenvalues",
    spectrum: Float64Array.of(-1, -1, 0, 0, 0, 2, 5, 5),
    tau: 0.7,
  },
];
const CUTS = [0, 0.31, 1, 1.7, 2.6, 6];

describe("the law of the noisy teacher", () => {
  it.each(CASES)(
    "has mass 1 and the teacher's mean and variance above a cut below it: $name",
    ({ spectrum, tau }) => {
      // Shifted so far right that the least cut, 0, lies below the support, and other cuts inside it.
      const shift = 3 * Math.sqrt(tau) - Math.min(...spectrum);
      const kernel = quadraticKernel(spectrumAtoms(spectrum.map((s) => s + shift)));
      const mean = spectrum.reduce((sum, s) => sum + s, 0) / spectrum.length;
      const square = spectrum.reduce((sum, s) => sum + s * s, 0) / spectrum.length;
      const { mass, first, J } = all(kernel, tau, 0);
      expectClose(mass, 1, { relative: 1e-14 }, "mass");
      expectClose(first, mean + shift, { relative: 1e-13 }, "mean");
      expectClose(J, square + tau + 2 * shift * mean + shift ** 2, { relative: 1e-13 }, "second moment");
    },
  );

  it.each(CASES)(
    "has mass, mean and second moment that do not depend on where the contour starts: $name",
    ({ spectrum, tau }) => {
      // Below the cut by brute force, above it by the contour: the sum is the whole for every cut.
      const law = new NoisyLaw(spectrum, tau);
      const kernel = quadraticKernel(spectrumAtoms(spectrum));
      const below = (f: (x: number) => number, cut: number) => law.integrate(f) - law.integrate(f, cut);
      const mean = spectrum.reduce((sum, s) => sum + s, 0) / spectrum.length;
      const square = spectrum.reduce((sum, s) => sum + s * s, 0) / spectrum.length;
      for (const cut of CUTS.slice(0, 4).map((c) => c * Math.sqrt(tau))) {
        const { mass, first, J } = all(kernel, tau, cut);
        const absolute = 1e-12 * (1 + square + tau);
        expectClose(mass + below(() => 1, cut), 1, { absolute }, `mass, cut ${cut}`);
        expectClose(first + below((x) => x - cut, cut), mean - cut, { absolute }, `mean, cut ${cut}`);
        expectClose(
          J + below((x) => (x - cut) ** 2, cut),
          square + tau - 2 * cut * mean + cut * cut,
          { absolute },
          `second moment, cut ${cut}`,
        );
      }
    },
  );
});

describe("quadraticKernel", () => {
  it.each(CASES)("agrees with the density integrated along the support: $name", ({ spectrum, tau }) => {
    const law = new NoisyLaw(spectrum, tau);
    const kernel = quadraticKernel(spectrumAtoms(spectrum));
    const scale = kernel.secondMoment + tau;
    for (const cut of CUTS.map((c) => c * Math.sqrt(tau))) {
      const m = all(kernel, tau, cut);
      const exact = law.moments(cut);
      expectClose(m.mass, exact.mass, { absolute: 1e-13 }, `mass, cut ${cut}`);
      expectClose(m.divergence, exact.divergence, { absolute: 1e-12 }, `D, cut ${cut}`);
      expectClose(m.J, exact.J, { absolute: 1e-13 * scale }, `J, cut ${cut}`);
      expectClose(m.mse, exact.mse, { absolute: 1e-12 * scale }, `mse, cut ${cut}`);
    }
  });

  it.each(CASES)("has the derivatives of its own values, and D = ∂J/∂τ: $name", ({ spectrum, tau }) => {
    const kernel = quadraticKernel(spectrumAtoms(spectrum));
    for (const cut of CUTS.slice(1).map((c) => c * Math.sqrt(tau))) {
      const m = all(kernel, tau, cut);
      const where = `cut ${cut}`;
      const alongTau = (key: "mse" | "divergence" | "J") =>
        slope((x) => all(kernel, x, cut)[key], tau, 1e-2 * tau);
      const alongCut = (key: "mse" | "divergence" | "J") =>
        slope((x) => all(kernel, tau, x)[key], cut, 1e-2 * cut);
      const size = kernel.secondMoment + tau;
      // An edge of the support within reach of the step leaves the quotient few digits, which it says itself.
      const check = (value: number, { estimate, error }: Slope, unit: number, what: string) =>
        expectClose(value, estimate, { absolute: 20 * error + 1e-9 * unit }, `${what}, ${where}`);
      check(m.divergence, alongTau("J"), 1, "D");
      check(-2 * m.first, alongCut("J"), Math.sqrt(size), "∂J/∂c");
      check(m.mseTau, alongTau("mse"), 1, "∂mse/∂τ");
      check(m.mseCut, alongCut("mse"), Math.sqrt(size), "∂mse/∂c");
      check(m.divergenceTau, alongTau("divergence"), 1 / tau, "∂D/∂τ");
      check(m.divergenceCut, alongCut("divergence"), 1 / Math.sqrt(tau), "∂D/∂c");
    }
  });

  it("gives D = 1 and mse = δ² + c² exactly once the cut is below the support, and approaches it from inside", () => {
    const kernel = quadraticKernel(powerLawAtoms(40, 1));
    const tau = 1e-8;
    const edge = components(kernel.atoms, tau).at(-1)!.left;
    expect(edge).toBeGreaterThan(0);
    expect(all(kernel, tau, 0.9 * edge)).toMatchObject({
      divergence: 1,
      mse: tau + (0.9 * edge) ** 2,
      mass: 1,
    });
    const inside = all(kernel, tau, edge + 1e-3 * Math.sqrt(tau / 40));
    expect(inside.divergence).toBeLessThan(1);
    expect(inside.divergence).toBeGreaterThan(1 - 1e-3);
    expectClose(inside.mse, tau + edge ** 2, { relative: 1e-3 }, "mse inside");
  });

  it("gives D = ½ at cut 0 where the noise drowns the teacher, with a correction of order 1/δ", () => {
    const kernel = quadraticKernel(powerLawAtoms(400, 1.25));
    const off = (delta: number) => all(kernel, delta * delta, 0).divergence - 0.5;
    expectClose(off(1e3), 0, { absolute: 1e-3 }, "D − ½");
    expectClose(off(1e8), 0, { absolute: 1e-8 }, "D − ½");
    // J → ∫(x + m)₊² over the semicircle, m the mean of the eigenvalues, hence D → ½ + 4m/(3πδ).
    expectClose(off(1e5) * 1e5, (4 / (3 * Math.PI)) * kernel.atoms.mean, { relative: 1e-4 }, "correction");
  });

  it("gives the semicircle's closed forms where there is no teacher", () => {
    const kernel = quadraticKernel(spectrumAtoms(new Float64Array(7)));
    for (const delta of [1e-3, 1, 40])
      for (const k of [0, 0.2, 1, 1.7, 1.999, 2.1]) {
        const root = Math.sqrt(Math.max(0, 4 - k * k));
        const angle = k < 2 ? Math.asin(k / 2) / Math.PI : 0.5;
        const mass = 0.5 - (k * root) / (4 * Math.PI) - angle;
        const first = root ** 3 / (6 * Math.PI);
        const second = 0.5 - (k * (k * k - 2) * root) / (8 * Math.PI) - angle;
        const J = second - 2 * k * first + k * k * mass;
        const m = all(kernel, delta ** 2, k * delta);
        expectClose(m.mass, mass, { absolute: 1e-12 }, `mass at ${k}`);
        expectClose(m.J, delta ** 2 * J, { absolute: 1e-12 * delta ** 2 }, `J at ${k}`);
        expectClose(m.mse, delta ** 2 * J, { absolute: 1e-12 * delta ** 2 }, `mse at ${k}`);
        // H(x) = x/2 on the support.
        expectClose(m.divergence, second - k * first, { absolute: 1e-12 }, `D at ${k}`);
      }
  });

  it("puts the eigenvalue of a rank-one teacher where Baik, Ben Arous and Péché do, or nowhere", () => {
    const d = 20_000;
    const spectrum = new Float64Array(d);
    for (const [s, delta] of [
      [2, 1],
      [1.2, 1],
      [30, 7],
    ]) {
      spectrum[0] = s;
      const [spike, bulk] = components(spectrumAtoms(spectrum), delta ** 2);
      expect(spike.kind).toBe("spike");
      expectClose((spike.left + spike.right) / 2, s + delta ** 2 / s, { relative: 40 / d }, "position");
      const law = spikeLaw(spectrumAtoms(spectrum), delta ** 2, 0);
      expectClose(law.position, s + (delta ** 2 / s) * (1 - 1 / d), { relative: 1e-14 }, "mean");
      expectClose(law.overlap, 1 - (delta / s) ** 2 * (1 - 1 / d), { relative: 1e-13 }, "overlap");
      expectClose(bulk.right, 2 * delta, { relative: 40 / d }, "edge of the bulk");
    }
    spectrum[0] = 0.9;
    expect(components(spectrumAtoms(spectrum), 1)).toMatchObject([{ kind: "bulk", atoms: [0, 2] }]);
  });

  it("depends on repeated eigenvalues through their share only", () => {
    const few = quadraticKernel(spectrumAtoms([3, 1, 1, 0]));
    const many = quadraticKernel(spectrumAtoms([0, 0, 0, 1, 1, 1, 3, 1, 3, 1, 1, 3]));
    for (const [tau, cut] of [
      [0.2, 0.5],
      [2, 1],
      [1e-4, 1.5],
    ]) {
      const a = all(few, tau, cut);
      const b = all(many, tau, cut);
      for (const key of MOMENTS) expectClose(b[key], a[key], { relative: 1e-12, absolute: 1e-13 }, key);
    }
  });

  it.each([
    [1e4, 0.55, 1, 0.3],
    [1e4, 0.75, 4, 5],
    [1e4, 1, 1e-2, 0.1],
    [1e4, 1.25, 30, 8],
    [1e4, 1.5, 0.3, 0.2],
    [1e4, 2, 1e-4, 0.01],
    [1e4, 4, 1, 0.3],
    [1e5, 0.6, 1, 0.7],
    [1e5, 1.25, 0.01, 0.1],
    [1e5, 2.5, 1, 0.7],
  ])(
    "agrees, summing the tail of d = %d, γ = %d in blocks, with the direct sums to 1e-11",
    (d, gamma, tau, cut) => {
      const compressed = all(quadraticKernel(powerLawAtoms(d, gamma)), tau, cut);
      const direct = all(quadraticKernel(spectrumAtoms(powerLaw(d, gamma))), tau, cut);
      for (const key of [...MOMENTS, "J", "mass"] as const)
        expectClose(compressed[key], direct[key], { relative: 1e-11 }, key);
    },
  );

  it("is at full width, or with more room than eigenvalues above the cut, the kernel without a width", () => {
    const atoms = powerLawAtoms(60, 0.8);
    const full = quadraticKernel(atoms);
    for (const [tau, cut] of [
      [0.1, 0.05],
      [1, 1],
      [1e-6, 1e-3],
      [50, 0],
    ]) {
      const expected = all(full, tau, cut);
      expect(all(quadraticKernel(atoms, { fraction: 1 }), tau, cut)).toEqual(expected);
      const roomy = { fraction: Math.min(1, expected.mass + 1e-3) };
      expect(all(quadraticKernel(atoms, roomy), tau, cut)).toEqual(expected);
    }
  });

  it.each([0.05, 0.12, 0.35, 0.5])(
    "keeps at finite width the largest eigenvalues of mass %d, with their derivatives",
    (fraction) => {
      const spectrum = powerLaw(20, 0.9);
      const kernel = quadraticKernel(powerLawAtoms(20, 0.9), { fraction });
      for (const [tau, cut] of [
        [0.3, 0.05],
        [2, 0.1],
        [1e-3, 1e-2],
      ]) {
        const law = new NoisyLaw(spectrum, tau);
        const m = all(kernel, tau, cut);
        expectClose(m.mass, fraction, { relative: 1e-12 }, "mass");
        // The quantile by bisection on the mass; where it falls in a gap of the support any point of the gap will do.
        let [low, high] = [cut, 20];
        for (let step = 0; step < 42; step++) {
          const mid = (low + high) / 2;
          if (law.integrate(() => 1, mid) > fraction) low = mid;
          else high = mid;
        }
        const divergence = law.integrate((x, hilbert) => 2 * (x - cut) * hilbert, high);
        const J = law.integrate((x) => (x - cut) ** 2, high);
        const cross = law.integrate((x) => (x - cut) * x, high) - tau * divergence;
        expectClose(m.divergence, divergence, { absolute: 1e-10 }, "D");
        expectClose(m.mse, 1 + J - 2 * cross, { absolute: 1e-10 }, "mse");
        for (const key of ["mse", "divergence"] as const) {
          const tauSlope = slope((x) => all(kernel, x, cut)[key], tau, 1e-2 * tau);
          const cutSlope = slope((x) => all(kernel, tau, x)[key], cut, 1e-2 * cut);
          const unit = key === "mse" ? 1 : 1 / tau;
          expectClose(
            m[`${key}Tau`],
            tauSlope.estimate,
            { absolute: 20 * tauSlope.error + 1e-8 * unit },
            `${key}Tau`,
          );
          expectClose(
            m[`${key}Cut`],
            cutSlope.estimate,
            { absolute: 20 * cutSlope.error + 1e-8 * unit },
            `${key}Cut`,
          );
        }
      }
    },
  );

  it("refuses a noise variance that is not positive, a negative cut and an empty spectrum", () => {
    const kernel = quadraticKernel(powerLawAtoms(10, 1));
    expect(() => kernel.evaluate(0, 1)).toThrow(RangeError);
    expect(() => kernel.evaluate(Number.NaN, 1)).toThrow(RangeError);
    expect(() => kernel.evaluate(1, -1)).toThrow(RangeError);
    expect(() => spectrumAtoms([])).toThrow(RangeError);
    expect(() => spectrumAtoms([1, Number.NaN])).toThrow(RangeError);
  });
});

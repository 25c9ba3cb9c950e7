import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagonalKernel, fixedTeacherKernel } from "../../theory/diagonal/kernel.js";
import type { Kernel, Moments } from "../../theory/kernel.js";

interface DiagonalRow {
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
  lambda: number;
  delta: number;
  cut: number;
  activeFraction: number;
  mse: number;
}

const fixture = new URL("../fixtures/state-evolution.json", import.meta.url);
const rows: DiagonalRow[] = JSON.parse(readFileSync(fixture, "utf8")).diagonal;

/** v, τ, c, mse, D of one variance, from 60-digit arithmetic (mpmath). */
const CORNERS: number[][] = [
  [1, 1, 10, 0.9999999999970373, 1.537459794428035e-12],
  [1e6, 1e-12, 1e-4, 1.0000999467917384e-8, 0.9999999202115439],
  [1e-9, 1, 1e-5, 0.9999840424087917, 0.9999920211543961],
  [1, 1e-10, 0, 1e-10, 1.0],
  [100, 1e-14, 1e-6, 1.0099999452119267e-12, 0.9999999202115439],
  [2.5, 1e-4, 30, 2.5, 2.8360859820723744e-80],
  [1e-12, 4, 20, 1.0000000000011624e-12, 1.5239706048513418e-23],
  [1e4, 1e4, 100, 6007.175432515087, 0.4795001221869535],
  [3, 1e-9, 1.5, 1.285416277933216, 0.38647623085038413],
  [1e8, 1e-8, 9999.5, 51602681.94943698, 0.31733470554029286],
];

function one(v: number): Kernel {
  return diagonalKernel(Float64Array.of(v), Float64Array.of(1));
}

/** Every i by itself. */
function directKernel(d: number, gamma: number): Kernel {
  return diagonalKernel(
    Float64Array.from({ length: d }, (_, i) => d * (i + 1) ** (-2 * gamma)),
    new Float64Array(d).fill(1 / d),
  );
}

/** ∫ f(z)φ(z)dz over [−12, 12] by Simpson's rule on panels that end at every kink. */
function gaussianMean(f: (z: number) => number, kinks: number[]): number {
  const ends = [-12, ...kinks.filter((k) => Math.abs(k) < 12).sort((a, b) => a - b), 12];
  let sum = 0;
  for (let p = 1; p < ends.length; p++) {
    const panels = 4000;
    const h = (ends[p] - ends[p - 1]) / panels;
    for (let i = 0; i <= panels; i++) {
      // points kept off the kink, where f may jump
      const z = ends[p - 1] + h * Math.min(Math.max(i, 1e-9), panels - 1e-9);
      const simpson = i === 0 || i === panels ? 1 : i % 2 === 1 ? 4 : 2;
      sum += ((simpson * h) / 3) * f(z) * Math.exp(-0.5 * z * z);
    }
  }
  return sum / Math.sqrt(2 * Math.PI);
}

function threshold(h: number, cut: number): number {
  return Math.sign(h) * Math.max(Math.abs(h) - cut, 0);
}

function relative(value: number, exact: number): number {
  return value === exact ? 0 : Math.abs(value / exact - 1);
}

const logarithm = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);

describe("diagonalKernel", () => {
  it("is the average of soft thresholding over teacher and noise", () => {
    for (const [v, tau, cut] of [
      [1, 1, 1],
      [4, 0.09, 0.2],
      [0.01, 2, 3],
      [9, 1e-3, 5],
      [0.3, 0.3, 0],
      [1e-4, 1, 0.01],
    ]) {
      const t = Math.sqrt(v + tau);
      const { mse, divergence } = one(v).evaluate(tau, cut);
      const kinks = [-cut / t, cut / t];
      // E[(η(h) − θ)² | h] with θ | h ~ N(hv/t², vτ/t²)
      const error = gaussianMean(
        (z) => (threshold(t * z, cut) - (z * v) / t) ** 2 + (v * tau) / (t * t),
        kinks,
      );
      const active = gaussianMean((z) => (Math.abs(t * z) > cut ? 1 : 0), kinks);
      expect(relative(mse, error)).toBeLessThan(1e-9);
      expect(relative(divergence, active)).toBeLessThan(1e-8);
    }
  });

  it("keeps its digits in every corner (60-digit values)", () => {
    for (const [v, tau, cut, mse, divergence] of CORNERS) {
      const moments = one(v).evaluate(tau, cut);
      expect(relative(moments.mse, mse), `mse at ${v}, ${tau}, ${cut}`).toBeLessThan(4e-15);
      // φ(a) amplifies the rounding of a by a²
      const a2 = (cut * cut) / (v + tau);
      expect(relative(moments.divergence, divergence), `D at ${v}, ${tau}, ${cut}`).toBeLessThan(
        4e-15 + 4e-16 * a2,
      );
    }
  });

  it("has the derivatives it says", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ v: logarithm(1e-6, 1e4), w: logarithm(1e-3, 1) }), {
          minLength: 1,
          maxLength: 5,
        }),
        logarithm(1e-3, 1e2),
        logarithm(1e-3, 30),
        (atoms, tau, cut) => {
          const kernel = diagonalKernel(
            Float64Array.from(atoms, (atom) => atom.v),
            Float64Array.from(atoms, (atom) => atom.w),
          );
          expectDerivatives(kernel, tau, cut);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("rejects as many weights as variances only", () => {
    expect(() => diagonalKernel(new Float64Array(2), new Float64Array(3))).toThrow(RangeError);
  });
});

describe("fixedTeacherKernel", () => {
  it("is the average of soft thresholding over the noise", () => {
    for (const [theta, tau, cut] of [
      [1, 1, 1],
      [-4, 0.09, 0.2],
      [0.1, 2, 3],
      [3, 0.01, 5],
      [0, 0.3, 0.4],
      [2, 0.5, 0],
    ]) {
      const delta = Math.sqrt(tau);
      const { mse, divergence } = fixedTeacherKernel(Float64Array.of(theta)).evaluate(tau, cut);
      const kinks = [(cut - theta) / delta, (-cut - theta) / delta];
      const error = gaussianMean((z) => (threshold(theta + delta * z, cut) - theta) ** 2, kinks);
      const active = gaussianMean((z) => (Math.abs(theta + delta * z) > cut ? 1 : 0), kinks);
      expect(relative(mse, error)).toBeLessThan(1e-8);
      expect(Math.abs(divergence - active)).toBeLessThan(1e-8);
    }
  });

  it("averages over Gaussian teachers to the random-teacher kernel", () => {
    const [v, tau, cut] = [2, 0.7, 1.1];
    const random = { ...one(v).evaluate(tau, cut) };
    const keys = Object.keys(random) as (keyof Moments)[];
    for (const key of keys) {
      const mean = gaussianMean(
        (z) => fixedTeacherKernel(Float64Array.of(Math.sqrt(v) * z)).evaluate(tau, cut)[key],
        [],
      );
      expect(relative(mean, random[key]), key).toBeLessThan(1e-9);
    }
  });

  it("keeps its digits for a well-learned weight: mse → δ² + c²", () => {
    const { mse, mseCut } = fixedTeacherKernel(Float64Array.of(1e6, -1e6)).evaluate(1e-8, 3e-4);
    expect(relative(mse, 1e-8 + 9e-8)).toBeLessThan(1e-14);
    expect(relative(mseCut, 6e-4)).toBeLessThan(1e-14);
  });

  it("has the derivatives it says", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 1, maxLength: 5 }),
        logarithm(1e-2, 1e2),
        logarithm(1e-3, 30),
        (teacher, tau, cut) => expectDerivatives(fixedTeacherKernel(Float64Array.from(teacher)), tau, cut),
      ),
      { numRuns: 300 },
    );
  });
});

/** Compares the exact derivatives with fourth-order central differences, in log τ and log c. */
function expectDerivatives(kernel: Kernel, tau: number, cut: number): void {
  const exact = { ...kernel.evaluate(tau, cut) };
  const h = 2e-3;
  const difference = (at: (x: number) => number) =>
    (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
  for (const key of ["mse", "divergence"] as const) {
    const byTau = difference((x) => kernel.evaluate(tau * Math.exp(x), cut)[key]);
    const byCut = difference((x) => kernel.evaluate(tau, cut * Math.exp(x))[key]);
    const scale = 1e-7 * Math.abs(exact[key]);
    expect(Math.abs(byTau - tau * exact[`${key}Tau`])).toBeLessThan(scale + 1e-7 * Math.abs(byTau) + 1e-15);
    expect(Math.abs(byCut - cut * exact[`${key}Cut`])).toBeLessThan(scale + 1e-7 * Math.abs(byCut) + 1e-15);
  }
}

describe("the diagonal state evolution", () => {
  it("has the fixed points of an independent implementation", () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      const kernel = directKernel(row.d, row.gamma);
      // The reference forms mse as a difference, which costs it digits where mse ≪ Q*.
      const { mse, divergence } = kernel.evaluate(row.delta ** 2, row.cut);
      expect(relative(mse, row.mse), `mse ${JSON.stringify(row)}`).toBeLessThan(5e-9);
      expect(relative(divergence, row.activeFraction), `D ${JSON.stringify(row)}`).toBeLessThan(5e-9);
    }
  });

  it("is solved by nested bisection to the reference, δ, cut, D and mse to 1e-8", () => {
    for (const row of rows.filter((r) => r.d <= 400)) {
      const solved = bisect(directKernel(row.d, row.gamma), row);
      expect(relative(solved.delta, row.delta)).toBeLessThan(1e-8);
      expect(relative(solved.cut, row.cut)).toBeLessThan(1e-8);
      expect(relative(solved.divergence, row.activeFraction)).toBeLessThan(1e-8);
      expect(relative(solved.mse, row.mse)).toBeLessThan(1e-8);
    }
  });
});

/** Outer bisection on log δ², inner on log c, with no derivative: slow, and independent of the project's solver. */
function bisect(kernel: Kernel, { alpha, lambda, noise }: DiagonalRow) {
  const cutAt = (tau: number) => {
    let low = Math.log(lambda / alpha);
    let high = low + 60;
    for (let k = 0; k < 60; k++) {
      const middle = 0.5 * (low + high);
      const cut = Math.exp(middle);
      if (cut * (alpha - kernel.evaluate(tau, cut).divergence) < lambda) low = middle;
      else high = middle;
    }
    return Math.exp(0.5 * (low + high));
  };
  let low = Math.log(noise / alpha + 1e-30);
  let high = Math.log((kernel.secondMoment * 100 + noise) / alpha);
  for (let k = 0; k < 60; k++) {
    const middle = 0.5 * (low + high);
    const tau = Math.exp(middle);
    if (kernel.evaluate(tau, cutAt(tau)).mse + noise > alpha * tau) low = middle;
    else high = middle;
  }
  const tau = Math.exp(0.5 * (low + high));
  const cut = cutAt(tau);
  const { mse, divergence } = kernel.evaluate(tau, cut);
  return { delta: Math.sqrt(tau), cut, divergence, mse };
}

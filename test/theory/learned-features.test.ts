import { expect, test } from "vitest";
import {
  collapsingWeightDecay,
  featureSteps,
  learnedFeatures,
  plateauEnd,
  zeroRisk,
} from "../../theory/learned-features.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { quadraticKernelOf } from "../../theory/teacher.js";

const problem = { network: "quadratic", d: 200, gamma: 1, noise: 0.5 } as const;

test("from the collapsing weight decay on the quadratic network is exactly zero, below it is not", () => {
  for (const alpha of [0.05, 0.3, 2]) {
    const lambda = collapsingWeightDecay({ ...problem, alpha });
    const above = stateEvolution({ ...problem, alpha, lambda: lambda * (1 + 1e-9) });
    expect(above.zero).toBe(true);
    expect(above.excessRisk).toBe(zeroRisk(problem));
    expect(stateEvolution({ ...problem, alpha, lambda: lambda * (1 - 1e-4) }).zero).toBe(false);
  }
});

test("far beyond n_eff = 1 it is 4α(s₁ + δ²/s₁), the outlier of a single strong feature", () => {
  const { atoms, secondMoment } = quadraticKernelOf(1e4, 1.5);
  const alpha = 0.05;
  const tau = (2 * secondMoment + 0.5) / (4 * alpha);
  const s = atoms.value(0);
  const leading = 4 * alpha * (s + tau / s);
  expect(collapsingWeightDecay({ d: 1e4, gamma: 1.5, noise: 0.5, alpha }) / leading).toBeCloseTo(1, 1);
  // Pure noise below: 4α·2δ, up to the width of one atom.
  const few = 1e-6;
  const noise = 8 * few * Math.sqrt(2.5 / (4 * few));
  expect(collapsingWeightDecay({ d: 1e4, gamma: 1.5, noise: 0.5, alpha: few }) / noise).toBeCloseTo(1, 2);
});

test("the plateau of rank collapse ends at λ_max, with the risk still R(0)", () => {
  for (const lambda of [1, Math.sqrt(200), 100]) {
    const end = plateauEnd({ ...problem, lambda });
    expect(end.before).toBe("zero");
    expect(end.relativeRisk).toBeCloseTo(1, 6);
    expect(collapsingWeightDecay({ ...problem, alpha: end.effectiveSamples / 200 }) / lambda).toBeCloseTo(
      1,
      9,
    );
  }
});

test("the plateau without weight decay ends near one effective sample in every dimension, by the first outlier", () => {
  const ends = [100, 1000, 10_000].map((d) => plateauEnd({ ...problem, d, lambda: 1 / d }));
  for (const { before, effectiveSamples, relativeRisk } of ends) {
    expect(before).toBe("noise");
    expect(effectiveSamples).toBeGreaterThan(0.9);
    expect(effectiveSamples).toBeLessThan(2.1);
    expect(relativeRisk).toBeGreaterThan(0.85);
    expect(relativeRisk).toBeLessThan(1.05);
  }
  // s₁ = δ with δ² = (2 + Δ)/(4α) is the threshold of one spike: n_eff = (2 + Δ)d/(4s₁²), approached as d grows.
  const d = 10_000;
  const s = quadraticKernelOf(d, 1).atoms.value(0);
  expect(ends[2].effectiveSamples / ((2.5 * d) / (4 * s * s))).toBeCloseTo(1.1, 0);
});

test("the steps are where K changes, one by one, and K ∝ n_eff^(1/γ) in phase II", () => {
  for (const gamma of [1, 1.5]) {
    const p = { network: "quadratic", d: 1000, gamma, noise: 0.5, lambda: 300 } as const;
    const steps = featureSteps(p, [10, 1e6], { most: 8 });
    const rises = steps.filter(({ from, to }) => to === from + 1).slice(0, 8);
    expect(rises.map(({ to }) => to)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const { effectiveSamples, from, to } of rises) {
      const K = (n: number) => learnedFeatures(stateEvolution({ ...p, alpha: n / p.d }));
      expect(K(effectiveSamples * (1 - 2e-6))).toBe(from);
      expect(K(effectiveSamples * (1 + 2e-6))).toBe(to);
    }
    const growth = Math.log(8 / 2) / Math.log(rises[7].effectiveSamples / rises[1].effectiveSamples);
    expect(growth).toBeCloseTo(1 / gamma, 1);
  }
});

test("the diagonal network's plateau is that of Σ i^(−2γ), left where √d passes cut and noise", () => {
  const p = { network: "diagonal", d: 200, gamma: 1, noise: 0.5 } as const;
  expect(zeroRisk(p)).toBeCloseTo(
    Array.from({ length: 200 }, (_, i) => (i + 1) ** -2).reduce((a, b) => a + b),
    10,
  );
  const end = plateauEnd({ ...p, lambda: Math.sqrt(200) });
  expect(end.before).toBe("zero");
  const at = stateEvolution({ ...p, alpha: end.effectiveSamples / 200, lambda: Math.sqrt(200) });
  expect(at.cut).toBeCloseTo(Math.sqrt(200), 6);
  expect(plateauEnd({ ...p, lambda: 1 / 200 }).before).toBe("noise");
});

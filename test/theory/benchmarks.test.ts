import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bayesOptimal } from "../../theory/bayes.js";
import { decomposition } from "../../theory/decomposition.js";
import type { Network, Parameters } from "../../theory/parameters.js";
import { bulkEdge, prunedRisk } from "../../theory/pruning.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { expectClose } from "./close.js";
import { NoisyLaw, powerLaw } from "./noisy-law.js";
import { problems, runs } from "./problems.js";
import { bayesRows } from "./reference.js";

const NETWORKS = ["diagonal", "quadratic"] as const;

/** The least risk over a grid of weight decays, refined around its best. */
function tuned(p: Omit<Parameters, "lambda">): { risk: number; lambda: number } {
  const risk = (log: number) => stateEvolution({ ...p, lambda: Math.exp(log) }).excessRisk;
  let best = { risk: Number.POSITIVE_INFINITY, log: 0 };
  const look = (log: number) => {
    const found = risk(log);
    if (found < best.risk) best = { risk: found, log };
  };
  for (let log = Math.log(1e-5); log < Math.log(1e5); log += 0.5) look(log);
  for (const step of [0.2, 0.08, 0.03, 0.01]) for (const k of [-2, -1, 1, 2]) look(best.log + k * step);
  return { risk: best.risk, lambda: Math.exp(best.log) };
}

describe("bayesOptimal", () => {
  it("reproduces the reference rows to 1e-10", () => {
    expect(bayesRows).toHaveLength(9);
    for (const { d, gamma, noise, alpha, delta, matrixMse } of bayesRows) {
      const s = bayesOptimal({ network: "quadratic", d, gamma, noise, alpha });
      const where = JSON.stringify({ d, gamma, noise, alpha });
      expect(s.converged, where).toBe(true);
      expectClose(s.delta, delta, { relative: 1e-10 }, `delta of ${where}`);
      expectClose(s.mse, matrixMse, { relative: 1e-10 }, `mse of ${where}`);
      expect(s.excessRisk).toBe(2 * s.mse);
    }
  });

  it("has the error of the denoiser x − 2δ²H, integrated along the support", () => {
    for (const p of [
      { d: 60, gamma: 1.25, noise: 0.5, alpha: 0.02 },
      { d: 60, gamma: 0.7, noise: 0.1, alpha: 1 },
      { d: 40, gamma: 2, noise: 0, alpha: 0.3 },
    ]) {
      const { delta, mse } = bayesOptimal({ network: "quadratic", ...p });
      const tau = delta ** 2;
      const law = new NoisyLaw(powerLaw(p.d, p.gamma), tau, 60);
      const exact = 1 - law.integrate((x, hilbert) => (x - 2 * tau * hilbert) ** 2);
      expectClose(mse, exact, { absolute: 1e-11 }, JSON.stringify(p));
      expectClose(2 * p.alpha * tau, mse + p.noise / 2, { relative: 1e-10 }, "equation");
    }
  });

  it.each(NETWORKS)("lies below the best weight decay, which lies below any: %s network", (network) => {
    for (const [d, gamma, noise, alpha] of [
      [400, 1.25, 0.5, 0.02],
      [400, 1.25, 0.5, 0.25],
      [200, 0.75, 0.1, 3],
      [1e5, 1.5, 1, 1e-3],
      [50, 1, 0, 0.2],
    ]) {
      const p = { network, d, gamma, noise, alpha };
      const bayes = bayesOptimal(p);
      const { risk, lambda } = tuned(p);
      const where = JSON.stringify(p);
      expect(bayes.converged, where).toBe(true);
      expect(bayes.excessRisk, where).toBeLessThan(risk);
      expect(bayes.excessRisk, where).toBeGreaterThan(0.1 * risk);
      for (const factor of [1e-3, 0.3, 3, 1e3])
        expect(stateEvolution({ ...p, lambda: lambda * factor }).excessRisk, where).toBeGreaterThan(
          risk * (1 - 1e-5),
        );
    }
  });

  it.each(NETWORKS)("lies below the solved risk all over the box: %s network", (network) => {
    fc.assert(
      fc.property(problems(network, false, 300), (p) => {
        const bayes = bayesOptimal(p);
        const s = stateEvolution(p);
        const where = JSON.stringify(p);
        expect(bayes.converged, where).toBe(true);
        expect(bayes.mse, where).toBeGreaterThanOrEqual(0);
        expect(bayes.mse, where).toBeLessThanOrEqual(s.mse * (1 + 1e-9));
        expect(bayes.delta, where).toBeLessThanOrEqual(s.delta * (1 + 1e-9));
      }),
      runs(50),
    );
  });

  it("recovers the teacher exactly from enough samples without noise, and not before", () => {
    const at = (network: Network, alpha: number) =>
      bayesOptimal({ network, d: 100, gamma: 1, noise: 0, alpha });
    expect(at("diagonal", 1)).toMatchObject({ delta: 0, mse: 0, excessRisk: 0 });
    expect(at("diagonal", 0.99).mse).toBeGreaterThan(0);
    // d(d−1)/2 unknown directions beside the d eigenvalues: 2α = 1 − 1/d.
    expect(at("quadratic", 0.4951)).toMatchObject({ delta: 0, mse: 0, excessRisk: 0 });
    expect(at("quadratic", 0.48).mse).toBeGreaterThan(0);
  });

  it("reaches the rate d/n_eff beyond d^{2γ} samples: mse → Δ/α of a network that learned all weights", () => {
    const diagonal = bayesOptimal({ network: "diagonal", d: 100, gamma: 1, noise: 0.5, alpha: 1e7 });
    expectClose(diagonal.mse, 0.5 / 1e7, { relative: 1e-3 }, "diagonal");
    // 4αδ² = 2·mse + Δ with mse = δ²(1 − 1/d) once every eigenvalue is apart.
    const quadratic = bayesOptimal({ network: "quadratic", d: 100, gamma: 1, noise: 0.5, alpha: 1e7 });
    expectClose(quadratic.mse, 0.25 / 2e7, { relative: 0.02 }, "quadratic");
  });
});

/** Points of the quadratic network whose spectrum is a bulk alone, bulk and spikes, or spikes only, with the cut in each. */
const STATES: Omit<Parameters, "network">[] = [
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 0.002, lambda: 0.01 },
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 0.05, lambda: 0.1 },
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 0.25, lambda: 0.01 },
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 0.25, lambda: 3 },
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 40, lambda: 1 },
  { d: 60, gamma: 0.7, noise: 0.1, alpha: 1, lambda: 0.1 },
  { d: 100, gamma: 1.25, noise: 0, alpha: 0.3, lambda: 0.01 },
  { d: 40, gamma: 2, noise: 1, alpha: 0.5, lambda: 0.3 },
  { d: 100, gamma: 1.25, noise: 0.5, alpha: 1e4, lambda: 10 },
];

describe("decomposition", () => {
  it.each(STATES)(
    "has the terms of the integrals over bulk and spikes: d = $d, γ = $gamma, α = $alpha, λ = $lambda",
    (p) => {
      const s = stateEvolution({ network: "quadratic", ...p });
      const terms = decomposition(s);
      const tau = s.delta ** 2;
      const law = new NoisyLaw(powerLaw(p.d, p.gamma), tau, 100);
      const bulk = law.components.slice(-1);
      const spikes = law.components.slice(0, -1);
      const { first } = bulk[0];
      const square = (from: number, to?: number) =>
        law.values.slice(from, to).reduce((sum, value) => sum + value * value, 0) / p.d;
      const learned = (parts: typeof bulk) => law.integrate((x) => (x - s.cut) ** 2, s.cut, parts);
      const aligned = (parts: typeof bulk) =>
        -2 * law.integrate((x, hilbert) => (x - s.cut) * (x - 2 * tau * hilbert), s.cut, parts);
      const absolute = 1e-12 * (1 + tau);
      expectClose(terms.overfitting, learned(bulk), { absolute }, "overfitting");
      expectClose(terms.underfitting, square(first), { absolute }, "underfitting");
      expectClose(terms.alignment, aligned(bulk), { absolute }, "alignment");
      const approximation = learned(spikes) + square(0, first) + aligned(spikes);
      expectClose(terms.approximation, approximation, { absolute }, "approximation");
      expectClose(terms.total, s.mse, { relative: 1e-12 }, "total");
    },
  );

  it.each(NETWORKS)("adds up to the error all over the box: %s network", (network) => {
    fc.assert(
      fc.property(problems(network), (p) => {
        const s = stateEvolution(p);
        const { overfitting, underfitting, approximation, alignment, total } = decomposition(s);
        const where = JSON.stringify(p);
        // The parts may be far larger than their sum.
        const absolute = 1e-12 * (overfitting + underfitting + approximation + Math.abs(alignment));
        expectClose(overfitting + underfitting + approximation + alignment, s.mse, { absolute }, where);
        expectClose(total, s.mse, { relative: 1e-12, absolute }, where);
        for (const part of [overfitting, underfitting, approximation])
          expect(part, where).toBeGreaterThanOrEqual(-absolute);
        expect(alignment, where).toBeLessThanOrEqual(absolute);
      }),
      runs(80),
    );
  });

  it("is the leading-order form where the outliers are well apart: within 10 % at d = 400, n_eff = 10, λ = 0.01", () => {
    const d = 400;
    const s = stateEvolution({
      network: "quadratic",
      d,
      gamma: 1.25,
      noise: 0.5,
      alpha: 4000 / d ** 2,
      lambda: 0.01,
    });
    const spectrum = powerLaw(d, 1.25);
    const outliers = spectrum.filter((value) => value > s.delta).length;
    const k = s.cut / s.delta;
    const tau = s.delta ** 2;
    // δ²∫_{k}^{2}(x − k)² over the semicircle.
    const semicircle = new NoisyLaw(new Float64Array(1), 1).integrate((x) => (x - k) ** 2, k);
    let leading = tau * semicircle;
    for (let i = 0; i < d; i++) {
      const value = spectrum[i];
      if (i >= outliers) leading += value ** 2 / d;
      else leading += ((tau / value - s.cut) ** 2 + 2 * (tau / value) * (value + tau / value - s.cut)) / d;
    }
    expectClose(leading / s.mse, 1.07, { absolute: 0.01 }, "overshoot");
    expectClose(decomposition(s).total, s.mse, { relative: 1e-12 }, "exact form");
  });

  it("refuses a finite width", () => {
    const s = stateEvolution({
      network: "quadratic",
      d: 40,
      gamma: 1,
      noise: 0.5,
      alpha: 1,
      lambda: 0.1,
      width: 7,
    });
    expect(() => decomposition(s)).toThrow(RangeError);
  });
});

describe("prunedRisk", () => {
  const solve = (n: number, lambda: number): Solution =>
    stateEvolution({ network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: n / 400 ** 2, lambda });

  it.each([
    [4e5, 0.0315, 0.0167, 0.0116],
    [4e4, 3.84, 0.28, 0.052],
  ])(
    "improves on the untuned network at n = %d as published: %d → %d, the best weight decay gives %d or less",
    (n, untuned, pruned, best) => {
      const s = solve(n, 1e-3 * Math.sqrt(n / 400 ** 2));
      expectClose(s.mse, untuned, { relative: 6e-3 }, "untuned");
      const after = prunedRisk(s);
      expectClose(after.mse, pruned, { relative: 6e-3 }, "pruned");
      expect(after.cut).toBe(2 * s.delta);
      expect(after.excessRisk).toBe(2 * after.mse);
      const p = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: n / 400 ** 2 } as const;
      const bestMse = tuned(p).risk / 2;
      expect(bestMse).toBeLessThan(best);
      expect(bestMse).toBeGreaterThan(0.8 * best);
    },
  );

  it("has the error of the denoiser with the larger cut at the same noise", () => {
    const s = stateEvolution({
      network: "quadratic",
      d: 60,
      gamma: 1.25,
      noise: 0.5,
      alpha: 2,
      lambda: 0.01,
    });
    const law = new NoisyLaw(powerLaw(60, 1.25), s.delta ** 2);
    expectClose(prunedRisk(s).mse, law.moments(2 * s.delta).mse, { relative: 1e-10 }, "at 2δ");
    const edge = bulkEdge(s);
    expectClose(edge, law.at(law.components.at(-1)!.right).x, { relative: 1e-12 }, "edge of the bulk");
    expectClose(
      prunedRisk(s, edge).mse,
      law.moments(edge).mse,
      { relative: 1e-10 },
      "at the edge of the bulk",
    );
  });

  it("leaves alone what is cut beyond the noise already, and never falls below the Bayes error", () => {
    const regularised = solve(4e5, 100);
    expect(regularised.cut).toBeGreaterThan(2 * regularised.delta);
    expect(prunedRisk(regularised)).toMatchObject({ mse: regularised.mse, cut: regularised.cut });
    for (const network of NETWORKS)
      for (const alpha of [0.01, 0.3, 5, 1e3]) {
        const p = { network, d: 400, gamma: 1.25, noise: 0.5, alpha };
        const s = stateEvolution({ ...p, lambda: 1e-3 * Math.sqrt(alpha) });
        expect(prunedRisk(s).mse).toBeGreaterThan(bayesOptimal(p).mse);
      }
  });

  it("follows the optimal rate without tuning, for samples well beyond the peak", () => {
    // d ≪ n_eff ≪ d^{2γ}: n_eff^{−1+1/(2γ)}, where the untuned network still falls as d/n_eff from far above.
    const mse = (d: number, effective: number) =>
      prunedRisk(
        stateEvolution({
          network: "quadratic",
          d,
          gamma: 1.25,
          noise: 0.5,
          alpha: effective / d,
          lambda: 1e-4 * Math.sqrt(effective / d),
        }),
      ).mse;
    const slope = Math.log(mse(1e8, 1e13) / mse(1e8, 1e11)) / Math.log(100);
    expectClose(slope, -1 + 1 / 2.5, { absolute: 0.03 }, "slope");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localExponents } from "../../theory/local-exponents.js";
import type { Network, Parameters } from "../../theory/parameters.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { expectClose, slope } from "./close.js";
import { logarithm, problems, runs } from "./problems.js";

/** Relative step of the differences. */
const STEP = 2e-3;
const NETWORKS = ["diagonal", "quadratic"] as const;

function exponents(p: Parameters) {
  return localExponents(stateEvolution(p));
}

function expectDifferenced(p: Parameters): void {
  const { samples, lambda } = exponents(p);
  const risk = (changed: Partial<Parameters>) => Math.log(stateEvolution({ ...p, ...changed }).excessRisk);
  const where = JSON.stringify(p);
  const differenced = {
    samples: slope((x) => risk({ alpha: Math.exp(x) }), Math.log(p.alpha), STEP),
    lambda: slope((x) => risk({ lambda: Math.exp(x) }), Math.log(p.lambda), STEP),
  };
  // Where features cross the cut within the step, the quotient has few digits, and says so.
  const absolute = (error: number) => 10 * error + 1e-8;
  expectClose(
    samples,
    differenced.samples.estimate,
    { absolute: absolute(differenced.samples.error) },
    `n: ${where}`,
  );
  expectClose(
    lambda,
    differenced.lambda.estimate,
    { absolute: absolute(differenced.lambda.error) },
    `λ: ${where}`,
  );
  // One that says nothing is no test.
  expect(Math.max(differenced.samples.error, differenced.lambda.error), where).toBeLessThan(1e-2);
}

/** Load α in [low, high] at which the risk stops rising with the samples. */
function peak(network: Network, d: number, lambda: number, low: number, high: number): number {
  const rises = (alpha: number) =>
    exponents({ network, d, gamma: 1.25, noise: 0.5, alpha, lambda }).samples > 0;
  expect(rises(low)).toBe(true);
  expect(rises(high)).toBe(false);
  let [a, b] = [low, high];
  for (let step = 0; step < 25; step++) {
    const mid = (a + b) / 2;
    if (rises(mid)) a = mid;
    else b = mid;
  }
  return (a + b) / 2;
}

describe("localExponents", () => {
  it.each(NETWORKS)("are the slopes of the risk, by centred differences: %s network", (network) => {
    // Points where the risk is not yet constant or its slope not too steep for a difference.
    const moderate = fc
      .tuple(problems(network, false, 1e3), logarithm(0.02, 20), logarithm(1e-3, 1))
      .map(([p, alpha, share]) => ({
        ...p,
        alpha,
        lambda: share * Math.sqrt(alpha),
        gamma: Math.min(p.gamma, 2),
      }));
    fc.assert(fc.property(moderate, expectDifferenced), runs(40));
  });

  it.each([5, 40, 200, 399])("are the slopes of the risk at width %d", (width) => {
    for (const [alpha, lambda] of [
      [0.03, 0.1],
      [0.3, 0.01],
      [3, 0.2],
    ])
      expectDifferenced({ network: "quadratic", d: 400, gamma: 1.1, noise: 0.3, alpha, lambda, width });
  });

  it.each(NETWORKS)(
    "reach −1 in the samples and 0 in λ deep in phases VIa and VIb: %s network",
    (network) => {
      for (const [d, gamma, alpha] of [
        [1e6, 0.75, 1e3],
        [1e8, 1.25, 1e4],
        [1e4, 1.25, 1e10],
      ]) {
        const e = exponents({ network, d, gamma, noise: 0.5, alpha, lambda: 1e-3 * Math.sqrt(alpha) });
        expectClose(e.samples, -1, { absolute: 3e-3 }, `samples, d = ${d}`);
        expectClose(e.lambda, 0, { absolute: 3e-3 }, `lambda, d = ${d}`);
      }
    },
  );

  it.each(NETWORKS)("reach −2 in the samples and +2 in λ deep in phase III: %s network", (network) => {
    for (const [gamma, alpha, lambda] of [
      [0.75, 1e10, 1e7],
      [1.25, 1e14, 1e9],
    ]) {
      const e = exponents({ network, d: 1e4, gamma, noise: 0.5, alpha, lambda });
      expectClose(e.samples, -2, { absolute: 4e-3 }, "samples");
      expectClose(e.lambda, 2, { absolute: 4e-3 }, "lambda");
    }
  });

  it.each(NETWORKS)("reach ∓(2 − 1/γ) deep in phase II: %s network", (network) => {
    for (const gamma of [0.75, 1, 1.25, 2]) {
      const e = exponents({ network, d: 1e12, gamma, noise: 0.5, alpha: 1, lambda: 1e3 });
      expectClose(e.samples, -(2 - 1 / gamma), { absolute: 0.01 }, `samples, γ = ${gamma}`);
      expectClose(e.lambda, 2 - 1 / gamma, { absolute: 0.01 }, `lambda, γ = ${gamma}`);
    }
  });

  it("are exactly 0 on the plateau of rank collapse", () => {
    const collapsed = { d: 1e4, gamma: 1.25, noise: 0.5, alpha: 1e-2, lambda: 1e6 };
    for (const network of NETWORKS)
      expect(exponents({ network, ...collapsed })).toEqual({ samples: 0, lambda: 0 });
  });

  it("approach 1 − 2γ in the samples as d grows in the noiseless fast decay", () => {
    for (const network of NETWORKS)
      for (const gamma of [0.75, 1.25]) {
        const [near, far] = [1e6, 1e12].map(
          (d) => exponents({ network, d, gamma, noise: 0, alpha: d ** -0.5, lambda: 1e-10 }).samples,
        );
        const limit = 1 - 2 * gamma;
        expect(Math.abs(far - limit), `${network} ${gamma}`).toBeLessThan(0.12 * Math.abs(limit));
        expect(Math.abs(far - limit), `${network} ${gamma}`).toBeLessThan(Math.abs(near - limit));
      }
  });
});

describe("the interpolation peak", () => {
  it("rises as λ^{−2/3} for the diagonal network at d = 1e5", () => {
    const at = (lambda: number): Parameters => ({
      network: "diagonal",
      d: 1e5,
      gamma: 1.25,
      noise: 0.5,
      alpha: 1,
      lambda,
    });
    expectClose(exponents(at(1e-8)).lambda, -2 / 3, { absolute: 1e-5 }, "slope in the limit");
    const chord = Math.log(stateEvolution(at(3e-4)).mse / stateEvolution(at(1e-4)).mse) / Math.log(3);
    expectClose(chord, -0.67, { absolute: 1.5e-3 }, "slope from 1e-4 to 3e-4");
  });

  it("rises as λ^{−2/3} for the quadratic network only while the cut is above the teacher's mean eigenvalue", () => {
    const slope = (d: number, lambda: number) =>
      exponents({ network: "quadratic", d, gamma: 1.25, noise: 0.5, alpha: 0.25, lambda }).lambda;
    expectClose(slope(1e12, 1e-6), -2 / 3, { absolute: 1e-3 }, "d = 1e12");
    // Mean eigenvalue of order d^{−1/2}: at d = 100 the law is gone.
    expect(slope(100, 1e-6)).toBeGreaterThan(-1e-3);
    expect(slope(1e4, 1e-6)).toBeGreaterThan(-0.05);
    expect(slope(1e6, 1e-4)).toBeLessThan(-0.6);
  });

  it.each([
    [2, [0.298, 1.47, 4.19, 6.05, 6.4, 6.44]],
    [1.25, [0.291, 0.923, 1.46, 1.58, 1.595, 1.596]],
  ])("saturates for the quadratic network at d = 100, γ = %d, α = ¼", (gamma, expected) => {
    expected.forEach((mse, k) => {
      const s = stateEvolution({
        network: "quadratic",
        d: 100,
        gamma,
        noise: 0.5,
        alpha: 0.25,
        lambda: 10 ** -(k + 1),
      });
      // The numbers are given to three or four digits.
      expectClose(s.mse, mse, { relative: 2.5e-3 }, `λ = 1e-${k + 1}`);
    });
  });

  it("sits at n = d for the diagonal network", () => {
    for (const d of [100, 1e6]) {
      expectClose(peak("diagonal", d, 1e-2, 0.6, 1.8), 1, { absolute: 2e-3 }, `λ = 1e-2, d = ${d}`);
      expectClose(peak("diagonal", d, 1e-6, 0.6, 1.8), 1, { absolute: 1e-5 }, `λ = 1e-6, d = ${d}`);
    }
  });

  it("sits at n = d²/4 for the quadratic network, from above as d grows", () => {
    expectClose(peak("quadratic", 1e8, 1e-4, 0.15, 0.45), 0.25, { relative: 5e-5 }, "d = 1e8");
    const finite = [100, 1e4, 1e6].map((d) => peak("quadratic", d, 1e-4, 0.15, 0.45) / 0.25 - 1);
    expect(finite[0]).toBeGreaterThan(0.05);
    expect(finite[1]).toBeLessThan(4e-3);
    expect(finite[2]).toBeLessThan(3e-4);
    for (const off of finite) expect(off).toBeGreaterThan(0);
  });
});

describe("noiseless recovery as λ → 0", () => {
  const mse = (network: Network, alpha: number, lambda: number) =>
    stateEvolution({ network, d: 400, gamma: 1.25, noise: 0, alpha, lambda }).mse;

  it("is not reached below n = d²/2 samples of the quadratic network: the error levels off", () => {
    expectClose(mse("quadratic", 0.45, 1e-7), 2.52e-4, { relative: 2e-3 }, "error");
    expectClose(mse("quadratic", 0.45, 1e-9), mse("quadratic", 0.45, 1e-7), { relative: 1e-4 }, "level");
  });

  it("is reached above, with an error that falls as λ², in closed form", () => {
    for (const lambda of [1e-5, 1e-7, 1e-9]) {
      // D = 1: c = λ/(4α − 2), δ² = c²/(2α − 1), mse = δ² + c².
      const cut = lambda / 0.2;
      expectClose(mse("quadratic", 0.55, lambda), cut ** 2 * 11, { relative: 1e-11 }, `λ = ${lambda}`);
    }
  });

  it("needs n > d samples of the diagonal network", () => {
    expectClose(mse("diagonal", 0.9, 1e-8), mse("diagonal", 0.9, 1e-6), { relative: 3e-3 }, "level");
    expect(mse("diagonal", 0.9, 1e-8)).toBeGreaterThan(1e-4);
    expectClose(mse("diagonal", 1.1, 1e-8) / mse("diagonal", 1.1, 1e-7), 0.01, { relative: 0.02 }, "fall");
  });
});

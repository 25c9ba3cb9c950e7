import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localExponents } from "../../theory/local-exponents.js";
import { ParameterError, type Parameters } from "../../theory/parameters.js";
import { components } from "../../theory/quadratic/components.js";
import { inverseMap, type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { powerLawTeacher, quadraticKernelOf } from "../../theory/teacher.js";
import { expectClose } from "./close.js";
import { NoisyLaw, powerLaw } from "./noisy-law.js";
import { logarithm, problems, runs, uniform } from "./problems.js";

/** A and E of the two equations: A·α·δ² = E·mse + Δ, λ/c = A·α − E·D. */
const constants = { quadratic: [4, 2], diagonal: [1, 1] } as const;

function defects(p: Parameters, s: Solution, mse: number, divergence: number): [number, number] {
  const [load, weight] = constants[p.network];
  const left = load * p.alpha * s.delta ** 2;
  const pull = p.lambda / s.cut;
  return [
    Math.abs(weight * mse + p.noise - left) / Math.max(left, weight * mse, p.noise),
    Math.abs(weight * divergence + pull - load * p.alpha) / Math.max(load * p.alpha, pull),
  ];
}

function expectSolved(p: Parameters): Solution {
  const s = stateEvolution(p);
  const where = JSON.stringify(p);
  for (const key of ["delta", "cut", "epsilon", "divergence", "mse", "excessRisk", "residual"] as const)
    expect(Number.isFinite(s[key]), `${key} of ${where}`).toBe(true);
  expect(s.converged, where).toBe(true);
  expect(s.delta, where).toBeGreaterThan(0);
  expect(s.cut, where).toBeGreaterThan(0);
  expect(s.mse, where).toBeGreaterThanOrEqual(0);
  expect(s.divergence, where).toBeGreaterThanOrEqual(0);
  // At finite width the denoiser jumps, and its average derivative may exceed 1.
  if (p.width === undefined) expect(s.divergence, where).toBeLessThanOrEqual(1 + 1e-12);
  // The denoiser evaluated once more, by itself.
  const { kernel, secondMoment } = powerLawTeacher(p.network, p.d, p.gamma, p.width);
  kernel.reset?.();
  const again = kernel.evaluate(s.delta ** 2, s.cut);
  const [error, response] = defects(p, s, again.mse, again.divergence);
  expect(error, `error equation of ${where}`).toBeLessThanOrEqual(1e-10);
  expect(response, `cut equation of ${where}`).toBeLessThanOrEqual(1e-10);
  if (s.zero) {
    expect(s.divergence, where).toBe(0);
    expectClose(s.mse, secondMoment, { relative: 1e-14 }, `mse of ${where}`);
  } else expect(s.divergence, where).toBeGreaterThan(0);
  return s;
}

describe("stateEvolution", () => {
  it.each(["diagonal", "quadratic"] as const)(
    "solves every problem of the box, or finds its weights exactly zero: %s network",
    (network) => {
      let zeros = 0;
      fc.assert(
        fc.property(problems(network), (p) => {
          zeros += Number(expectSolved(p).zero);
        }),
        runs(300),
      );
      expect(zeros).toBeGreaterThan(20);
      expect(zeros).toBeLessThan(280);
    },
  );

  it("solves every problem of the box at finite width", () => {
    fc.assert(
      fc.property(problems("quadratic", true), (p) => {
        expectSolved(p);
      }),
      runs(100),
    );
  });

  it("finds solutions that the density integrated along the support confirms", () => {
    let compared = 0;
    fc.assert(
      fc.property(problems("quadratic", false, 40), (p) => {
        const s = stateEvolution(p);
        // Where the error is far below the teacher, the density's own formula for it has no digits left.
        if (s.zero || s.delta < 1e-4) return;
        const m = new NoisyLaw(powerLaw(p.d, p.gamma), s.delta ** 2).moments(s.cut);
        const [load, weight] = constants.quadratic;
        const left = load * p.alpha * s.delta ** 2;
        const where = JSON.stringify(p);
        expectClose(weight * m.mse + p.noise, left, { relative: 1e-10, absolute: 1e-10 * (1 + m.J) }, where);
        expect(defects(p, s, s.mse, m.divergence)[1], where).toBeLessThan(1e-8);
        compared++;
      }),
      runs(60),
    );
    expect(compared).toBeGreaterThan(20);
  });

  it.each(["diagonal", "quadratic"] as const)(
    "undoes the map from (δ, c) to (α, λ): %s network",
    (network) => {
      let solved = 0;
      fc.assert(
        fc.property(
          problems(network),
          logarithm(1e-3, 1e3),
          uniform(0.01, 2.5),
          ({ d, gamma, noise }, delta, share) => {
            const cut = share * delta;
            const { alpha, lambda, mse, divergence } = inverseMap(network, d, gamma, noise, delta, cut);
            const [load, weight] = constants[network];
            // Negative λ: no problem has this solution. Nor are problems wanted that are far outside the box.
            if (!(lambda > 1e-6 * cut * load * alpha && alpha > 1e-9 && alpha < 1e9 && mse > 0)) return;
            const s = stateEvolution({ network, d, gamma, noise, alpha, lambda });
            const where = JSON.stringify({ d, gamma, noise, delta, cut });
            expect(s.converged, where).toBe(true);
            // λ/c = Aα − E·D is the difference of the two: how far (δ, c) is determined by it.
            const cancelled = (cut * load * alpha) / lambda;
            const relative = 1e-11 + 1e-13 * cancelled;
            const condition = conditionNumber(s);
            expectClose(s.delta, delta, { relative: relative * condition }, `delta of ${where}`);
            expectClose(s.cut, cut, { relative: relative * condition }, `cut of ${where}`);
            expectClose(s.divergence, divergence, { relative: relative * condition }, `D of ${where}`);
            expect(weight * s.mse + noise, where).toBeGreaterThan(0);
            solved++;
          },
        ),
        runs(150),
      );
      expect(solved).toBeGreaterThan(60);
    },
  );

  it("gives exactly zero weights and the risk of guessing zero from λ_max on: quadratic network", () => {
    for (const { d, gamma, noise, alpha } of [
      { d: 400, gamma: 1.25, noise: 0.5, alpha: 0.02 },
      { d: 50, gamma: 0.6, noise: 0, alpha: 5 },
      { d: 1e6, gamma: 2, noise: 3, alpha: 1e-4 },
    ]) {
      const tau = (2 + noise) / (4 * alpha);
      const [largest] = components(quadraticKernelOf(d, gamma).atoms, tau);
      const most = 4 * alpha * largest.right;
      const at = (lambda: number) => stateEvolution({ network: "quadratic", d, gamma, noise, alpha, lambda });
      for (const lambda of [most * (1 + 1e-9), 2 * most, 1e6 * most]) {
        const s = at(lambda);
        expect(s).toMatchObject({ zero: true, divergence: 0, excessRisk: 2 * s.mse, converged: true });
        expectClose(s.mse, 1, { relative: 1e-14 }, "mse");
        expectClose(s.delta ** 2, tau, { relative: 1e-14 }, "δ²");
        expect(localExponents(s)).toEqual({ samples: 0, lambda: 0 });
      }
      const below = at(most * (1 - 1e-3));
      expect(below.zero).toBe(false);
      expect(below.divergence).toBeGreaterThan(0);
      expect(below.mse).toBeLessThan(1);
      expectClose(below.mse, 1, { relative: 1e-2 }, "mse just below");
    }
  });

  it("gives exactly zero weights and the risk of guessing zero for a vast λ: diagonal network", () => {
    const s = stateEvolution({ network: "diagonal", d: 100, gamma: 1, noise: 0.5, alpha: 0.3, lambda: 1e9 });
    const guess = Array.from({ length: 100 }, (_, i) => (i + 1) ** -2).reduce((a, b) => a + b);
    expect(s).toMatchObject({ zero: true, divergence: 0 });
    expectClose(s.excessRisk, guess, { relative: 1e-13 }, "risk");
    expect(localExponents(s)).toEqual({ samples: 0, lambda: 0 });
  });

  it.each([
    ["diagonal", 0.4, 0.3],
    ["diagonal", 4, 0.01],
    ["quadratic", 0.1, 0.03],
    ["quadratic", 2, 0.5],
  ] as const)("is continuous as the noise vanishes: %s network, α = %d, λ = %d", (network, alpha, lambda) => {
    const at = (noise: number) =>
      stateEvolution({ network, d: 200, gamma: 1, noise, alpha, lambda }).excessRisk;
    const off = (noise: number) => at(noise) / at(0) - 1;
    expect(off(1e-10)).toBeGreaterThan(0);
    // Linear in Δ.
    expectClose(off(1e-10) / off(1e-8), 0.01, { relative: 1e-2 }, "slope");
    expect(off(1e-14)).toBeLessThan(1e-6);
  });

  it("learns the teacher up to Δ/α with far more samples than weights: diagonal network", () => {
    for (const alpha of [1e3, 1e5, 1e7]) {
      const s = stateEvolution({ network: "diagonal", d: 300, gamma: 1, noise: 0.5, alpha, lambda: 1e-6 });
      // All weights active: mse = δ², (α − 1)δ² = Δ.
      expectClose(s.mse, 0.5 / (alpha - 1), { relative: 1e-4 }, "mse");
      expect(s.divergence).toBeGreaterThan(1 - 1e-4);
    }
  });

  it("does not depend on what was solved before, to the last bit", () => {
    const a: Parameters = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: 0.3, lambda: 0.2 };
    const first = stateEvolution(a);
    const others: Parameters[] = [
      { ...a, alpha: 1e-4, lambda: 1e-6 },
      { ...a, alpha: 1e4, lambda: 1e-3 },
      { ...a, lambda: 1e6 },
      { ...a, gamma: 0.6 },
      { ...a, width: 20 },
    ];
    for (const b of others) {
      stateEvolution(b);
      expect(stateEvolution(a)).toEqual(first);
    }
  });

  it("does not depend on where it starts", () => {
    for (const network of ["diagonal", "quadratic"] as const)
      for (const [alpha, lambda] of [
        [0.05, 0.3],
        [0.25, 1e-3],
        [3, 0.02],
        [1e3, 10],
      ]) {
        const p: Parameters = { network, d: 300, gamma: 0.9, noise: 0.2, alpha, lambda };
        const cold = stateEvolution(p);
        for (const [x, y] of [
          [1.01, 0.99],
          [3, 0.2],
          [0.1, 0.1],
          [1e3, 1e3],
          [1e-6, 1],
        ]) {
          const warm = stateEvolution(p, { delta: cold.delta * x, cut: cold.cut * y });
          const where = `${JSON.stringify(p)} from ${x}, ${y}`;
          for (const key of ["delta", "cut", "mse"] as const)
            expectClose(warm[key], cold[key], { relative: 1e-9 }, `${key} of ${where}`);
          expect(warm.converged).toBe(true);
        }
      }
  });

  it("recognises zero weights also where it starts from their neighbour", () => {
    for (const network of ["diagonal", "quadratic"] as const) {
      const p: Parameters = { network, d: 300, gamma: 0.9, noise: 0.2, alpha: 1, lambda: 1e7 };
      const cold = stateEvolution(p);
      const warm = stateEvolution(p, { delta: 1.3 * cold.delta, cut: 0.8 * cold.cut });
      expect(cold.zero).toBe(true);
      expect(warm.zero).toBe(true);
      expect(localExponents(warm)).toEqual({ samples: 0, lambda: 0 });
    }
  });

  it.each([
    ["network", "cubic", '"diagonal" or "quadratic"'],
    ["network", undefined, '"diagonal" or "quadratic"'],
    ["d", 1, "2 to 1e12"],
    ["d", 10.5, "an integer"],
    ["d", 1e13, "1e12"],
    ["gamma", 0.5, "above 1/2"],
    ["gamma", Number.NaN, "above 1/2"],
    ["gamma", 11, "at most 10"],
    ["noise", -1e-9, "≥ 0"],
    ["noise", Number.POSITIVE_INFINITY, "finite"],
    ["alpha", 0, "1e-12"],
    ["alpha", -1, "1e-12"],
    ["alpha", "1", "a number"],
    ["lambda", 0, "1e-15"],
    ["lambda", Number.POSITIVE_INFINITY, "1e15"],
    ["width", 0, "from 1 to"],
    ["width", 65, "d = 64"],
    ["width", 2.5, "an integer"],
  ])("refuses %s = %s, naming it, its value and its range", (name, value, range) => {
    const p = { network: "quadratic", d: 64, gamma: 1, noise: 0.1, alpha: 1, lambda: 0.1, [name]: value };
    const thrown = captured(() => stateEvolution(p as Parameters));
    expect(thrown).toBeInstanceOf(ParameterError);
    const { message, parameter } = thrown as ParameterError;
    expect(parameter).toBe(name);
    expect(message).toContain(name);
    expect(message).toContain(value === undefined ? "is missing" : String(value));
    expect(message).toContain(range);
  });

  it("refuses a width for the diagonal network, which has none", () => {
    const p: Parameters = { network: "diagonal", d: 64, gamma: 1, noise: 0, alpha: 1, lambda: 1, width: 3 };
    expect(() => stateEvolution(p)).toThrow(/width = 3 is outside its range: the quadratic network only/);
  });
});

describe("inverseMap", () => {
  it("refuses a noise strength that is not positive and a negative cut", () => {
    expect(() => inverseMap("quadratic", 10, 1, 0, 0, 1)).toThrow(/delta = 0/);
    expect(() => inverseMap("diagonal", 10, 1, 0, 1, -1)).toThrow(/cut = -1/);
    expect(() => inverseMap("diagonal", 10, 0.3, 0, 1, 1)).toThrow(/gamma = 0.3/);
  });
});

/** How much a relative change of (α, λ) can change (δ, c) at a solution, at least 1. */
function conditionNumber(s: Solution): number {
  const { kernel } = powerLawTeacher(s.network, s.d, s.gamma, s.width);
  kernel.reset?.();
  const tau = s.delta ** 2;
  const m = kernel.evaluate(tau, s.cut);
  const [, weight] = constants[s.network];
  const right = weight * m.mse + s.noise;
  const pull = s.lambda / s.cut;
  const back = weight * m.divergence + pull;
  const a = (weight * m.mseTau * tau) / right - 1;
  const b = (weight * m.mseCut * s.cut) / right;
  const c = (weight * m.divergenceTau * tau) / back;
  const e = (weight * m.divergenceCut * s.cut - pull) / back;
  const largest = Math.max(...[a, b, c, e].map(Math.abs));
  return Math.max(1, largest / Math.abs(a * e - b * c));
}

function captured(f: () => unknown): unknown {
  try {
    f();
  } catch (error) {
    return error;
  }
  return undefined;
}

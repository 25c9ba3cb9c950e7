import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Flow,
  flowConstants,
  flowCurve,
  flowExponent,
  flowTeacher,
  learningTime,
  logistic,
} from "../../theory/gradient-flow.js";
import { ParameterError } from "../../theory/parameters.js";
import { Stream } from "../../training/random.js";
import { haarVectors } from "../../training/teacher.js";

/** dW/dt = −∂L/∂W of the expected loss, straight from its definition, by Runge and Kutta's method; returns S at the end. */
function matrixFlow(
  flow: Required<Flow>,
  teacher: Float64Array,
  w: Float64Array,
  end: number,
  steps: number,
) {
  const { d, width, alpha, lambda } = flow;
  const n = alpha * d * d;
  const root = Math.sqrt(width * d);
  const learned = (weights: Float64Array) => {
    const s = new Float64Array(d * d);
    for (let a = 0; a < width; a++)
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) s[i * d + j] += (weights[a * d + i] * weights[a * d + j]) / root;
    return s;
  };
  // L = n(2‖S* − S‖²/d + Δ) + λ‖W‖² and S = WᵀW/√(pd): ∂L/∂W = 2W·∂/∂S/√(pd) + 2λW with ∂/∂S = −4n(S* − S)/d.
  const velocity = (weights: Float64Array) => {
    const s = learned(weights);
    const v = new Float64Array(weights.length);
    for (let a = 0; a < width; a++)
      for (let j = 0; j < d; j++) {
        let sum = 0;
        for (let i = 0; i < d; i++) sum += weights[a * d + i] * (teacher[i * d + j] - s[i * d + j]);
        v[a * d + j] = (2 * 4 * n * sum) / d / root - 2 * lambda * weights[a * d + j];
      }
    return v;
  };
  const ahead = (weights: Float64Array, v: Float64Array, by: number) => weights.map((x, i) => x + by * v[i]);
  const h = end / steps;
  let x = w;
  for (let step = 0; step < steps; step++) {
    const k1 = velocity(x);
    const k2 = velocity(ahead(x, k1, h / 2));
    const k3 = velocity(ahead(x, k2, h / 2));
    const k4 = velocity(ahead(x, k3, h));
    x = x.map((value, i) => value + (h / 6) * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]));
  }
  return learned(x);
}

describe("the closed form is the gradient flow", () => {
  it.each([4, 6])("of the matrix, from the definition of the loss, at d = 4 and %i hidden units", (width) => {
    const flow = { d: 4, gamma: 1.25, alpha: 2, lambda: 0.7, start: 0.05, width };
    const vectors = haarVectors(flow.d, new Stream(3, "vectors"));
    const turn = haarVectors(width, new Stream(4, "vectors"));
    const eigenvalues = flowTeacher(flow);
    const matrix = (values: ArrayLike<number>) => {
      const s = new Float64Array(16);
      for (let k = 0; k < 4; k++)
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++) s[i * 4 + j] += values[k] * vectors[k * 4 + i] * vectors[k * 4 + j];
      return s;
    };
    // σ√p times orthonormal columns: WᵀW = σ²p·I, as a Gaussian start has it on average.
    const w = Float64Array.from(
      { length: width * 4 },
      (_, i) => flow.start * Math.sqrt(width) * turn[Math.floor(i / 4) * width + (i % 4)],
    );
    const { rate, cut, first } = flowConstants(flow);
    for (const time of [0.02, 0.1, 0.3]) {
      const expected = matrix(eigenvalues.map((s) => logistic(first, s - cut, rate, time)));
      const found = matrixFlow(flow, matrix(eigenvalues), w, time, 400);
      for (let i = 0; i < 16; i++) expect(found[i]).toBeCloseTo(expected[i], 8);
    }
  });

  it("of one eigenvalue, for a target of either sign and at zero", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 3, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        (first, target, t) => {
          const [rate, h] = [3, 1e-5];
          const s = logistic(first, target, rate, t);
          const slope =
            (logistic(first, target, rate, t + h) - logistic(first, target, rate, t - h)) / (2 * h);
          expect(slope).toBeCloseTo(rate * s * (target - s), 5);
        },
      ),
    );
    expect(logistic(0.5, 0, 2, 3)).toBeCloseTo(0.5 / (1 + 0.5 * 2 * 3), 14);
  });

  it("and neither overflows nor forgets where it ends", () => {
    expect(logistic(1e-30, 5, 64, 1e6)).toBe(5);
    expect(logistic(1e-6, -3, 64, 1e6)).toBe(0);
    expect(logistic(1e-6, 5, 64, 0)).toBe(1e-6);
  });
});

it("weight decay shifts every feature by the cut of state evolution at many samples, c = λ/(4α)", () => {
  expect(flowConstants({ d: 50, gamma: 1.25, alpha: 4, lambda: 0.1, start: 1e-3 })).toEqual({
    rate: 64,
    cut: 0.1 / 16,
    first: 1e-6,
  });
});

it("a feature is half learned at its learning time, and never below the cut", () => {
  const constants = { rate: 64, cut: 0.1, first: 1e-6 };
  for (const feature of [6, 1.3, 0.2]) {
    const time = learningTime(constants, feature);
    expect(logistic(1e-6, feature - 0.1, 64, time)).toBeCloseTo((feature - 0.1) / 2, 10);
  }
  expect(learningTime(constants, 0.09)).toBe(Infinity);
  expect(learningTime(constants, 0.1 + 1e-6)).toBe(0);
});

describe("at large d", () => {
  const at = (gamma: number, start: number) => ({ d: 1e5, gamma, alpha: 1, lambda: 0, start });

  it.each([1, 1.25, 1.5, 2])(
    "the k-th feature is learned at a time ∝ k^γ, up to the logarithm of the start (γ = %f)",
    (gamma) => {
      const flow = at(gamma, 1e-100);
      const constants = flowConstants(flow);
      const teacher = flowTeacher(flow);
      const times = [10, 1000].map((k) => learningTime(constants, teacher[k - 1]));
      const measured = Math.log(times[1] / times[0]) / Math.log(100);
      expect(measured).toBeLessThan(gamma);
      expect(measured).toBeGreaterThan(gamma - 0.01 * gamma);
      // The logarithm makes up the rest, exactly.
      const logs = [10, 1000].map((k) => Math.log(teacher[k - 1] / constants.first - 1));
      expect(measured - Math.log(logs[1] / logs[0]) / Math.log(100)).toBeCloseTo(gamma, 10);
    },
  );

  it.each([0.8, 1, 1.25, 1.5])("the summed risk falls as t^(−2 + 1/γ) (γ = %f)", (gamma) => {
    const flow = at(gamma, 1e-100);
    const constants = flowConstants(flow);
    const teacher = flowTeacher(flow);
    const [from, to] = [30, 1000].map((k) => learningTime(constants, teacher[k - 1]));
    const { excessRisk } = flowCurve(flow, [from, to]);
    const measured = Math.log(excessRisk[1] / excessRisk[0]) / Math.log(to / from);
    expect(measured).toBeCloseTo(flowExponent(gamma), gamma < 1 ? 1 : 1.3);
    expect(Math.abs(measured / flowExponent(gamma) - 1)).toBeLessThan(0.08);
  });
});

it("the local exponent is the derivative of the risk", () => {
  const flow = { d: 400, gamma: 1.5, alpha: 4, lambda: 0.5, start: 1e-4 };
  const h = 1e-5;
  for (const time of [0.02, 0.1, 1]) {
    const { excessRisk, exponent } = flowCurve(flow, [time * Math.exp(-h), time, time * Math.exp(h)]);
    expect(exponent[1]).toBeCloseTo(Math.log(excessRisk[2] / excessRisk[0]) / (2 * h), 5);
  }
});

it("the risk starts at 2Q* and ends at the bias of weight decay, the features below the cut unlearned", () => {
  const flow = { d: 50, gamma: 1.25, alpha: 1, lambda: 2, start: 1e-5 };
  const { cut } = flowConstants(flow);
  const { excessRisk, learned } = flowCurve(flow, [0, 1e4]);
  expect(excessRisk[0]).toBeCloseTo(2, 6);
  const teacher = flowTeacher(flow);
  const bias = teacher.reduce((sum, s) => sum + Math.min(s, cut) ** 2, 0);
  expect(excessRisk[1]).toBeCloseTo((2 * bias) / 50, 8);
  expect(learned[1]).toBe(teacher.filter((s) => s > cut).length);
});

it("a value outside its range is refused by name", () => {
  const flow = { d: 50, gamma: 1.25, alpha: 1, lambda: 2, start: 1e-5 };
  expect(() => flowConstants({ ...flow, start: 0 })).toThrow(ParameterError);
  expect(() => flowConstants({ ...flow, width: 20 })).toThrow(/width = 20/);
  expect(() => flowConstants({ ...flow, lambda: -1 })).toThrow(/lambda/);
});

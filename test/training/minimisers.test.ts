import { describe, expect, it } from "vitest";
import { descend } from "../../training/descent.js";
import { lbfgs, type Objective } from "../../training/lbfgs.js";

const rosenbrock: Objective = (x, g) => {
  let value = 0;
  g.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const a = x[i + 1] - x[i] * x[i];
    const b = 1 - x[i];
    value += 100 * a * a + b * b;
    g[i] += -400 * a * x[i] - 2 * b;
    g[i + 1] += 200 * a;
  }
  return value;
};

/** ½ Σ κ^(i/(n−1)) x_i² */
const bowl =
  (condition: number): Objective =>
  (x, g) => {
    let value = 0;
    for (let i = 0; i < x.length; i++) {
      const c = condition ** (i / (x.length - 1));
      g[i] = c * x[i];
      value += 0.5 * c * x[i] * x[i];
    }
    return value;
  };

describe("L-BFGS", () => {
  it("finds the minimum of Rosenbrock's valley", async () => {
    const x = new Float64Array(20).fill(-1.2);
    const result = await lbfgs(rosenbrock, x, { maxIterations: 500, stop: (_, __, norm) => norm < 1e-9 });
    expect(result.converged).toBe(true);
    for (const value of x) expect(value).toBeCloseTo(1, 8);
    expect(result.iterations).toBeLessThan(200);
    expect(result.evaluations).toBeGreaterThanOrEqual(result.iterations);
  });

  it("gets down to rounding on an ill-conditioned bowl and says when nothing is lower", async () => {
    const x = new Float64Array(50).fill(1);
    const result = await lbfgs(bowl(1e5), x, { maxIterations: 5000, stop: (_, value) => value < 1e-25 });
    expect(result.converged).toBe(true);
    const flat = await lbfgs(
      (y, g) => {
        g.fill(0);
        return y[0] * 0 + 1;
      },
      new Float64Array(3),
      { maxIterations: 10, stop: () => false },
    );
    expect(flat).toMatchObject({ converged: false, iterations: 0 });
  });

  it("lowers the value at every step and stops where it is told", async () => {
    const values: number[] = [];
    const result = await lbfgs(rosenbrock, new Float64Array(6).fill(2), {
      maxIterations: 25,
      stop(_, value) {
        values.push(value);
        return false;
      },
    });
    expect(result).toMatchObject({ iterations: 25, converged: false });
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThan(values[i - 1]);
  });
});

describe("gradient descent", () => {
  it("is the explicit Euler step of the gradient flow where the step is fixed", async () => {
    const x = Float64Array.from([1, 1]);
    let time = 0;
    await descend(bowl(2), x, {
      step: 0.01,
      growth: 1,
      maxIterations: 100,
      stop(_, __, ___, ____, t) {
        time = t;
        return false;
      },
    });
    expect(time).toBeCloseTo(1, 12);
    expect(x[0]).toBeCloseTo(0.99 ** 100, 12);
    expect(x[1]).toBeCloseTo(0.98 ** 100, 12);
  });

  it("undoes and halves a step that raises the value", async () => {
    const x = Float64Array.from([1, 1]);
    const values: number[] = [];
    const result = await descend(bowl(10), x, {
      step: 1e6,
      maxIterations: 300,
      stop(_, value) {
        values.push(value);
        return value < 1e-12;
      },
    });
    expect(result.converged).toBe(true);
    expect(result.evaluations).toBeGreaterThan(result.iterations + 1);
    for (let i = 1; i < values.length; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1]);
  });

  it("is faster with momentum on an ill-conditioned bowl", async () => {
    const run = async (momentum: number) => {
      const x = new Float64Array(20).fill(1);
      return descend(bowl(1000), x, { momentum, maxIterations: 100_000, stop: (_, value) => value < 1e-12 });
    };
    const [plain, heavy] = [await run(0), await run(0.95)];
    expect(plain.converged && heavy.converged).toBe(true);
    expect(heavy.iterations).toBeLessThan(plain.iterations / 3);
  });
});

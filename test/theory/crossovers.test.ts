import { expect, test } from "vitest";
import {
  crossoverAt,
  crossoverCurve,
  crossoverDecay,
  crossoverExponents,
  crossoverShape,
  passes,
} from "../../theory/crossovers.js";

const decades = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, i) => 10 ** (from + ((to - from) * i) / (count - 1)));

test("the limiting shape joins −(2 − 1/γ) to −2 without a jump", () => {
  for (const gamma of [0.75, 1, 1.5]) {
    const { before, after } = crossoverExponents({
      id: "II-III",
      network: "quadratic",
      d: 1e4,
      gamma,
      noise: 0.5,
    });
    expect(crossoverShape(gamma, 1e-12)).toBeCloseTo(before, 4);
    expect(crossoverShape(gamma, 1)).toBeCloseTo(after as number, 12);
    expect(crossoverShape(gamma, 1 - 1e-9)).toBeCloseTo(-2, 6);
  }
});

test("it is the logarithmic derivative of Σ min(c, s_i)² over a dense power law", () => {
  const [gamma, d, x] = [1.2, 100_000, 0.3];
  const risk = (at: number) => {
    const cut = 1 / at;
    let sum = 0;
    for (let i = 1; i <= d; i++) sum += Math.min(cut, (i / d) ** -gamma) ** 2;
    return sum;
  };
  const slope = Math.log(risk(x * 1.001) / risk(x * 0.999)) / Math.log(1.001 / 0.999);
  expect(slope).toBeCloseTo(crossoverShape(gamma, x), 2);
});

test("from II to III state evolution follows the shape at d = 10⁶ to 0.03 in the slope", () => {
  for (const gamma of [0.75, 1, 1.5]) {
    const crossover = { id: "II-III", network: "quadratic", d: 1e6, gamma, noise: 0.5 } as const;
    for (const { x, exponent, converged } of crossoverCurve(crossover, decades(-2, 0.3, 24))) {
      expect(converged).toBe(true);
      if (x < 0.9 || x > 1.1) expect(Math.abs(exponent - crossoverShape(gamma, x))).toBeLessThan(0.03);
    }
    expect(crossoverDecay(crossover)).toBeCloseTo(100 * 1e6 ** (gamma - 0.5), 3);
  }
});

test("from IV to V the risk turns a few times beyond the predicted onset, and later the larger d", () => {
  let last = 1;
  for (const d of [1e3, 1e4, 1e5, 1e6]) {
    const crossover = { id: "IV-V", network: "quadratic", d, gamma: 1, noise: 0.5 } as const;
    const points = crossoverCurve(crossover, decades(-1, 1.5, 51));
    const turn = passes(points, 0, 0.5) as number;
    expect(turn).toBeGreaterThan(last);
    expect(turn).toBeLessThan(6);
    last = turn;
    expect(points[points.length - 1].effectiveSamples).toBeLessThanOrEqual(d / 5);
    expect(points[0].effectiveSamples / crossoverAt(crossover)).toBeCloseTo(0.1, 9);
  }
});

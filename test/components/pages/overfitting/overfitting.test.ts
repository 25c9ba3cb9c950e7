// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { trainedOverfitting } from "../../../../components/pages/overfitting/agreement.js";
import { descentFigure } from "../../../../components/pages/overfitting/double-descent.js";
import { fittedNoiseFigure } from "../../../../components/pages/overfitting/fitted-noise.js";
import { peakFigure } from "../../../../components/pages/overfitting/peak-height.js";
import { stopOf, trainedPeaks } from "../../../../components/pages/overfitting/peak-lines.js";
import { NOISE, SAMPLES } from "../../../../components/pages/overfitting/quantities.js";
import { riskPeak } from "../../../../components/pages/overfitting/risk-peak.js";
import { point } from "../../../../components/topics/map.js";
import { bestDecay, emptyTeacher } from "../../../../components/topics/overfitting.js";
import { medianDeviation } from "../../../../components/trained.js";
import { agreementTable } from "../../../../data/tables/agreement.js";
import { readTable } from "../../../../data/tables/read.js";
import { decomposition } from "../../../../theory/decomposition.js";
import { meanWeight, peakSamples } from "../../../../theory/interpolation-peak.js";
import { localExponents } from "../../../../theory/local-exponents.js";
import type { Network } from "../../../../theory/parameters.js";
import { stateEvolution } from "../../../../theory/state-evolution.js";
import { drawn } from "../../drawn.js";

function curve(network: Network, d: number, gamma: number, lambda: number, count = 81) {
  return Array.from({ length: count }, (_, i) => {
    const effectiveSamples = SAMPLES[0] * (SAMPLES[1] / SAMPLES[0]) ** (i / (count - 1));
    const solution = stateEvolution({ network, d, gamma, noise: NOISE, alpha: effectiveSamples / d, lambda });
    const fitted = (network === "quadratic" ? 2 : 1) * decomposition(solution).overfitting;
    return { effectiveSamples, excessRisk: solution.excessRisk, fitted, converged: solution.converged };
  });
}

function heights(network: Network, d: number, gamma: number, lambdas: readonly number[]) {
  return lambdas.map((lambda) => {
    const solution = stateEvolution({
      network,
      d,
      gamma,
      noise: NOISE,
      alpha: peakSamples(network, d) / d,
      lambda,
    });
    const { excessRisk, cut, converged } = solution;
    return { lambda, excessRisk, exponent: localExponents(solution).lambda, cut, converged };
  });
}

describe.each([
  ["diagonal", 1],
  ["quadratic", 1.5],
] as const)("the %s network", (network, gamma) => {
  test("peaks at n_eff = d or d/4 without weight decay, made of noise that the bulk has fitted", () => {
    const peak = riskPeak(curve(network, 200, gamma, 1 / 200));
    expect(peak).toBeDefined();
    const place = peakSamples(network, 200);
    expect(Math.abs(Math.log((peak?.top.effectiveSamples ?? 0) / place))).toBeLessThan(0.15);
    expect((peak?.top.fitted ?? 0) / (peak?.top.excessRisk ?? 1)).toBeGreaterThan(0.9);
    expect((peak?.top.excessRisk ?? 0) / (peak?.valley.excessRisk ?? 1)).toBeGreaterThan(4);
  });

  test("has no peak at λ = 1", () => {
    expect(riskPeak(curve(network, 200, gamma, 1))).toBeUndefined();
  });
});

test("a peak needs a rise and a fall", () => {
  const points = (risks: number[]) =>
    risks.map((excessRisk, i) => ({ effectiveSamples: i + 1, excessRisk, converged: true }));
  expect(riskPeak(points([3, 2, 1]))).toBeUndefined();
  expect(riskPeak(points([3, 2, 2.01, 1]))).toBeUndefined();
  expect(riskPeak(points([1, 2, 3]))).toBeUndefined();
  const found = riskPeak(points([3, 1, 5, 2, 4, 1]));
  expect([found?.valley.excessRisk, found?.top.excessRisk]).toEqual([1, 5]);
});

test("the cut of the quadratic network meets the teacher's mean between the weight decays where the law stops", () => {
  const lambdas = Array.from({ length: 33 }, (_, i) => 10 ** (-7 + i / 4));
  const stops = [100, 1e4].map((d) =>
    stopOf(heights("quadratic", d, 2, lambdas), meanWeight({ network: "quadratic", d, gamma: 2 })),
  );
  expect(stops[0]?.lambda).toBeGreaterThan(1e-3);
  expect(stops[0]?.lambda).toBeLessThan(1e-2);
  expect(stops[1]?.lambda ?? 1).toBeLessThan((stops[0]?.lambda ?? 0) / 100);
  for (const stop of stops) {
    expect(stop?.exponent).toBeGreaterThan(-0.6);
    expect(stop?.exponent).toBeLessThan(-0.3);
  }
  expect(stopOf(heights("diagonal", 100, 1, [1e-4, 1e-3]), 0)).toBeUndefined();
});

test("trained networks at and before the peak lie within 15 % of state evolution in the median", () => {
  const { rows } = readTable(agreementTable, readFileSync(join("data", "experiments", "agreement.arrow")));
  const { peak, harmful } = trainedOverfitting(rows);
  expect(peak.length).toBeGreaterThan(10);
  expect(medianDeviation(peak)).toBeLessThan(0.15);
  expect(medianDeviation(harmful)).toBeLessThan(0.15);
  const tops = trainedPeaks(rows, "diagonal", 1);
  expect(tops.length).toBeGreaterThanOrEqual(20);
  // From λ = 0.03 to 10⁻³ the law says a factor 30^(2/3) = 9.65.
  const at = (lambda: number) =>
    tops.find((row) => row.d === 400 && row.lambda === lambda)?.excessRisk ?? Number.NaN;
  expect(at(1e-3) / at(0.03)).toBeGreaterThan(8);
  expect(at(1e-3) / at(0.03)).toBeLessThan(13);
});

test("the best weight decay at the peak is bracketed by those that cost 3 % more", () => {
  const problem = { network: "diagonal", d: 200, gamma: 1, noise: NOISE, alpha: 1 } as const;
  const { lambda, excessRisk, from, to } = bestDecay(problem, 1.03);
  const cost = (other: number) => stateEvolution({ ...problem, lambda: other }).excessRisk / excessRisk;
  expect(cost(lambda)).toBeCloseTo(1, 12);
  expect(from).toBeLessThan(lambda);
  expect(to).toBeGreaterThan(lambda);
  for (const end of [from, to]) expect(cost(end)).toBeCloseTo(1.03, 5);
});

test("the figures are the same drawings every time", () => {
  const { rows } = readTable(agreementTable, readFileSync(join("data", "experiments", "agreement.arrow")));
  const of = { network: "diagonal", d: 200, gamma: 1, lambda: 0.005, samples: 200, load: 0.01 } as const;
  const view = { of, set: () => {} };
  const own = { lambda: 0.005, points: curve("diagonal", 200, 1, 0.005, 13) };
  const solved = point({ network: "diagonal", d: 200, gamma: 1, noise: NOISE, alpha: 1, lambda: 0.005 });
  const family = [{ lambda: 1, points: curve("diagonal", 200, 1, 1, 9) }];
  expect(
    drawn(descentFigure([]).draw({ ...view, own, point: solved, family }, 560) as Element),
  ).toMatchSnapshot();
  const line = { d: 100, mean: 0, points: heights("diagonal", 100, 1, [1e-6, 1e-4, 1e-2, 1]) };
  const hundred = peakFigure(rows.filter(({ d }) => d === 100));
  expect((hundred.draw({ ...view, lines: [line] }, 560) as Element[]).map(drawn)).toMatchSnapshot();
  const empty = emptyTeacher(1e-4, 9);
  expect((fittedNoiseFigure.draw({ ...view, empty }, 560) as Element[]).map(drawn)).toMatchSnapshot();
});

// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  type CurveAt,
  meltingPeak,
  noiselessRates,
  recoveredRisk,
  recovery,
  rise,
} from "../../components/figures/noiseless.js";
import { logSpaced } from "../../components/pages/noiseless/state.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation } from "../../components/trained.js";
import { agreementTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import type { Network } from "../../theory/parameters.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { drawn } from "./drawn.js";

const GRID = logSpaced(0.3, 1e5, 61);

function along(network: Network, d: number, noise: number, lambda: number, gamma = 1): CurveAt[] {
  return GRID.map((n) => {
    const s = stateEvolution({ network, d, gamma, noise, alpha: n / d, lambda });
    return { x: n, y: s.excessRisk, converged: s.converged };
  });
}

test("the peak melts: its rise falls with the label noise, and is gone without it", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    const factors = [0.5, 0.1, 1e-6, 0].map(
      (noise) => rise(along(network, 200, noise, 1 / 200))?.factor ?? 1,
    );
    expect(factors[0]).toBeGreaterThan(2);
    expect(factors[1]).toBeLessThan(factors[0]);
    expect(factors[2]).toBe(1);
    expect(factors[3]).toBe(1);
  }
});

test("a rise is measured from the lowest point before it", () => {
  const points = [5, 2, 3, 8, 1].map((y, x) => ({ x, y, converged: true }));
  expect(rise(points)).toMatchObject({ from: { x: 1 }, to: { x: 3 }, factor: 4 });
  expect(rise(points.map((p) => ({ ...p, y: 1 / (p.x + 1) })))).toBeNull();
  expect(rise([points[0], points[1], { ...points[3], converged: false }])).toBeNull();
  // With a sample or less the risk may rise above that of the zero network: not the peak's doing.
  expect(rise([1, 1.05, 0.8, 0.5].map((y, x) => ({ x, y, converged: true })))).toBeNull();
});

test("the square law exists beyond recovery only, and is the risk there", () => {
  expect(recoveredRisk("quadratic", 0.45, 1e-6)).toBeNaN();
  expect(recoveredRisk("diagonal", 0.9, 1e-6)).toBeNaN();
  for (const [network, alpha] of [
    ["quadratic", 0.55],
    ["diagonal", 1.1],
  ] as const) {
    const { excessRisk } = stateEvolution({ network, d: 200, gamma: 1, noise: 0, alpha, lambda: 1e-8 });
    expect(recoveredRisk(network, alpha, 1e-8) / excessRisk).toBeCloseTo(1, 3);
  }
});

test("without noise λ = 1/d falls by far more than with it", () => {
  const decades = (noise: number) => {
    const points = along("quadratic", 200, noise, 1 / 200);
    return Math.log10(points[0].y / points[points.length - 1].y);
  };
  expect(decades(0)).toBeGreaterThan(decades(0.5) + 5);
});

test("trained networks without label noise lie on state evolution", () => {
  const { rows } = readTable(agreementTable, readFileSync("data/experiments/agreement.arrow"));
  const noiseless = rows.filter((row) => row.noise === 0 && isFullWidth(row) && row.converged);
  expect(noiseless.length).toBeGreaterThan(50);
  expect(medianDeviation(noiseless)).toBeLessThan(0.05);
  for (const row of noiseless) {
    // With less than some 25 samples a direction the quadratic network is not near its limit (docs/agreement.md).
    if (row.network === "quadratic" && row.n < 25 * row.d) continue;
    // Eight teachers or fewer, whose hidden features differ; and finite networks, which lie off by some 10/d.
    const allowed = row.network === "diagonal" ? 0.2 : 20 / row.d;
    expect(Math.min(Math.abs(row.zScore) / 5, Math.abs(row.deviation) / allowed)).toBeLessThan(1);
    expect(effectiveSamplesOf(row)).toBeGreaterThan(0);
  }
});

test("the figures are the same drawings every time", () => {
  const problem = { network: "quadratic", d: 200, gamma: 1, noise: 0 } as const;
  const curves = new Map(
    (
      [
        ["small", 1 / 200],
        ["one", 1],
        ["large", Math.sqrt(200)],
      ] as const
    ).map(([id, lambda]) => [id, along("quadratic", 200, 0, lambda)]),
  );
  const dots = new Map([["small" as const, [{ x: 50, y: 0.05, error: 0.01, converged: true }]]]);
  const shared = {
    width: 640,
    samples: [0.3, 1e5] as const,
    risks: [1e-12, 10] as const,
    cursor: 30,
    finding: "f",
  };
  const other = { name: "λ = 1/d, Δ = 0.5", points: along("quadratic", 200, 0.5, 1 / 200) };
  const lit = {
    id: "small",
    name: "λ = 1/d",
    value: (d: number) => 1 / d,
    meaning: "learned",
    symbol: "circle",
  } as const;
  expect(drawn(noiselessRates(curves, dots, other, { ...shared, problem, lit }))).toMatchSnapshot();
  const loads = [0.9, 2].map((relativeLoad, k) => ({
    relativeLoad,
    alpha: relativeLoad / 2,
    own: k === 1,
    points: logSpaced(1e-8, 10, 19).map((lambda) => {
      const s = stateEvolution({ ...problem, alpha: relativeLoad / 2, lambda });
      return { x: lambda, y: s.excessRisk, converged: s.converged };
    }),
  }));
  expect(
    drawn(
      recovery(loads, {
        width: 640,
        network: "quadratic",
        lambda: [1e-8, 10],
        risks: [1e-18, 10],
        finding: "f",
      }),
    ),
  ).toMatchSnapshot();
  const noises = [0.5, 0].map((noise, k) => ({
    noise,
    own: k === 0,
    points: along("quadratic", 200, noise, 1 / 200),
  }));
  expect(drawn(meltingPeak(noises, { ...shared, problem }))).toMatchSnapshot();
});

// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { RiskAt } from "../../../../components/pages/noiseless/curves.js";
import { meltingFigure } from "../../../../components/pages/noiseless/melting.js";
import { type NoiselessValues, quantities } from "../../../../components/pages/noiseless/quantities.js";
import { ratesFigure } from "../../../../components/pages/noiseless/rates.js";
import { recoveredRisk, recoveryFigure } from "../../../../components/pages/noiseless/recovery.js";
import { rise } from "../../../../components/pages/noiseless/rise.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation } from "../../../../components/trained.js";
import { agreementTable } from "../../../../data/tables/agreement.js";
import { readTable } from "../../../../data/tables/read.js";
import { logGrid } from "../../../../theory/numeric/grids.js";
import type { Network } from "../../../../theory/parameters.js";
import { stateEvolution } from "../../../../theory/state-evolution.js";
import { drawn } from "../../drawn.js";

const GRID = logGrid(0.3, 1e5, 61);

function along(network: Network, d: number, noise: number, lambda: number, gamma = 1): RiskAt[] {
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
  expect(rise(points.map((p) => ({ ...p, y: 1 / (p.x + 1) })))).toBeUndefined();
  expect(rise([points[0], points[1], { ...points[3], converged: false }])).toBeUndefined();
  // With a sample or less the risk may rise above that of the zero network: not the peak's doing.
  expect(rise([1, 1.05, 0.8, 0.5].map((y, x) => ({ x, y, converged: true })))).toBeUndefined();
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

const values = Object.fromEntries(
  Object.entries(quantities).map(([name, { initial }]) => [name, initial]),
) as NoiselessValues;
const reader = { of: { ...values, samples: 30 }, set() {} };

test("the rates are the same drawing every time, with the networks trained at its three weight decays", () => {
  const decays = [1 / 200, 1, Math.sqrt(200)];
  const rates = {
    curves: decays.map((lambda) => ({ lambda, noise: 0, points: along("quadratic", 200, 0, lambda) })),
    other: { lambda: 1 / 200, noise: 0.5, points: along("quadratic", 200, 0.5, 1 / 200) },
  };
  const { rows: trained } = readTable(agreementTable, readFileSync("data/experiments/agreement.arrow"));
  const view = { ...reader, rates, trained };
  expect(drawn(ratesFigure.draw(view, 640) as Element)).toMatchSnapshot();
  const { columns, length } = ratesFigure.rows(view);
  expect(length).toBeGreaterThan(4 * GRID.length);
  for (let i = 4 * GRID.length; i < length; i++) {
    expect(columns.source[i]).toBe("trained");
    expect(decays).toContain(columns.lambda[i]);
    expect(columns.noise[i]).toBe(0);
  }
});

test("the law of recovery is drawn along the reader's curve, beyond recovery only", () => {
  const at = (relativeLoad: number) => ({
    relativeLoad,
    alpha: relativeLoad / 2,
    points: logGrid(1e-8, 10, 19).map((lambda) => {
      const problem = { network: "quadratic", d: 200, gamma: 1, noise: 0, alpha: relativeLoad / 2 } as const;
      const { excessRisk, converged } = stateEvolution({ ...problem, lambda });
      return { x: lambda, y: excessRisk, converged };
    }),
  });
  const [few, enough] = [at(0.9), at(2)];
  const draw = (own: typeof few, others: (typeof few)[]) =>
    recoveryFigure.draw({ ...reader, own, others }, 640) as Element;
  const beyond = draw(enough, [few]);
  expect(drawn(beyond)).toMatchSnapshot();
  expect(beyond.textContent).toContain("slope +2.00");
  expect(draw(few, [enough]).textContent).not.toContain("slope +2.00");
});

test("the melting peak is the same drawing every time", () => {
  const at = (noise: number) => ({ lambda: 1 / 200, noise, points: along("quadratic", 200, noise, 1 / 200) });
  expect(
    drawn(meltingFigure.draw({ ...reader, own: at(0.5), others: [at(0)] }, 640) as Element),
  ).toMatchSnapshot();
});

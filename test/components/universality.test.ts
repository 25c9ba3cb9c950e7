// @vitest-environment jsdom
import { describe, expect, it, test } from "vitest";
import { commonStretches, ratioPoints, universality } from "../../components/pages/universality/chart.js";
import { CONSTANT_PHASES, limitLine } from "../../components/pages/universality/constants.js";
import { ratioConstants } from "../../components/pages/universality/constants-chart.js";
import { gridOf, zeroRisks } from "../../components/pages/universality/curves.js";
import {
  both,
  lawOf,
  leaks,
  phasesAt,
  samplesWindow,
  settle,
  type UniversalityValues,
} from "../../components/pages/universality/quantities.js";
import { comparison } from "../../components/pages/universality/risk.js";
import { type RiskPoint, riskPoints } from "../../components/risk-curves.js";
import { localExponents } from "../../theory/local-exponents.js";
import { NETWORKS, type Network } from "../../theory/networks.js";
import { powerSum } from "../../theory/power-sum.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { riskRatio } from "../../theory/universality.js";
import { drawn } from "./drawn.js";

const values = (changes: Partial<UniversalityValues> = {}): UniversalityValues => ({
  d: 1_000_000,
  gamma: 1,
  noise: 0.5,
  law: "large",
  kappa: 3,
  scale: "absolute",
  samples: 1e9,
  ...changes,
});

function solve(network: Network, at: UniversalityValues, samples: readonly number[]): RiskPoint[] {
  const { d, gamma, noise } = at;
  const law = lawOf(at);
  const solved = samples.map((n) => {
    const solution = stateEvolution({
      network,
      d,
      gamma,
      noise,
      alpha: n / d,
      lambda: law.factor * n ** law.power,
    });
    return { solution, exponents: localExponents(solution) };
  });
  return riskPoints({ network, d, gamma, noise }, law, solved);
}

const bothAt = (at: UniversalityValues) => ({
  diagonal: solve("diagonal", at, [at.samples])[0],
  quadratic: solve("quadratic", at, [at.samples])[0],
});

describe("one set of exponents, two sets of constants", () => {
  it.each([
    ["II", "large", 1e9, 0.01],
    ["VIa", "small", 1e8, 0.03],
    ["VIb", "small", 1e13, 0.001],
  ] as const)(
    "in phase %s both exponents are the same within %d, and the ratio of the risks is not one",
    (phase, law, samples, band) => {
      const at = values({ law, samples });
      const { diagonal, quadratic } = bothAt(at);
      expect([diagonal.phase, quadratic.phase]).toEqual([phase, phase]);
      expect(Math.abs(diagonal.exponent - quadratic.exponent)).toBeLessThan(band);
      const ratio = quadratic.excessRisk / diagonal.excessRisk;
      expect(Math.abs(ratio - 1)).toBeGreaterThan(0.4);
      expect(Math.abs(ratio / riskRatio(phase, at)! - 1)).toBeLessThan(0.05);
    },
  );

  it("the plateaus coincide relative to R(0)", () => {
    const at = values({ samples: 1e4 });
    const { diagonal, quadratic } = bothAt(at);
    const zero = zeroRisks(at);
    expect(diagonal.excessRisk / zero.diagonal).toBeCloseTo(1, 9);
    expect(quadratic.excessRisk / zero.quadratic).toBeCloseTo(1, 9);
  });

  it("in phase V the exponents differ, and the peaks are at d and d/4", () => {
    const at = values({ law: "small", samples: 1e4 });
    const { diagonal, quadratic } = bothAt(at);
    expect([diagonal.phase, quadratic.phase]).toEqual(["V", "V"]);
    expect(quadratic.exponent - diagonal.exponent).toBeGreaterThan(0.2);
    const grid = gridOf(values({ d: 10_000, law: "small" })).filter((n) => n > 500 && n < 50_000);
    for (const network of NETWORKS) {
      const points = solve(network, values({ d: 10_000, law: "small" }), grid);
      const top = points.reduce((a, b) => (b.excessRisk > a.excessRisk ? b : a));
      expect(top.effectiveSamples / (network === "diagonal" ? 10_000 : 2500)).toBeCloseTo(1, 1);
    }
  });

  it("with λ = 3√(n_eff/d) both fall with −1 + 1/(2γ) within 0.02, over eight decades of ratio within 10 %", () => {
    for (const gamma of [1, 1.5, 2] as const) {
      const at = values({ law: "tuned", gamma });
      const samples = [1e4, 1e6, 1e8, 1e9];
      const [diagonal, quadratic] = NETWORKS.map((network) => solve(network, at, samples));
      for (const { exponent } of [...diagonal.slice(0, 3), ...quadratic.slice(0, 3)])
        expect(Math.abs(exponent - (-1 + 1 / (2 * gamma)))).toBeLessThan(0.02);
      const ratios = quadratic.map((point, i) => point.excessRisk / diagonal[i].excessRisk);
      expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.1);
    }
  });

  it("below κ = 4√Δ it is not so", () => {
    const at = values({ law: "tuned", kappa: 1.5, gamma: 2, samples: 1e4 });
    expect(leaks(at)).toBe(true);
    expect(bothAt(at).quadratic.exponent).toBeGreaterThan(0);
    expect(comparison(bothAt(at), at)).toContain("noise passes the cut");
    expect(leaks(values({ law: "tuned" }))).toBe(false);
  });
});

test("the words give the ratio, the phases and the limit", () => {
  const say = (changes: Partial<UniversalityValues>) => {
    const at = values(changes);
    return comparison(bothAt(at), at);
  };
  expect(say({})).toContain("both are in phase II, where the ratio tends to 0.489");
  expect(say({ scale: "relative", samples: 1e4 })).toContain("risk over R(0) is 1 times");
  expect(say({ law: "small", samples: 1e4 })).toContain("their rates differ");
  expect(say({ law: "small", d: 10_000, samples: 10_000 })).toContain(
    "the diagonal network is at its peak, the quadratic one in phase VIa",
  );
  expect(say({ law: "tuned", samples: 1e6 })).toContain("best possible exponent, −0.5");
  expect(phasesAt(values({ law: "small", d: 10_000, samples: 2500 }))).toEqual({
    diagonal: "V",
    quadratic: "peak",
  });
});

test("the reader's point stays within the picture", () => {
  expect(settle(values({ samples: 1e20 }))).toEqual({ samples: samplesWindow(values())[1] });
  expect(settle(values({ samples: 1e4 }))).toEqual({ samples: 1e4 });
});

test("the plateaus start from the same risk near γ = 0.86, as the exercise says", () => {
  expect(powerSum(1, 1e9, -2 * 0.855)).toBeGreaterThan(2);
  expect(powerSum(1, 1e9, -2 * 0.865)).toBeLessThan(2);
});

test("the figures are the same drawings every time", () => {
  const at = values({ d: 200, law: "small" });
  const { gamma, noise, d } = at;
  const samples = gridOf(at).filter((_, i) => i % 4 === 0);
  const [diagonal, quadratic] = NETWORKS.map((network) => ({
    network,
    d,
    gamma,
    noise,
    name: network,
    points: solve(network, at, samples),
  }));
  const curves = { diagonal, quadratic };
  expect(commonStretches(curves).map(({ phase }) => phase)).toContain("VIa");
  const middle = ratioPoints(curves)[10];
  expect(middle.y).toBeCloseTo(quadratic.points[10].excessRisk / diagonal.points[10].excessRisk, 12);
  const drawings = universality(curves, {
    width: 640,
    samples: samplesWindow(at),
    risks: [1e-4, 30],
    unit: { diagonal: 1, quadratic: 1 },
    relative: false,
    limit: (phase) => riskRatio(phase, at),
    trained: both(() => []),
    claimed: true,
    peaks: [{ at: 200, text: "d", side: "right" }],
    cursor: { diagonal: diagonal.points[20], quadratic: quadratic.points[20] },
    finding: "finding",
  });
  expect(drawings.map(drawn)).toMatchSnapshot();
  const constants = ratioConstants(
    CONSTANT_PHASES.map(limitLine),
    [{ phase: "II", gamma: 1, limit: 0.489, solved: 0.488 }],
    { width: 420, gamma: 1, finding: "finding" },
  );
  expect(drawn(constants)).toMatchSnapshot();
});

// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, test } from "vitest";
import { chartHeight } from "../../components/charts/chart.js";
import { exponentStrip } from "../../components/charts/exponent-strip.js";
import { strokeOf } from "../../components/charts/risk-chart.js";
import { teacherRanks } from "../../components/learned-weights.js";
import { scalingLaws } from "../../components/pages/scaling-laws/chart.js";
import { countSentence } from "../../components/pages/scaling-laws/counting.js";
import { wantedCurves } from "../../components/pages/scaling-laws/curves.js";
import { deviationRows } from "../../components/pages/scaling-laws/deviation.js";
import { deviationDecay } from "../../components/pages/scaling-laws/deviation-chart.js";
import { featureCountChart } from "../../components/pages/scaling-laws/feature-count.js";
import { EXAMPLE_PHASES, examplePoint } from "../../components/pages/scaling-laws/phase-pictures.js";
import {
  DECAYS,
  type ScalingValues,
  samplesWindow,
  settle,
} from "../../components/pages/scaling-laws/quantities.js";
import { pointSentence } from "../../components/pages/scaling-laws/risk.js";
import {
  claimedExponent,
  claimRuns,
  phaseStretches,
  type RiskCurve,
  riskPoints,
  samplesGrid,
} from "../../components/risk-curves.js";
import type { Trained } from "../../components/trained.js";
import { agreementTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import { countedRisk } from "../../theory/feature-count.js";
import { localExponents } from "../../theory/local-exponents.js";
import type { Network } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { drawn } from "./drawn.js";

const values = (changes: Partial<ScalingValues> = {}): ScalingValues => ({
  network: "diagonal",
  d: 200,
  gamma: 1,
  noise: 0.5,
  decay: "small",
  view: "decays",
  samples: 10,
  ...changes,
});

function pointAt(
  network: Network,
  d: number,
  gamma: number,
  effectiveSamples: number,
  lambda: number,
  noise = 0.5,
) {
  const solution = stateEvolution({ network, d, gamma, noise, alpha: effectiveSamples / d, lambda });
  return { solution, exponent: localExponents(solution).samples };
}

describe("the slope tells the phase: at d = 10⁶ the local exponent is near the phase's own", () => {
  // Phase, network, γ, n_eff, λ, and how far the exponent may be from the claim at this size.
  const cases: [string, Network, number, number, number, number][] = [
    ["Ib", "diagonal", 1, 1e4, 1e3, 1e-6],
    ["Ib", "quadratic", 1, 1e4, 1e3, 1e-6],
    ["II", "diagonal", 1, 1e9, 1e3, 0.01],
    ["II", "quadratic", 1, 1e9, 1e3, 0.01],
    ["II", "diagonal", 1.5, 1e9, 1e3, 0.02],
    ["II", "quadratic", 1.5, 1e9, 1e3, 0.03],
    ["III", "diagonal", 1, 10 ** 16.5, 1e6, 0.03],
    ["III", "quadratic", 1, 1e16, 1e6, 0.03],
    ["IV", "diagonal", 1, 100, 1e-6, 0.06],
    ["IV", "quadratic", 1, 100, 1e-6, 0.06],
    ["IV", "quadratic", 1.5, 50, 1e-6, 0.1],
    ["VIa", "diagonal", 1, 1e9, 1e-6, 0.01],
    ["VIa", "quadratic", 1, 1e8, 1e-6, 0.03],
    ["VIb", "diagonal", 1, 1e13, 1, 0.001],
    ["VIb", "quadratic", 1, 1e13, 1, 0.001],
  ];
  it.each(cases)("phase %s, %s network, γ = %d", (phase, network, gamma, n, lambda, band) => {
    const { solution, exponent } = pointAt(network, 1e6, gamma, n, lambda);
    const claim = claimedExponent(solution, n, { factor: lambda, power: 0 });
    expect(solution.converged).toBe(true);
    expect(claim.phase).toBe(phase);
    expect(Math.abs(exponent - claim.claimed!)).toBeLessThan(band);
  });

  it("and the same fit at d = 200 would not tell phase IV from V", () => {
    const { exponent } = pointAt("diagonal", 200, 1, 20, 1 / 200);
    expect(Math.abs(exponent + 0.5)).toBeLessThan(0.1);
    expect(
      claimedExponent({ network: "diagonal", d: 200, gamma: 1, noise: 0.5 }, 25, {
        factor: 1 / 200,
        power: 0,
      }).phase,
    ).toBe("V");
  });

  it("in phase V of the diagonal network the claim is the slope of 1/log(d/n_eff)", () => {
    const problem = { network: "diagonal" as const, d: 1e6, gamma: 1, noise: 0.5 };
    const h = 1e-5;
    const rate = (n: number) => -Math.log(Math.log(problem.d / n));
    const slope = (rate(1e5 * Math.exp(h)) - rate(1e5 * Math.exp(-h))) / (2 * h);
    expect(claimedExponent(problem, 1e5, { factor: 1e-6, power: 0 }).claimed).toBeCloseTo(slope, 6);
  });
});

describe("the words say what the numbers are", () => {
  it("a plateau is called flat only where it is", () => {
    const plateau = pointSentence(pointAt("diagonal", 200, 1, 1, Math.sqrt(200)), values({ decay: "large" }));
    expect(plateau).toContain("flat at 1.64");
    expect(plateau).toContain("Ib, rank collapse");
    const falling = pointSentence(
      pointAt("diagonal", 200, 1, 100, Math.sqrt(200)),
      values({ decay: "large" }),
    );
    expect(falling).toContain("−0.24");
    expect(falling).toContain("a difference of 0.24");
  });

  it("an exponent that agrees is not called different, and the peak has none", () => {
    const agreeing = pointSentence(pointAt("diagonal", 1e6, 1, 1e9, 1e-6), values({ d: 1_000_000 }));
    expect(agreeing).toContain("whose own exponent is −1.");
    expect(agreeing).not.toContain("difference");
    const peak = pointSentence(pointAt("diagonal", 200, 1, 200, 1 / 200), values());
    expect(peak).toContain("at the interpolation peak, which has no power of its own");
  });

  it("the count names what is learned, hidden and fitted", () => {
    const at = (n: number, lambda: number, d = 10_000) => {
      const { solution } = pointAt("quadratic", d, 1, n, lambda);
      return countSentence(solution, countedRisk(solution));
    };
    expect(at(10, 1)).toContain("No feature stands");
    expect(at(1e5, 100)).toContain("no noise passes the cut");
    expect(at(10 ** 10.5, 1e4)).toContain("All 10⁴ features stand");
    expect(at(100, 0.1)).toContain("10 of 10⁴ features stand");
  });
});

describe("the curves of a view", () => {
  it("are three weight decays, or four with λ = d, or the paper's dimensions and the chosen one", () => {
    const names = (changes: Partial<ScalingValues>) => wantedCurves(values(changes)).map(({ name }) => name);
    expect(names({})).toEqual(["λ = 1/d", "λ = 1", "λ = √d"]);
    expect(names({ decay: "huge" })).toHaveLength(4);
    expect(names({ view: "dimensions" })).toEqual(["d = 100", "d = 200", "d = 400", "d = 800"]);
    expect(names({ view: "dimensions", d: 1_000_000 })).toHaveLength(5);
  });

  it("reach the last phase", () => {
    for (const d of [200, 10_000, 1_000_000] as const)
      for (const decay of ["small", "large", "huge"] as const) {
        const [, most] = samplesWindow(values({ d, decay }));
        const lambda = DECAYS.find(({ id }) => id === decay)!.value(d);
        const problem = { network: "diagonal" as const, d, gamma: 1, noise: 0.5 };
        expect(claimedExponent(problem, most, { factor: lambda, power: 0 }).phase).toBe("VIb");
      }
  });

  it("keep the reader's point within the picture", () => {
    expect(settle(values({ samples: 1e20 }))).toEqual({ samples: samplesWindow(values())[1] });
    expect(settle(values({ samples: 10 }))).toEqual({ samples: 10 });
  });

  it("of different dimensions lie on one another in phase IV, and nowhere near in VI", () => {
    const risks = (network: Network, n: number) =>
      [400, 800, 1600].map((d) => pointAt(network, d, 1, n, 1 / d).solution.excessRisk);
    for (const network of ["diagonal", "quadratic"] as const) {
      const early = risks(network, 8);
      expect(Math.max(...early) / Math.min(...early)).toBeLessThan(1.1);
      const late = risks(network, 1e5);
      expect(Math.max(...late) / Math.min(...late)).toBeGreaterThan(3);
    }
  });

  it("have a grid that meets the peak", () => {
    const grid = samplesGrid(0.3, 1e5, [200]);
    expect(grid).toContain(200);
    expect(grid).toEqual([...grid].sort((a, b) => a - b));
    expect(grid.filter((n) => n > 140 && n < 280).length).toBeGreaterThan(12);
  });
});

let trained: readonly Trained[];
beforeAll(() => {
  trained = readTable(agreementTable, readFileSync("data/experiments/agreement.arrow")).rows;
});

test("trained networks lie within 8 % of state evolution by the median, at every dimension that was run", () => {
  const rows = deviationRows(
    trained.filter(
      (row) =>
        row.noise === 0.5 &&
        [1 / row.d, 1, Math.sqrt(row.d)].some((value) => Math.abs(row.lambda / value - 1) < 1e-9),
    ),
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const { deviation } of rows) expect(deviation).toBeLessThan(0.08);
});

function curveOf(
  network: Network,
  d: number,
  id: (typeof DECAYS)[number]["id"],
  window: [number, number],
): RiskCurve {
  const decay = DECAYS.find((entry) => entry.id === id)!;
  const problem = { network, d, gamma: 1, noise: 0.5 };
  const lambda = decay.value(d);
  const solved = samplesGrid(...window, [d], 31).map((n) => {
    const { solution } = pointAt(network, d, 1, n, lambda);
    return { solution, exponents: localExponents(solution) };
  });
  return { ...problem, name: decay.name, points: riskPoints(problem, { factor: lambda, power: 0 }, solved) };
}

test("every picture of a derivation is taken inside its phase", () => {
  for (const phase of EXAMPLE_PHASES) {
    const point = examplePoint(phase);
    expect(phaseAt({ ...point, effectiveSamples: point.alpha * point.d }).id).toBe(phase);
  }
});

test("claims are joined across phases with the same exponent, and phases are not", () => {
  const { points } = curveOf("diagonal", 200, "small", [0.3, 4e5]);
  expect(phaseStretches(points).map(({ phase }) => phase)).toEqual(["Ia", "IV", "V", "peak", "VIa", "VIb"]);
  // Left out: the few points of phase IV below n_eff = 2, where the unseen features outweigh the noise.
  const runs = claimRuns(points).filter((run) => run.points.length > 2);
  expect(runs.map(({ exponent }) => exponent)).toEqual([0, -0.5, -1]);
  expect(runs[2].from).toBeLessThan(400);
  expect(runs[2].to).toBeCloseTo(4e5);
});

test("the figures are the same drawings every time", () => {
  const window: [number, number] = [0.3, 4e5];
  const curves = (["small", "large"] as const).map((id) => curveOf("diagonal", 200, id, window));
  const lit = curves[0];
  const x = { domain: window, title: "effective samples", symbol: "n_eff" };
  const figure = scalingLaws(
    curves.map((curve, k) => ({
      curve,
      lit: curve === lit,
      trained: trained.filter(
        (row) =>
          row.network === "diagonal" &&
          row.d === 200 &&
          row.gamma === 1 &&
          row.noise === 0.5 &&
          Math.abs(row.lambda / curve.points[0].lambda - 1) < 1e-9 &&
          row.n <= 100,
      ),
      symbol: k === 0 ? "triangle" : "circle",
    })),
    {
      width: 640,
      height: chartHeight(640),
      samples: window,
      risks: [1e-4, 30],
      cursor: { effectiveSamples: 10, excessRisk: 1.41 },
      finding: "finding",
    },
  );
  expect(drawn(figure)).toMatchSnapshot();
  const strip = exponentStrip(curves, {
    width: 640,
    x,
    lit,
    stroke: (curve) => strokeOf(curve === lit),
    cursor: [{ effectiveSamples: 10, exponent: -0.4 }],
    finding: "finding",
  });
  expect(drawn(strip)).toMatchSnapshot();
  const { solution } = pointAt("quadratic", 200, 1, 100, 1);
  const { network, d, gamma, delta, cut } = solution;
  expect(
    drawn(
      featureCountChart(
        {
          network,
          d,
          teacher: teacherRanks(network, d, gamma),
          delta,
          cut,
          count: countedRisk(solution).count,
        },
        { width: 420, finding: "finding" },
      ),
    ),
  ).toMatchSnapshot();
  expect(
    drawn(
      deviationDecay(
        [
          { network: "diagonal", d: 100, deviation: 0.03, chance: 0.02, points: 9 },
          { network: "quadratic", d: 200, deviation: 0.02, chance: 0.01, points: 9 },
        ],
        { width: 420, finding: "finding" },
      ),
    ),
  ).toMatchSnapshot();
});

// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { learnedWeights, noisyWeights } from "../../components/learned-weights.js";
import {
  atWidth,
  countsOf,
  curveOf,
  fullProblem,
  tailRisk,
  trainedAt,
  type WidthCurve,
  widthsBelow,
} from "../../components/pages/width/curves.js";
import { widthFindings } from "../../components/pages/width/findings.js";
import { type DecayId, LOADS } from "../../components/pages/width/quantities.js";
import { riskOverWidth } from "../../components/pages/width/risk.js";
import { unitCut, widthSpectrum } from "../../components/pages/width/spectrum.js";
import { powerLawAtoms } from "../../theory/quadratic/atoms.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { train } from "../../training/train.js";
import { drawn } from "./drawn.js";

function solved(d: number, gamma: number, load: number, decay: DecayId): WidthCurve {
  const problem = fullProblem({ d, gamma, load, decay });
  const full = stateEvolution(problem);
  let last: Solution | undefined;
  const narrow = widthsBelow(Math.min(d, countsOf(full).active)).map((width) => {
    last = stateEvolution({ ...problem, width }, last?.converged ? last : undefined);
    return last;
  });
  return curveOf(load, full, narrow);
}

function leastOverDecay(d: number, gamma: number, load: number): number {
  const risks = Array.from({ length: 21 }, (_, i) => {
    const lambda = 10 ** (-2 + i / 6);
    return stateEvolution({ ...fullProblem({ d, gamma, load, decay: "edge" }), lambda }).excessRisk;
  });
  return Math.min(...risks);
}

describe("as long as units are what a network lacks", () => {
  it.each([1, 1.25, 1.5, 2])("its risk falls as p^(1 − 2γ), at d = 10⁶ (γ = %f)", (gamma) => {
    const d = 1e6;
    const problem = { ...fullProblem({ d, gamma, load: 1, decay: "edge" }), alpha: 1e4, lambda: 0.1 };
    const risk = (width: number) => {
      const solution = stateEvolution({ ...problem, width });
      expect(solution.converged).toBe(true);
      return solution.excessRisk;
    };
    const slope = Math.log(risk(100) / risk(20)) / Math.log(5);
    expect(Math.abs(slope / (1 - 2 * gamma) - 1)).toBeLessThan(0.03);
  });

  it("the tail of the teacher is a lower bound, for every width, load and weight decay", () => {
    for (const decay of ["little", "edge"] as const)
      for (const load of LOADS) {
        const atoms = powerLawAtoms(100, 1.25);
        for (const { width, excessRisk } of solved(100, 1.25, load, decay).points)
          expect(excessRisk).toBeGreaterThan(2 * atoms.squaresFrom(width) * (1 - 1e-12));
      }
  });

  it("and the grey line is that tail", () => {
    const tail = tailRisk(400, 1.5);
    const norm = Array.from({ length: 400 }, (_, k) => (k + 1) ** -3).reduce((a, b) => a + b);
    for (const { x, y } of tail.slice(0, 12)) {
      let sum = 0;
      for (let k = x + 1; k <= 400; k++) sum += k ** -3;
      expect(y / ((2 * sum) / norm)).toBeCloseTo(1, 10);
    }
  });
});

it("with weight decay at the bulk's edge, width stops mattering at the number of learnable features", () => {
  for (const load of [1, 3, 10]) {
    const curve = solved(400, 1.25, load, "edge");
    const { narrowWins, enough, full } = widthFindings(curve);
    expect(narrowWins).toBe(false);
    expect(Math.abs(curve.active / curve.learnable - 1)).toBeLessThan(0.25);
    expect(enough).toBeLessThanOrEqual(1.2 * curve.learnable);
    expect(atWidth(curve, 2 * curve.learnable).excessRisk).toBe(full.excessRisk);
  }
});

it("with little weight decay the risk has a minimum near that number, and rises in proportion to p beyond it", () => {
  const d = 10_000;
  const curve = solved(d, 1.25, 1, "little");
  const { best, narrowWins, full } = widthFindings(curve);
  expect(narrowWins).toBe(true);
  expect(best.width / curve.learnable).toBeGreaterThan(0.5);
  expect(best.width / curve.learnable).toBeLessThan(1.2);
  expect(full.excessRisk / best.excessRisk).toBeGreaterThan(10);
  const risk = (p: number) =>
    stateEvolution({ ...fullProblem({ d, gamma: 1.25, load: 1, decay: "little" }), width: p }).excessRisk;
  const slope = Math.log(risk(1000) / risk(300)) / Math.log(1000 / 300);
  expect(slope).toBeGreaterThan(0.75);
  expect(slope).toBeLessThan(1.05);
});

it("at d = 10⁴ the best width beats the best weight decay, as step 4 says; at d = 100 it does not", () => {
  const best = (d: number) => widthFindings(solved(d, 1.25, 1, "little")).best;
  expect(best(10_000).width).toBeGreaterThan(45);
  expect(best(10_000).width).toBeLessThan(60);
  expect(best(10_000).excessRisk).toBeLessThan(0.85 * leastOverDecay(10_000, 1.25, 1));
  expect(best(100).excessRisk).toBeGreaterThan(leastOverDecay(100, 1.25, 1));
});

it("a unit for every positive eigenvalue is as good as full width", () => {
  const problem = fullProblem({ d: 100, gamma: 1.25, load: 1, decay: "little" });
  const full = stateEvolution(problem);
  const { active } = countsOf(full);
  expect(active).toBeLessThan(100);
  const enough = stateEvolution({ ...problem, width: active + 1 });
  expect(enough.excessRisk / full.excessRisk).toBeCloseTo(1, 9);
  const few = stateEvolution({ ...problem, width: active - 5 });
  expect(Math.abs(few.excessRisk / full.excessRisk - 1)).toBeGreaterThan(1e-6);
});

it("narrow trained networks do beat wide ones, where state evolution says so", {
  timeout: 60_000,
}, async () => {
  const [d, n] = [60, 1080];
  const trained = async (width: number) => {
    const lambda = 0.1 * Math.sqrt(d / width);
    const spec = { network: "quadratic", d, n, gamma: 1.25, noise: 0.5, width, lambda, seed: 1 } as const;
    const run = await train({ ...spec, tolerance: 1e-4 });
    expect(run.converged).toBe(true);
    return run.excessRisk;
  };
  const [narrow, full] = [await trained(4), await trained(d)];
  const theory = (width?: number) =>
    stateEvolution({
      network: "quadratic",
      d,
      gamma: 1.25,
      noise: 0.5,
      alpha: n / d ** 2,
      lambda: 0.1,
      width,
    }).excessRisk;
  expect(theory(4)).toBeLessThan(0.6 * theory());
  expect(narrow).toBeLessThan(0.7 * full);
  expect(Math.abs(narrow / theory(4) - 1)).toBeLessThan(0.15);
  expect(Math.abs(full / theory() - 1)).toBeLessThan(0.2);
});

it("trained networks are chosen by their settings, with the rescaled weight decay", () => {
  const row = {
    network: "quadratic" as const,
    d: 100,
    n: 10_000,
    gamma: 1.25,
    noise: 0.5,
    lambda: 0.1 * Math.sqrt(100 / 16),
    width: 16,
    seeds: 8,
    excessRisk: 0.14,
    standardError: 0.002,
    theory: 0.135,
    deviation: 0.02,
    deviationError: 0.01,
    zScore: 2,
    gap: null,
    converged: true,
    residual: 0,
  };
  const shown = { d: 100, gamma: 1.25, decay: "little" as const };
  expect(trainedAt([row], shown)).toEqual([{ ...row, load: 1 }]);
  expect(trainedAt([{ ...row, lambda: 0.1 }], shown)).toEqual([]);
  expect(trainedAt([row], { ...shown, d: 400 })).toEqual([]);
  expect(trainedAt([{ ...row, n: 5000 }], shown)).toEqual([]);
});

it("p units keep the p largest eigenvalues", () => {
  const noisy = noisyWeights({ network: "quadratic", d: 400, gamma: 1.25, delta: 0.3 });
  // The 5 strongest stand alone, so the level lies between the fifth and the sixth.
  const level = unitCut(noisy, 5);
  const spikes = noisy.pieces.filter(({ kind }) => kind === "spike").map(({ position }) => position);
  expect(spikes.filter((position) => position > level)).toHaveLength(5);
  expect(unitCut(noisy, 400)).toBe(Number.NEGATIVE_INFINITY);
});

it("the figures are the same drawings every time", () => {
  const curves = [1, 10].map((load) => solved(100, 1.25, load, "little"));
  const view = {
    of: { d: 100, gamma: 1.25, units: 7 },
    own: curves[0],
    all: curves,
    tuned: { lambda: 1, excessRisk: 0.08, converged: true, where: "interior" as const },
  };
  const drawing = riskOverWidth(view, [], { width: 560, risks: [0.005, 2.5], finding: "text" });
  expect(drawn(drawing)).toMatchSnapshot();
  const at = atWidth(curves[0], 7);
  const problem = { network: "quadratic" as const, d: 100, gamma: 1.25 };
  const kept = {
    noisy: noisyWeights({ ...problem, delta: at.delta }),
    full: learnedWeights({ ...problem, delta: at.delta, cut: at.cut }),
    units: 7,
    cut: at.cut,
  };
  expect(drawn(widthSpectrum(kept, 700, "text"))).toMatchSnapshot();
});

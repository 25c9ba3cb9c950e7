import { describe, expect, it } from "vitest";
import { summaryOf } from "../../cli/agreement.js";
import { agreementOf, limitsOf, type TrainedEnd } from "../../data/experiments/agreement.js";
import type { AgreementRow } from "../../data/tables/agreement.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { Stream } from "../../training/random.js";
import { train } from "../../training/train.js";

const problem = { network: "quadratic", gamma: 1, noise: 0.5, lambda: 1, width: 0 } as const;

function end(d: number, seed: number, excessRisk: number): TrainedEnd {
  return { ...problem, d, width: d, n: d * d, seed, excessRisk, gap: 1e-7, converged: true };
}

const theory = (d: number) =>
  stateEvolution({ network: "quadratic", d, gamma: 1, noise: 0.5, alpha: 1, lambda: 1 });

describe("agreement with state evolution", () => {
  it("is the mean ratio over the seeds, with its standard error", () => {
    const { excessRisk } = theory(50);
    const [point] = agreementOf([0.9, 1.1, 1.3].map((factor, seed) => end(50, seed, factor * excessRisk)));
    expect(point).toMatchObject({ seeds: 3, converged: true, gap: 1e-7 });
    expect(point.deviation).toBeCloseTo(0.1, 12);
    expect(point.deviationError).toBeCloseTo(0.2 / Math.sqrt(3), 12);
    expect(point.theory).toBeCloseTo(excessRisk, 12);
    expect(point.zScore).toBeCloseTo(Math.sqrt(3) / 2, 10);
  });

  it("counts a run that two experiments hold once, and leaves single seeds out", () => {
    const { excessRisk } = theory(50);
    const ends = [end(50, 0, excessRisk), end(50, 0, excessRisk), end(50, 1, excessRisk), end(60, 0, 1)];
    expect(agreementOf(ends).map(({ d, seeds }) => [d, seeds])).toEqual([[50, 2]]);
  });

  it("finds a planted law deviation = a + b/d", () => {
    const random = new Stream(1, "noise");
    const points: AgreementRow[] = [50, 100, 200, 400].flatMap((d) => {
      const { excessRisk } = theory(d);
      return agreementOf(
        Array.from({ length: 40 }, (_, seed) =>
          end(d, seed, (1.02 + 6 / d + 0.01 * random.gaussian()) * excessRisk),
        ),
      );
    });
    const [limit] = limitsOf(points);
    expect(limit.dimensions).toEqual([50, 100, 200, 400]);
    expect(Math.abs(limit.intercept - 0.02)).toBeLessThan(4 * limit.interceptError);
    expect(limit.interceptError).toBeLessThan(0.01);
    expect(Math.abs(limit.slope - 6)).toBeLessThan(1);
    expect(limitsOf(points.filter(({ d }) => d < 150))).toEqual([]);
  });

  it("compares a diagonal network with the teacher that was drawn", async () => {
    const ends: TrainedEnd[] = [];
    for (let seed = 0; seed < 6; seed++) {
      const spec = { network: "diagonal", d: 300, n: 600, gamma: 1, noise: 0.5, lambda: 1, seed } as const;
      const { excessRisk, gap, converged } = await train(spec);
      ends.push({ ...spec, width: 0, excessRisk, gap, converged });
    }
    const [point] = agreementOf(ends);
    expect(Math.abs(point.deviation)).toBeLessThan(0.1);
    expect(point.residual).toBeLessThan(1e-10);
    expect(summaryOf([point])).toMatch(/diagonal 300: 1 points, median \|deviation\| \d/);
  });
});

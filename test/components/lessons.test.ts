import { describe, expect, it } from "vitest";
import { LESSONS } from "../../components/pages/teach/lessons.js";
import { flowConstants, flowTeacher, learningTime } from "../../theory/gradient-flow.js";
import { stateEvolution } from "../../theory/state-evolution.js";

it("the steps of a lesson fill its time", () => {
  for (const { minutes, steps, title } of LESSONS)
    expect(
      steps.reduce((sum, step) => sum + step.minutes, 0),
      title,
    ).toBe(minutes);
});

describe("the numbers in the answers", () => {
  it("noise and features of the network of the page on training", () => {
    const solution = stateEvolution({
      network: "quadratic",
      d: 50,
      gamma: 1.25,
      noise: 0.5,
      alpha: 4,
      lambda: 0.1,
    });
    expect(Math.sqrt(0.5 / 16)).toBeCloseTo(0.18, 2);
    expect(Math.abs(solution.delta / 0.18 - 1)).toBeLessThan(0.05);
    const teacher = flowTeacher({ d: 50, gamma: 1.25 });
    expect(teacher[0]).toBeCloseTo(6.11, 2);
    expect([16, 17]).toContain(teacher.filter((s) => s > solution.delta).length);
  });

  it("the tenth feature takes about 18 times as long as the first", () => {
    const flow = { d: 50, gamma: 1.25, alpha: 1, lambda: 0, start: 1e-12 };
    const teacher = flowTeacher(flow);
    const [first, tenth] = [0, 9].map((k) => learningTime(flowConstants(flow), teacher[k]));
    expect(Math.abs(tenth / first / 18 - 1)).toBeLessThan(0.1);
  });

  it("rank collapse: the risk is 2Q* = 2", () => {
    const collapsed = stateEvolution({
      network: "quadratic",
      d: 400,
      gamma: 1.25,
      noise: 0.5,
      alpha: 10 / 400,
      lambda: 20,
    });
    expect(collapsed.zero).toBe(true);
    expect(collapsed.excessRisk).toBeCloseTo(2, 10);
  });

  it("the peak of the lesson is far above the risk on both sides", () => {
    const risk = (n: number) =>
      stateEvolution({ network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: n / 400, lambda: 0.001 })
        .excessRisk;
    expect(risk(100)).toBeGreaterThan(8 * risk(30));
    expect(risk(100)).toBeGreaterThan(8 * risk(1000));
  });
});

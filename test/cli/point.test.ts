import { describe, expect, it } from "vitest";
import { gridOf, numberOrText, questionOf } from "../../cli/options.js";
import { pointOf, type Question } from "../../cli/point.js";

const question: Question = {
  network: "quadratic",
  d: 400,
  gamma: 1.25,
  noise: 0.1,
  alpha: 1,
  lambda: 0.1,
};

describe("a question", () => {
  it("becomes the parameters of the solver", () => {
    expect(pointOf(question)).toEqual({
      problem: { network: "quadratic", d: 400, gamma: 1.25, noise: 0.1, alpha: 1 },
      parameters: question,
      bayes: false,
      tuned: false,
    });
  });

  it("takes samples in place of the load: n/d² (quadratic) or n/d (diagonal)", () => {
    const { alpha: _, ...rest } = question;
    expect(pointOf({ ...rest, n: 80_000 }).problem.alpha).toBe(0.5);
    expect(pointOf({ ...rest, network: "diagonal", n: 800 }).problem.alpha).toBe(2);
  });

  it("rescales the weight decay at finite width, λ̃ = λ√(p/d), and takes λ̃ as it is", () => {
    expect(pointOf({ ...question, width: 100 }).parameters).toEqual({
      ...question,
      lambda: 0.05,
      width: 100,
    });
    const { lambda: _, ...rest } = question;
    expect(pointOf({ ...rest, lambdaTilde: 0.05, width: 100 }).parameters?.lambda).toBe(0.05);
    expect(pointOf({ ...rest, lambdaTilde: 0.05 }).parameters?.lambda).toBe(0.05);
  });

  it("above full width is the one of width d at the same λ̃", () => {
    const { width, parameters } = pointOf({ ...question, width: 1600 });
    expect(width).toBe(1600);
    expect(parameters).toEqual({ ...question, lambda: 0.2, width: 400 });
  });

  it("needs no weight decay for the Bayes-optimal error alone", () => {
    const { lambda: _, ...rest } = question;
    expect(pointOf({ ...rest, bayes: true })).toEqual({
      problem: pointOf(question).problem,
      bayes: true,
      tuned: false,
    });
  });

  const bad: [string, Question, RegExp][] = [
    ["an unknown network", { network: "cubic" }, /^network = "cubic" .*"diagonal" or "quadratic"/],
    ["γ of one half", { gamma: 0.5 }, /^gamma = 0\.5 .*above 1\/2/],
    ["γ that is infinite", { gamma: Number.POSITIVE_INFINITY }, /^gamma = Infinity/],
    ["negative noise", { noise: -0.1 }, /^noise = -0\.1 .*≥ 0/],
    ["a dimension below 2", { d: 1 }, /^d = 1 .*from 2/],
    ["a dimension that is no integer", { d: 2.5 }, /^d = 2\.5 .*integer/],
    ["a load of zero", { alpha: 0 }, /^alpha = 0 /],
    ["a load that is not a number", { alpha: Number.NaN }, /^alpha = NaN/],
    ["a negative weight decay", { lambda: -1 }, /^lambda = -1 /],
    ["text for a number", { lambda: "0.1" }, /^lambda = "0\.1" /],
    ["a width of zero", { width: 0 }, /^width = 0 .*an integer ≥ 1/],
    ["a width that is no integer", { width: 10.5 }, /^width = 10\.5 .*an integer ≥ 1/],
    [
      "a weight decay that the width makes too small, by what was typed",
      { width: 1, lambda: 1e-15 },
      /^lambda = 1e-15 is outside its range: such that λ√\(width\/d\), here 5\.0+5e-17, is a number from 1e-15/,
    ],
    ["nothing at all, by what is missing", { network: undefined }, /^network is missing: "diagonal" or/],
    ["a width of the diagonal network", { network: "diagonal", width: 10 }, /^width = 10 .*quadratic/],
    ["both alpha and n", { n: 100 }, /^n = 100 .*absent where alpha \(here 1\)/],
    [
      "both lambda and lambdaTilde",
      { lambdaTilde: 1 },
      /^lambdaTilde = 1 .*absent where lambda \(here 0\.1\)/,
    ],
    ["neither alpha nor n", { alpha: undefined }, /^alpha is missing: .*or n/],
    ["neither lambda nor bayes", { lambda: undefined }, /^lambda is missing: /],
    ["samples too many for the load's range", { alpha: undefined, n: 1e300 }, /^n = 1e\+300 .*n\/d²/],
    ["bayes that is neither true nor false", { bayes: "yes" }, /^bayes = "yes" .*true or false/],
  ];
  it.each(bad)("with %s is refused by parameter, value and range", (_, change, message) => {
    expect(() => pointOf({ ...question, ...change })).toThrow(message);
  });

  it("with a bad width is refused also where no weight decay is given", () => {
    const { lambda: _, ...rest } = question;
    expect(() => pointOf({ ...rest, bayes: true, width: 0 })).toThrow(/^width = 0/);
  });
});

describe("an option", () => {
  it("is a number in any notation, or stays text for the check of ranges to name", () => {
    expect(questionOf({ d: "1e6", gamma: "1.25", n: "abc" })).toMatchObject({
      d: 1e6,
      gamma: 1.25,
      n: "abc",
    });
    expect(numberOrText("")).toBe("");
    expect(numberOrText("-3")).toBe(-3);
  });

  it("for a grid is from:to:count", () => {
    expect(gridOf("samples", "0.1:1e6:50")).toEqual({ from: 0.1, to: 1e6, count: 50 });
    for (const text of [
      "",
      "1:2",
      "1:2:3:4",
      "0:1:5",
      "2:1:5",
      "1:2:1",
      "1:2:2.5",
      "1:x:5",
      "1:Infinity:5",
      "1:2:1e9",
    ]) {
      expect(() => gridOf("samples", text)).toThrow(/^samples = .*from:to:count/);
    }
  });
});

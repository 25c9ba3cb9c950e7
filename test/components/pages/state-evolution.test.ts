// @vitest-environment jsdom
import { beforeAll, describe, expect, test } from "vitest";
import { learnedWeights, noisyWeights } from "../../../components/learned-weights.js";
import {
  type Asked,
  equationGrid,
  solvedBy,
} from "../../../components/pages/state-evolution/equation-grid.js";
import {
  equationPlane,
  planeFinding,
  zeroLine,
} from "../../../components/pages/state-evolution/equation-plane.js";
import {
  stepsDomain,
  stepsFinding,
  thresholdSteps,
} from "../../../components/pages/state-evolution/threshold-steps.js";
import { type MomentGrid, moments } from "../../../components/topics/equations.js";
import { stateEvolution } from "../../../theory/state-evolution.js";
import { drawn } from "../drawn.js";

describe.each(["diagonal", "quadratic"] as const)("the plane of the %s network", (network) => {
  const asked: Asked = { network, d: 100, gamma: 1.25, noise: 0.5, alpha: 1, lambda: 0.2 };
  let grid: MomentGrid;
  beforeAll(() => {
    grid = moments(asked, 8);
  });

  test.each([
    [1, 0.2],
    [0.3, 1],
    [10, 0.05],
  ])("its curves cross at the solution for α = %d, λ = %d", (alpha, lambda) => {
    const problem = { ...asked, alpha, lambda };
    const solution = stateEvolution(problem);
    const equations = equationGrid(grid, problem);
    for (const field of ["first", "second"] as const) {
      const x = 8 * (Math.log10(solution.delta) + 2) + 0.5;
      const y = 8 * (Math.log10(solution.cut) + 4) + 0.5;
      const nearest = Math.min(
        ...zeroLine(equations, equations[field])
          .flat()
          .map(([a, b]) => Math.hypot(a - x, b - y)),
      );
      expect(nearest).toBeLessThan(1);
    }
  });

  test("the solution's (δ, c) solves the problem that was asked", () => {
    const solution = stateEvolution(asked);
    const solves = solvedBy(asked, solution);
    expect(solves.alpha).toBeCloseTo(asked.alpha, 8);
    expect(solves.lambda).toBeCloseTo(asked.lambda, 6);
  });

  test("draws both curves, their names, the solution and the ring", () => {
    const solution = stateEvolution(asked);
    const plane = equationPlane(equationGrid(grid, asked), {
      width: 420,
      height: 380,
      cursor: solution,
      solution,
    });
    expect(plane.querySelectorAll(".direct")).toHaveLength(2);
    expect(plane.querySelector(".equation-first")!.getAttribute("d")).toMatch(/^M/);
    expect(drawn(plane)).toMatchSnapshot();
  });
});

test("arrow keys move the ring of the plane", () => {
  const moves: { delta: number; cut: number }[] = [];
  const point = { delta: 1, cut: 1 };
  const problem = { network: "diagonal", d: 100, gamma: 1.25, noise: 0.5, alpha: 1, lambda: 0.2 } as const;
  const plane = equationPlane(equationGrid(moments(problem, 2), problem), {
    width: 420,
    height: 380,
    cursor: point,
    solution: point,
    onMove: (p) => moves.push(p),
  });
  plane
    .querySelector(".phase-surface")!
    .dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", shiftKey: true, cancelable: true }));
  expect(moves[0].cut).toBeCloseTo(Math.sqrt(10), 9);
});

test("the finding of the plane knows whether the ring is on the solution", () => {
  const solution = { delta: 1, cut: 0.5 };
  expect(planeFinding(solution, solution)).toContain("where the ring is");
  expect(planeFinding({ delta: 2, cut: 0.5 }, solution)).toContain("the ring is at δ = 2");
});

describe("the three steps", () => {
  const problem = { network: "quadratic" as const, d: 400, gamma: 1.25, delta: 0.9, cut: 0.5 };

  test("show the noisy teacher's whole mass and what the cut leaves of it", () => {
    const noisy = noisyWeights(problem);
    const learned = learnedWeights(problem);
    const total = noisy.pieces.reduce((sum, piece) => sum + piece.count, 0);
    expect(total).toBeCloseTo(400, 1);
    const drawing = thresholdSteps(noisy, learned, { width: 500, delta: 0.9, cut: 0.5 });
    expect(drawn(drawing)).toMatchSnapshot();
    expect(stepsFinding(learned, problem)).toContain(`${(100 * learned.zeroMass).toPrecision(3)} %`);
  });

  test("keep bulk and cut on the axis, whatever they are", () => {
    for (const delta of [0.01, 0.5, 5, 50])
      for (const cut of [0, 0.5, 10, 60]) {
        const [low, high] = stepsDomain(noisyWeights({ ...problem, delta }), delta, cut);
        expect(low).toBeLessThanOrEqual(-2 * delta);
        expect(high).toBeGreaterThanOrEqual(2 * delta);
      }
  });
});

// @vitest-environment jsdom
import fc from "fast-check";
import { expect, test } from "vitest";
import { teacherRanks } from "../../../components/learned-weights.js";
import { cheapestFactors, factorPenalty } from "../../../components/pages/setup/factor-penalty.js";
import { networkDiagram } from "../../../components/pages/setup/network-diagram.js";
import { shrinkage, softThreshold } from "../../../components/pages/setup/shrinkage.js";
import { teacherDecay } from "../../../components/pages/setup/teacher-decay.js";
import { drawn } from "../drawn.js";

test("no factors of θ are cheaper than 2|θ|, and the cheapest reach it", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 0.01, max: 10, noNaN: true }),
      (theta, a) => {
        const { penalty, a: best, w } = cheapestFactors(theta);
        expect(best * w).toBeCloseTo(theta, 12);
        expect(best ** 2 + w ** 2).toBeCloseTo(penalty, 12);
        expect(a ** 2 + (theta / a) ** 2).toBeGreaterThanOrEqual(penalty - 1e-12);
      },
    ),
  );
});

test("the soft threshold minimises ½(h − x)² + c|x|", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.boolean(),
      (h, cut, other, positive) => {
        const cost = (x: number) => 0.5 * (h - x) ** 2 + cut * Math.abs(x);
        const rival = positive ? Math.abs(other) : other;
        expect(cost(softThreshold(h, cut, positive))).toBeLessThanOrEqual(cost(rival) + 1e-12);
      },
    ),
  );
});

test("both teachers fall by 10^γ over a decade of ranks", () => {
  for (const network of ["diagonal", "quadratic"] as const) {
    const at = (rank: number) => teacherRanks(network, 400, 1.5).find((point) => point.rank === rank)!.value;
    expect(at(1) / at(10)).toBeCloseTo(10 ** 1.5, 9);
  }
});

test("the figures of the set-up are the same drawings every time", () => {
  expect(drawn(networkDiagram("diagonal"))).toMatchSnapshot();
  expect(drawn(networkDiagram("quadratic"))).toMatchSnapshot();
  expect(drawn(factorPenalty(1.2, 640))).toMatchSnapshot();
  expect(drawn(shrinkage(0.8, 640))).toMatchSnapshot();
  const curves = (["diagonal", "quadratic"] as const).map((network) => ({
    network,
    values: teacherRanks(network, 400, 1.25),
  }));
  expect(drawn(teacherDecay(curves, 1.25, 420))).toMatchSnapshot();
});

import { describe, expect, it } from "vitest";
import { localExponents } from "../../theory/local-exponents.js";
import { ParameterError } from "../../theory/parameters.js";
import { type PhaseDiagramRequest, phaseDiagram } from "../../theory/phase-diagram.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { expectClose } from "./close.js";

function geometric(low: number, high: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => low * (high / low) ** (k / (count - 1)));
}

const PLANES: (PhaseDiagramRequest & { name: string })[] = [
  {
    name: "diagonal, all phases",
    network: "diagonal",
    d: 400,
    gamma: 1.25,
    noise: 0.5,
    effectiveSamples: geometric(0.3, 1e8, 37),
    lambda: geometric(1e-3, 1e5, 19),
  },
  {
    name: "quadratic, all phases",
    network: "quadratic",
    d: 400,
    gamma: 1.25,
    noise: 0.5,
    effectiveSamples: geometric(0.3, 1e8, 37),
    lambda: geometric(1e-3, 1e5, 19),
  },
  {
    name: "quadratic, noiseless, coarse",
    network: "quadratic",
    d: 60,
    gamma: 0.7,
    noise: 0,
    effectiveSamples: geometric(0.1, 1e6, 15),
    lambda: geometric(1e-6, 1e4, 11),
  },
  {
    name: "diagonal, noiseless, large d",
    network: "diagonal",
    d: 1e6,
    gamma: 0.9,
    noise: 0,
    effectiveSamples: geometric(10, 1e9, 15),
    lambda: geometric(1e-5, 1e3, 11),
  },
];

describe("phaseDiagram", () => {
  it.each(PLANES)(
    "holds at every point what stateEvolution and localExponents say there: $name",
    (request) => {
      const { network, d, gamma, noise } = request;
      const diagram = phaseDiagram(request);
      const columns = diagram.effectiveSamples.length;
      let zeros = 0;
      for (let i = 0; i < diagram.lambda.length; i++)
        for (let j = 0; j < columns; j++) {
          const at = i * columns + j;
          const alpha = diagram.effectiveSamples[j] / d;
          const p = { network, d, gamma, noise, alpha, lambda: diagram.lambda[i] };
          const s = stateEvolution(p);
          const where = JSON.stringify(p);
          zeros += Number(s.zero);
          expect(diagram.converged[at], where).toBe(1);
          expect(diagram.residual[at], where).toBeLessThanOrEqual(1e-10);
          // Both solve the equations to 1e-12 or so; near the edge of recovery that determines the solution less well.
          for (const key of ["excessRisk", "mse", "delta", "cut", "divergence"] as const)
            expectClose(diagram[key][at], s[key], { relative: 1e-8 }, `${key} at ${where}`);
          const exponents = localExponents(s);
          const allowed = { relative: 1e-6, absolute: 1e-8 };
          expectClose(diagram.exponentSamples[at], exponents.samples, allowed, `∂n at ${where}`);
          expectClose(diagram.exponentLambda[at], exponents.lambda, allowed, `∂λ at ${where}`);
        }
      if (network === "quadratic") {
        expect(zeros).toBeGreaterThan(0);
        expect(zeros).toBeLessThan(columns * diagram.lambda.length);
      }
    },
  );

  it("does not depend on the grid around a point", () => {
    const [, plane] = PLANES;
    const all = phaseDiagram(plane);
    const columns = all.effectiveSamples.length;
    const few = phaseDiagram({
      ...plane,
      effectiveSamples: all.effectiveSamples.filter((_, j) => j % 6 === 0),
      lambda: all.lambda.filter((_, i) => i % 6 === 0),
    });
    few.lambda.forEach((_, i) => {
      few.effectiveSamples.forEach((_, j) => {
        const k = i * few.effectiveSamples.length + j;
        expectClose(
          few.excessRisk[k],
          all.excessRisk[6 * (i * columns + j)],
          { relative: 1e-9 },
          `${i}, ${j}`,
        );
      });
    });
  });

  it("is flat at R = 2Q* under rank collapse, and least at an inner λ for n from 30 to 1e5", () => {
    // On the row of the largest λ all weights are zero: R = 2Q* = 2.
    const diagram = phaseDiagram(PLANES[1]);
    const columns = diagram.effectiveSamples.length;
    const last = diagram.lambda.length - 1;
    expect(diagram.excessRisk[last * columns]).toBe(2);
    expect(diagram.exponentSamples[last * columns]).toBe(0);
    for (let j = 0; j < columns; j++) {
      const n = diagram.effectiveSamples[j];
      if (n < 30 || n > 1e5) continue;
      const column = Array.from(diagram.lambda, (_, i) => diagram.excessRisk[i * columns + j]);
      const best = column.indexOf(Math.min(...column));
      expect(best).toBeGreaterThan(0);
      expect(best).toBeLessThan(last);
    }
  });

  it("refuses grids that are empty, do not ascend, are not positive or leave the solver's range", () => {
    const plane = { network: "diagonal", d: 100, gamma: 1, noise: 0.1 } as const;
    const refused = (effectiveSamples: number[], lambda: number[]) => {
      expect(() => phaseDiagram({ ...plane, effectiveSamples, lambda })).toThrow(ParameterError);
    };
    refused([], [1]);
    refused([1], []);
    refused([1, 1], [1]);
    refused([2, 1], [1]);
    refused([0, 1], [1]);
    refused([1], [-1, 1]);
    refused([1, Number.NaN], [1]);
    refused([1, Number.POSITIVE_INFINITY], [1]);
    refused([1, 1e30], [1]);
    refused([1], [1, 1e30]);
    expect(() => phaseDiagram({ ...plane, gamma: 0.5, effectiveSamples: [1], lambda: [1] })).toThrow(
      /gamma = 0.5/,
    );
    expect(() => phaseDiagram({ ...plane, effectiveSamples: [2, 1], lambda: [1] })).toThrow(
      /effectiveSamples = 1 /,
    );
  });
});

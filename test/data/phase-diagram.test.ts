import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SHIPPED, shippedDiagrams, shippedPaths } from "../../data/catalogue.js";
import { makePhaseDiagram, shippedGrid } from "../../data/make-phase-diagram.js";
import { PHASE_POINT_PROBLEM, phasePoints } from "../../data/phase-points.js";
import { phaseWindow } from "../../data/phase-window.js";
import { encodeTable } from "../../data/tables/encode.js";
import { phaseDiagramTable } from "../../data/tables/phase-diagram.js";
import { phaseDiagramFile, phaseGrid } from "../../data/tables/phase-grid.js";
import { readTable } from "../../data/tables/read.js";
import { logGrid } from "../../theory/numeric/grids.js";
import { checkParameters } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const problem = { network: "quadratic", d: 20, gamma: 1.25, noise: 0.5 } as const;
const axes = { effectiveSamples: logGrid(0.5, 5e4, 12), lambda: logGrid(1e-2, 1e3, 7) };
const columns = makePhaseDiagram(problem, axes);
const metadata = { title: "t", command: "c", parameters: problem, seeds: [], code: "0".repeat(64) };
const encode = (change: object = {}, parameters: object = problem): Uint8Array =>
  encodeTable(phaseDiagramTable, { ...columns, ...change }, { ...metadata, parameters: { ...parameters } });
const grid = (bytes: Uint8Array) => phaseGrid(readTable(phaseDiagramTable, bytes, "a.arrow"));

describe("a phase diagram's file", () => {
  it("gives back its axes, its problem and, to the stated rounding, the risk of every point", () => {
    const read = grid(encode());
    expect(read).toMatchObject(problem);
    expect([...read.effectiveSamples]).toEqual(axes.effectiveSamples);
    expect([...read.lambda]).toEqual(axes.lambda);
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 12; column++) {
        const [n, lambda] = [axes.effectiveSamples[column], axes.lambda[row]];
        const { excessRisk, delta, cut } = stateEvolution({ ...problem, alpha: n / 20, lambda });
        const index = 12 * row + column;
        expect(Math.abs(read.logRisk[index] - Math.log10(excessRisk))).toBeLessThanOrEqual(2 ** -12 + 1e-6);
        expect(Math.abs(read.logDelta[index] - Math.log10(delta))).toBeLessThanOrEqual(2 ** -10 + 1e-6);
        expect(Math.abs(read.logCut[index] - Math.log10(cut))).toBeLessThanOrEqual(2 ** -10 + 1e-6);
        expect(read.phase[index]).toBe(phaseAt({ ...problem, effectiveSamples: n, lambda }).id);
        expect(read.converged[index]).toBe(1);
        expect(read.residual[index]).toBeLessThanOrEqual(1.0001e-10);
      }
    }
  });

  it("keeps a point that did not converge, as a gap", () => {
    const converged = Uint8Array.from(columns.converged as ArrayLike<number>);
    const logRisk = Float64Array.from(columns.logRisk);
    converged[30] = 0;
    logRisk[30] = Number.NaN;
    const read = grid(encode({ converged, logRisk }));
    expect(read.converged[30]).toBe(0);
    expect(read.logRisk[30]).toBeNaN();
    expect(read.logRisk).toHaveLength(84);
  });

  it("is refused where its rows are no grid or its problem is not stated", () => {
    const effectiveSamples = Float64Array.from(columns.effectiveSamples);
    effectiveSamples[40] *= 1.01;
    expect(() => grid(encode({ effectiveSamples }))).toThrow("a.arrow: row 40 is off the grid");
    const lambda = Float64Array.from(columns.lambda);
    lambda[11] *= 1.01;
    expect(() => grid(encode({ lambda }))).toThrow("a.arrow: the rows do not fill a grid");
    const { gamma: _, ...rest } = problem;
    expect(() => grid(encode({}, rest))).toThrow('a.arrow: metadata "parameters" lacks gamma');
  });
});

describe("the window of a diagram", () => {
  it("is whole decades that the solver accepts, for every d and γ", () => {
    fc.assert(
      fc.property(
        fc.double({ min: Math.log(2), max: Math.log(1e12), noNaN: true }),
        fc.double({ min: 0.51, max: 10, noNaN: true }),
        (logD, gamma) => {
          const d = Math.round(Math.exp(logD));
          const { effectiveSamples, lambda } = phaseWindow({ d, gamma });
          for (const end of [...effectiveSamples, ...lambda])
            expect(String(end.toExponential())).toMatch(/^1e/);
          expect(lambda[1]).toBeGreaterThan(lambda[0]);
          for (const n of effectiveSamples) {
            for (const decay of lambda) {
              checkParameters({ network: "diagonal", d, gamma, noise: 0.1, alpha: n / d, lambda: decay });
            }
          }
        },
      ),
    );
  });

  it("shows every phase of a noisy diagram at d = 400", () => {
    for (const network of SHIPPED.networks) {
      for (const gamma of SHIPPED.gammas) {
        const one = { network, d: 400, gamma, noise: 0.5 };
        const { effectiveSamples, lambda } = shippedGrid(one);
        const seen = new Set<string>();
        for (const n of effectiveSamples) {
          for (const decay of lambda) seen.add(phaseAt({ ...one, effectiveSamples: n, lambda: decay }).id);
        }
        const { network: _, ...rest } = one;
        expect([...seen].sort(), JSON.stringify({ network, ...rest })).toEqual(
          expect.arrayContaining(["II", "III", "IV", "Ia", "Ib", "VIa", "VIb", "peak"]),
        );
      }
    }
  });
});

describe("the catalogue", () => {
  it("has both networks, six exponents and three noise levels at d = 400, and the limit at d = 10⁶", () => {
    const diagrams = shippedDiagrams();
    expect(diagrams.filter(({ d }) => d === 400)).toHaveLength(36);
    expect(diagrams.filter(({ d }) => d === 1e6)).toHaveLength(12);
    expect(phaseDiagramFile(diagrams[0])).toBe("phase-diagram-diagonal-400-0.6-0.arrow");
    expect(new Set(shippedPaths()).size).toBe(diagrams.length + 1);
  });
});

describe("the named points", () => {
  it.each(["diagonal", "quadratic"] as const)("lie in the phases they are named after (%s)", (network) => {
    const points = phasePoints(network);
    for (const point of points) {
      expect(phaseAt({ ...PHASE_POINT_PROBLEM, network, ...point }).id).toBe(point.phase);
    }
    expect(points.map(({ phase }) => phase)).toEqual([
      "Ia",
      "Ib",
      "II",
      "III",
      "IV",
      "V",
      "peak",
      "VIa",
      "VIb",
    ]);
  });
});

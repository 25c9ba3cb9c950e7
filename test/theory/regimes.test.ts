import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localExponents } from "../../theory/local-exponents.js";
import type { Network } from "../../theory/parameters.js";
import {
  optimalWeightDecayScale,
  overfittingOnset,
  PHASE_IDS,
  phaseAt,
  phaseBoundaries,
  phases,
} from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";

const problem = fc.record({
  network: fc.constantFrom<Network>("diagonal", "quadratic"),
  d: fc.double({ min: Math.log(2), max: Math.log(1e6), noNaN: true }).map((x) => Math.round(Math.exp(x))),
  gamma: fc.double({ min: 0.51, max: 4, noNaN: true }),
  noise: fc.oneof(
    fc.constant(0),
    fc.constant(1),
    fc.double({ min: Math.log(1e-8), max: Math.log(10), noNaN: true }).map(Math.exp),
  ),
});
/** Δ, network, log_d n_eff, log_d λ, and how far the local exponents may still be from their limits. */
const DEEP: [number, Network, number, number, number][] = [
  [1, "diagonal", 0.3, 0, 1e-6],
  [1, "quadratic", 0.3, 0, 1e-6],
  [1, "diagonal", 0.6, -0.05, 0.1],
  [1, "quadratic", 0.6, -0.05, 0.1],
  [1, "diagonal", 3.2, 3.2 - 1.25 - 0.65, 0.1],
  [1, "quadratic", 3.2, 3.2 - 1.25 - 0.65, 0.15],
  [1, "quadratic", 0.15, -0.6, 0.05],
  [1, "quadratic", 0.7, -0.6, 0.1],
  [1, "diagonal", 1.8, -0.3, 0.01],
  [1, "quadratic", 1.8, -0.3, 0.03],
  [1, "diagonal", 2.9, 0.3, 0.01],
  [1, "quadratic", 2.9, 0.3, 0.01],
  [0, "diagonal", 1.5, -0.7, 0.01],
  [0, "quadratic", 1.5, -0.7, 0.01],
  [0, "diagonal", 1.5, 0.2, 0.01],
  [0, "quadratic", 1.5, 0.2, 0.01],
  [0, "quadratic", 0.3, -0.9, 0.1],
];

const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Holds every place below. */
const WHOLE = {
  effectiveSamples: [1e-4, 1e70] as [number, number],
  lambda: [1e-90, 1e90] as [number, number],
};

type Problem = typeof problem extends fc.Arbitrary<infer T> ? T : never;

/** log n_eff and log λ at fractions of a window that holds every crossing. */
function place({ d, gamma }: Problem, u: number, w: number): [number, number] {
  const x = Math.log(1e-2) + u * Math.log(1e4 * d ** (2 * Math.max(gamma, 1)));
  return [x, x - 0.5 * Math.log(d) + Math.log(10) - w * (2 * gamma + 2) * Math.log(100 * d)];
}

function idAt(p: Problem, x: number, y: number) {
  return phaseAt({ ...p, effectiveSamples: Math.exp(x), lambda: Math.exp(y) }).id;
}

function distance(points: [number, number][], x: number, y: number): number {
  const [[ax, ay], [bx, by]] = points.map((point) => point.map(Math.log));
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y);
}

describe("phaseAt", () => {
  it("gives every point of the plane exactly one phase", () => {
    fc.assert(
      fc.property(problem, fraction, fraction, (p, u, w) => {
        expect(PHASE_IDS).toContain(idAt(p, ...place(p, u, w)));
      }),
      { numRuns: 2000 },
    );
  });

  it("finds the phases of Result 1 where it puts them", () => {
    for (const network of ["diagonal", "quadratic"] as const) {
      const at = (effectiveSamples: number, lambda: number) =>
        phaseAt({ network, d: 1e6, gamma: 1, noise: 1, effectiveSamples, lambda }).id;
      expect(at(0.1, 1e-6)).toBe("Ia");
      expect(at(1e4, 1e3)).toBe("Ib");
      expect(at(1e4, 1)).toBe("II");
      expect(at(1e15, 1e5)).toBe("III");
      expect(at(100, 1e-6)).toBe("IV");
      expect(at(1e5, 1e-3)).toBe("V");
      expect(at(network === "diagonal" ? 1e6 : 2.5e5, 1e-3)).toBe("peak");
      expect(at(1e9, 1)).toBe("VIa");
      expect(at(1e14, 1)).toBe("VIb");
    }
  });

  it("finds the phases of Result 4 without noise, and exact recovery at λ = 0", () => {
    const at = (effectiveSamples: number, lambda: number) =>
      phaseAt({ network: "quadratic", d: 1e4, gamma: 1, noise: 0, effectiveSamples, lambda }).id;
    expect(at(1e2, 1e-6)).toBe("IV");
    expect(at(4.9e3, 1e-9)).toBe("IV");
    expect(at(5.1e3, 1e-9)).toBe("III");
    expect(at(5.1e3, 0)).toBe("exact");
    expect(at(1e2, 0.1)).toBe("II");
    expect(at(1e2, 2)).toBe("Ib");
  });

  it("passes into the noiseless map as Δ → 0", () => {
    for (const network of ["diagonal", "quadratic"] as const) {
      for (let u = 0.05; u < 1; u += 0.1) {
        for (let w = 0.05; w < 1; w += 0.1) {
          const p = { network, d: 1000, gamma: 1.25 };
          const [x, y] = place({ ...p, noise: 0 }, u, w);
          expect(idAt({ ...p, noise: 1e-120 }, x, y)).toBe(idAt({ ...p, noise: 0 }, x, y));
        }
      }
    }
  });

  it("rejects what is no point and no problem", () => {
    const p = { network: "diagonal", d: 100, gamma: 1, noise: 1 } as const;
    expect(() => phaseAt({ ...p, effectiveSamples: 0, lambda: 1 })).toThrow(RangeError);
    expect(() => phaseAt({ ...p, effectiveSamples: 1, lambda: -1 })).toThrow(RangeError);
    expect(() => phaseAt({ ...p, gamma: 0.5, effectiveSamples: 1, lambda: 1 })).toThrow(/gamma/);
  });
});

describe("phaseBoundaries", () => {
  it("separates the two phases it names", () => {
    fc.assert(
      fc.property(problem, fc.double({ min: 0.02, max: 0.98, noNaN: true }), (p, t) => {
        for (const { between, points } of phaseBoundaries(p)) {
          const [[ax, ay], [bx, by]] = points.map((point) => point.map(Math.log));
          const length = Math.hypot(bx - ax, by - ay);
          const [x, y] = [ax + t * (bx - ax), ay + t * (by - ay)];
          // normal that points up, or right for an upright line
          const [nx, ny] = Math.abs(bx - ax) < 1e-9 ? [1, 0] : [-(by - ay) / length, (bx - ax) / length];
          const step = Math.min(1e-6, 1e-3 * length);
          expect([idAt(p, x - step * nx, y - step * ny), idAt(p, x + step * nx, y + step * ny)]).toEqual(
            between,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is where every change of phase along any path happens", () => {
    fc.assert(
      fc.property(problem, fraction, fraction, fraction, fraction, (p, u, w, u2, w2) => {
        let [a, b] = [place(p, u, w), place(p, u2, w2)];
        const start = idAt(p, ...a);
        if (start === idAt(p, ...b)) return;
        for (let k = 0; k < 60; k++) {
          const middle: [number, number] = [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])];
          if (idAt(p, ...middle) === start) a = middle;
          else b = middle;
        }
        const pair = [idAt(p, ...a), idAt(p, ...b)].sort();
        const found = phaseBoundaries({ ...p, window: WHOLE }).filter(
          ({ points }) => distance(points, ...a) < 1e-5,
        );
        expect(found.map(({ between }) => [...between].sort())).toContainEqual(pair);
      }),
      { numRuns: 1000 },
    );
  });

  it("is finite and positive over the whole range of the parameters", () => {
    for (const network of ["diagonal", "quadratic"] as const) {
      for (const d of [2, 1e12]) {
        for (const gamma of [0.5001, 1, 10]) {
          for (const noise of [0, 1e-30, 1, 1e12]) {
            const boundaries = phaseBoundaries({ network, d, gamma, noise });
            expect(boundaries.length).toBeGreaterThan(1);
            for (const value of boundaries.flatMap(({ points }) => points.flat())) {
              expect(value).toBeGreaterThan(0);
              expect(value).toBeLessThan(Number.POSITIVE_INFINITY);
            }
          }
        }
      }
    }
  });

  it("cuts itself to a window", () => {
    const window = { effectiveSamples: [1, 1e4] as [number, number], lambda: [1e-3, 10] as [number, number] };
    const boundaries = phaseBoundaries({ network: "diagonal", d: 100, gamma: 1, noise: 1, window });
    expect(boundaries.length).toBeGreaterThan(5);
    for (const [n, lambda] of boundaries.flatMap(({ points }) => points)) {
      expect(n).toBeGreaterThan(1 - 1e-9);
      expect(n).toBeLessThan(1e4 + 1e-5);
      expect(lambda).toBeGreaterThan(1e-3 - 1e-12);
      expect(lambda).toBeLessThan(10 + 1e-8);
    }
  });
});

describe("phases", () => {
  it("have rates that meet on the boundaries of Result 1", () => {
    const [gamma, d, noise] = [1.25, 1e6, 1];
    const all = phases({ network: "quadratic", gamma, noise });
    // log R at n_eff = d^a, λ = d^b, from the exponents alone
    const size = (id: "II" | "III" | "IV" | "V" | "VIa", a: number, b: number) => {
      const { samples, lambda, d: dimension } = all[id].exponents;
      return a * samples! + b * lambda! + dimension!;
    };
    expect(size("II", 0.3, -0.2)).toBeCloseTo(0, 12);
    expect(size("II", 0.5, -0.25)).toBeCloseTo(size("IV", 0.5, 0), 12);
    expect(size("II", 2, 2 - gamma - 0.5)).toBeCloseTo(size("III", 2, 2 - gamma - 0.5), 12);
    expect(size("III", 3, 1)).toBeCloseTo(size("VIa", 3, 1), 12);
    const onset = Math.log(overfittingOnset({ network: "quadratic", d, gamma, noise })) / Math.log(d);
    expect(onset).toBeCloseTo((4 * gamma) / (14 * gamma - 5), 12);
    expect(size("IV", onset, 0)).toBeCloseTo(size("V", onset, 0), 12);
  });

  it("put the diagonal onset where 1/log(d/n) meets the rate of its cut", () => {
    for (const [d, gamma, noise] of [
      [400, 1.25, 0.5],
      [1e6, 0.75, 1],
      [10, 3, 0.01],
      [1e12, 0.51, 5],
    ]) {
      const n = overfittingOnset({ network: "diagonal", d, gamma, noise });
      expect(n).toBeLessThan(d);
      const log = Math.log(d / n);
      expect(noise / log / ((log * noise) / n) ** (1 - 0.5 / gamma)).toBeCloseTo(1, 9);
    }
  });

  it("have the λ scale of Corollary 1", () => {
    expect(optimalWeightDecayScale({ d: 100, noise: 4, effectiveSamples: 25 })).toBe(1);
  });
});

describe("the solved risk", () => {
  const gamma = 1.25;
  const risk = (network: Network, noise: number, d: number, effectiveSamples: number, lambda: number) =>
    localExponents(stateEvolution({ network, d, gamma, noise, alpha: effectiveSamples / d, lambda }));

  it("has the exponents of its phase deep inside it", () => {
    // n_eff = d^a, λ = d^b
    const d = 1e8;
    for (const [noise, network, a, b, tolerance] of DEEP) {
      const point = { network, d, gamma, noise, effectiveSamples: d ** a, lambda: d ** b };
      const { id, exponents } = phaseAt(point);
      const local = risk(network, noise, d, point.effectiveSamples, point.lambda);
      for (const key of ["samples", "lambda"] as const) {
        if (exponents[key] === null) continue;
        const off = Math.abs(local[key] - exponents[key]);
        expect(off, `${network} ${id} ${key}: ${local[key]}, ${exponents[key]}`).toBeLessThan(tolerance);
      }
    }
  });

  it("of the quadratic network without weight decay is lowest near n_eff ∝ d^(4γ/(14γ − 5))", () => {
    const lowest = (d: number) => {
      let [low, high] = [0.4 * Math.log(d), 0.75 * Math.log(d)];
      for (let k = 0; k < 9; k++) {
        const n = Math.exp(0.5 * (low + high));
        if (risk("quadratic", 1, d, n, 1e-4 * Math.sqrt(n / d)).samples < 0) low = Math.log(n);
        else high = Math.log(n);
      }
      return low;
    };
    // 0.434 here, 0.412 between 1e8 and 1e10, 0.4 in the limit
    const slope = (lowest(1e8) - lowest(1e6)) / Math.log(100);
    expect(Math.abs(slope - (4 * gamma) / (14 * gamma - 5))).toBeLessThan(0.04);
  });
});

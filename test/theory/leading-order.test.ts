import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decomposition } from "../../theory/decomposition.js";
import { leadingOrder, semicircleExcess } from "../../theory/leading-order.js";
import { stateEvolution } from "../../theory/state-evolution.js";

/** The same integral by the midpoint rule in x = 2 cos φ, where it is smooth. */
function byQuadrature(a: number): number {
  const steps = 100_000;
  const end = Math.acos(Math.max(-1, Math.min(1, a / 2)));
  let sum = 0;
  for (let k = 0; k < steps; k++) {
    const angle = ((k + 0.5) / steps) * end;
    sum += (2 * Math.cos(angle) - a) ** 2 * Math.sin(angle) ** 2;
  }
  return (sum * 2 * end) / steps / Math.PI;
}

const overshoot = (n: number, lambda: number, d = 400) => {
  const s = stateEvolution({ network: "quadratic", d, gamma: 1.25, noise: 0.5, alpha: n / d ** 2, lambda });
  expect(s.converged).toBe(true);
  return leadingOrder(s).total / decomposition(s).total - 1;
};

describe("the semicircle above a cut", () => {
  it("agrees with quadrature and with its limits", () => {
    for (const a of [-3, -2, -0.7, 0, 1, 1.7, 1.8999, 1.9001, 1.97])
      expect(semicircleExcess(a) / byQuadrature(a) - 1, String(a)).toBeCloseTo(0, 8);
    expect(semicircleExcess(0)).toBeCloseTo(0.5, 14);
    expect(semicircleExcess(2)).toBe(0);
    // The semicircle ends as a square root, so that its second moment above 2 − t goes as t^{7/2}.
    expect(Math.log(semicircleExcess(2 - 1e-5) / semicircleExcess(2 - 1e-7)) / Math.log(100)).toBeCloseTo(
      3.5,
      4,
    );
  });

  it("falls with the cut", () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 1.99, noNaN: true }), (a) => {
        expect(semicircleExcess(a)).toBeGreaterThan(semicircleExcess(a + 0.01));
      }),
    );
  });
});

describe("the leading orders", () => {
  it("overshoot by 7 % where outliers stand apart and by 75 % where hundreds do not", () => {
    expect(overshoot(4000, 0.01)).toBeCloseTo(0.073, 2);
    expect(overshoot(3e6, 0.1)).toBeCloseTo(0.747, 2);
  });

  it("come within 10 % of the exact error through phase IV, and closer the larger d is", () => {
    const at = (d: number) => Math.abs(overshoot(d ** 1.4, 4 / d, d));
    expect(at(1e4)).toBeLessThan(0.1);
    expect(at(1e6)).toBeLessThan(at(1e4));
  });

  it("have no meaning for the diagonal network or a narrow one", () => {
    const point = { d: 100, gamma: 1, delta: 1, cut: 1 };
    expect(() => leadingOrder({ network: "diagonal", ...point })).toThrow(RangeError);
    expect(() => leadingOrder({ network: "quadratic", ...point, width: 10 })).toThrow(RangeError);
  });
});

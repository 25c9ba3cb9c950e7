import { describe, expect, it } from "vitest";
import {
  density,
  firstTailMoment,
  innerSquare,
  millsRatio,
  secondTailMoment,
  tailRatio,
  upperTail,
} from "../../theory/normal.js";

/** a, φ, Φ̄, E(z − a)₊, E(z − a)₊², E[z²; |z| < a], from 60-digit arithmetic (mpmath). */
const REFERENCE: number[][] = [
  [0.0, 0.3989422804014327, 0.5, 0.3989422804014327, 0.5, 0.0],
  [
    0.001, 0.39894208093034234, 0.49960105778608893, 0.39844247987255627, 0.4992026153062164,
    2.6596144047917997e-10,
  ],
  [
    0.25, 0.3866681168028492, 0.4012936743170763, 0.28634469822358016, 0.32970749976118124,
    0.004078592964422845,
  ],
  [
    0.75, 0.30113743215480443, 0.2266273523768682, 0.13116691787215326, 0.12825216397275327,
    0.095039147014057,
  ],
  [
    0.9990234375, 0.24220702397967064, 0.1588916688477346, 0.08347052277729518, 0.07550266025283911,
    0.19827567493889983,
  ],
  [
    1.0, 0.24197072451914334, 0.15865525393145705, 0.0833154705876863, 0.07533978334377076,
    0.1987480430987992,
  ],
  [
    1.5, 0.12951759566589172, 0.06680720126885807, 0.02930679376260463, 0.022847010624951123,
    0.4778328104646087,
  ],
  [
    2.5, 0.017528300493568537, 0.006209665325776135, 0.0020041371791281993, 0.0011993223779556365,
    0.899939166880605,
  ],
  [
    4.0, 0.00013383022576488534, 3.1671241833119924e-5, 7.145258432405667e-6, 3.090208103497254e-6,
    0.9988660157102147,
  ],
  [
    8.0, 5.052271083536892e-15, 6.220960574271784e-16, 7.550262411946499e-17, 1.80750644714585e-17,
    0.999999999999918,
  ],
  [16.5, 3.037901698789923e-60, 1.834463003164731e-61, 1.1037743568116594e-62, 1.323531442549308e-63, 1.0],
  [
    37.0, 2.1200065515246056e-298, 5.725571222524577e-300, 1.5451991905122024e-301, 8.334217629427724e-303,
    1.0,
  ],
  [-0.5, 0.35206532676429947, 0.6914624612740131, 0.6977965574013061, 1.0403607399746662, Number.NaN],
  [-3.0, 0.0044318484119380075, 0.9986501019683699, 3.0003821543170477, 9.999796564919514, Number.NaN],
  [-9.0, 1.0279773571668915e-18, 1.0, 9.0, 82.0, Number.NaN],
];

function relative(value: number, exact: number): number {
  return exact === 0 ? Math.abs(value) : Math.abs(value / exact - 1);
}

describe("tails of the standard normal", () => {
  it("agree with 60-digit values to a few units in the last place", () => {
    for (const [a, phi, tail, first, second, inner] of REFERENCE) {
      expect(relative(density(a), phi), `φ(${a})`).toBeLessThan(5e-16);
      expect(relative(upperTail(a), tail), `Φ̄(${a})`).toBeLessThan(1e-15);
      expect(relative(firstTailMoment(a), first), `E(z − ${a})₊`).toBeLessThan(2e-15);
      expect(relative(secondTailMoment(a), second), `E(z − ${a})₊²`).toBeLessThan(2e-15);
      if (a >= 0) expect(relative(innerSquare(a), inner), `E[z²; |z| < ${a}]`).toBeLessThan(2e-15);
    }
  });

  it("R₂ is ∫ x² exp(−ax − x²/2) dx", () => {
    for (const a of [1, 1.7, 3, 6, 12, 40, 1e3, 1e5]) {
      // x = exp(s − exp(−s))/(1 + a): the trapezoidal rule converges exponentially
      let sum = 0;
      const step = 1 / 32;
      for (let s = -5; s <= 6; s += step) {
        const x = Math.exp(s - Math.exp(-s)) / (1 + a);
        sum += step * x * (1 + Math.exp(-s)) * x * x * Math.exp(-a * x - 0.5 * x * x);
      }
      expect(relative(tailRatio(a), sum), `R₂(${a})`).toBeLessThan(2e-14);
    }
  });

  it("are continuous where the formulas change", () => {
    const below = 1 - 2 ** -53;
    for (const f of [density, upperTail, firstTailMoment, secondTailMoment, innerSquare, millsRatio]) {
      expect(relative(f(below), f(1))).toBeLessThan(2e-15);
    }
  });

  it("Mills' ratio tends to 1/a − 1/a³ and never overflows", () => {
    expect(millsRatio(0)).toBeCloseTo(Math.sqrt(Math.PI / 2), 15);
    expect(relative(millsRatio(1e6), 1e-6 - 1e-18)).toBeLessThan(1e-15);
    expect(relative(millsRatio(1e25), 1e-25)).toBeLessThan(1e-15);
    expect(tailRatio(1e120)).toBe(0);
    expect(relative(tailRatio(1e50), 2e-150)).toBeLessThan(1e-15);
  });

  it("reach their limits at ±∞ and pass NaN on", () => {
    expect(upperTail(Number.POSITIVE_INFINITY)).toBe(0);
    expect(upperTail(Number.NEGATIVE_INFINITY)).toBe(1);
    expect(secondTailMoment(Number.POSITIVE_INFINITY)).toBe(0);
    expect(innerSquare(Number.POSITIVE_INFINITY)).toBe(1);
    expect(density(Number.NEGATIVE_INFINITY)).toBe(0);
    for (const f of [density, upperTail, firstTailMoment, secondTailMoment]) expect(f(Number.NaN)).toBeNaN();
  });
});

// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  bestWeightDecay,
  type Place,
  solveHere,
  solveOvershoot,
  solveTerms,
} from "../../components/decomposition-solver.js";
import { compareTerms } from "../../components/decomposition-trained.js";
import { near, sharesChart, termsChart } from "../../components/figures/decomposition.js";
import { termSpectrum } from "../../components/figures/decomposition-spectrum.js";
import { isLeast } from "../../components/pages/decomposition.js";
import { largestTerm, TERMS, type TermsPoint } from "../../components/terms.js";
import { isFullWidth } from "../../components/trained.js";
import { agreementTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import { featuresAboveNoise } from "../../theory/decomposition.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { repository } from "../../tools/paths.js";
import { drawn } from "./drawn.js";

const place = (samples: number, change: Partial<Place> = {}): Place => ({
  network: "quadratic",
  d: 1e4,
  gamma: 1.25,
  noise: 0.5,
  samples,
  lambda: 1e-4,
  ...change,
});
const termAt = (samples: number, change: Partial<Place> = {}) =>
  largestTerm(solveHere(place(samples, change), "samples").terms).term;
const phaseOf = ({ samples, ...rest }: Place) => phaseAt({ ...rest, effectiveSamples: samples }).id;

describe("what dominates the error changes in turn", () => {
  test.each(["quadratic", "diagonal"] as const)(
    "%s network: underfitting, approximation, overfitting",
    (network) => {
      expect(termAt(0.5, { network })).toBe("underfitting");
      expect(termAt(10, { network })).toBe("approximation");
      expect(termAt(1000, { network })).toBe("overfitting");
      expect(termAt(1e5, { network })).toBe("overfitting");
      expect([0.5, 10, 1000, 1e5].map((samples) => phaseOf(place(samples, { network })))).toEqual([
        "Ia",
        "IV",
        "V",
        "VIa",
      ]);
    },
  );

  test("and after the peak the error falls as d/n_eff", () => {
    const risk = (samples: number) =>
      solveHere(place(samples, { d: 1e6, lambda: 1e-6 }), "samples").terms.total;
    expect(Math.log(risk(1e8) / risk(1e7)) / Math.log(10)).toBeCloseTo(-1, 1);
  });

  test("underfitting and approximation fall together in phase IV", () => {
    const [a, b] = [20, 200].map(
      (samples) => solveHere(place(samples, { d: 1e6, lambda: 1e-6 }), "samples").terms,
    );
    for (const term of ["underfitting", "approximation"] as const) {
      const slope = Math.log10(b[term] / a[term]);
      // n_eff^{−1 + 1/(2γ)} = n_eff^{−0.6}, with the drift of finite samples.
      expect(slope, term).toBeGreaterThan(-0.95);
      expect(slope, term).toBeLessThan(-0.5);
    }
  });

  test("where every feature exceeds the noise the band's terms cancel", () => {
    const { terms, learned } = solveHere(place(1e6, { d: 200, gamma: 1, lambda: 0.005 }), "samples");
    expect(learned).toBeLessThan(200);
    expect(terms.underfitting).toBeGreaterThan(50 * terms.total);
    expect(terms.overfitting + terms.underfitting + terms.alignment).toBeLessThan(terms.total);
  });
});

describe("the best weight decay", () => {
  test("is a minimum, between overfitting that falls and approximation that rises", () => {
    const at = (lambda: number) => solveHere(place(1e5, { lambda }), "lambda").terms;
    const best = bestWeightDecay(place(1e5), [1e-4, 100]);
    expect(at(best).total).toBeLessThan(at(1.1 * best).total);
    expect(at(best).total).toBeLessThan(at(best / 1.1).total);
    expect(at(best / 3).overfitting).toBeGreaterThan(at(best / 3).approximation);
    expect(at(best).overfitting).toBeLessThan(at(best).approximation);
    const { cut, delta } = stateEvolution({ ...place(1e5, { lambda: best }), alpha: 10 });
    expect(cut / (2 * delta)).toBeGreaterThan(0.4);
    expect(cut / (2 * delta)).toBeLessThan(1.2);
  });

  test("solves the exercise, and not much else does", () => {
    const lambdas = Array.from({ length: 121 }, (_, k) => 1e-4 * 1e6 ** (k / 120));
    const curve = solveTerms(
      lambdas.map((lambda) => place(1e5, { lambda })),
      "lambda",
    );
    const best = bestWeightDecay(place(1e5), [1e-4, 100]);
    expect(isLeast(curve, best, 0.01)).toBe(true);
    expect(isLeast(curve, best * 2, 0.01)).toBe(false);
    expect(isLeast(curve, best / 2, 0.01)).toBe(false);
    expect(isLeast([], best, 0.01)).toBe(false);
  });
});

test("the overshoot of the leading order at the two points that the theory names", () => {
  const points = [
    { samples: 10, lambda: 0.01 },
    { samples: 7500, lambda: 0.1 },
  ].map((change) => solveOvershoot([place(change.samples, { d: 400, gamma: 1.25, ...change })])[0].overshoot);
  expect(points[0]).toBeCloseTo(0.07, 2);
  expect(points[1]).toBeCloseTo(0.75, 2);
});

test("learned and hidden features make up the teacher: underfitting is the hidden ones' part of it", () => {
  for (const samples of [5, 100, 1000]) {
    const { terms, learned, rows } = solveHere(
      place(samples, { d: 200, gamma: 1, lambda: 0.005 }),
      "samples",
    );
    let hidden = 0;
    const scale = rows.teacher[0].value;
    for (let rank = learned + 1; rank <= 200; rank++) hidden += (scale / rank) ** 2 / 200;
    expect(2 * hidden).toBeCloseTo(terms.underfitting, 8);
  }
  expect(featuresAboveNoise({ network: "diagonal", d: 100, gamma: 1, delta: 1 })).toBe(9);
  expect(featuresAboveNoise({ network: "quadratic", d: 100, gamma: 1, delta: 1e-4 })).toBe(100);
});

test("the overfitting of a network is the sum of squares of its band", () => {
  const run = {
    phase: "IV" as const,
    d: 200,
    n: 2000,
    gamma: 1,
    noise: 0.5,
    lambda: 0.005,
    seed: 0,
    mse: 0.4,
    converged: true,
    values: [8, 3.6, 2, 1],
    zeros: 196,
    overlaps: [],
  };
  const [row] = compareTerms([run, { ...run, noise: 0 }], 0.5);
  expect(row.seeds).toBe(1);
  expect(row.overfitting.trained.mean).toBeCloseTo((2 * (4 + 1)) / 200, 12);
  expect(row.total.trained.mean).toBeCloseTo(0.8, 12);
});

test("the terms add up to what committed diagonal networks have, within their scatter", () => {
  const file = join(repository, "data", "experiments", "agreement.arrow");
  const rows = readTable(agreementTable, readFileSync(file)).rows.filter(
    (row) =>
      row.network === "diagonal" && row.d === 200 && row.noise === 0.5 && isFullWidth(row) && row.converged,
  );
  expect(rows.length).toBeGreaterThan(10);
  const off = rows.map(({ n, gamma, lambda, excessRisk }) => {
    const { terms } = solveHere(
      { network: "diagonal", d: 200, gamma, noise: 0.5, samples: n, lambda },
      "samples",
    );
    const sum = TERMS.reduce((all, term) => all + terms[term], 0);
    return Math.abs(Math.log(excessRisk / sum));
  });
  off.sort((a, b) => a - b);
  expect(off[off.length >> 1]).toBeLessThan(0.1);
});

describe("the figures", () => {
  const points: TermsPoint[] = Array.from({ length: 13 }, (_, k) => ({
    ...solveHere(place(10 ** (k / 2 - 0.5), { d: 200, gamma: 1, lambda: 0.005 }), "samples").terms,
  }));
  const options = {
    width: 640,
    height: 300,
    along: "samples",
    domain: [0.3, 1e6],
    risks: [1e-6, 30],
    cursor: 10,
    phases: [],
    trained: [],
    finding: "a finding",
  } as const;

  test("every term is marked in the lines, the shares and the spectrum, and pointing at it says so", () => {
    const said: (string | undefined)[] = [];
    const onPoint = (term: string | undefined) => said.push(term);
    const here = solveHere(place(10, { d: 200, gamma: 1, lambda: 0.005 }), "samples");
    const spectrum = termSpectrum(here.rows, {
      ...options,
      domain: [0.02, 30],
      learned: here.learned,
      onPoint,
    });
    const lines = termsChart(points, { ...options, onPoint });
    const parts = (element: Element) =>
      new Set([...element.querySelectorAll("[data-part]")].map((part) => part.getAttribute("data-part")));
    expect([...parts(lines)].sort()).toEqual([...TERMS].sort());
    expect([...parts(spectrum)].sort()).toEqual([...TERMS].sort());
    expect([...parts(sharesChart(points, options))].sort()).toEqual([...TERMS].slice(0, 3).sort());
    spectrum.querySelector('[data-part="underfitting"]')!.dispatchEvent(new Event("pointerenter"));
    spectrum.querySelector('[data-part="underfitting"]')!.dispatchEvent(new Event("pointerleave"));
    expect(said).toEqual(["underfitting", undefined]);
    // As many hollow marks as learned features.
    expect(
      spectrum.querySelectorAll('[data-part="approximation"] circle[fill="var(--theme-background)"]'),
    ).toHaveLength(2);
  });

  test("the reader's point is found, and a point that did not converge is not drawn", () => {
    expect(near(points, 9)!.x).toBeCloseTo(10, 6);
    expect(near([], 9)).toBeUndefined();
    const broken = points.map((point) => ({ ...point, converged: false }));
    expect(termsChart(broken, options).querySelectorAll("[data-part] path")).toHaveLength(0);
  });

  test("are the same drawings every time", () => {
    expect(drawn(termsChart(points, options))).toMatchSnapshot();
    expect(drawn(sharesChart(points, options))).toMatchSnapshot();
    for (const network of ["quadratic", "diagonal"] as const) {
      const here = solveHere(place(10, { network, d: 200, gamma: 1, lambda: 0.005 }), "samples");
      expect(
        drawn(termSpectrum(here.rows, { ...options, domain: [0.02, 30], learned: here.learned })),
      ).toMatchSnapshot();
    }
  });
});

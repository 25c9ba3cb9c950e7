// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createStore } from "../../components/kit/store.js";
import { sharesChart, termsChart } from "../../components/pages/decomposition/chart.js";
import { lightTerms } from "../../components/pages/decomposition/light.js";
import { pointAt, quantities } from "../../components/pages/decomposition/quantities.js";
import { termSpectrum } from "../../components/pages/decomposition/spectrum-chart.js";
import { largestTerm, TERMS, type TermsPoint } from "../../components/pages/decomposition/terms.js";
import { best } from "../../components/topics/decay.js";
import { compare, here, overshoot } from "../../components/topics/decomposition.js";
import { isFullWidth } from "../../components/trained.js";
import { agreementTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import { featuresAboveNoise } from "../../theory/decomposition.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { repository } from "../../tools/paths.js";
import { drawn } from "./drawn.js";

type Place = Parameters<typeof pointAt>[0];
const place = (samples: number, change: Partial<Place> = {}) => ({
  ...pointAt({ network: "quadratic", d: 1e4, gamma: 1.25, samples, lambda: 1e-4, ...change }),
});
const SMALL = { d: 200, gamma: 1, lambda: 0.005 } as const;
const termAt = (samples: number, change: Partial<Place> = {}) =>
  largestTerm(here(place(samples, change)).terms).term;
const phaseOf = (point: ReturnType<typeof place>) =>
  phaseAt({ ...point, effectiveSamples: point.alpha * point.d }).id;

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
    const risk = (samples: number) => here(place(samples, { d: 1e6, lambda: 1e-6 })).terms.total;
    expect(Math.log(risk(1e8) / risk(1e7)) / Math.log(10)).toBeCloseTo(-1, 1);
  });

  test("underfitting and approximation fall together in phase IV", () => {
    const [a, b] = [20, 200].map((samples) => here(place(samples, { d: 1e6, lambda: 1e-6 })).terms);
    for (const term of ["underfitting", "approximation"] as const) {
      const slope = Math.log10(b[term] / a[term]);
      // n_eff^{−1 + 1/(2γ)} = n_eff^{−0.6}, with the drift of finite samples.
      expect(slope, term).toBeGreaterThan(-0.95);
      expect(slope, term).toBeLessThan(-0.5);
    }
  });

  test("where every feature exceeds the noise the band's terms cancel", () => {
    const { terms, learned } = here(place(1e6, SMALL));
    expect(learned).toBeLessThan(200);
    expect(terms.underfitting).toBeGreaterThan(50 * terms.total);
    expect(terms.overfitting + terms.underfitting + terms.alignment).toBeLessThan(terms.total);
  });
});

describe("the best weight decay", () => {
  test("is a minimum, between overfitting that falls and approximation that rises", () => {
    const at = (lambda: number) => here(place(1e5, { lambda })).terms;
    const { lambda, excessRisk } = best(place(1e5));
    expect(at(lambda).total).toBeCloseTo(excessRisk, 12);
    expect(at(lambda).total).toBeLessThan(at(1.01 * lambda).total);
    expect(at(lambda).total).toBeLessThan(at(lambda / 1.01).total);
    expect(at(lambda / 3).overfitting).toBeGreaterThan(at(lambda / 3).approximation);
    expect(at(lambda).overfitting).toBeLessThan(at(lambda).approximation);
    const { cut, delta } = stateEvolution(place(1e5, { lambda }));
    expect(cut / (2 * delta)).toBeGreaterThan(0.4);
    expect(cut / (2 * delta)).toBeLessThan(1.2);
  });

  test("is what theory certifies, the same that the tool prints", () => {
    const { lambda } = best(place(1e5));
    expect(lambda).toBe(optimalWeightDecay(place(1e5)).lambda);
  });
});

test("the overshoot of the leading order at the two points that the theory names", () => {
  const points = [
    { samples: 10, lambda: 0.01 },
    { samples: 7500, lambda: 0.1 },
  ].map(
    (change) =>
      overshoot([place(change.samples, { d: 400, gamma: 1.25, lambda: change.lambda })])[0].overshoot,
  );
  expect(points[0]).toBeCloseTo(0.07, 2);
  expect(points[1]).toBeCloseTo(0.75, 2);
});

test("learned and hidden features make up the teacher: underfitting is the hidden ones' part of it", () => {
  for (const samples of [5, 100, 1000]) {
    const { terms, learned, rows } = here(place(samples, SMALL));
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
  const [row] = compare([run, { ...run, noise: 0 }], 0.5);
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
    const { terms } = here(place(n, { network: "diagonal", d: 200, gamma, lambda }));
    const sum = TERMS.reduce((all, term) => all + terms[term], 0);
    return Math.abs(Math.log(excessRisk / sum));
  });
  off.sort((a, b) => a - b);
  expect(off[off.length >> 1]).toBeLessThan(0.1);
});

test("the chosen term is lit, another one while it is pointed at", () => {
  const address = { read: () => "?term=overfitting", replace() {}, base: () => "" };
  const store = createStore(quantities, { address });
  document.body.innerHTML = `<div class="box"><i data-part="underfitting"><b></b></i><u></u></div>`;
  lightTerms(store, ".box");
  const box = document.querySelector<HTMLElement>(".box")!;
  const to = (selector: string, type = "pointerover") =>
    box.querySelector(selector)!.dispatchEvent(new Event(type, { bubbles: true }));
  expect(box.dataset.lit).toBe("overfitting");
  to("b");
  expect(box.dataset.lit).toBe("underfitting");
  to("u");
  expect(box.dataset.lit).toBe("overfitting");
  store.set({ term: "alignment" });
  expect(box.dataset.lit).toBe("alignment");
  to("b");
  box.dispatchEvent(new Event("pointerleave"));
  expect(box.dataset.lit).toBe("alignment");
  expect(() => lightTerms(store, ".nothing")).toThrow("the page has no .nothing");
});

describe("the figures", () => {
  const points: TermsPoint[] = Array.from({ length: 13 }, (_, k) => {
    const x = 10 ** (k / 2 - 0.5);
    return { x, ...here(place(x, SMALL)).terms };
  });
  const options = {
    width: 640,
    height: 300,
    along: "samples",
    domain: [0.3, 1e6],
    risks: [1e-6, 30],
    ring: { x: 10, y: points[3].total },
    phases: [],
    trained: [],
    finding: "a finding",
  } as const;

  test("every term is marked in the lines, the shares and the spectrum", () => {
    const { rows, learned } = here(place(10, SMALL));
    const spectrum = termSpectrum(rows, { ...options, domain: [0.02, 30], learned });
    const lines = termsChart(points, options);
    const parts = (element: Element) =>
      new Set([...element.querySelectorAll("[data-part]")].map((part) => part.getAttribute("data-part")));
    expect([...parts(lines)].sort()).toEqual([...TERMS].sort());
    expect([...parts(spectrum)].sort()).toEqual([...TERMS].sort());
    expect([...parts(sharesChart(points, options))].sort()).toEqual([...TERMS].slice(0, 3).sort());
    // As many hollow marks as learned features.
    expect(
      spectrum.querySelectorAll('[data-part="approximation"] circle[fill="var(--theme-background)"]'),
    ).toHaveLength(2);
  });

  test("a point that did not converge is not drawn", () => {
    const broken = points.map((point) => ({ ...point, converged: false }));
    expect(termsChart(broken, options).querySelectorAll("[data-part] path")).toHaveLength(0);
  });

  test("are the same drawings every time", () => {
    expect(drawn(termsChart(points, options))).toMatchSnapshot();
    expect(drawn(sharesChart(points, options))).toMatchSnapshot();
    for (const network of ["quadratic", "diagonal"] as const) {
      const { rows, learned } = here(place(10, { ...SMALL, network }));
      expect(drawn(termSpectrum(rows, { ...options, domain: [0.02, 30], learned }))).toMatchSnapshot();
    }
  });
});

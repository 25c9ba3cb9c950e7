// @vitest-environment jsdom
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REFERENCES } from "../../components/bibliography.js";
import {
  claimsOf,
  DRIFT_DIMENSIONS,
  driftPoints,
  STATUS_MEANING,
} from "../../components/pages/limits/claims.js";
import { driftFinding } from "../../components/pages/limits/drift.js";
import { type ExponentPoint, exponentDrift } from "../../components/pages/limits/drift-chart.js";
import { agreementTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import { localExponents } from "../../theory/local-exponents.js";
import type { Network } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { repository } from "../../tools/paths.js";
import { pages } from "../../tools/site.js";
import { drawn } from "./drawn.js";

const { rows } = readTable(
  agreementTable,
  readFileSync(join(repository, "data", "experiments", "agreement.arrow")),
);

const solved = (network: Network, d: number, gamma: number): ExponentPoint[] =>
  driftPoints(network, d, gamma).flatMap((point) => {
    const problem = { network, d, gamma, noise: 0.5 };
    const found = phaseAt({ ...problem, ...point });
    if (found.id !== point.phase) return [];
    const solution = stateEvolution({ ...problem, alpha: point.effectiveSamples / d, lambda: point.lambda });
    const { samples: local } = localExponents(solution);
    return [{ ...point, d, local, claimed: found.exponents.samples, converged: solution.converged }];
  });

test.each(["quadratic", "diagonal"] as const)(
  "the points of the %s network lie in their phases, and their exponents approach the rates'",
  (network) => {
    for (const gamma of [0.75, 1, 1.25]) {
      const large = solved(network, 1e9, gamma);
      const small = solved(network, 400, gamma);
      expect(large.map(({ phase }) => phase)).toEqual(["II", "III", "IV", "V", "VIa", "VIb"]);
      for (const { phase, local, claimed, converged } of large) {
        expect(converged).toBe(true);
        if (claimed !== null) expect(Math.abs(local - claimed), phase).toBeLessThan(0.08);
      }
      const away = (points: ExponentPoint[]) =>
        Math.max(...points.map(({ local, claimed }) => (claimed === null ? 0 : Math.abs(local - claimed))));
      expect(away(large)).toBeLessThan(0.6 * away(small));
    }
  },
);

test("the caption names the exponent that is furthest from its rate", () => {
  const points = DRIFT_DIMENSIONS.flatMap((d) => solved("quadratic", d, 1));
  expect(driftFinding(points)).toMatch(
    /^At d = 400 the exponent furthest from its limit is −0\.8\d instead of −1\.00 in phase VIa/,
  );
  const phases = ["II", "III", "IV", "V", "VIa", "VIb"] as const;
  const options = { width: 640, phases, dimensions: DRIFT_DIMENSIONS, finding: "drift" };
  expect(drawn(exponentDrift(points, options))).toMatchSnapshot();
  expect(() => exponentDrift([], options)).not.toThrow();
});

test("every claim has a status, a page of the site, and numbers where it names networks", () => {
  const known = new Set(pages().map(({ path }) => path.slice(1)));
  const planned = [
    "scaling-laws",
    "overfitting",
    "optimal-regularisation",
    "noiseless",
    "spectra",
    "decomposition",
    "universality",
    "width",
    "training",
  ];
  for (const { status, page, cite, evidence, fails } of claimsOf(rows)) {
    expect(STATUS_MEANING).toHaveProperty(status);
    if (page !== ".") expect(known.has(page) || planned.includes(page), page).toBe(true);
    if (cite) expect(REFERENCES.map(({ key }) => key)).toContain(cite);
    expect(evidence).not.toMatch(/NaN|undefined|not available/);
    expect(fails.length).toBeGreaterThan(10);
  }
  const fixedLoad = claimsOf(rows).find(({ cite }) => cite === "bayati2012")!;
  expect(fixedLoad.evidence).toMatch(/^median deviation \d+(\.\d+)? % over \d+ points$/);
});

test("without networks the claims say so", () => {
  const evidence = claimsOf([]).map((claim) => claim.evidence);
  expect(evidence.filter((text) => text === "no networks trained yet").length).toBeGreaterThan(3);
  expect(evidence.join()).not.toMatch(/NaN|undefined/);
  expect(existsSync(join(repository, "src", "limits.md"))).toBe(true);
});

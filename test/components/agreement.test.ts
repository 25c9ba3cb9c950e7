// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  byDimension,
  certificates,
  decayRule,
  expectedCdf,
  matching,
  quantile,
  sorted,
  studentCdf,
  withinErrors,
  worst,
} from "../../components/agreement.js";
import { deviationByDimension, zScores } from "../../components/pages/agreement/charts.js";
import { summaryText } from "../../components/pages/agreement/findings.js";
import { reasonsFor } from "../../components/pages/agreement/reasons.js";
import { agreementTable, worstTable } from "../../components/pages/agreement/table.js";
import { medianDeviation } from "../../components/trained.js";
import { agreementTable as trainedTable } from "../../data/tables/agreement.js";
import { readTable } from "../../data/tables/read.js";
import { upperTail } from "../../theory/normal.js";
import { repository } from "../../tools/paths.js";
import { Stream } from "../../training/random.js";
import { drawn } from "./drawn.js";

const { rows } = readTable(
  trainedTable,
  readFileSync(join(repository, "data", "experiments", "agreement.arrow")),
);

describe("trained networks", () => {
  test("lie within a few per cent of theory in the median, nearer in larger dimensions", () => {
    expect(medianDeviation(rows)).toBeLessThan(0.05);
    const diagonal = byDimension(rows).filter(({ network, points }) => network === "diagonal" && points > 20);
    expect(diagonal.length).toBeGreaterThan(1);
    for (let k = 1; k < diagonal.length; k++) expect(diagonal[k].median).toBeLessThan(diagonal[k - 1].median);
  });

  test("have z-scores not much wider than chance", () => {
    const converged = rows.filter((row) => row.converged && row.network === "diagonal");
    const { found, expected } = withinErrors(converged, 2);
    expect(found).toBeGreaterThan(expected - 0.06);
  });

  test("are certified", () => {
    const found = certificates(rows);
    expect(found.certified).toBeGreaterThan(0.5 * found.points);
    expect(found.largestGap).toBeLessThan(1e-3);
    expect(found.largestResidual).toBeLessThan(1e-9);
  });

  test("are summed up in a sentence with their own numbers", () => {
    expect(summaryText(rows)).toContain(`at ${rows.length} points`);
  });
});

describe("Student's law", () => {
  test("by its closed forms for 1, 2 and 3 degrees of freedom", () => {
    for (const x of [-3, -0.5, 0, 0.7, 2.5]) {
      expect(studentCdf(x, 1)).toBeCloseTo(0.5 + Math.atan(x) / Math.PI, 14);
      expect(studentCdf(x, 2)).toBeCloseTo(0.5 + x / (2 * Math.sqrt(2 + x * x)), 14);
      const theta = Math.atan(x / Math.sqrt(3));
      const three = 0.5 + (theta + Math.sin(theta) * Math.cos(theta)) / Math.PI;
      expect(studentCdf(x, 3)).toBeCloseTo(three, 14);
    }
  });

  test("by its tabulated 97.5 % points", () => {
    for (const [freedom, x] of [
      [3, 3.182446],
      [7, 2.364624],
      [10, 2.228139],
      [30, 2.042272],
    ])
      expect(studentCdf(x, freedom)).toBeCloseTo(0.975, 6);
  });

  test("approaches the normal law", () => {
    for (const x of [-2, 0.3, 1.5]) expect(studentCdf(x, 4001)).toBeCloseTo(1 - upperTail(x), 3);
  });

  test("is what a mean over its own standard error follows", () => {
    const stream = new Stream(7, "data");
    const scores = Array.from({ length: 4000 }, () => {
      const values = stream.gaussians(8);
      const mean = values.reduce((sum, x) => sum + x, 0) / 8;
      const square = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
      return mean / Math.sqrt(square / 7 / 8);
    });
    const share = scores.filter((z) => Math.abs(z) <= 2).length / scores.length;
    const row = [{ seeds: 8 }];
    expect(Math.abs(share - (expectedCdf(row, 2) - expectedCdf(row, -2)))).toBeLessThan(
      4 * Math.sqrt(0.09 / 4000),
    );
  });
});

test("quantiles by hand", () => {
  expect(quantile([3, 1, 2], 0.5)).toBe(2);
  expect(quantile([4, 1], 0.25)).toBe(1.75);
  expect(quantile([], 0.5)).toBeNaN();
});

const point = {
  network: "diagonal",
  d: 100,
  n: 1000,
  gamma: 1,
  noise: 0.5,
  lambda: 1,
  width: 0,
  seeds: 8,
  excessRisk: 0.1,
  standardError: 0.01,
  theory: 0.1,
  deviation: 0.03,
  deviationError: 0.01,
  zScore: 3,
  gap: 1e-9,
  converged: true,
  residual: 1e-14,
} as const;

test("weight decays are known by their rule, also after rounding", () => {
  expect(decayRule(point)).toBe("1");
  expect(decayRule({ d: 300, lambda: 1 / 300 })).toBe("1/d");
  expect(decayRule({ d: 200, lambda: Math.sqrt(200) })).toBe("√d");
  expect(decayRule({ d: 200, lambda: 14.14 })).toBe("other");
});

test("filters keep what they name", () => {
  const all = { network: "all", d: "all", gamma: "all", noise: "all", decay: "all" };
  expect(matching(rows, all)).toHaveLength(rows.length);
  const some = matching(rows, { ...all, network: "diagonal", noise: "0", decay: "√d" });
  expect(some.length).toBeGreaterThan(0);
  for (const row of some) expect([row.network, row.noise, decayRule(row)]).toEqual(["diagonal", 0, "√d"]);
  expect(matching(rows, { ...all, d: "3" })).toEqual([]);
});

test("reasons are read from the parameters, and none is made up", () => {
  const reasons = (changes: object) => reasonsFor({ ...point, ...changes }).join("; ");
  expect(reasons({})).toBe("");
  expect(reasons({ n: 0.5 })).toContain("fewer than one effective sample");
  expect(reasons({ n: 110 })).toContain("interpolation peak");
  expect(reasons({ n: 110, noise: 0 })).toContain("exact recovery");
  expect(reasons({ n: 300, lambda: 0.01 })).toContain("just beyond the peak");
  expect(reasons({ seeds: 3 })).toContain("only 3 networks");
  expect(reasons({ deviationError: 0.3 })).toContain("30 %");
  expect(reasons({ zScore: 0.5 })).toContain("within two standard errors");
  expect(reasons({ converged: false })).toContain("tolerance");
  expect(reasons({ network: "quadratic", n: 1e6, width: 20 })).toContain("narrower");
  expect(reasons({ network: "quadratic", n: 200, lambda: 0.01 })).toContain("the start decides");
  expect(reasons({ network: "quadratic", n: 600, lambda: 1 })).toContain("still moves with d");
  expect(reasons({ network: "quadratic", n: 600, lambda: 10 })).not.toContain("still moves with d");
});

test("rows sort by any column, empty cells last", () => {
  const three = [point, { ...point, gap: null }, { ...point, gap: 1e-3 }];
  expect(sorted(three, "gap", "down").map(({ gap }) => gap)).toEqual([1e-3, 1e-9, null]);
  expect(sorted(three, "gap", "up").map(({ gap }) => gap)).toEqual([1e-9, 1e-3, null]);
  expect(worst(rows, 10, "zScore")[0].zScore ** 2).toBe(Math.max(...rows.map(({ zScore }) => zScore ** 2)));
});

test("the table says how it is sorted and shows more when asked", () => {
  const asked: unknown[] = [];
  const table = agreementTable(rows, {
    by: "d",
    direction: "up",
    count: 25,
    onSort: (...sort) => asked.push(sort),
    onMore: () => asked.push("more"),
  });
  expect(table.querySelector("[aria-sort]")?.getAttribute("aria-sort")).toBe("ascending");
  expect(table.querySelectorAll("tbody tr")).toHaveLength(25);
  const heads = [...table.querySelectorAll<HTMLButtonElement>("th button")];
  heads.find(({ textContent }) => textContent?.trim().startsWith("d "))!.click();
  heads.find(({ textContent }) => textContent?.trim().startsWith("gap"))!.click();
  table.querySelector<HTMLButtonElement>(":scope > .frame-button")!.click();
  expect(asked).toEqual([["d", "down"], ["gap", "down"], "more"]);
});

test("the figures are the same drawings every time", () => {
  const few = [
    point,
    { ...point, d: 200, deviation: -0.01, zScore: -1 },
    { ...point, network: "quadratic", n: 1e5, zScore: 8 } as const,
  ];
  expect(
    drawn(deviationByDimension(few, byDimension(few), { width: 640, finding: "near" })),
  ).toMatchSnapshot();
  expect(drawn(zScores(few, { width: 640, finding: "near" }))).toMatchSnapshot();
  expect(drawn(worstTable(few, reasonsFor) as Element)).toMatchSnapshot();
  expect(() => zScores([], { width: 320, finding: "" })).not.toThrow();
  expect(() => deviationByDimension([], [], { width: 320, finding: "" })).not.toThrow();
});

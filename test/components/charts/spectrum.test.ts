// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { spectrum, spectrumDomain } from "../../../components/charts/spectrum.js";
import { learnedWeights } from "../../../components/learned-weights.js";
import { spectrumMultiples } from "../../../components/pages/home/spectrum-multiples.js";
import {
  describe as inWords,
  rankedWeights,
  spectrumCounts,
  spectrumTable,
} from "../../../components/spectrum-rows.js";
import type { Network } from "../../../theory/parameters.js";
import { stateEvolution } from "../../../theory/state-evolution.js";
import { drawn } from "../drawn.js";

function at(network: Network, effectiveSamples: number, lambda: number) {
  return learnedWeights(
    stateEvolution({ network, d: 400, gamma: 1.25, noise: 0.5, alpha: effectiveSamples / 400, lambda }),
  );
}

describe.each(["quadratic", "diagonal"] as const)("the weights of the %s network", (network) => {
  test.each([
    [60, 0.02],
    [600, 0.1],
    [1e5, 0.1],
    [1e7, 0.05],
  ])("at n_eff = %d, λ = %d: noise, features and zeros add up to d", (n, lambda) => {
    const { bulk, spikes, zeros } = spectrumCounts(at(network, n, lambda));
    expect(bulk + spikes + zeros).toBeCloseTo(400, 1);
  });

  test("ranks fall, and as many are drawn as are not zero", () => {
    const rows = at(network, 600, 0.1);
    const all = rankedWeights(
      rows,
      Array.from({ length: 400 }, (_, i) => i + 1),
    );
    for (let i = 1; i < all.length; i++) expect(all[i].value).toBeLessThanOrEqual(all[i - 1].value + 1e-9);
    expect(Math.abs(all.length - 400 * (1 - rows.zeroMass))).toBeLessThan(1.5);
  });

  test("features come before noise in the quadratic network's ranks", () => {
    if (network === "diagonal") return;
    const kinds = rankedWeights(at(network, 600, 0.1)).map(({ kind }) => kind);
    expect(kinds.lastIndexOf("spike")).toBeLessThan(kinds.indexOf("bulk"));
  });

  test.each(["log", "linear", "rank"] as const)("the %s view is the same drawing every time", (view) => {
    const rows = at(network, 600, 0.1);
    const drawing = spectrum(rows, {
      width: 420,
      height: 300,
      view,
      domain: spectrumDomain(rows.teacher, network),
    });
    expect(drawn(drawing)).toMatchSnapshot();
  });
});

test("with ample samples the quadratic network has learned every feature and no noise", () => {
  const { bulk, spikes } = spectrumCounts(at("quadratic", 1e7, 0.05));
  expect(bulk).toBe(0);
  expect(spikes).toBeCloseTo(400, 3);
});

test("after rank collapse all weights are zero, and the drawing says so", () => {
  const rows = at("quadratic", 10, 100);
  expect(rows.zeroMass).toBe(1);
  const drawing = spectrum(rows, { width: 420, height: 300, view: "log", domain: [1e-3, 30] });
  expect(drawing.textContent).toContain("all weights are exactly zero");
  expect(inWords(rows)).toBe(
    "Of 400 eigenvalues, 0 are learned features, 0 are noise, and 400 are exactly zero.",
  );
});

test("a stem stands for one eigenvalue: as many stems as features outside the bulk", () => {
  const rows = at("quadratic", 600, 0.1);
  const drawing = spectrum(rows, { width: 600, height: 300, view: "log", domain: [1e-3, 60] });
  const stems = drawing.querySelector(".stems")!.getAttribute("d")!.split("M").length - 1;
  expect(stems).toBe(Math.round(spectrumCounts(rows).spikes));
});

test("the table holds the zeros and every sample of every part", () => {
  const rows = at("quadratic", 60, 0.02);
  const table = spectrumTable(rows);
  expect(table.length).toBe(1 + rows.pieces.reduce((sum, piece) => sum + piece.x.length, 0));
  for (const column of Object.values(table.columns)) expect(column.length).toBe(table.length);
});

test("the multiple of the cursor's phase is lit, and a click asks for its phase", () => {
  const picked: string[] = [];
  const multiples = spectrumMultiples(
    [
      { phase: "V", title: "harmful overfitting", spectrum: at("quadratic", 60, 0.02) },
      { phase: "VIa", title: "bulk + outliers", spectrum: at("quadratic", 600, 0.1) },
    ],
    { width: 150, height: 110, domain: [1e-3, 60], current: "V", onPick: ({ phase }) => picked.push(phase) },
  );
  const [first, second] = multiples.querySelectorAll<HTMLButtonElement>("button");
  expect(first.getAttribute("aria-pressed")).toBe("true");
  second.click();
  multiples.light("VIa");
  expect(picked).toEqual(["VIa"]);
  expect(first.getAttribute("aria-pressed")).toBe("false");
  expect(second.classList.contains("lit")).toBe(true);
});

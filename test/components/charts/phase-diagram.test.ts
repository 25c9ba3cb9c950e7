// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { phaseDiagram } from "../../../components/charts/phase-diagram.js";
import { phaseAnchors } from "../../../components/charts/phase-labels.js";
import { riskLegend, riskLevels } from "../../../components/charts/risk-bands.js";
import { type Point, riskRange } from "../../../components/phase-grid.js";
import { phaseAt, phaseBoundaries, phases } from "../../../theory/regimes.js";
import { drawn } from "../drawn.js";
import { smallGrid } from "../figures/fixtures.js";

const grid = smallGrid("quadratic");
const cursor = { effectiveSamples: 10, lambda: 0.1 };

function draw(width = 640, onMove?: (point: Point) => void) {
  return phaseDiagram(grid, {
    width,
    height: 440,
    riskRange: riskRange([grid]),
    phases: phases(grid),
    boundaries: phaseBoundaries(grid),
    cursor,
    label: "map",
    onMove,
  });
}

describe("the map", () => {
  test("names every phase of the grid, each once", () => {
    const present = new Set(Array.from(grid.phase));
    const text = [...draw(900).querySelectorAll(".phase-name .phase-id")].map((node) => node.textContent);
    expect(new Set(text)).toEqual(present);
    expect(text).toHaveLength(present.size);
  });

  test("draws one band per level and a line between every two phases", () => {
    const map = draw();
    const { levels } = riskLevels(riskRange([grid]));
    expect(map.querySelectorAll("path[fill^='var(--r-']")).toHaveLength(levels.length);
    expect(map.querySelectorAll(".phase-boundary").length).toBe(phaseBoundaries(grid).length);
  });

  test("labels its contours with decades of the risk", () => {
    const labels = [...draw(900).querySelectorAll(".contour-label")].map((node) => node.textContent);
    expect(labels.length).toBeGreaterThan(2);
    for (const label of labels) expect(label).toMatch(/^(1|10|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/);
  });

  test("arrow keys move the ring along both axes, with shift a decade", () => {
    const moves: Point[] = [];
    const map = draw(640, (point) => moves.push(point));
    const surface = map.querySelector<HTMLElement>(".phase-surface")!;
    const press = (key: string, shiftKey = false) =>
      surface.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, cancelable: true }));
    press("ArrowRight", true);
    press("ArrowUp");
    press("Tab");
    expect(moves).toHaveLength(2);
    expect(moves[0].effectiveSamples).toBeCloseTo(100, 6);
    expect(moves[1].lambda).toBeCloseTo(0.1 * 10 ** (1 / 12), 6);
  });

  test("the ring stays inside the map", () => {
    const onMove = vi.fn();
    const map = draw(640, onMove);
    const surface = map.querySelector<HTMLElement>(".phase-surface")!;
    for (let k = 0; k < 12; k++)
      surface.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", shiftKey: true }));
    expect(Number(surface.dataset.effectiveSamples)).toBeCloseTo(0.1, 9);
    map.moveTo({ effectiveSamples: 1e30, lambda: 1e-30 });
    const [, x, y] = /translate\(([\d.]+),([\d.]+)\)/.exec(
      map.querySelector(".ring")!.getAttribute("transform")!,
    )!;
    expect(Number(x)).toBeLessThanOrEqual(640);
    expect(Number(y)).toBeLessThanOrEqual(440);
  });

  test("a point that did not converge is outlined", () => {
    const broken = { ...grid, converged: Array.from(grid.converged) };
    (broken.converged as number[])[40] = 0;
    const map = phaseDiagram(broken, {
      width: 400,
      height: 300,
      riskRange: riskRange([broken]),
      phases: phases(grid),
      boundaries: [],
      cursor,
      label: "map",
    });
    expect(map.querySelectorAll(".unconverged")).toHaveLength(1);
  });

  test.each([320, 640, 1200])("no two names overlap and none leaves the map at %d pixels", (width) => {
    const boxes = [...draw(width).querySelectorAll("text.phase-name, g.phase-name > text:first-child")].map(
      (node) => [Number(node.getAttribute("x")), Number(node.getAttribute("y"))],
    );
    for (const [x, y] of boxes) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
      expect(y).toBeLessThan(440);
    }
    for (let i = 1; i < boxes.length; i++)
      for (let j = 0; j < i; j++)
        expect(Math.hypot(boxes[i][0] - boxes[j][0], boxes[i][1] - boxes[j][1])).toBeGreaterThan(14);
  });

  test("is the same drawing every time", () => {
    expect(drawn(draw(480).querySelector("svg")!)).toMatchSnapshot();
  });
});

test("the anchor of a phase lies in that phase", () => {
  for (const [id, point] of phaseAnchors(grid))
    expect(phaseAt({ network: "quadratic", d: 100, gamma: 1.25, noise: 0.5, ...point }).id).toBe(id);
});

test("levels are round, inside the range, and at most 32", () => {
  for (const range of [
    [-6, 1],
    [-0.3, 0.2],
    [-30, 2],
  ] as const) {
    const { levels, step } = riskLevels(range);
    expect(levels.length).toBeLessThanOrEqual(33);
    for (const level of levels) {
      expect(level).toBeGreaterThanOrEqual(range[0]);
      expect(level).toBeLessThan(range[1]);
      expect(Math.abs(level / step - Math.round(level / step))).toBeLessThan(1e-9);
    }
  }
});

test("the legend spans the range without gaps", () => {
  const rects = [...riskLegend([-3.3, 1.1], 300).querySelectorAll("rect")];
  const ends = rects.map((rect) => [Number(rect.getAttribute("x")), Number(rect.getAttribute("width"))]);
  for (let i = 1; i < ends.length; i++) expect(ends[i][0]).toBeCloseTo(ends[i - 1][0] + ends[i - 1][1], 0);
});

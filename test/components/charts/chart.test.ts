// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chart,
  chartScales,
  curveLabels,
  guide,
  landmark,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../../../components/charts/chart.js";
import { labelPlaces } from "../../../components/charts/label-places.js";
import { drawn } from "../drawn.js";

const x = { domain: [1, 1e4] as const, title: "effective samples", symbol: "n_eff" };
const y = { domain: [1e-4, 1] as const, title: "excess risk", symbol: "R" };
const falling = [1, 10, 100, 1000, 10_000].map((n) => ({ x: n, y: 1 / n, converged: true }));
const make = (marks: Parameters<typeof chart>[0]["marks"]) =>
  chart({ width: 600, height: 400, x, y, marks, finding: "The risk falls as 1/n." });

describe("a chart", () => {
  test("is one image with one text alternative", () => {
    const drawing = make([theoryLine(falling), ...trainedDots(falling)]);
    expect(drawing.getAttribute("role")).toBe("img");
    expect(drawing.getAttribute("aria-label")).toBe("The risk falls as 1/n.");
    expect(drawing.querySelectorAll("[aria-label], [aria-description]")).toHaveLength(0);
  });

  test("maps values to the same pixels for its marks, its axes and pointers", () => {
    const drawing = make(trainedDots([{ x: 100, y: 0.01 }]));
    const dot = drawing.querySelector("circle")!;
    const scales = chartScales({ width: 600, height: 400, x, y });
    const dx = Number(dot.getAttribute("cx") ?? /\(([\d.]+),/.exec(dot.getAttribute("transform") ?? "")![1]);
    expect(dx).toBeCloseTo(scales.x(100), 0);
    expect(scales.x.invert(scales.x(37))).toBeCloseTo(37, 9);
  });

  test("breaks a theory line where a fixed point was not found", () => {
    const whole = make([theoryLine(falling)])
      .querySelector("path")!
      .getAttribute("d")!;
    const broken = make([theoryLine(falling.map((point, i) => ({ ...point, converged: i !== 2 })))])
      .querySelector("path")!
      .getAttribute("d")!;
    expect(whole.match(/M/g)).toHaveLength(1);
    expect(broken.match(/M/g)).toHaveLength(2);
  });

  test("draws a guide with its exponent's slope", () => {
    const line = make([
      guide({ from: 10, to: 1000, through: [100, 0.01], exponent: -0.5, text: "slope −0.5", lift: 0 }),
    ]).querySelector("line.guide")!;
    const [x1, x2, y1, y2] = ["x1", "x2", "y1", "y2"].map((name) => Number(line.getAttribute(name)));
    const scales = chartScales({ width: 600, height: 400, x, y });
    const decadesX = (x2 - x1) / (scales.x(10) - scales.x(1));
    const decadesY = (y2 - y1) / (scales.y(10) - scales.y(1));
    expect(decadesY / decadesX).toBeCloseTo(-0.5, 2);
  });

  test("draws a trained network hollow where a run did not reach its tolerance", () => {
    const fills = [
      ...make(
        trainedDots([
          { x: 10, y: 0.1, converged: false },
          { x: 100, y: 0.1 },
        ]),
      ).querySelectorAll("circle"),
    ].map((dot) => dot.getAttribute("fill"));
    expect(fills).toContain("none");
    expect(fills).toHaveLength(2);
  });

  test("is the same drawing every time", () => {
    expect(
      drawn(
        make([
          phaseBands([
            { phase: "Ia", from: 1, to: 10 },
            { phase: "IV", from: 10, to: 1e4 },
          ]),
          theoryLine(falling),
          ...trainedDots(falling.map((point) => ({ ...point, error: 0.2 * point.y }))),
          curveLabels([{ text: "λ = 1", points: falling }]),
          landmark(300, "n = d"),
          readerRing(100, 0.01),
        ]),
      ),
    ).toMatchSnapshot();
  });
});

test("stretches of one phase reach half way to their neighbours and leave no gap", () => {
  const values = [
    { x: 1, phase: "Ia" },
    { x: 4, phase: "Ia" },
    { x: 16, phase: "IV" },
  ] as const;
  expect(stretchesOf(values)).toEqual([
    { phase: "Ia", from: 1, to: 8 },
    { phase: "IV", from: 8, to: 16 },
  ]);
});

test("no two labels of curves overlap, and every label lies in the frame", () => {
  const frame = { left: 0, right: 500, top: 0, bottom: 300 };
  const curve = fc
    .tuple(fc.double({ min: 0, max: 300, noNaN: true }), fc.double({ min: -0.6, max: 0.6, noNaN: true }))
    .map(([start, slope]) =>
      Array.from({ length: 30 }, (_, i) => ({ x: (i * 500) / 29, y: start + (slope * i * 500) / 29 })).filter(
        (point) => point.y >= 0 && point.y <= 300,
      ),
    );
  fc.assert(
    fc.property(fc.array(curve, { minLength: 1, maxLength: 6 }), (curves) => {
      const labels = curves.map((_, k) => ({ width: 70, height: 15, curve: k }));
      const places = labelPlaces(labels, curves, frame).filter((place) => place !== undefined);
      for (const [i, a] of places.entries()) {
        expect(a.x - 35).toBeGreaterThanOrEqual(frame.left);
        expect(a.x + 35).toBeLessThanOrEqual(frame.right);
        expect(a.y - 7.5).toBeGreaterThanOrEqual(frame.top);
        expect(a.y + 7.5).toBeLessThanOrEqual(frame.bottom);
        for (const b of places.slice(i + 1))
          expect(Math.abs(a.x - b.x) >= 70 || Math.abs(a.y - b.y) >= 15).toBe(true);
      }
    }),
  );
});

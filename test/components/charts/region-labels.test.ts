import fc from "fast-check";
import { expect, test } from "vitest";
import { deepest, overlap, placeLabels } from "../../../components/charts/region-labels.js";

const halves = { columns: 40, rows: 20, cell: 5, region: (i: number) => (i < 30 ? "wide" : "narrow") };

test("a label takes the largest size that fits inside its region", () => {
  const labels = placeLabels(halves, {
    wide: [
      { width: 100, height: 20 },
      { width: 20, height: 10 },
    ],
    narrow: [
      { width: 100, height: 20 },
      { width: 20, height: 10 },
    ],
  });
  const sizes = Object.fromEntries(labels.map(({ region, size }) => [region, size]));
  expect(sizes).toEqual({ wide: 0, narrow: 1 });
});

test("a region with no room at all gets its smallest label, marked as overhanging", () => {
  const [label] = placeLabels(
    { ...halves, region: (i) => (i === 20 ? "thin" : "rest") },
    {
      thin: [{ width: 30, height: 20 }],
    },
  );
  expect(label.size).toBe(-1);
});

test("labels never overlap", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 24, maxLength: 24 }), (cells) => {
      const region = (i: number, j: number) =>
        `r${cells[Math.floor(i / 5) * 3 + Math.min(2, Math.floor(j / 7))]}`;
      const sizes = Object.fromEntries(
        [0, 1, 2, 3].map((k) => [
          `r${k}`,
          [
            { width: 60, height: 20 },
            { width: 15, height: 10 },
          ],
        ]),
      );
      const labels = placeLabels({ columns: 40, rows: 20, cell: 5, region }, sizes);
      for (let i = 1; i < labels.length; i++)
        for (let j = 0; j < i; j++) expect(overlap(labels[i].box, labels[j].box)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test("the deepest point of a half is in its middle", () => {
  const { x, y } = deepest(halves).get("narrow")!;
  expect(x).toBeGreaterThan(0.75);
  expect(y).toBeGreaterThan(0);
  expect(y).toBeLessThan(1);
});

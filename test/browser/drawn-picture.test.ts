import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { WIDTHS } from "../../tools/draw.js";
import { fresh, site } from "./shared.js";

const GEOMETRY = [
  "d",
  "x",
  "y",
  "x1",
  "y1",
  "x2",
  "y2",
  "cx",
  "cy",
  "r",
  "width",
  "height",
  "points",
  "transform",
];

/** Every drawn element and text of a figure, with the attributes that place it. */
const shapes = (page: Page, drawing: string) =>
  page.evaluate(
    ([selector, names]) =>
      [...document.querySelectorAll(`${selector} svg, ${selector} svg *`)].map((element) => {
        const placed = names.filter((name) => element.hasAttribute(name));
        const text = [...element.childNodes]
          .map((node) => (node.nodeType === 3 ? (node.textContent ?? "").trim() : ""))
          .filter(Boolean);
        return [
          element.tagName,
          ...placed.map((name) => `${name}=${element.getAttribute(name)}`),
          ...text,
        ].join(" ");
      }),
    [drawing, GEOMETRY] as const,
  );

const NUMBER = /[-+]?\d*\.?\d+(?:e[-+]?\d+)?/gi;

/** Where two drawings differ, numbers by more than the hundredths they are drawn to, the first few. */
function differences(one: readonly string[], other: readonly string[]): string[] {
  if (one.length !== other.length) return [`${one.length} elements and ${other.length}`];
  return one
    .flatMap((shape, i) => {
      const numbers = [shape, other[i]].map((text) => text.match(NUMBER)?.map(Number) ?? []);
      const same =
        shape.replace(NUMBER, "#") === other[i].replace(NUMBER, "#") &&
        numbers[0].every((value, k) => Math.abs(value - numbers[1][k]) <= 0.011);
      return same ? [] : [`${shape.slice(0, 200)} | ${other[i].slice(0, 200)}`];
    })
    .slice(0, 3);
}

it("two drawings that differ in a number, a word or an element are told apart", () => {
  const drawing = ["path d=M1,2L3,4", "text x=1 risk"];
  expect(differences(drawing, ["path d=M1,2L3,4.005", "text x=1 risk"])).toEqual([]);
  expect(differences(drawing, ["path d=M1,2L3,4.02", "text x=1 risk"])).toHaveLength(1);
  expect(differences(drawing, ["path d=M1,2L3,4", "text x=1 Risk"])).toHaveLength(1);
  expect(differences(drawing, ["path d=M1,2L3,4"])).toEqual(["2 elements and 1"]);
});

describe.each([
  ["/plateaus", ["plateau", "staircase", "crossover"]],
  ["/state-evolution", ["steps", "equations"]],
  ["/width", ["width", "width-spectrum"]],
])("%s on a phone", (path, figures) => {
  it("has the pictures of the build, mark for mark, once its script has drawn them", async () => {
    const viewport = { width: 390, height: 844 };
    const still = await site.open(path, { viewport, javaScriptEnabled: false });
    const drawn = new Map<string, string[]>();
    for (const id of figures) drawn.set(id, await shapes(still.page, `#${id} .drawn-narrow`));
    await still.close();
    const { page, close } = await site.visit(path, { viewport });
    await fresh(page, ...figures);
    for (const id of figures) {
      expect(await page.locator(`#${id} .live-figure`).evaluate((box) => box.clientWidth), id).toBe(
        WIDTHS.narrow,
      );
      const live = await shapes(page, `#${id} .live-figure`);
      expect(live.length, id).toBeGreaterThan(20);
      expect(differences(drawn.get(id)!, live), id).toEqual([]);
    }
    await close();
  });
});

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../components/kit/text-width.js";
import { complete, site } from "./shared.js";

/** Widths of texts in the page, in pixels. */
const measured = (page: Page, texts: { text: string; font: string }[]) =>
  page.evaluate(async (wanted) => {
    const widths: number[] = [];
    const span = document.body.appendChild(document.createElement("span"));
    span.style.cssText = "position:absolute;white-space:pre";
    for (const { text, font } of wanted) {
      await document.fonts.load(
        font.replace(/var\(--(.*?)\)/, '"Companion Sans","Companion Serif","Companion Symbols"'),
        text,
      );
      span.style.font = font;
      span.textContent = text;
      await document.fonts.ready;
      widths.push(span.getBoundingClientRect().width);
    }
    span.remove();
    return widths;
  }, texts);

describe("the site's type", () => {
  it("comes with a page: one style sheet, at most nine fonts, none larger than 20 kB", async () => {
    const { page, transfers, problems, close } = await site.visit("/scaling-laws");
    await page.evaluate(() => document.fonts.ready);
    await complete(page);
    const files = new Map((await transfers()).map((transfer) => [transfer.path, transfer]));
    const sheets = [...files.keys()].filter((path) => path.endsWith(".css"));
    const fonts = [...files.values()].filter(({ path }) => path.endsWith(".woff2"));
    expect(sheets).toHaveLength(1);
    expect(fonts.length).toBeGreaterThan(3);
    expect(fonts.length).toBeLessThanOrEqual(9);
    expect(Math.max(...fonts.map(({ bytes }) => bytes))).toBeLessThan(20_000);
    expect(problems).toEqual([]);
    await close();
  });

  it("is as wide as the table says that drawings are laid out by", async () => {
    const { page, close } = await site.visit("/setup");
    const cases = [
      { text: "effective samples n = 10⁻³, λ√d ≪ 1", look: {}, font: "100px var(--sans-serif)" },
      { text: "Overfitting and its peak γ", look: { weight: 600 }, font: "600 100px var(--sans-serif)" },
      { text: "weight decay", look: { style: "italic" } as const, font: "italic 100px var(--sans-serif)" },
      { text: "risk Δ ∝ 1", look: { family: "serif", weight: 600 } as const, font: "600 100px var(--serif)" },
    ];
    const widths = await measured(page, cases);
    for (const [i, { text, look }] of cases.entries())
      expect(Math.abs(widths[i] / textWidth(text, 100, look) - 1), text).toBeLessThan(0.002);
    await close();
  });

  it("sets a symbol in one face in text, captions and controls", async () => {
    const { page, close } = await site.visit("/setup");
    const looks = [
      "17px var(--serif)",
      "17px var(--sans-serif)",
      "600 17px var(--sans-serif)",
      "italic 17px var(--serif)",
    ];
    const widths = await measured(
      page,
      looks.map((font) => ({ text: "γδλ", font })),
    );
    expect(new Set(widths.map((width) => width.toFixed(2))).size).toBe(1);
    await close();
  });

  it("keeps a paragraph's place while its fonts are still on their way", async () => {
    const { page, close } = await site.visit("/setup");
    const heights = await page.evaluate(async () => {
      const paragraph = [...document.querySelectorAll("#observablehq-main p")].find(
        (p) => (p.textContent ?? "").length > 300,
      ) as HTMLElement;
      const copies = [1, 2].map(() => {
        const copy = paragraph.cloneNode(true) as HTMLElement;
        copy.style.cssText = "width:600px;max-width:none;position:absolute;visibility:hidden";
        document.body.append(copy);
        return copy;
      });
      const style = getComputedStyle(document.documentElement);
      copies[1].style.setProperty(
        "font-family",
        style.getPropertyValue("--serif").replace(/"Companion (Serif|Symbols)",?/g, ""),
      );
      await document.fonts.ready;
      const heights = copies.map((copy) => copy.getBoundingClientRect().height);
      for (const copy of copies) copy.remove();
      return heights;
    });
    expect(heights[0]).toBeGreaterThan(0);
    expect(heights[1]).toBe(heights[0]);
    await close();
  });
});

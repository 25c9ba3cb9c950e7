import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { distPages } from "../../tools/dist.js";
import { dist, site } from "./shared.js";

const widths = [320, 360, 390, 768, 1280];

/** What is wrong with the formulas of an open page: past their column, or into their number. Half a pixel is let pass. */
const faults = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const found: string[] = [];
    let count = 0;
    for (const display of document.querySelectorAll<HTMLElement>(".katex-display")) {
      const column = display.getBoundingClientRect();
      const parts = [...display.querySelectorAll(".katex-html .base")].map((e) => e.getBoundingClientRect());
      const tag = display.querySelector(".katex-html > .tag");
      const name = `formula ${tag?.textContent ?? ""} “${display.querySelector("annotation")?.textContent?.slice(0, 24)}”`;
      if (parts.length === 0 || parts.some(({ width }) => width === 0)) found.push(`${name} is not shown`);
      const number = tag?.querySelector(".mord")?.getBoundingClientRect();
      for (const box of number ? [...parts, number] : parts) {
        const over = Math.max(box.right - column.right, column.left - box.left);
        if (over > 0.5) found.push(`${name} is ${over.toFixed(1)} px past its column`);
      }
      if (display.parentElement && column.right > document.documentElement.clientWidth + 0.5)
        found.push(`${name} has a column past the edge`);
      const hit = parts.some(
        (box) =>
          number &&
          box.right > number.left + 0.5 &&
          box.left < number.right - 0.5 &&
          box.bottom > number.top + 0.5 &&
          box.top < number.bottom - 0.5,
      );
      if (hit) found.push(`${name} runs into its number`);
      count++;
    }
    return { count, found };
  });

const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

it("every formula is set, numbered in order, and none runs past its column or into its number, from 320 pixels on", async () => {
  const found: string[] = [];
  let seen = 0;
  for (const path of distPages(dist)) {
    const { page, close } = await site.visit(path);
    const numbers = await page.locator(".katex-html > .tag").allTextContents();
    if (numbers.some((number, i) => number.replace(/\s/g, "") !== `(${i + 1})`))
      found.push(`${path} numbers its formulas ${numbers.join(" ")}`);
    for (const error of await page.locator(".katex-error").allInnerTexts()) found.push(`${path}: ${error}`);
    await unfold(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      const { count, found: here } = await faults(page);
      seen += count;
      found.push(...here.map((fault) => `${path} at ${width}: ${fault}`));
    }
    await close();
  }
  expect(seen).toBeGreaterThan(100);
  expect(found).toEqual([]);
}, 600_000);

it("a formula that runs into its number or past its column is seen", async () => {
  const { page, close } = await site.visit("/scaling-laws", { viewport: { width: 360, height: 800 } });
  await unfold(page);
  await page.addStyleTag({
    content: `#observablehq-main .katex-display > .katex > .katex-html { white-space: nowrap; padding: 0; }
      #observablehq-main .katex-display > .katex > .katex-html > .tag { position: absolute; inset: 0 0 auto auto; }
      .katex-display .clause { max-width: none !important; white-space: nowrap; }`,
  });
  const { found } = await faults(page);
  expect(found.some((fault) => fault.includes("past its column"))).toBe(true);
  expect(found.some((fault) => fault.includes("runs into its number"))).toBe(true);
  await close();
});

import { expect, test } from "vitest";
import { site } from "./shared.js";

test("a symbol explains itself under the pointer and under the keyboard, and Escape takes the card away", async () => {
  const { page, close } = await site.visit("/state-evolution");
  const symbol = page.locator("dfn.explained", { hasText: "δ" }).first();
  const card = page.locator("#hover-card");
  await symbol.hover();
  expect(await card.innerText()).toContain("noise on the learned weights");
  await page.mouse.move(0, 0);
  expect(await card.isHidden()).toBe(true);
  await symbol.focus();
  expect(await card.isVisible()).toBe(true);
  expect(await symbol.getAttribute("aria-describedby")).toBe("hover-card");
  await page.keyboard.press("Escape");
  expect(await card.isHidden()).toBe(true);
  await close();
});

test("a numbered equation can be linked to", async () => {
  const { page, close } = await site.visit("/setup#eq-5");
  expect(await page.locator(".equation-link").count()).toBe(8);
  await page.waitForFunction(() => {
    const box = document.querySelector("#eq-5")?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.bottom <= innerHeight;
  });
  await close();
});

test("a page prints with everything unfolded, and folds again", async () => {
  const { page, close } = await site.visit("/scaling-laws");
  const open = () => page.locator("#observablehq-main details[open]").count();
  const all = await page.locator("#observablehq-main details:not(.menu)").count();
  expect(all).toBeGreaterThan(0);
  expect(await open()).toBe(0);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  expect(await open()).toBe(all);
  const drawn = await page
    .locator("#observablehq-main details.derivation .count-picture")
    .evaluateAll((boxes) => boxes.map((box) => box.querySelector("svg") !== null));
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn).not.toContain(false);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await open()).toBe(0);
  await close();
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test.each([
  [/product of the two weights/, "#factor-penalty", "a product of 0.5 costs 1 ", "a product of 1 costs 2 "],
  [/^cut/, "#shrinkage", "With a cut of 0.5 ", "With a cut of 1 "],
  [/^decay/, "#teacher", "At γ = 0.75 ", "At γ = 1.25 "],
])("the slider %s moves its figure and its caption by half a unit", async (name, figure, moved, back) => {
  const { page, problems, close } = await site.visit("/setup");
  const slider = page.getByRole("slider", { name });
  const picture = () => page.locator(`${figure} .live-figure`).innerHTML();
  const says = (words: string) =>
    page.waitForSelector(`${figure}[data-state="fresh"] figcaption:has-text("${words}")`);
  await says(back);
  const before = await picture();
  await slider.focus();
  await page.keyboard.press("PageDown");
  await says(moved);
  expect(await picture()).not.toBe(before);
  await page.keyboard.press("PageUp");
  await says(back);
  expect(await picture()).toBe(before);
  expect(problems).toEqual([]);
  await close();
});

test("every numbered equation is set, and none shows an error", async () => {
  const { page, close } = await site.visit("/setup");
  expect(await page.locator(".katex .tag").count()).toBe(8);
  expect(await page.locator(".katex-error").count()).toBe(0);
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/setup?theta=9&gamma=0.2");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("theta=9");
  expect(notice).toContain("a number from 0.55 to 3");
  await close();
});

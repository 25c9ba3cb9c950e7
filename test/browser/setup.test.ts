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
  [/product of the two weights/, "#factor-penalty"],
  [/^cut/, "#shrinkage"],
  [/^decay/, "#teacher"],
])("the slider %s changes its figure and its caption", async (name, figure) => {
  const { page, problems, close } = await site.visit("/setup");
  const slider = page.getByRole("slider", { name });
  const picture = () => page.locator(`${figure} .frame-body`).innerHTML();
  const caption = () => page.locator(`${figure} figcaption`).innerText();
  const before = [await picture(), await caption()];
  await slider.focus();
  await page.keyboard.press("PageDown");
  expect(await picture()).not.toBe(before[0]);
  expect(await caption()).not.toBe(before[1]);
  await page.keyboard.press("PageUp");
  expect(await caption()).toBe(before[1]);
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

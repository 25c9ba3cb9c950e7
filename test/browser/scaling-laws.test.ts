import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

/** The theory answers from a worker, which takes its time on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 });

const caption = (page: Page) => page.locator("#scaling-laws figcaption").innerText();
const count = (page: Page) => page.locator("#counting figcaption").innerText();
const picture = (page: Page) => page.locator("#scaling-laws .live-figure").innerHTML();

test("n_eff moves the ring, the exponent and the count; the other controls the curves", async () => {
  const { page, problems, close } = await site.visit("/scaling-laws");
  await page.locator('#scaling-laws[data-state="fresh"]').waitFor();
  await poll(() => caption(page)).toContain("in phase IV, fast decay");
  await poll(() => count(page)).toContain("in phase IV");
  const before = await picture(page);
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  await poll(() => caption(page)).toContain("At neff = 10⁴ (diagonal network, d = 200, λ = 1/d)");
  await poll(() => count(page)).toContain("in phase VIa");
  expect(await picture(page)).not.toBe(before);
  await page.getByRole("combobox", { name: /Dimension/ }).selectOption("10⁶");
  await poll(() => caption(page)).toMatch(/d = 10⁶.*No networks were trained/);
  await page.getByRole("combobox", { name: /Curves/ }).selectOption("by dimension");
  await poll(() => caption(page)).toMatch(/differ by a factor|lie within/);
  await page.getByRole("radio", { name: "quadratic" }).check();
  await poll(() => caption(page)).toContain("(quadratic network");
  expect(problems).toEqual([]);
  await close();
});

test("a step of the story sets the figure, and the first exercise is solved by reaching phase III", async () => {
  const { page, close } = await site.visit("/scaling-laws");
  const status = () => page.locator("#find-biased .exercise-status").innerText();
  const open = page.getByRole("link", { name: "Show this in the figure" });
  await page.locator('#scaling-laws[data-state="fresh"]').waitFor();
  expect(await status()).not.toContain("✓");
  await open.nth(5).click();
  await poll(() => caption(page)).toContain("in phase III, all features, biased");
  expect(await status()).toContain("✓ Phase III");
  await poll(() => new URL(page.url()).search).toContain("decay=huge");
  expect(new URL(page.url()).pathname).toBe("/scaling-laws");
  await open.nth(2).click();
  await poll(() => caption(page)).toContain("in phase V, harmful overfitting");
  expect(await status()).not.toContain("✓");
  await close();
});

test("every numbered equation is set, every derivation has its picture", async () => {
  const { page, problems, close } = await site.visit("/scaling-laws");
  expect(await page.locator(".katex .tag").count()).toBe(12);
  expect(await page.locator(".katex-error").count()).toBe(0);
  const details = page.locator("details.derivation");
  expect(await details.count()).toBe(6);
  for (let i = 0; i < 6; i++) {
    await details.nth(i).locator("summary").click();
    await details.nth(i).locator(".count-picture svg").waitFor();
  }
  expect(problems).toEqual([]);
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/scaling-laws?gamma=7&n=-3");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("gamma=7");
  expect(notice).toContain("one of 0.75, 1, 1.25, 1.5, 2");
  expect(notice).toContain("a number from 0.3 to");
  await close();
});

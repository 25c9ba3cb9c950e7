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

const caption = (page: Page) => page.locator("#universality figcaption").innerText();

test("the weight decay changes curves, ratio and words; the switch divides by R(0)", async () => {
  const { page, problems, close } = await site.visit("/universality");
  await poll(() => caption(page)).toContain("both are in phase II, where the ratio tends to 0.489");
  await page.locator('#universality[data-state="fresh"]').waitFor();
  const picture = () => page.locator("#universality .live-figure").innerHTML();
  const before = await picture();
  await page.getByRole("radio", { name: "R/R(0)" }).check();
  await poll(() => caption(page)).toMatch(/over R\(0\) is .* where the ratio tends to 0\.40/);
  expect(await picture()).not.toBe(before);
  const kappa = page.getByRole("slider", { name: /Its factor/ });
  expect(await kappa.isVisible()).toBe(false);
  await page.getByRole("radio", { name: "κ√(n/d)" }).check();
  expect(await kappa.isVisible()).toBe(true);
  await poll(() => caption(page)).toMatch(/the constant depends on κ|leaves neither peak/);
  await kappa.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  await poll(() => caption(page)).toContain("noise passes the cut");
  expect(problems).toEqual([]);
  await close();
});

test("the exercise is solved where only the diagonal network peaks", async () => {
  const { page, close } = await site.visit("/universality?law=small&n=100");
  await poll(() => caption(page)).toContain("the diagonal network is");
  const status = () => page.locator("#only-one-peaks .exercise-status").innerText();
  expect(await status()).not.toContain("✓");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await poll(() => caption(page)).toContain(
    "the diagonal network is at its peak, the quadratic one in phase VIa",
  );
  expect(await status()).toContain("✓ There: the same number");
  await close();
});

test("equations are set, the constants are drawn, a bad address is noticed", async () => {
  const { page, problems, close } = await site.visit("/universality?kappa=500&d=3");
  expect(await page.locator(".katex .tag").count()).toBe(6);
  expect(await page.locator(".katex-error").count()).toBe(0);
  await poll(() => page.locator("#constants figcaption").innerText()).toContain("Crosses");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("kappa=500");
  expect(notice).toContain("a number from 1 to 30");
  expect(problems).toEqual([]);
  await close();
});

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

const ready = (page: Page) =>
  page.waitForFunction(() => document.querySelector(".equation-first")?.getAttribute("d")?.startsWith("M"));
const state = (page: Page) =>
  page.evaluate(() => {
    const surface = document.querySelector<HTMLElement>("#equations .phase-surface")!;
    return {
      delta: Number(surface.dataset.delta),
      cut: Number(surface.dataset.cut),
      first: document.querySelector(".equation-first")!.getAttribute("d"),
      second: document.querySelector(".equation-second")!.getAttribute("d"),
      steps: document.querySelector(".threshold-steps")!.innerHTML,
    };
  });

test("the noise and the cut move the ring and the weights, not the curves", async () => {
  const { page, problems, close } = await site.visit("/state-evolution");
  await ready(page);
  const before = await state(page);
  await page.getByRole("slider", { name: /Noise strength/ }).focus();
  await page.keyboard.press("PageUp");
  await page.waitForTimeout(200);
  const after = await state(page);
  expect(after.delta / before.delta).toBeCloseTo(10, 3);
  expect(after.steps).not.toBe(before.steps);
  expect(after.first).toBe(before.first);
  await page.getByRole("button", { name: "Put the ring on the solution" }).click();
  await page.waitForTimeout(200);
  expect((await state(page)).delta).toBeCloseTo(before.delta, 6);
  expect(problems).toEqual([]);
  await close();
});

test("more samples move the first curve left, more weight decay the second one up; the ring goes along", async () => {
  const { page, close } = await site.visit("/state-evolution");
  await ready(page);
  const before = await state(page);
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  await page.keyboard.press("PageUp");
  await page.waitForTimeout(300);
  const samples = await state(page);
  expect(samples.first).not.toBe(before.first);
  expect(samples.delta).toBeLessThan(before.delta);
  await page.getByRole("slider", { name: /Weight decay/ }).focus();
  await page.keyboard.press("PageUp");
  await page.waitForTimeout(300);
  const decay = await state(page);
  expect(decay.second).not.toBe(samples.second);
  expect(decay.cut).toBeGreaterThan(samples.cut);
  await close();
});

test("the plane takes pointer, finger and arrow keys", async () => {
  const { page, close } = await site.visit("/state-evolution", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await ready(page);
  const surface = page.locator("#equations .phase-surface");
  await surface.scrollIntoViewIfNeeded();
  const box = (await surface.boundingBox())!;
  const seen = [await state(page)];
  await page.mouse.click(box.x + 0.7 * box.width, box.y + 0.3 * box.height);
  await page.waitForTimeout(200);
  seen.push(await state(page));
  await page.touchscreen.tap(box.x + 0.3 * box.width, box.y + 0.6 * box.height);
  await page.waitForTimeout(200);
  seen.push(await state(page));
  await surface.focus();
  await page.keyboard.press("ArrowUp");
  await page.waitForTimeout(200);
  seen.push(await state(page));
  expect(seen[1].delta).toBeGreaterThan(seen[0].delta);
  expect(seen[2].delta).toBeLessThan(seen[1].delta);
  expect(seen[3].cut).toBeGreaterThan(seen[2].cut);
  await close();
});

test("a bad address is noticed and the solution is shown", async () => {
  const { page, close } = await site.visit("/state-evolution?d=3&lambda=minus");
  await ready(page);
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("d=3");
  expect(notice).toContain("one of 100, 400, 2000");
  expect(await page.locator("#equations figcaption").innerText()).toContain("where the ring is");
  await close();
});

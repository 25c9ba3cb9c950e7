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

/** What is shown once both figures are of the present state. */
async function settled(page: Page) {
  for (const id of ["steps", "equations"])
    await page.waitForSelector(`#${id}[data-state="fresh"]`, { state: "attached", timeout: 30_000 });
  return page.evaluate(() => {
    const surface = document.querySelector<HTMLElement>("#equations .phase-surface")!;
    return {
      delta: Number(surface.dataset.delta),
      cut: Number(surface.dataset.cut),
      first: document.querySelector(".equation-first")!.getAttribute("d"),
      second: document.querySelector(".equation-second")!.getAttribute("d"),
      steps: document.querySelector(".threshold-steps")!.innerHTML,
    };
  });
}

test("the noise moves the ring and the weights, not the curves; a button puts the ring back", async () => {
  const { page, problems, close } = await site.visit("/state-evolution");
  const before = await settled(page);
  await page.getByRole("slider", { name: /Noise strength/ }).focus();
  await page.keyboard.press("PageUp");
  const after = await settled(page);
  expect(after.delta / before.delta).toBeCloseTo(10, 3);
  expect(after.cut).toBe(before.cut);
  expect(after.steps).not.toBe(before.steps);
  expect([after.first, after.second]).toEqual([before.first, before.second]);
  await page.getByRole("button", { name: "Put the ring on the solution" }).click();
  expect(await settled(page)).toEqual(before);
  expect(problems).toEqual([]);
  await close();
});

test("more samples move the first curve left, more weight decay the second one up; the ring goes along", async () => {
  const { page, close } = await site.visit("/state-evolution");
  const before = await settled(page);
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  await page.keyboard.press("PageUp");
  const samples = await settled(page);
  expect(samples.first).not.toBe(before.first);
  expect(samples.delta).toBeLessThan(before.delta);
  await page.getByRole("slider", { name: /Weight decay/ }).focus();
  await page.keyboard.press("PageUp");
  const decay = await settled(page);
  expect(decay.first).toBe(samples.first);
  expect(decay.second).not.toBe(samples.second);
  expect(decay.cut).toBeGreaterThan(samples.cut);
  await close();
});

test("the plane takes pointer, finger and arrow keys, and keeps the focus", async () => {
  const { page, close } = await site.visit("/state-evolution", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await settled(page);
  const surface = page.locator("#equations .phase-surface");
  await surface.scrollIntoViewIfNeeded();
  const box = (await surface.boundingBox())!;
  await page.mouse.click(box.x + 0.7 * box.width, box.y + 0.3 * box.height);
  const clicked = await settled(page);
  // Four decades of δ, six of c, over the plane.
  expect(Math.log10(clicked.delta)).toBeCloseTo(-2 + 0.7 * 4, 1);
  expect(Math.log10(clicked.cut)).toBeCloseTo(-4 + 0.7 * 6, 1);
  await page.touchscreen.tap(box.x + 0.3 * box.width, box.y + 0.6 * box.height);
  const tapped = await settled(page);
  expect(Math.log10(tapped.delta)).toBeCloseTo(-2 + 0.3 * 4, 1);
  await surface.focus();
  await page.keyboard.press("ArrowUp");
  await settled(page);
  await page.keyboard.press("ArrowUp");
  expect((await settled(page)).cut / tapped.cut).toBeCloseTo(10 ** (2 / 24), 4);
  await close();
});

test("a bad address is noticed and the solution is shown", async () => {
  const { page, close } = await site.visit("/state-evolution?d=3&lambda=minus");
  await settled(page);
  const notice = await page.getByRole("alert").innerText();
  for (const part of ["d=3", "one of 100, 400, 2000", "lambda=minus"]) expect(notice).toContain(part);
  expect(await page.locator("#equations figcaption").innerText()).toContain("where the ring is");
  await close();
});

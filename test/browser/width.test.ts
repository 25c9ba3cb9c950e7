import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("moving the width moves ring, spectrum and captions, and solves the exercise", async () => {
  const { page, problems, close } = await site.visit("/width?alpha=3&p=40");
  const caption = () => page.locator("#width figcaption").innerText();
  const spectrum = () => page.locator("#width-spectrum figcaption").innerText();
  await expect.poll(caption, { timeout: 20_000 }).toContain("With 40 units");
  await expect.poll(spectrum).toContain("40 units keep the 40 largest");
  const slider = page.getByRole("slider", { name: /^Hidden units/ });
  await slider.focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowLeft");
  await expect.poll(caption).toMatch(/With 1[23] units/);
  await expect.poll(() => page.locator("#best-width .exercise-status").innerText()).toContain("✓");
  expect(problems).toEqual([]);
  await close();
});

test("weight decay at the bulk's edge makes width stop mattering, and the title says so", async () => {
  const { page, close } = await site.visit("/width");
  const title = () => page.locator("#width-title").innerText();
  await expect.poll(title, { timeout: 20_000 }).toContain("Too narrow");
  await page.getByRole("radio", { name: /^at the bulk's edge/ }).check();
  await expect.poll(title, { timeout: 20_000 }).toContain("Width stops mattering");
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/width?p=0&decay=huge");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("p=0");
  expect(notice).toContain("one of little, edge");
  await close();
});

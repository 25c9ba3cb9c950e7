import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("moving the time moves the spectrum and its caption, and solves the exercise", async () => {
  const { page, problems, close } = await site.visit("/training");
  const caption = () => page.locator("#spectra-in-time figcaption").innerText();
  const picture = () => page.locator("#spectra-in-time .live-figure").innerHTML();
  await page.locator('#spectra-in-time[data-state="fresh"]').waitFor();
  const before = [await picture(), await caption()];
  expect(before[1]).toContain("2 of the");
  const slider = page.locator("#spectra-in-time").getByRole("slider", { name: /^Time/ });
  await slider.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  await expect.poll(caption).toContain("3 of the");
  expect(await picture()).not.toBe(before[0]);
  await expect.poll(() => page.locator("#half-way .exercise-status").innerText()).toContain("✓");
  await page.getByRole("radio", { name: "SGD", exact: true }).check();
  await expect.poll(caption).toContain("of SGD");
  expect(problems).toEqual([]);
  await close();
});

test("a steeper teacher gives plateaus: the caption's slope goes to zero", async () => {
  const { page, close } = await site.visit("/training?gamma=3&start=1e-8&tau=4");
  const caption = () => page.locator("#staircase figcaption").innerText();
  await page.locator("#staircase").scrollIntoViewIfNeeded();
  await expect.poll(caption).toContain("The slope at the ring itself is 0:");
  const slider = page.locator("#staircase").getByRole("slider", { name: /^Teacher decay/ });
  await slider.focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("PageDown");
  await expect.poll(caption).not.toContain("slope at the ring itself is 0:");
  await close();
});

test("a network is trained in the browser, and lies on the expected spectrum", async () => {
  const { page, problems, close } = await site.visit("/training?by=lbfgs&size=16&seed=4");
  const figure = page.locator("#live-training");
  const caption = () => figure.locator("figcaption").innerText();
  await figure.scrollIntoViewIfNeeded();
  await expect.poll(caption).toContain("For d = 16");
  await page.locator('#live-training[data-state="fresh"]').waitFor();
  const before = await figure.locator("svg circle").count();
  await figure.getByRole("button", { name: "Train it" }).click();
  await expect.poll(caption, { timeout: 20_000 }).toContain("Trained with seed 4");
  expect(await figure.locator("svg circle").count()).toBeGreaterThan(before);
  await figure.getByRole("button", { name: "Another seed" }).click();
  await expect.poll(caption).toContain("Press");
  await expect.poll(() => page.url()).toContain("seed=5");
  expect(problems).toEqual([]);
  await close();
});

test("training can be stopped, and says that it is not finished", async () => {
  const { page, close } = await site.visit("/training?size=40&load=8&decay=0.01");
  const figure = page.locator("#live-training");
  await figure.getByRole("button", { name: "Train it" }).click();
  await page.locator('#live-training[data-state="solving"]').waitFor({ timeout: 20_000 });
  await expect
    .poll(() => figure.locator(".training-status").innerText(), { timeout: 20_000 })
    .toContain("Step");
  await figure.getByRole("button", { name: "Stop" }).click();
  await expect
    .poll(() => figure.locator("figcaption").innerText(), { timeout: 20_000 })
    .toContain("not finished");
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/training?t=9&seed=1.5");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("t=9");
  expect(notice).toContain("an integer from 0 to 999999");
  await close();
});

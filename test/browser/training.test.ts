import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("the time goes by the keys of its slider, in spectrum, caption and exercise", async () => {
  const { page, problems, close } = await site.visit("/training");
  const says = () => caption(page, "spectra-in-time");
  const status = () => page.locator("#half-way .exercise-status").innerText();
  expect(await says()).toContain("2 of the");
  expect(await status()).not.toContain("✓");
  await page.locator("#spectra-in-time").getByRole("slider", { name: /^Time/ }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  expect(await says()).toContain("3 of the");
  expect(await status()).toContain("✓");
  await page.getByRole("radio", { name: "SGD", exact: true }).check();
  expect(await says()).toContain("of SGD");
  expect(problems).toEqual([]);
  await close();
});

test("a flatter teacher has no plateaus: the slope at the ring is no longer 0", async () => {
  const { page, close } = await site.visit("/training?gamma=3&start=1e-8&tau=4");
  const slope = async () =>
    /slope at the ring itself is (−?[\d.]+)[:.,]/.exec(await caption(page, "staircase-in-time"))?.[1];
  expect(await slope()).toBe("0");
  await page
    .locator("#staircase-in-time")
    .getByRole("slider", { name: /^Teacher decay/ })
    .focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("PageDown");
  expect(await slope()).toMatch(/^−\d/);
  await close();
});

test("a network is trained in the browser, each weight a mark on the expected spectrum", async () => {
  const { page, problems, close } = await site.visit("/training?by=lbfgs&size=16&seed=4");
  const figure = page.locator("#live-training");
  const marks = () => figure.locator("svg circle").count();
  expect(await caption(page, "live-training")).toContain("For d = 16");
  const before = await marks();
  await figure.getByRole("button", { name: "Train it" }).click();
  expect(await caption(page, "live-training")).toContain("Trained with seed 4");
  const trained = await marks();
  expect(trained).toBeGreaterThan(before);
  expect(trained).toBeLessThanOrEqual(before + 16);
  await figure.getByRole("button", { name: "Another seed" }).click();
  expect(await caption(page, "live-training")).toContain("Press");
  expect(await marks()).toBe(before);
  await page.waitForURL(/seed=5/);
  expect(problems).toEqual([]);
  await close();
});

test("training is stopped while it runs, and says that it is not finished", async () => {
  const { page, close } = await site.visit("/training?size=40&load=8&decay=0.01");
  const figure = page.locator("#live-training");
  await fresh(page, "live-training");
  await figure.getByRole("button", { name: "Train it" }).click();
  await figure.locator(".training-status", { hasText: "Step" }).waitFor();
  expect(await figure.getAttribute("data-state")).toBe("solving");
  await figure.getByRole("button", { name: "Stop" }).click();
  expect(await caption(page, "live-training")).toContain("not finished");
  await close();
});

import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("n_eff moves the ring, the exponent and the count; the other controls the curves", async () => {
  const { page, problems, close } = await site.visit("/scaling-laws");
  const says = () => caption(page, "scaling-laws");
  expect(await caption(page, "counting")).toContain("in phase IV");
  expect(await says()).toContain("in phase IV, fast decay");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  expect(await says()).toContain("At neff = 10000 (diagonal network, d = 200, λ = 1/d)");
  expect(await caption(page, "counting")).toContain("in phase VIa");
  await page.getByRole("combobox", { name: /Dimension/ }).selectOption("10⁶");
  expect(await says()).toMatch(/d = 10⁶.*No networks were trained/);
  await page.getByRole("combobox", { name: /Curves/ }).selectOption("by dimension");
  expect(await says()).toMatch(/differ by a factor|lie within/);
  await page.getByRole("radio", { name: "quadratic" }).check();
  expect(await says()).toContain("(quadratic network");
  expect(problems).toEqual([]);
  await close();
});

test("a step of the story sets the figure and the address, and the first exercise is solved by reaching phase III", async () => {
  const { page, close } = await site.visit("/scaling-laws");
  const status = () => page.locator("#find-biased .exercise-status").innerText();
  const open = page.getByRole("link", { name: "Show this in the figure" });
  await fresh(page, "scaling-laws");
  expect(await status()).not.toContain("✓");
  await open.nth(5).click();
  expect(await caption(page, "scaling-laws")).toContain("in phase III, all features, biased");
  expect(await status()).toContain("✓ Phase III");
  await page.waitForURL(/\/scaling-laws\?.*decay=huge/);
  await open.nth(2).click();
  expect(await caption(page, "scaling-laws")).toContain("in phase V, harmful overfitting");
  expect(await status()).not.toContain("✓");
  await close();
});

test("every derivation has its picture when it is opened", async () => {
  const { page, problems, close } = await site.visit("/scaling-laws");
  const details = page.locator("details.derivation");
  expect(await details.count()).toBe(6);
  for (let i = 0; i < 6; i++) {
    await details.nth(i).locator("summary").click();
    await details.nth(i).locator(".count-picture svg").waitFor();
  }
  expect(problems).toEqual([]);
  await close();
});

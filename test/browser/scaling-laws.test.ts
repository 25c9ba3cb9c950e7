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

const caption = (page: Page) => page.locator("#scaling-laws figcaption").innerText();
const solved = (page: Page, text: string | RegExp) =>
  page.waitForFunction(
    ([pattern]) =>
      new RegExp(pattern).test(document.querySelector("#scaling-laws figcaption")?.textContent ?? ""),
    [typeof text === "string" ? text : text.source],
  );
const picture = (page: Page) => page.locator("#scaling-laws .frame-body").innerHTML();

test("n_eff moves the ring, the exponent and the count; the other controls the curves", async () => {
  const { page, problems, close } = await site.visit("/scaling-laws");
  await solved(page, "in phase IV, fast decay");
  const before = [await picture(page), await page.locator("#counting figcaption").innerText()];
  expect(await caption(page)).toContain("Dots: networks trained at");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  await solved(page, "in phase VIa");
  expect(await picture(page)).not.toBe(before[0]);
  await page.waitForFunction(
    (old) => document.querySelector("#counting figcaption")?.textContent !== old,
    before[1],
  );
  await page.getByRole("combobox", { name: /Dimension/ }).selectOption("10⁶");
  await solved(page, /d = 10⁶.*No networks were trained/);
  await page.getByRole("combobox", { name: /Curves/ }).selectOption("by dimension");
  await solved(page, "differ by a factor|lie within");
  await page.getByRole("radio", { name: "quadratic" }).check();
  await solved(page, "quadratic network");
  expect(problems).toEqual([]);
  await close();
});

test("a step of the story sets the figure, and the first exercise is solved by reaching phase III", async () => {
  const { page, close } = await site.visit("/scaling-laws");
  const exercise = page.locator("#find-biased");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  await page.getByRole("button", { name: "Show this in the figure" }).nth(5).click();
  await solved(page, "in phase III, all features, biased");
  expect(await exercise.getAttribute("class")).toContain("solved");
  expect(new URL(page.url()).pathname).toBe("/scaling-laws");
  await page.waitForFunction(() => location.search.includes("decay=huge"));
  await page.getByRole("button", { name: "Show this in the figure" }).nth(2).click();
  await solved(page, "in phase V, harmful overfitting");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
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

test("a bad address is noticed, and an n_eff beyond the picture is brought back into it", async () => {
  const { page, close } = await site.visit("/scaling-laws?gamma=7&n=-3");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("gamma=7");
  expect(notice).toContain("one of 0.75, 1, 1.25, 1.5, 2");
  expect(notice).toContain("a number from 0.3 to");
  await close();
});

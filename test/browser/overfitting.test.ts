import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

test("weight decay removes the peak by the keys of its slider, in title and caption", async () => {
  const { page, problems, close } = await site.visit("/overfitting");
  const title = page.locator("#double-descent-title");
  expect(await caption(page, "double-descent")).toContain("nearly all of it is noise");
  expect(await title.innerText()).toContain("the risk peaks at");
  await page
    .locator("#double-descent")
    .getByRole("slider", { name: /Weight decay/ })
    .focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  expect(await caption(page, "double-descent")).toContain("no peak is left");
  expect(await title.innerText()).toContain("has removed the peak");
  expect(problems).toEqual([]);
  await close();
});

test("the exercise notices the best weight decay at the place of the peak, and that it was left", async () => {
  const { page, close } = await site.visit("/overfitting?lambda=0.7");
  const exercise = page.locator("#exercise-best");
  await caption(page, "double-descent");
  await page
    .locator("#double-descent")
    .getByRole("slider", { name: /Weight decay/ })
    .focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.locator("#exercise-best.solved").waitFor();
  expect(await exercise.locator(".exercise-status").innerText()).toContain("✓");
  await page.keyboard.press("PageDown");
  await page.locator("#exercise-best:not(.solved)").waitFor();
  expect(await exercise.locator(".exercise-status").innerText()).not.toContain("✓");
  await close();
});

import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("units go by the keys of the slider, in ring, spectrum and captions, and solve the exercise", async () => {
  const { page, problems, close } = await site.visit("/width?alpha=3&p=40");
  expect(await caption(page, "width")).toContain("With 40 units");
  expect(await caption(page, "width-spectrum")).toContain("40 units keep the 40 largest");
  expect(await page.locator("#best-width .exercise-status").innerText()).not.toContain("✓");
  await page.getByRole("slider", { name: /^Hidden units/ }).focus();
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowLeft");
  expect(await caption(page, "width")).toMatch(/With 1[23] units/);
  expect(await caption(page, "width-spectrum")).toMatch(/1[23] units keep the 1[23] largest/);
  expect(await page.locator("#best-width .exercise-status").innerText()).toContain("✓");
  expect(problems).toEqual([]);
  await close();
});

test("weight decay at the bulk's edge makes width stop mattering, and the title says so", async () => {
  const { page, close } = await site.visit("/width");
  const title = () => page.locator("#width-title").innerText();
  await fresh(page, "width");
  expect(await title()).toContain("Too narrow");
  await page.getByRole("radio", { name: /^at the bulk's edge/ }).check();
  await fresh(page, "width");
  expect(await title()).toContain("Width stops mattering");
  await close();
});

import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

test("more samples change the tail, the fit and their captions; the exercise notices", async () => {
  const { page, problems, close } = await site.visit("/power-law-tails?lambda=0.001");
  const names = () => page.locator("#tail .live-figure text.direct").allTextContents();
  expect(await caption(page, "tail")).toContain("Phase VIa");
  expect(await names()).toContain("noise");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let decade = 0; decade < 3; decade++) await page.keyboard.press("PageUp");
  expect(await caption(page, "tail")).toMatch(/Phase VIb.*200 of 200 eigenvalues are learned features/s);
  expect(await names()).not.toContain("noise");
  expect(await caption(page, "fit")).toContain("from 192 weights");
  expect(await page.locator("#see-the-tail").getAttribute("class")).toContain("solved");
  expect(problems).toEqual([]);
  await close();
});

test("the beginning of the tail moves by keyboard and by pointer, and goes back", async () => {
  const { page, problems, close } = await site.visit("/power-law-tails");
  const best = await caption(page, "fit");
  expect(best).toContain("The distance is least");
  await page.getByRole("slider", { name: /Tail begins/ }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowRight");
  expect(await caption(page, "fit")).toContain("You have let the tail begin");
  await page.getByRole("button", { name: "Take the least distance" }).click();
  expect(await caption(page, "fit")).toBe(best);
  const box = (await page.locator("#fit .live-figure svg").first().boundingBox())!;
  await page.mouse.click(box.x + 0.4 * box.width, box.y + 0.5 * box.height);
  expect(await caption(page, "fit")).toContain("You have let the tail begin");
  expect(problems).toEqual([]);
  await close();
});

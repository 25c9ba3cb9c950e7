import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

test("samples lead from rank collapse to features by key, and back by pointer", async () => {
  const { page, problems, close } = await site.visit("/plateaus");
  expect(await caption(page, "plateau")).toContain("every learned weight is exactly zero");
  expect(await page.locator("#plateau .rank-plot").textContent()).toContain("all weights: exactly zero");
  const slider = page.locator("#plateau").getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  await page.keyboard.press("PageUp");
  expect(await caption(page, "plateau")).toContain("3 features are learned");
  expect(await page.locator("#plateau .rank-plot").textContent()).not.toContain("all weights");
  // The first third of the axis is the plateau.
  const box = (await page.locator("#plateau svg.plot").first().boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.5);
  expect(await caption(page, "plateau")).toContain("exactly R(0) = 2");
  expect(problems).toEqual([]);
  await close();
});

import { expect, test } from "vitest";
import { site } from "./shared.js";

test("on paper, controls are gone and every link shows its address", async () => {
  const { page, close } = await site.visit("/teach");
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".controls").first().isVisible()).toBe(false);
  expect(await page.locator(".screen-only").isVisible()).toBe(false);
  const printed = await page
    .locator(".lesson-link")
    .first()
    .evaluate((link) => getComputedStyle(link, "::after").content);
  expect(printed).toContain("http");
  await close();
});

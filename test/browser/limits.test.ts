import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

test("the worker answers for another network, and a status filters the claims", async () => {
  const { page, problems, close } = await site.visit("/limits");
  expect(await caption(page, "drift")).toContain("−0.83 instead of −1.00 in phase VIa");
  await page.locator("#drift").getByRole("radio", { name: "diagonal" }).check();
  expect(await caption(page, "drift")).toContain("−0.19 instead of −0.50 in phase IV");
  const table = page.getByRole("region", { name: "Claims and how firmly they stand" });
  await page.getByLabel("Status").selectOption("proved");
  await page.waitForURL(/status=proved/);
  expect(new Set(await table.locator(".status").allInnerTexts())).toEqual(new Set(["proved"]));
  expect(problems).toEqual([]);
  await close();
});

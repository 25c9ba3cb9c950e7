import { expect, test } from "vitest";
import { site } from "./shared.js";

test("the table sorts by its heads, and the order is in the address", async () => {
  const { page, problems, close } = await site.visit("/agreement");
  const table = page.getByRole("region", { name: "Trained points beside theory" });
  const head = table.getByRole("columnheader").filter({ hasText: "R trained" });
  await table.getByRole("button", { name: "R trained" }).click();
  await page.waitForURL(/sort=risk/);
  await expect.poll(() => head.getAttribute("aria-sort")).toBe("descending");
  await page.getByRole("button", { name: "Show more" }).click();
  const rows = table.locator("tbody tr");
  await rows.nth(124).waitFor();
  expect(await rows.count()).toBe(125);
  const at = await head.evaluate((cell) => (cell as HTMLTableCellElement).cellIndex);
  const risks = await rows.evaluateAll(
    (all, index) => all.map((row) => Number.parseFloat((row as HTMLTableRowElement).cells[index].innerText)),
    at,
  );
  expect(risks).toEqual([...risks].sort((a, b) => b - a));
  expect(problems).toEqual([]);
  await close();
});

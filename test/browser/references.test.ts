import { expect, test } from "vitest";
import { site } from "./shared.js";

/** How long an answer of the page may take on a busy machine. */
const soon = { timeout: 20_000 };

test("a citation's address shows its work", async () => {
  const { page, problems, close } = await site.visit("/references#clauset2009");
  const work = page.locator("#clauset2009");
  await expect.poll(() => work.getAttribute("class"), soon).toContain("aimed");
  const box = (await work.boundingBox())!;
  expect(box.y).toBeGreaterThan(0);
  expect(box.y + box.height).toBeLessThan(800);
  await page.evaluate(() => {
    location.hash = "#sym-gamma";
  });
  await expect.poll(() => page.locator("#sym-gamma").getAttribute("class"), soon).toContain("aimed");
  expect(await page.locator(".aimed").count()).toBe(1);
  expect(problems).toEqual([]);
  await close();
});

test("one entry is copied, all are saved", async () => {
  const { page, problems, close } = await site.visit("/references", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.getByRole("button", { name: /Copy BibTeX of Power-Law/ }).click();
  await expect.poll(() => page.locator("#clauset2009 [role=status]").innerText(), soon).toBe("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^@article\{clauset2009,/);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: /Download all/ }).click();
  expect((await saved).suggestedFilename()).toBe("references.bib");
  expect(problems).toEqual([]);
  await close();
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

/** How long an answer of the page may take on a busy machine. */
const soon = { timeout: 20_000 };

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("filters change both figures and the table; the exercise notices", async () => {
  const { page, problems, close } = await site.visit("/agreement");
  const caption = (figure: string) => page.locator(`#${figure} figcaption`).innerText();
  const picture = () => page.locator("#z-scores .frame-body").innerHTML();
  const before = [await caption("deviation"), await caption("z-scores"), await picture()];
  await page.getByLabel(/Weight decay/).selectOption("other");
  await expect.poll(() => caption("deviation"), soon).not.toBe(before[0]);
  expect(await caption("z-scores")).not.toBe(before[1]);
  expect(await picture()).not.toBe(before[2]);
  await page.getByLabel(/Weight decay/).selectOption("all");
  await page.getByLabel(/Network/).selectOption("quadratic");
  await page.getByLabel(/Dimension/).selectOption("50");
  await expect.poll(() => page.locator("#worst-corner").getAttribute("class"), soon).toContain("solved");
  await page.getByRole("button", { name: "All points" }).click();
  await expect.poll(() => caption("deviation"), soon).toBe(before[0]);
  expect(problems).toEqual([]);
  await close();
});

test("the table sorts by its heads, and the order is in the address", async () => {
  const { page, problems, close } = await site.visit("/agreement");
  const table = page.getByRole("region", { name: "Trained points beside theory" });
  const first = () => table.locator("tbody tr").first().innerText();
  const before = await first();
  await table.getByRole("button", { name: "R trained" }).click();
  await expect.poll(first, soon).not.toBe(before);
  await expect.poll(() => page.url(), soon).toContain("sort=risk");
  await page.getByRole("button", { name: "Show more" }).click();
  await expect.poll(() => table.locator("tbody tr").count(), soon).toBe(125);
  expect(problems).toEqual([]);
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/agreement?d=7&sort=beauty");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("d=7");
  expect(notice).toContain("sort=beauty");
  await close();
});

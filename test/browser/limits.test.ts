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

test("another network has other exponents, in the picture and in the caption", async () => {
  const { page, problems, close } = await site.visit("/limits");
  const caption = () => page.locator("#drift figcaption").innerText();
  const picture = () => page.locator("#drift .frame-body").innerHTML();
  await expect.poll(caption, soon).toMatch(/furthest from its limit/);
  const before = [await picture(), await caption()];
  await page.locator('#drift input[value="diagonal"]').check({ force: true });
  await expect.poll(caption, soon).not.toBe(before[1]);
  expect(await picture()).not.toBe(before[0]);
  expect(problems).toEqual([]);
  await close();
});

test("claims are filtered by their status", async () => {
  const { page, problems, close } = await site.visit("/limits");
  const table = page.getByRole("region", { name: "Claims and how firmly they stand" });
  const all = await table.locator("tbody tr").count();
  await page.getByLabel("Status").selectOption("proved");
  await expect.poll(() => table.locator("tbody tr").count(), soon).toBeLessThan(all);
  for (const status of await table.locator(".status").allInnerTexts()) expect(status).toBe("proved");
  expect(problems).toEqual([]);
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/limits?status=certain");
  expect(await page.getByRole("alert").innerText()).toContain("status=certain");
  await close();
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("another lesson shows its steps, and the students' copy hides the answers", async () => {
  const { page, problems, close } = await site.visit("/teach");
  const steps = () => page.locator(".lesson-step").count();
  expect(await steps()).toBe(5);
  await page.getByRole("radio", { name: "90 minutes" }).check();
  expect(await steps()).toBeGreaterThan(10);
  expect(await page.locator("dt", { hasText: "Expect" }).count()).toBe(await steps());
  await page.getByRole("radio", { name: /^for students/ }).check();
  expect(await page.locator("dt", { hasText: "Expect" }).count()).toBe(0);
  expect(await page.locator(".lesson-exercise details").count()).toBe(0);
  await expect.poll(() => page.url()).toContain("lesson=lecture");
  expect(problems).toEqual([]);
  await close();
});

test("its links open views without a notice", async () => {
  const { page, close } = await site.visit("/teach?lesson=lecture");
  const links = await page
    .locator(".lesson-link")
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).getAttribute("href") ?? ""));
  await close();
  expect(links.length).toBeGreaterThan(15);
  // Every link is checked against its page's schema in test/components/lessons.test.ts; these two in the site itself.
  for (const link of ["./?n=3000&lambda=20", "./training?t=0.16"]) {
    expect(links).toContain(link);
    const visit = await site.visit(link.slice(1));
    expect(await visit.page.getByRole("alert").count()).toBe(0);
    expect(visit.problems).toEqual([]);
    await visit.close();
  }
});

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

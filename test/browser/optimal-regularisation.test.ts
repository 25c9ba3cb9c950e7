import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Site, scrollThrough } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

const caption = (page: Page, figure: string) => page.locator(`#${figure} figcaption`).innerText();
const fresh = (page: Page, figure: string) =>
  page.locator(`#${figure}[data-state="fresh"]`).waitFor({ timeout: 30_000 });
const ready = (page: Page) => fresh(page, "decay-race");

test("the ring tells how far from the least risk it is, and reaching it solves the exercise", async () => {
  const { page, problems, close } = await site.visit("/optimal-regularisation?n=5000&lambda=0.01");
  await ready(page);
  const before = await caption(page, "decay-race");
  const times = (text: string) => Number(/, ([\d.]+) times the least/.exec(text)?.[1]);
  expect(times(before)).toBeGreaterThan(1.3);
  const best = Number(/best weight decay, λ = ([\d.]+)/.exec(before)?.[1]);
  const exercise = page.locator("#tune");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  const slider = page.getByRole("slider", { name: /Weight decay/ });
  await slider.evaluate((input, position) => {
    (input as HTMLInputElement).value = String(position);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, Math.log10(best));
  await page.waitForFunction(() => document.querySelector("#tune")?.classList.contains("solved"), undefined, {
    polling: 50,
  });
  await ready(page);
  expect(await caption(page, "decay-race")).toContain("the least to within half a per cent");
  expect(problems).toEqual([]);
  await close();
});

test("more samples move the best weight decay, every curve and the spectrum", async () => {
  const { page, close } = await site.visit("/optimal-regularisation");
  await ready(page);
  await scrollThrough(page);
  const figures = ["decay-race", "optimal-rates", "best-decay", "best-spectrum"];
  for (const figure of figures) await fresh(page, figure);
  const look = () => Promise.all(figures.map((name) => caption(page, name)));
  const before = await look();
  const slider = page.getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  await page.keyboard.press("PageUp");
  await expect.poll(() => caption(page, "best-spectrum"), { timeout: 30_000 }).not.toBe(before[3]);
  for (const figure of figures) await fresh(page, figure);
  const after = await look();
  after.forEach((text, k) => {
    expect(text).not.toBe(before[k]);
  });
  expect(after[1]).toContain("= 10000 the tuned risk");
  await close();
});

test("pruning at the bulk's edge is worse than at 2δ, and the caption says which", async () => {
  const { page, close } = await site.visit("/optimal-regularisation?n=1000");
  await ready(page);
  const pruned = (text: string) => Number(/and ([\d.]+) after pruning/.exec(text)?.[1]);
  const noise = pruned(await caption(page, "decay-race"));
  await page.getByRole("radio", { name: "the bulk's edge" }).check();
  await expect
    .poll(async () => pruned(await caption(page, "decay-race")), { timeout: 30_000 })
    .toBeGreaterThan(1.3 * noise);
  expect(await caption(page, "optimal-rates")).toContain("exact right edge of the bulk");
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/optimal-regularisation?gamma=7&lambda=minus");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("gamma=7");
  expect(notice).toContain("a number from 0.001 to 10000");
  await close();
});

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
const says = (page: Page, figure: string, text: string) =>
  page.waitForFunction(
    ([name, wanted]) => document.querySelector(`#${name} figcaption`)?.textContent?.includes(wanted),
    [figure, text] as const,
    { polling: 50 },
  );

test("noise in the labels changes the map, its title and the risk curves", async () => {
  const { page, problems, close } = await site.visit("/noiseless");
  await scrollThrough(page);
  await says(page, "noiseless-map", "phase IV");
  await says(page, "noiseless-rates", "λ = 1/d");
  const regions = () => page.locator("#noiseless-map .phase-id").allTextContents();
  expect(await regions()).toEqual(expect.arrayContaining(["Ib", "II", "III", "IV"]));
  expect(await regions()).not.toContain("V");
  const before = await caption(page, "noiseless-rates");
  await page.getByRole("radio", { name: "noisy, Δ = 0.5" }).check();
  await page.waitForFunction(() =>
    document.querySelector("#noiseless-map-title")?.textContent?.includes("are back"),
  );
  await page.waitForFunction(() =>
    [...document.querySelectorAll("#noiseless-map .phase-id")].some((name) => name.textContent === "V"),
  );
  expect(await regions()).toEqual(expect.arrayContaining(["V", "VIa"]));
  await says(page, "noiseless-rates", "labels without noise");
  expect(await caption(page, "noiseless-rates")).not.toBe(before);
  expect(problems).toEqual([]);
  await close();
});

test("the peak melts, which solves the exercise", async () => {
  const { page, close } = await site.visit("/noiseless?noise=0.5");
  await scrollThrough(page);
  await says(page, "melting-peak", "-fold");
  await page.getByRole("slider", { name: /Label noise/ }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press("PageDown");
  await says(page, "melting-peak", "the peak is gone");
  await page.locator("#melt.solved").waitFor();
  await close();
});

test("beyond the threshold the risk falls as λ², as the law says", async () => {
  const { page, close } = await site.visit("/noiseless?load=0.8");
  await scrollThrough(page);
  await says(page, "recovery", "stops at");
  await page.getByRole("slider", { name: /Samples, over/ }).evaluate((input) => {
    (input as HTMLInputElement).value = String(Math.log10(1.04));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await says(page, "recovery", "falls to");
  const text = await caption(page, "recovery");
  expect(text).toContain("slope +2.00");
  await page.locator("#threshold.solved").waitFor();
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/noiseless?noise=3&d=7");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("noise=3");
  expect(notice).toContain("one of 50, 100, 200");
  await close();
});

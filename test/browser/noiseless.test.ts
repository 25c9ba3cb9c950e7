import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("noise in the labels brings the peak's phases back, in map, title and curves", async () => {
  const { page, problems, close } = await site.visit("/noiseless");
  const regions = () => page.locator("#noiseless-map .phase-id").allTextContents();
  expect(await caption(page, "noiseless-rates")).toContain("Dotted red: λ = 1/d and labels with Δ = 0.5");
  expect(await caption(page, "noiseless-map")).toContain("phase IV");
  expect(await regions()).toEqual(expect.arrayContaining(["Ib", "II", "III", "IV"]));
  expect(await regions()).not.toContain("V");
  await page.getByRole("radio", { name: "noisy, Δ = 0.5" }).check();
  await fresh(page, "noiseless-map");
  expect(await page.locator("#noiseless-map-title").innerText()).toContain("are back");
  expect(await regions()).toEqual(expect.arrayContaining(["V", "VIa"]));
  expect(await caption(page, "noiseless-rates")).toContain("labels without noise");
  expect(problems).toEqual([]);
  await close();
});

test("the peak melts by the keys of the slider, which solves the exercise", async () => {
  const { page, close } = await site.visit("/noiseless?noise=0.5");
  expect(await caption(page, "melting-peak")).toContain("-fold");
  await page.getByRole("slider", { name: /Label noise/ }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press("PageDown");
  expect(await caption(page, "melting-peak")).toContain("the peak is gone");
  expect(await page.locator("#melt").getAttribute("class")).toContain("solved");
  await close();
});

test("beyond the threshold the risk falls as λ², as the law says", async () => {
  const { page, close } = await site.visit("/noiseless?load=0.8");
  expect(await caption(page, "recovery")).toContain("stops at");
  await page.getByRole("slider", { name: /Samples, over/ }).fill(String(Math.log10(1.04)));
  expect(await caption(page, "recovery")).toMatch(/falls to.*slope \+2\.00/);
  expect(await page.locator("#threshold").getAttribute("class")).toContain("solved");
  await close();
});

import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("a panel enlarges its phase; the axis and the tail plot switch; the address tells", async () => {
  const { page, problems, close } = await site.visit("/spectra");
  const one = page.locator("#spectra-one");
  const title = () => one.locator(".frame-title").innerText();
  const texts = async (k: number) => {
    await fresh(page, "spectra-one");
    return one.locator("svg.plot").nth(k).locator("text").allTextContents();
  };
  await fresh(page, "spectra-phases", "spectra-one");
  expect(await title()).toContain("Phase IV");
  await page.locator('[data-phase="II"] button').click();
  expect(await caption(page, "spectra-one")).toContain("0 eigenvalues of noise");
  expect(await title()).toContain("Phase II,");
  await page.waitForURL((url) => url.search === "?phase=II");
  expect(await texts(0)).not.toContain("15");
  await page.getByRole("radio", { name: "a linear axis" }).check();
  expect(await texts(0)).toContain("15");
  expect(await texts(1)).toContain("rank");
  await page.getByRole("radio", { name: "CCDF" }).check();
  expect(await texts(1)).toContain("fraction of the eigenvalues above");
  expect(problems).toEqual([]);
  await close();
});

test("samples let features leave the noise by the keys of the slider, in picture, caption and exercise", async () => {
  const { page, problems, close } = await site.visit("/spectra?n=0.5");
  const exercise = page.locator("#third-feature");
  const ring = async () =>
    Number(
      /translate\(([\d.]+)/.exec((await page.locator("#outlier-sweep .ring").getAttribute("transform"))!)![1],
    );
  expect(await caption(page, "outlier-sweep")).toContain("no feature stands alone");
  const before = await ring();
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  expect(await caption(page, "outlier-sweep")).toContain("4 features stand alone");
  const decades = (await ring()) - before;
  expect(decades).toBeGreaterThan(0);
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  // Down again by steps of a sixteenth of a decade until three are left.
  let steps = 0;
  for (; steps < 12 && !(await caption(page, "outlier-sweep")).includes("3 features stand alone"); steps++)
    await page.keyboard.press("ArrowLeft");
  expect(((await ring()) - before) / decades).toBeCloseTo(1 - steps / 32, 2);
  expect(await exercise.getAttribute("class")).toContain("solved");
  expect(await exercise.getByRole("status").innerText()).toContain("Three eigenvalues stand alone");
  expect(problems).toEqual([]);
  await close();
});

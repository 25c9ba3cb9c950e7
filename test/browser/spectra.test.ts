import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("a panel enlarges its phase; the axis and the tail plot switch", async () => {
  const { page, problems, close } = await site.visit("/spectra");
  const title = () => page.locator("#spectra-one .frame-title").innerText();
  const picture = () => page.locator("#spectra-one .spectra-pair").innerHTML();
  await expect.poll(title).toContain("Phase IV");
  await page.locator('[data-phase="II"] button').click();
  await expect.poll(title).toContain("Phase II");
  await expect
    .poll(() => page.locator("#spectra-one figcaption").innerText(), { timeout: 20_000 })
    .toContain("0 eigenvalues of noise");
  expect(new URL(page.url()).search === "" || page.url().includes("phase=II")).toBe(true);
  let before = await picture();
  await page.getByRole("radio", { name: "a linear axis" }).check();
  await expect.poll(picture).not.toBe(before);
  before = await picture();
  await page.getByRole("radio", { name: "CCDF" }).check();
  await expect.poll(picture).not.toBe(before);
  expect(problems).toEqual([]);
  await close();
});

test("samples let features leave the noise, in picture, caption and exercise", async () => {
  const { page, problems, close } = await site.visit("/spectra?n=0.5");
  const caption = () => page.locator("#outlier-sweep figcaption").innerText();
  await expect.poll(() => page.locator("#outlier-sweep svg.plot").count(), { timeout: 20_000 }).toBe(1);
  await expect.poll(caption, { timeout: 20_000 }).toContain("no feature stands alone");
  const picture = await page.locator("#outlier-sweep .frame-body").innerHTML();
  const slider = page.getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(caption, { timeout: 20_000 }).toContain("4 features stand alone");
  expect(await page.locator("#outlier-sweep .frame-body").innerHTML()).not.toBe(picture);
  const exercise = page.locator("#third-feature");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  // Down again by steps of a sixteenth of a decade until three are left.
  for (let k = 0; k < 12 && !(await exercise.getAttribute("class"))!.includes("solved"); k++)
    await page.keyboard.press("ArrowLeft");
  expect(await exercise.getAttribute("class")).toContain("solved");
  expect(await exercise.getByRole("status").innerText()).toContain("three eigenvalues stand alone");
  expect(problems).toEqual([]);
  await close();
});

test("an address with nonsense is noticed", async () => {
  const { page, close } = await site.visit("/spectra?phase=IX&n=-3");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("phase=IX");
  expect(notice).toContain("a number from 0.08 to 1e6");
  await close();
});

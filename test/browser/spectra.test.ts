import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

/** How long an answer of the page may take on a busy machine. */
const soon = { timeout: 20_000 };

test("a panel enlarges its phase; the axis and the tail plot switch", async () => {
  const { page, problems, close } = await site.visit("/spectra");
  const one = page.locator("#spectra-one[data-state=fresh]");
  const title = () => one.locator(".frame-title").innerText();
  const texts = (k: number) => one.locator("svg.plot").nth(k).locator("text").allTextContents();
  await expect.poll(title, soon).toContain("Phase IV");
  await page.locator('[data-phase="II"] button').click();
  await expect.poll(title, soon).toContain("Phase II,");
  expect(await one.locator("figcaption").innerText()).toContain("0 eigenvalues of noise");
  expect(await page.locator('[data-phase="II"] button').getAttribute("aria-pressed")).toBe("true");
  await expect.poll(() => new URL(page.url()).search).toBe("?phase=II");
  expect(await texts(0)).not.toContain("12");
  await page.getByRole("radio", { name: "a linear axis" }).check();
  await expect.poll(() => texts(0), soon).toContain("12");
  expect(await texts(1)).toContain("rank");
  await page.getByRole("radio", { name: "CCDF" }).check();
  await expect.poll(() => texts(1), soon).toContain("fraction of the eigenvalues above");
  expect(problems).toEqual([]);
  await close();
});

test("samples let features leave the noise, in picture, caption and exercise", async () => {
  const { page, problems, close } = await site.visit("/spectra?n=0.5");
  const sweep = page.locator("#outlier-sweep[data-state=fresh]");
  const caption = () => sweep.locator("figcaption").innerText();
  const ring = () => sweep.locator(".ring").getAttribute("transform");
  await expect.poll(caption, soon).toContain("no feature stands alone");
  const before = await ring();
  const slider = page.getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(caption, soon).toContain("4 features stand alone");
  expect(await ring()).not.toBe(before);
  const exercise = page.locator("#third-feature");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  // Down again by steps of a sixteenth of a decade until three are left.
  for (let k = 0; k < 12 && !(await exercise.getAttribute("class"))!.includes("solved"); k++)
    await page.keyboard.press("ArrowLeft");
  expect(await exercise.getAttribute("class")).toContain("solved");
  expect(await exercise.getByRole("status").innerText()).toContain("Three eigenvalues stand alone");
  await expect.poll(caption, soon).toContain("3 features stand alone");
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

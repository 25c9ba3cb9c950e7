import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("the samples change which term is largest, in picture, table and caption", async () => {
  const { page, problems, close } = await site.visit("/decomposition?d=10000&gamma=1.25&lambda=0.0001&n=0.5");
  const caption = () => page.locator("#decomposition figcaption").innerText();
  const risk = () => page.locator(".term-total td").first().innerText();
  await page.locator('#decomposition[data-state="fresh"]').waitFor({ timeout: 20_000 });
  await expect.poll(caption, { timeout: 20_000 }).toContain("Underfitting is the largest");
  const before = [await risk(), await page.locator("#decomposition-spectrum .frame-body").innerHTML()];
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  await page.keyboard.press("PageUp");
  await expect.poll(caption, { timeout: 20_000 }).toContain("Approximation is the largest");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  await expect.poll(caption, { timeout: 20_000 }).toContain("Overfitting is the largest");
  expect(await risk()).not.toBe(before[0]);
  expect(await page.locator("#decomposition-spectrum .frame-body").innerHTML()).not.toBe(before[1]);
  expect(problems).toEqual([]);
  await close();
});

test("pointing at a term lights up its part of the spectrum, and the list does so without a pointer", async () => {
  const { page, close } = await site.visit("/decomposition");
  const lit = () => page.locator(".decomposition").getAttribute("data-lit");
  const opacity = (part: string) =>
    page
      .locator(`#decomposition-spectrum svg [data-part="${part}"]`)
      .evaluate((e) => getComputedStyle(e).opacity);
  await page.locator('#decomposition[data-state="fresh"]').waitFor({ timeout: 20_000 });
  await page.locator('.term-table [data-part="underfitting"]').hover();
  await expect.poll(lit).toBe("underfitting");
  await expect.poll(() => opacity("overfitting")).toBe("0.22");
  expect(await opacity("underfitting")).toBe("1");
  await page.mouse.move(5, 5);
  await expect.poll(lit).toBe("none");
  await page.getByLabel("Light up").selectOption("overfitting");
  await expect.poll(lit).toBe("overfitting");
  await expect.poll(() => opacity("approximation")).toBe("0.22");
  await close();
});

test("the last step of the tour and the button for the best weight decay solve the exercise", async () => {
  const { page, problems, close } = await site.visit("/decomposition");
  const exercise = page.locator("#balance");
  await page.locator(".tour a").last().click();
  await expect
    .poll(() => page.locator("#decomposition figcaption").innerText())
    .toContain("The risk is least at");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  await page.getByRole("button", { name: "the best", disabled: false }).click();
  await expect.poll(() => exercise.getAttribute("class"), { timeout: 20_000 }).toContain("solved");
  expect(problems).toEqual([]);
  await close();
});

test("an address with nonsense is noticed", async () => {
  const { page, close } = await site.visit("/decomposition?network=deep&gamma=0.1");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("network=deep");
  expect(notice).toContain("a number from 0.6 to 2");
  await close();
});

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

test("more samples change the tail, the fit and their captions; the exercise notices", async () => {
  const { page, problems, close } = await site.visit("/power-law-tails?lambda=0.001");
  const caption = (figure: string) => page.locator(`#${figure}[data-state=fresh] figcaption`).innerText();
  const names = () => page.locator("#tail[data-state=fresh] .live-figure text.direct").allTextContents();
  await expect.poll(() => caption("tail"), soon).toMatch(/Phase VIa/);
  expect(await names()).toContain("noise");
  const slider = page.getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  for (let decade = 0; decade < 3; decade++) await page.keyboard.press("PageUp");
  await expect
    .poll(() => caption("tail"), soon)
    .toMatch(/Phase VIb.*200 of 200 eigenvalues are learned features/s);
  expect(await names()).not.toContain("noise");
  await expect.poll(() => caption("fit"), soon).toMatch(/from 192 weights/);
  expect(await page.locator("#see-the-tail").getAttribute("class")).toContain("solved");
  expect(problems).toEqual([]);
  await close();
});

test("the beginning of the tail moves by keyboard and by pointer, and goes back", async () => {
  const { page, problems, close } = await site.visit("/power-law-tails");
  const caption = () => page.locator("#fit[data-state=fresh] figcaption").innerText();
  await expect.poll(caption, soon).toMatch(/The distance is least/);
  const best = await caption();
  await page.getByRole("slider", { name: /Tail begins/ }).focus();
  for (let k = 0; k < 4; k++) await page.keyboard.press("ArrowRight");
  await expect.poll(caption, soon).toMatch(/You have let the tail begin/);
  await page.getByRole("button", { name: "Take the least distance" }).click();
  await expect.poll(caption, soon).toBe(best);
  const box = (await page.locator("#fit .live-figure svg").first().boundingBox())!;
  await page.mouse.click(box.x + 0.4 * box.width, box.y + 0.5 * box.height);
  await expect.poll(caption, soon).toMatch(/You have let the tail begin/);
  expect(problems).toEqual([]);
  await close();
});

test("a row of the table sets the figure; the bootstrap answers", async () => {
  const { page, problems, close } = await site.visit("/power-law-tails");
  await page.getByRole("link", { name: "Random-like" }).click();
  await expect
    .poll(() => page.locator("#tail[data-state=fresh] figcaption").innerText(), soon)
    .toMatch(/interpolation peak/);
  await expect
    .poll(() => page.getByRole("link", { name: "Random-like" }).getAttribute("aria-current"))
    .toBe("true");
  await page.getByRole("button", { name: /Run the bootstrap/ }).click();
  const tests = page.getByRole("region", { name: "Tests of the chosen tail" });
  await expect.poll(() => tests.innerText(), soon).toMatch(/p = 0\.\d\d ± 0\.\d\d\s/);
  await page.getByRole("link", { name: /Rank collapse/ }).click();
  await expect
    .poll(() => page.locator("#tail[data-state=fresh] figcaption").innerText(), soon)
    .toMatch(/exactly zero/);
  expect(await tests.innerText()).toContain("Fewer than ten positive weights");
  expect(problems).toEqual([]);
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/power-law-tails?gamma=0.2&view=pie");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("gamma=0.2");
  expect(notice).toContain("view=pie");
  await close();
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

/** The theory answers from a worker, which takes its time on a busy machine. */
const poll = <T>(look: () => T) => expect.poll(look, { timeout: 30_000 });

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("dragging the samples goes from rank collapse to features, in picture, weights and words", async () => {
  const { page, problems, close } = await site.visit("/plateaus");
  const caption = page.locator("#plateau figcaption");
  await poll(() => caption.innerText()).toContain("every learned weight is exactly zero");
  expect(await page.locator("#plateau .rank-plot").textContent()).toContain("all weights: exactly zero");
  const slider = page.locator("#plateau").getByRole("slider", { name: /Effective samples/ });
  await slider.focus();
  await page.keyboard.press("PageUp");
  await poll(() => caption.innerText()).toContain("3 features are learned");
  // By pointer: the first third of the axis is the plateau.
  const chart = page.locator("#plateau svg.plot").first();
  const box = await chart.boundingBox();
  if (!box) throw new Error("the chart is not drawn");
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.5);
  await poll(() => caption.innerText()).toContain("exactly R(0) = 2");
  expect(problems).toEqual([]);
  await close();
});

test("a steeper teacher gives waves, and the staircase says where its steps are", async () => {
  const { page, problems, close } = await site.visit("/plateaus");
  const caption = page.locator("#staircase figcaption");
  await poll(() => caption.innerText()).toContain("the first 4 steps are at");
  await page.locator('#staircase[data-state="fresh"]').waitFor();
  const before = await page.locator("#staircase .live-figure").innerHTML();
  await page
    .locator("#staircase")
    .getByRole("combobox", { name: /Teacher decay/ })
    .selectOption("3");
  await poll(() => caption.innerText()).toContain("At γ = 3");
  await poll(() => caption.innerText()).toContain("the rate of phase II is −1.67");
  await page.locator('#staircase[data-state="fresh"]').waitFor();
  expect(await page.locator("#staircase .live-figure").innerHTML()).not.toBe(before);
  await page.locator("#crossover").getByRole("radio", { name: "II → III" }).check();
  await poll(() => page.locator("#crossover figcaption").innerText()).toContain("−2.00");
  expect(problems).toEqual([]);
  await close();
});

test("the exercise notices the weight decay that it asks for", async () => {
  const { page, close } = await site.visit("/plateaus?lambda=40");
  const exercise = page.locator("#exercise-wait");
  const slider = page.locator("#plateau").getByRole("slider", { name: /Weight decay/ });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await poll(() => exercise.getAttribute("class")).toContain("solved");
  await page.keyboard.press("PageDown");
  await poll(() => exercise.getAttribute("class")).not.toContain("solved");
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/plateaus?lambda=-3&gamma=7");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("lambda=-3");
  expect(notice).toContain("one of 1, 1.5, 3");
  await close();
});

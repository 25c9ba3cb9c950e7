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

test("weight decay removes the peak, in title, caption and picture", async () => {
  const { page, problems, close } = await site.visit("/overfitting");
  const title = page.locator("#double-descent-title");
  const caption = page.locator("#double-descent figcaption");
  await poll(() => title.innerText()).toContain("the risk peaks at");
  await poll(() => caption.innerText()).toContain("nearly all of it is noise");
  await page.locator('#double-descent[data-state="fresh"]').waitFor();
  const before = await page.locator("#double-descent .live-figure").innerHTML();
  const slider = page.locator("#double-descent").getByRole("slider", { name: /Weight decay/ });
  await slider.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("PageUp");
  await poll(() => title.innerText()).toContain("has removed the peak");
  await poll(() => caption.innerText()).toContain("no peak is left");
  expect(await page.locator("#double-descent .live-figure").innerHTML()).not.toBe(before);
  expect(problems).toEqual([]);
  await close();
});

test("the peak of the quadratic network says where its law stops", async () => {
  const { page, problems, close } = await site.visit("/overfitting?gamma=2");
  const caption = page.locator("#peak-height figcaption");
  await poll(() => caption.innerText()).toContain("the law is −0.67");
  await page.locator("#peak-height").getByRole("radio", { name: "quadratic" }).check();
  await poll(() => caption.innerText()).toContain("levels off at 12.9");
  expect(problems).toEqual([]);
  await close();
});

test("the load slider moves both rings, and the quadratic one leaves beyond its interpolation", async () => {
  const { page, close } = await site.visit("/overfitting");
  const rings = () => page.locator("#fitted-noise .ring").count();
  await poll(rings).toBe(4);
  const slider = page.locator("#fitted-noise").getByRole("slider", { name: /Load/ });
  await slider.focus();
  await page.keyboard.press("End");
  await poll(rings).toBe(2);
  await poll(() => page.locator("#fitted-noise figcaption").innerText()).toContain(
    "beyond its interpolation at t = 0.25",
  );
  await close();
});

test("the exercise notices the best weight decay at the place of the peak", async () => {
  const { page, close } = await site.visit("/overfitting?lambda=0.7");
  const exercise = page.locator("#exercise-best");
  await poll(() => page.locator("#double-descent-title").innerText()).toContain("λ = 0.7");
  const slider = page.locator("#double-descent").getByRole("slider", { name: /Weight decay/ });
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await poll(() => exercise.getAttribute("class")).toContain("solved");
  await page.keyboard.press("PageDown");
  await poll(() => exercise.getAttribute("class")).not.toContain("solved");
  await close();
});

test("a bad address is noticed", async () => {
  const { page, close } = await site.visit("/overfitting?t=5&network=cubic");
  const notice = await page.getByRole("alert").innerText();
  expect(notice).toContain("t=5");
  expect(notice).toContain("network=cubic");
  await close();
});

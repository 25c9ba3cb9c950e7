import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

/** The number of a caption that stands where the pattern says. */
const read = async (page: Page, figure: string, pattern: RegExp) => {
  const text = await caption(page, figure);
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`${pattern} is not said: ${text}`);
  return Number(found);
};

test("the ring tells how far from the least risk it is, and reaching it solves the exercise", async () => {
  const { page, problems, close } = await site.visit("/optimal-regularisation?n=5000&lambda=0.01");
  expect(await read(page, "decay-race", /, ([\d.]+) times the least/)).toBeGreaterThan(1.3);
  const best = await read(page, "decay-race", /best weight decay, λ = ([\d.]+)/);
  const exercise = page.locator("#tune");
  expect(await exercise.getAttribute("class")).not.toContain("solved");
  await page.getByRole("slider", { name: /Weight decay/ }).fill(String(Math.log10(best)));
  expect(await caption(page, "decay-race")).toContain("the least to within half a per cent");
  expect(await exercise.getAttribute("class")).toContain("solved");
  expect(problems).toEqual([]);
  await close();
});

test("ten times the samples lower the least risk, move the best weight decay and let more be learned", async () => {
  const { page, problems, close } = await site.visit("/optimal-regularisation");
  const look = async () => ({
    samples: await caption(page, "optimal-rates"),
    best: await read(page, "best-decay", /the best weight decay is ([\d.]+)/),
    risk: await read(page, "decay-race", /gives a risk of ([\d.]+)/),
    features: await read(page, "best-spectrum", /, (\d+) are learned features/),
  });
  const before = await look();
  expect(before).toMatchObject({ best: 2.38, risk: 0.0212, features: 15 });
  expect(before.samples).toContain("= 1000 the tuned risk");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  await page.keyboard.press("PageUp");
  const after = await look();
  expect(after.samples).toMatch(/= (10000|10⁴) the tuned risk/);
  expect(after.risk).toBeLessThan(before.risk / 2);
  expect(after.best).toBeGreaterThan(before.best);
  expect(after.features).toBeGreaterThan(before.features);
  expect(problems).toEqual([]);
  await close();
});

test("pruning at the bulk's edge is worse than at 2δ, and the caption says which", async () => {
  const { page, close } = await site.visit("/optimal-regularisation?n=1000");
  const pruned = () => read(page, "decay-race", /and ([\d.]+) after pruning/);
  const noise = await pruned();
  expect(await caption(page, "optimal-rates")).toContain("Pruned at 2δ");
  await page.getByRole("radio", { name: "the bulk's edge" }).check();
  expect(await pruned()).toBeGreaterThan(1.3 * noise);
  expect(await caption(page, "optimal-rates")).toContain("exact right edge of the bulk");
  await close();
});

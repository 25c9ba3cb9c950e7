import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("the samples change which term is largest, in table and captions, and the risk falls", async () => {
  const { page, problems, close } = await site.visit("/decomposition?d=10000&gamma=1.25&lambda=0.0001&n=0.5");
  const slider = page.getByRole("slider", { name: /Effective samples/ });
  const look = async () => ({
    largest: /^\w+/.exec(await caption(page, "decomposition"))![0],
    apart: Number(/^\d+/.exec(await caption(page, "decomposition-spectrum"))![0]),
    risk: Number(await page.locator(".term-total td").first().innerText()),
  });
  const few = await look();
  expect(few).toMatchObject({ largest: "Underfitting", apart: 0 });
  await slider.focus();
  await page.keyboard.press("PageUp");
  const some = await look();
  expect(some.largest).toBe("Approximation");
  expect(some.apart).toBeGreaterThan(few.apart);
  await page.keyboard.press("PageUp");
  await page.keyboard.press("PageUp");
  const many = await look();
  expect(many.largest).toBe("Overfitting");
  expect(many.apart).toBeGreaterThan(some.apart);
  expect(many.risk).toBeLessThan(some.risk);
  expect(some.risk).toBeLessThan(few.risk);
  expect(problems).toEqual([]);
  await close();
});

test("pointing at a term lights up its part of the spectrum, and the list does so without a pointer", async () => {
  const { page, close } = await site.visit("/decomposition");
  const lit = (part: string) => page.locator(`.decomposition[data-lit="${part}"]`).waitFor();
  const opacity = (part: string) =>
    page
      .locator(`#decomposition-spectrum svg [data-part="${part}"]`)
      .evaluate((e) => getComputedStyle(e).opacity);
  await fresh(page, "decomposition", "decomposition-spectrum");
  await page.locator('.term-table [data-part="underfitting"]').hover();
  await lit("underfitting");
  await expect.poll(() => opacity("overfitting")).toBe("0.22");
  expect(await opacity("underfitting")).toBe("1");
  await page.mouse.move(5, 5);
  await lit("none");
  await page.getByLabel("Light up").selectOption("overfitting");
  await lit("overfitting");
  await expect.poll(() => opacity("approximation")).toBe("0.22");
  expect(await opacity("overfitting")).toBe("1");
  await close();
});

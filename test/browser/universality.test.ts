import { expect, test } from "vitest";
import { caption, fresh, site } from "./shared.js";

test("the switch divides by R(0); the slider of κ is there only where κ counts", async () => {
  const { page, problems, close } = await site.visit("/universality");
  const says = () => caption(page, "universality");
  expect(await says()).toContain("both are in phase II, where the ratio tends to 0.489");
  await page.getByRole("radio", { name: "R/R(0)" }).check();
  expect(await says()).toMatch(/over R\(0\) is .* where the ratio tends to 0\.40/);
  const kappa = page.getByRole("slider", { name: /Its factor/ });
  expect(await kappa.isVisible()).toBe(false);
  await page.getByRole("radio", { name: "κ√(n/d)" }).check();
  expect(await kappa.isVisible()).toBe(true);
  expect(await says()).toMatch(/the constant depends on κ|leaves neither peak/);
  await kappa.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowLeft");
  expect(await says()).toContain("noise passes the cut");
  expect(problems).toEqual([]);
  await close();
});

test("the exercise is solved where only the diagonal network peaks", async () => {
  const { page, close } = await site.visit("/universality?law=small&n=100");
  const status = () => page.locator("#only-one-peaks .exercise-status").innerText();
  await fresh(page, "universality");
  expect(await status()).not.toContain("✓");
  await page.getByRole("slider", { name: /Effective samples/ }).focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
  expect(await caption(page, "universality")).toContain(
    "the diagonal network is at its peak, the quadratic one in phase VIa",
  );
  expect(await status()).toContain("✓ There: the same number");
  await close();
});

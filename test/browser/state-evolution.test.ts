import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { fresh, site } from "./shared.js";

/** Where the ring is once both figures are of the present state. */
async function ring(page: Page) {
  await fresh(page, "steps", "equations");
  const { delta, cut } = await page
    .locator("#equations .phase-surface")
    .evaluate((surface) => ({ ...(surface as HTMLElement).dataset }));
  return { delta: Number(delta), cut: Number(cut) };
}

test("the plane takes pointer, finger and arrow keys, and keeps the focus", async () => {
  const { page, close } = await site.visit("/state-evolution", {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  await ring(page);
  const surface = page.locator("#equations .phase-surface");
  /** A caption that grows moves what stands below it. */
  const where = async () => {
    await surface.scrollIntoViewIfNeeded();
    return (await surface.boundingBox())!;
  };
  let box = await where();
  await page.mouse.click(box.x + 0.7 * box.width, box.y + 0.3 * box.height);
  const clicked = await ring(page);
  // Four decades of δ, six of c, over the plane.
  expect(Math.log10(clicked.delta)).toBeCloseTo(-2 + 0.7 * 4, 1);
  expect(Math.log10(clicked.cut)).toBeCloseTo(-4 + 0.7 * 6, 1);
  box = await where();
  await page.touchscreen.tap(box.x + 0.3 * box.width, box.y + 0.6 * box.height);
  const tapped = await ring(page);
  expect(Math.log10(tapped.delta)).toBeCloseTo(-2 + 0.3 * 4, 1);
  expect(Math.log10(tapped.cut)).toBeCloseTo(-4 + 0.4 * 6, 1);
  await surface.focus();
  await page.keyboard.press("ArrowUp");
  await ring(page);
  await page.keyboard.press("ArrowUp");
  const moved = await ring(page);
  expect(moved.cut / tapped.cut).toBeCloseTo(10 ** (2 / 24), 4);
  expect(moved.delta).toBe(tapped.delta);
  expect(await surface.evaluate((element) => element === document.activeElement)).toBe(true);
  await close();
});

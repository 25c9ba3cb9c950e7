import { expect, it } from "vitest";
import { mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("spectra");

it("a panel that is chosen keeps the focus, and is lit", { timeout: 60_000 }, async () => {
  const page = await mountPage("spectra");
  const button = page.document.querySelector<HTMLButtonElement>('[data-phase="VIa"] button')!;
  button.focus();
  button.click();
  await page.settled();
  expect(page.document.activeElement).toBe(button);
  expect(button.getAttribute("aria-pressed")).toBe("true");
  expect(page.document.querySelectorAll('[aria-pressed="true"]').length).toBe(1);
  expect(page.figures().get("spectra-one")?.querySelector(".frame-title")?.textContent).toContain(
    "Phase VIa",
  );
  page.close();
});

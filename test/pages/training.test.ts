import { expect, it } from "vitest";
import { mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("training", { timeout: 300_000 });

it("training that cannot start is said by its figure, which can be asked again", {
  timeout: 300_000,
}, async () => {
  // Node has no Worker of a browser.
  const page = await mountPage("training");
  const figure = page.figures().get("live-training");
  const button = (text: string) =>
    [...(figure?.querySelectorAll("button") ?? [])].find(({ textContent }) => textContent === text);
  const state = () => figure?.querySelector(".frame-state span")?.textContent ?? "";
  const again = () => button("Try again") as HTMLButtonElement;
  expect([figure?.dataset.state, again().hidden]).toEqual(["fresh", true]);
  button("Train it")?.click();
  await page.settled();
  expect(figure?.dataset.state).toBe("failed");
  expect(state()).toContain("Worker is not");
  expect(again().hidden).toBe(false);
  again().click();
  await page.settled();
  expect(figure?.dataset.state).toBe("failed");
  button("Another seed")?.click();
  await page.settled();
  expect([figure?.dataset.state, state()]).toEqual(["fresh", ""]);
  page.close();
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("decomposition");

describe("the exercise on the best weight decay", () => {
  let page: MountedPage;
  beforeAll(async () => {
    page = await mountPage("decomposition");
  }, 120_000);
  afterAll(() => page?.close());
  const solved = () => page.document.querySelector("#balance")!.classList.contains("solved");

  it("is solved by the last step of the tour and the button, and not by the step alone", async () => {
    expect(solved()).toBe(false);
    [...page.document.querySelectorAll<HTMLElement>(".tour a")].at(-1)!.click();
    await page.settled();
    expect(page.store()!.snapshot()).toMatchObject({ d: 10_000, samples: 1e5, along: "lambda" });
    expect(solved()).toBe(false);
    const button = [...page.document.querySelectorAll("button")].find((b) => b.textContent === "the best")!;
    expect(button.disabled).toBe(false);
    button.click();
    await page.settled();
    expect(solved()).toBe(true);
    page.store()!.set({ lambda: 2 * (page.store()!.snapshot().lambda as number) });
    await page.settled();
    expect(solved()).toBe(false);
  }, 120_000);
});

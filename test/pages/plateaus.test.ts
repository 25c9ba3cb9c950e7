import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("plateaus");

const timeout = 120_000;

describe("the page on plateaus", () => {
  let page: MountedPage;
  beforeAll(async () => {
    page = await mountPage("plateaus", { search: "?lambda=40" });
  }, timeout);
  afterAll(() => page?.close());
  const caption = (id: string) => page.figures().get(id)!.querySelector("figcaption")!.textContent;

  it("notices the weight decay that its exercise asks for, and that it was left", { timeout }, async () => {
    const solved = () => page.document.querySelector("#exercise-wait")!.classList.contains("solved");
    expect(solved()).toBe(false);
    page.store()!.set({ lambda: 40 * 10 ** (1 / 16) });
    await page.settled();
    expect(solved()).toBe(true);
    page.store()!.set({ lambda: 4 });
    await page.settled();
    expect(solved()).toBe(false);
  });

  it("says where the staircase has its steps, and what the waves of a steeper teacher follow", {
    timeout,
  }, async () => {
    page.store()!.reset();
    await page.settled();
    expect(caption("staircase")).toContain("the first 4 steps are at");
    page.store()!.set({ gamma: 3, crossover: "II-III" });
    await page.settled();
    expect(caption("staircase")).toContain("At γ = 3");
    expect(caption("staircase")).toContain("the rate of phase II is −1.67");
    expect(caption("crossover")).toContain("−2.00");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("overfitting");

const timeout = 120_000;

describe("the page on overfitting", () => {
  let page: MountedPage;
  beforeAll(async () => {
    page = await mountPage("overfitting");
  }, timeout);
  afterAll(() => page?.close());
  const caption = (id: string) => page.figures().get(id)!.querySelector("figcaption")!.textContent;

  it("has a ring on both networks' lines until the quadratic one is beyond its interpolation", {
    timeout,
  }, async () => {
    const rings = () => page.document.querySelectorAll("#fitted-noise .ring").length;
    expect(rings()).toBe(4);
    page.store()!.set({ load: 0.95 });
    await page.settled();
    expect(rings()).toBe(2);
    expect(caption("fitted-noise")).toContain("beyond its interpolation at t = 0.25");
  });

  it("says of the quadratic network's peak where its law stops", { timeout }, async () => {
    page.store()!.set({ gamma: 2 });
    await page.settled();
    expect(caption("peak-height")).toContain("the law is −0.67");
    page.store()!.set({ network: "quadratic" });
    await page.settled();
    expect(caption("peak-height")).toContain("levels off at 12.9");
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";

const timeout = 60_000;

let page: MountedPage;
afterEach(() => page?.close());

const states = () => [...page.figures().values()].map(({ dataset }) => dataset.state);

describe("a page that is closed while something is under way", () => {
  it("keeps its pictures that were still to come from the next page", { timeout }, async () => {
    page = await mountPage("setup");
    page.store()!.set({ gamma: 2 });
    expect(states()).toContain("solving");
    page = await mountPage("setup");
    expect(new Set(states())).toEqual(new Set(["fresh"]));
    expect(page.store()!.snapshot().gamma).toBe(page.store()!.schema.gamma.initial);
  });

  it("keeps its questions that no one answers from the next page, and lets go who waits for it", {
    timeout,
  }, async () => {
    page = await mountPage("state-evolution");
    page.hold();
    page.store()!.set({ lambda: 0.5 });
    const waiting = page.settled();
    page.close();
    await waiting;
    page = await mountPage("setup");
    page.store()!.set({ gamma: 2 });
    await page.settled();
    expect(new Set(states())).toEqual(new Set(["fresh"]));
  });

  it("leaves the next page open when it is closed again", { timeout }, async () => {
    const first = await mountPage("setup");
    page = await mountPage("setup");
    first.close();
    expect(globalThis.document).toBe(page.document);
    page.store()!.set({ gamma: 2 });
    await page.settled();
    expect(page.figures().get("teacher")!.querySelector("figcaption")!.textContent).toContain("At γ = 2");
  });
});

import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { stateEvolution } from "../../theory/state-evolution.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("state-evolution");

let page: MountedPage;
afterEach(() => page?.close());

const timeout = 60_000;
const problem = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5 } as const;
const surface = () => page.document.querySelector<HTMLElement>("#equations .phase-surface")!;
const ring = () => ({ delta: Number(surface().dataset.delta), cut: Number(surface().dataset.cut) });
const caption = (id: string) =>
  page.document.querySelector(`#${id} .frame-caption`)!.textContent!.replace(/\s+/g, " ");
const slider = (label: string) =>
  [...page.document.querySelectorAll<HTMLElement>(".slider")].find((each) =>
    each.textContent!.includes(label),
  )!;
const shownOn = (label: string) => slider(label).querySelector("output")!.textContent;
const press = (element: Element, key: string, shiftKey = false) =>
  element.dispatchEvent(new page.window.KeyboardEvent("keydown", { key, shiftKey, cancelable: true }));

describe("the ring on the page on state evolution", () => {
  it("is on the solution, and goes along with it when samples or weight decay change", {
    timeout,
  }, async () => {
    page = await mountPage("state-evolution");
    for (const [n, lambda] of [
      [100, 0.2],
      [1000, 0.2],
      [1000, 2],
    ]) {
      page.store()!.set({ effectiveSamples: n, lambda });
      await page.settled();
      const { delta, cut } = stateEvolution({ ...problem, alpha: n / 400, lambda });
      expect(ring().delta / delta).toBeCloseTo(1, 6);
      expect(ring().cut / cut).toBeCloseTo(1, 6);
      expect(caption("equations")).toContain("where the ring is");
    }
  });

  it("leaves it when δ or c is moved, taking the other along, and finds back by a button", {
    timeout,
  }, async () => {
    page = await mountPage("state-evolution");
    const plane = page.document.querySelector("#equations .plane-box");
    const start = ring();
    const back = page.document.querySelector<HTMLButtonElement>("#equations .frame-button")!;
    expect(back.disabled).toBe(true);
    press(slider("Noise strength").querySelector("input")!, "PageUp");
    await page.settled();
    expect(ring().delta / start.delta).toBeCloseTo(10, 0);
    expect(ring().cut).toBeCloseTo(start.cut, 6);
    expect(shownOn("Cut")).not.toBe("1");
    expect(caption("steps")).toContain(`Noise of strength ${shownOn("Noise strength")} and a cut at`);
    expect(page.document.querySelector("#equations .plane-box")).toBe(plane);
    back.click();
    await page.settled();
    expect(ring()).toEqual(start);
    expect(back.disabled).toBe(true);
  });

  it("is moved on the plane by arrow keys", { timeout }, async () => {
    page = await mountPage("state-evolution");
    const start = ring();
    press(surface(), "ArrowUp", true);
    await page.settled();
    expect(ring().cut / start.cut).toBeCloseTo(10 ** 0.5, 6);
    expect(ring().delta).toBeCloseTo(start.delta, 6);
  });

  it("moves at once while the curves of another teacher are computed, and they wait for theirs", {
    timeout,
  }, async () => {
    page = await mountPage("state-evolution");
    page.hold();
    page.store()!.set({ gamma: 2 });
    await pause(40);
    const figures = page.figures();
    expect(figures.get("steps")!.dataset.state).toBe("fresh");
    expect(figures.get("equations")!.dataset.state).toBe("solving");
    page.release();
    await page.settled();
    expect(figures.get("equations")!.dataset.state).toBe("fresh");
  });

  it("shows the same pictures whether it was moved to a place or opened there", { timeout }, async () => {
    const search = "?network=diagonal&n=1000&delta=0.3&cut=0.2&follow=free";
    const pictures = () =>
      [...page.figures().values()].map((figure) => figure.querySelector(".live-figure")!.innerHTML);
    page = await mountPage("state-evolution");
    page.store()!.open("?network=diagonal&n=1000");
    await page.settled();
    page.store()!.open(search);
    await page.settled();
    const moved = pictures();
    page = await mountPage("state-evolution", { search });
    expect(pictures()).toEqual(moved);
  });
});

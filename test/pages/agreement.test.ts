import { afterEach, describe, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("agreement");

let page: MountedPage;
afterEach(() => page?.close());

const caption = (id: string) => page.figures().get(id)!.querySelector("figcaption")!.textContent;

describe("the filters of the page on agreement", () => {
  it("leave the points of the chosen network and dimension in both figures, and solve the exercise", {
    timeout: 60_000,
  }, async () => {
    page = await mountPage("agreement");
    const exercise = page.document.querySelector("#worst-corner")!;
    const before = caption("deviation");
    expect(before).toContain("3.1 % (3.2 %) for the diagonal network at d = 100");
    expect(exercise.classList.contains("solved")).toBe(false);
    page.store()!.open("?network=quadratic&d=50");
    await page.settled();
    expect(caption("deviation")).toMatch(/is 4\.1 % \(0\.91 %\) for the quadratic network at d = 50\. /);
    expect(caption("z-scores")).toContain("Within one standard error lie 24 % of 104 points");
    for (const figure of page.figures().values()) {
      const { columns, length } = figure.rows();
      expect(length).toBe(104);
      expect(new Set(Array.from(columns.network))).toEqual(new Set(["quadratic"]));
      expect(new Set(Array.from(columns.d))).toEqual(new Set([50]));
    }
    expect(exercise.classList.contains("solved")).toBe(true);
    const all = [...page.document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === "All points",
    )!;
    all.click();
    await page.settled();
    expect(caption("deviation")).toBe(before);
    expect(exercise.classList.contains("solved")).toBe(false);
  });
});

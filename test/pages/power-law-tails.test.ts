import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer } from "../../components/topics/index.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("power-law-tails");

describe("the tests of the chosen tail", () => {
  let page: MountedPage;
  const region = () => page.document.querySelector('[aria-label="Tests of the chosen tail"]')!;
  const answers = () =>
    [...region().querySelectorAll("td:nth-child(2)")].map(({ textContent }) => textContent);
  const button = () => region().querySelector("button")!;
  /** Called when a portion of the bootstrap is asked for. */
  let asked = () => {};
  beforeAll(async () => {
    page = await mountPage("power-law-tails", {
      solve(topic, name, args) {
        if (name === "syntheticDistances") asked();
        return answer(topic, name, structuredClone(args));
      },
    });
  }, 120_000);
  afterAll(() => page?.close());

  it("are six, the bootstrap on request", { timeout: 60_000 }, async () => {
    expect(answers().length).toBe(6);
    expect(answers()[4]).toBe("not run");
    button().click();
    expect(button().textContent).toBe("Stop");
    await page.settled();
    expect(answers()[4]).toMatch(/^p = \d\.\d\d ± \d\.\d\d$/);
    expect(region().textContent).toContain("Of 200 true power laws");
    expect(button().textContent).toBe("Run the bootstrap (200 samples)");
  });

  it("the bootstrap stops when asked to, with what it has found", { timeout: 60_000 }, async () => {
    page.store()?.set({ follow: "own", xMin: 0.5 });
    await page.settled();
    expect(answers()[4]).toBe("not run");
    let portions = 0;
    asked = () => {
      if (++portions === 3) button().click();
    };
    button().click();
    await page.settled();
    expect(answers()[4]).toMatch(/so far$/);
    expect(region().textContent).toContain("Of 20 true power laws");
    expect(button().textContent).toBe("Run the bootstrap (200 samples)");
  });

  it("there are none where all weights are zero, and a link of the table of phases goes there", async () => {
    const link = [...page.document.querySelectorAll<HTMLAnchorElement>("#training-phases a")].at(-1)!;
    page.window.Element.prototype.scrollIntoView = () => {};
    link.click();
    await page.settled();
    expect(page.figures().get("tail")?.querySelector("figcaption")?.textContent).toContain("exactly zero");
    expect(link.getAttribute("aria-current")).toBe("true");
    expect(new Set(answers())).toEqual(new Set(["not available"]));
    expect(region().textContent).toContain("Fewer than ten positive weights.");
    expect(button().disabled).toBe(true);
  });
});

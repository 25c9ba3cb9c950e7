import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { distPages } from "../../tools/dist.js";
import { repository } from "../../tools/paths.js";
import { STILL_NOTE } from "../../tools/still-note.js";
import { caption, dist, fresh, site } from "./shared.js";

const pages = distPages(dist);

/** The figures that a page declares, in its order. */
function declared(path: string): string[] {
  const source = readFileSync(join(repository, "src", `${path.slice(1) || "index"}.md`), "utf8");
  return [...source.matchAll(/\bfigure\(state, "([\w-]+)"/g)].map(([, id]) => id);
}

/** What a reader sees of every figure: its words, and how many pictures of it have an area. */
const figures = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main figure.frame")].map((figure) => ({
      id: figure.id,
      title: figure.querySelector(".frame-title")?.textContent?.trim(),
      caption: figure.querySelector("figcaption")?.textContent?.trim(),
      pictures: [
        ...figure.querySelectorAll<HTMLElement>(".live-figure > .drawn-narrow, .live-figure > .drawn-wide"),
      ]
        .map((drawing) => drawing.querySelector("svg, canvas, img")?.getBoundingClientRect())
        .filter((box) => box && box.width > 100 && box.height > 20).length,
    })),
  );

/** What is wrong with a page whose figures are the drawn ones. */
async function missing(page: Page, path: string): Promise<string[]> {
  const found = await figures(page);
  const wrong = found.flatMap(({ id, title, caption: words, pictures }) => [
    ...(title ? [] : [`${id} has no title`]),
    ...(words ? [] : [`${id} has no caption`]),
    ...(pictures === 1 ? [] : [`${id} shows ${pictures} pictures`]),
  ]);
  const ids = found.map(({ id }) => id);
  return [
    ...wrong,
    ...declared(path)
      .filter((id) => !ids.includes(id))
      .map((id) => `${id} is not there`),
  ];
}

const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

describe.each(pages)("%s", (path) => {
  it.each([390, 1280])(
    "without JavaScript, at %i pixels, shows its title, every figure once with its words, and its steps as links",
    async (width) => {
      const { page, problems, close } = await site.open(path, {
        javaScriptEnabled: false,
        viewport: { width, height: 800 },
      });
      await unfold(page);
      expect(await page.locator("main h1").isVisible()).toBe(true);
      expect(await missing(page, path)).toEqual([]);
      const steps = page.locator("main ol.story > li[data-view]");
      const views = await steps.evaluateAll((all) => all.map((step) => (step as HTMLElement).dataset.view));
      const links = page.locator("main ol.story > li[data-view] > a.story-open");
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual(views);
      for (const link of await links.all()) expect(await link.isVisible()).toBe(true);
      // The browser says of every script that it may not run it.
      expect(problems.filter((problem) => !/\.js csp$/.test(problem))).toEqual([]);
      await close();
    },
  );

  it("printed right after it has loaded, has every figure, those of folded parts too", async () => {
    const { page, close } = await site.open(path);
    await page.emulateMedia({ media: "print" });
    const empty = await page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      return [...document.querySelectorAll("main figure.frame")]
        .filter((figure) => {
          const boxes = [...figure.querySelectorAll(".live-figure svg, .live-figure canvas")].map((picture) =>
            picture.getBoundingClientRect(),
          );
          return !boxes.some(({ width, height }) => width > 100 && height > 20);
        })
        .map(({ id }) => id);
    });
    expect(empty).toEqual([]);
    await close();
  });
});

describe("a page whose script is not loaded", () => {
  it("keeps its drawn figures, and says once that they do not move", async () => {
    const { page, close } = await site.open("/plateaus", {
      before: (page) => page.route("**/*.js", (route) => route.abort()),
    });
    await page.locator(".still-note").waitFor();
    expect(await page.locator(".still-note").allInnerTexts()).toEqual([STILL_NOTE]);
    expect(await missing(page, "/plateaus")).toEqual([]);
    await close();
  });
});

describe("a data file that cannot be fetched", () => {
  it("leaves the figures of the cells that need it as drawn, each with a sentence that says why", async () => {
    const { page, close } = await site.open("/width", {
      before: (page) => page.route("**/*.arrow", (route) => route.abort()),
    });
    const notes = page.locator(".still-note");
    await notes.nth(declared("/width").length - 1).waitFor();
    for (const note of await notes.allInnerTexts())
      expect(note).toMatch(
        /^This figure is shown in its first state and does not move: .{10,}\. Load the page again to try once more\.$/,
      );
    expect(await missing(page, "/width")).toEqual([]);
    await close();
  });

  it("is named where a question needs it, and fetched again on request", async () => {
    const { page, close } = await site.open("/", {
      before: (page) => page.route("**/phase-diagram-*.arrow*", (route) => route.fulfill({ status: 503 })),
    });
    const map = page.locator('figure#map[data-state="failed"]');
    await map.waitFor();
    expect(await map.locator(".frame-state").innerText()).toMatch(
      /^This could not be solved: .*phase-diagram-.*could not be fetched \(503\)/,
    );
    await page.unroute("**/phase-diagram-*.arrow*");
    await map.getByRole("button", { name: "Try again" }).click();
    expect(await caption(page, "map")).toContain("The ring is at neff = 1000");
    await close();
  });
});

describe("a solver whose worker cannot be started", () => {
  it("is told by every figure that waits for it, above its drawn picture; another try answers", async () => {
    const worker = "**/*worker*.js*";
    const { page, close } = await site.open("/plateaus", {
      before: (page) => page.route(worker, (route) => route.abort()),
    });
    const failed = page.locator('figure#plateau[data-state="failed"]');
    await failed.waitFor();
    expect(await failed.locator(".frame-state").innerText()).toContain(
      "This could not be solved: The solver stopped and could not be started again.",
    );
    expect((await figures(page)).find(({ id }) => id === "plateau")).toMatchObject({ pictures: 1 });
    await page.unroute(worker);
    await failed.getByRole("button", { name: "Try again" }).click();
    await fresh(page, "plateau");
    expect(await page.locator("#plateau .frame-state").isVisible()).toBe(false);
    expect((await figures(page)).find(({ id }) => id === "plateau")).toMatchObject({ pictures: 0 });
    expect(await page.locator("#plateau .rank-plot").textContent()).toContain("all weights: exactly zero");
    await close();
  });
});

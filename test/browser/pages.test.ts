import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distPages } from "../../tools/dist.js";
import { dist, Site, scrollThrough } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

const pages = distPages(dist);
const widths = [320, 390, 1280, 1600];

describe.each(pages)("%s", (path) => {
  it("loads without an error and without a request to another site", async () => {
    const { page, problems, close } = await site.visit(path);
    await scrollThrough(page);
    expect(problems).toEqual([]);
    await close();
  });

  it("never scrolls sideways", async () => {
    const { page, close } = await site.visit(path);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await scrollThrough(page);
      const wide = await page.evaluate(() => {
        if (document.documentElement.scrollWidth <= document.documentElement.clientWidth) return [];
        const beyond = [...document.querySelectorAll("body *")].filter(
          (e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5,
        );
        return beyond.slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
      });
      expect(wide, `at ${width} pixels`).toEqual([]);
    }
    await close();
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation in the %s theme",
    async (colorScheme) => {
      for (const width of [390, 1280]) {
        const { page, close } = await site.visit(path, { colorScheme, viewport: { width, height: 800 } });
        await scrollThrough(page);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          window.axe.run(document, { resultTypes: ["violations"] }),
        );
        const found = violations.map(
          (v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`,
        );
        expect(found, `at ${width} pixels`).toEqual([]);
        await close();
      }
    },
  );
});

it("no link within the site leads nowhere", async () => {
  const anchors = new Map<string, Set<string>>();
  const links: { from: string; href: string }[] = [];
  for (const path of pages) {
    const { page, close } = await site.visit(path);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id], a[name]")].map((e) => e.id || (e.getAttribute("name") ?? "")),
      hrefs: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((a) => a.href),
    }));
    anchors.set(path, new Set(found.ids));
    for (const href of found.hrefs) links.push({ from: path, href });
    await close();
  }
  const dead: string[] = [];
  for (const { from, href } of links) {
    const url = new URL(href);
    if (url.origin !== site.origin) continue;
    const ids = anchors.get(url.pathname);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (ids ? anchor === "" || ids.has(anchor) : (await fetch(url)).ok) continue;
    dead.push(`${from} → ${url.pathname}${url.hash}`);
  }
  expect(dead).toEqual([]);
});
